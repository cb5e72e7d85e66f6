"""The outcome screen: verdict, findings, what they rest on, what to find out, and the ways on."""

from __future__ import annotations

from itertools import groupby

from textual.color import Color
from textual.widgets import Markdown

from tests.conftest import example
from tests.ui.driving import NORMAL, WIDE, Driver, answered, running, walked
from wizard.pack.knowledge import Knowledge
from wizard.ui.screens.change import ChangeScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.page import PageScreen
from wizard.ui.screens.pick import PickScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.ui.widgets.lines import Lines
from wizard.ui.widgets.sheet import Item
from wizard.walk.ahead import conclude
from wizard.walk.plans import options
from wizard.walk.walk import UNSURE, begin


def lines(driver: Driver, kind: str) -> list[Item]:
    """The lines of the outcome that open one kind of thing."""
    return [each for each in driver.sheet("#lines").items if each.id.startswith(f"{kind}:")]


async def test_the_verdict_is_told_by_word_sign_and_tone(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        for outcome, word, sign, tone in (
            ("texted-phi-no-baa", "NOT PERMISSIBLE", "✗", "stop-solid"),
            ("compliant-platform", "PERMISSIBLE", "✓", "good-solid"),
            ("outside-us", "HIPAA DOES NOT APPLY", "i", "info-solid"),
        ):
            await wizard.show(walked(knowledge, example(outcome)))
            assert f" {sign} {word} " in wizard.told("#head")
            ground = Color.parse(wizard.app.theme_variables[tone]).rich_color
            strips = [wizard.screen.query_one("#head", Lines).render_line(y) for y in range(3)]
            (chip,) = [each for strip in strips for each in strip if each.text == f" {sign} {word} "]
            assert chip.style is not None and chip.style.bgcolor == ground


async def test_the_findings_stand_by_weight_each_with_the_answers_that_raised_it(
    knowledge: Knowledge,
) -> None:
    walk = walked(knowledge, example("texted-phi-no-baa"))
    raised = conclude(walk).findings
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        found = lines(wizard, "finding")
        assert [each.words for each in found] == [each.finding.says for each in raised]
        weights = [weight for weight, _ in groupby(each.finding.weight for each in raised)]
        assert weights == [weight for weight in walk.tree.weights if weight in weights]
        folds = [each for each in lines(wizard, "fold") if each.id.partition(":")[2] in weights]
        assert [each.words for each in folds] == [walk.tree.weights[weight] for weight in weights]
        for place, each in enumerate(raised[:3]):
            await wizard.choose("#lines", f"finding:{place}")
            for question, answer in each.because:
                assert walk.tree.questions[question].answers[answer].label in flat(wizard.told("#told"))
            await wizard.press("escape")


def flat(text: str) -> str:
    """A text with its line breaks undone."""
    return " ".join(text.split())


async def test_at_first_the_weightiest_findings_stand_open_and_enter_opens_and_closes_a_group(
    knowledge: Knowledge,
) -> None:
    walk = walked(knowledge, example("texted-phi-no-baa"))
    async with running(knowledge) as wizard:
        await wizard.show(walk, opened=False)
        weights = {walk.tree.findings[each.finding.id].weight for each in conclude(walk).findings}
        assert len(weights) > 1
        shown = [wizard.outcome.transcript.findings[int(e.id[8:])] for e in lines(wizard, "finding")]
        assert {each.weight for each in shown} == {"violation"}
        await wizard.choose("#lines", "fold:violation")
        assert not lines(wizard, "finding") and wizard.pointed("#lines") == "fold:violation"
        await wizard.press("e")
        assert len(lines(wizard, "finding")) == len(conclude(walk).findings)
        await wizard.press("e")
        assert not lines(wizard, "finding")


async def test_what_to_do_first_is_the_page_s_first_part_then_the_remedies_of_what_decides(
    knowledge: Knowledge,
) -> None:
    walk = walked(knowledge, example("texted-phi-no-baa"))
    async with running(knowledge) as wizard:
        await wizard.show(walk, opened=False)
        told = wizard.outcome.transcript
        steps = [each.text for each in told.outcome.page[0].lines]
        remedies = [each.what_to_do for each in told.findings if each.weight == "violation"]
        rows = [each.words for each in wizard.sheet("#lines").items if each.key]
        assert rows == [*steps, *remedies]
        assert wizard.pointed("#lines") == "page:1"
        await wizard.choose("#lines", "do:1")
        assert told.findings[1].says in flat(wizard.told("#told"))


async def test_a_group_opened_stays_open_when_an_answer_is_changed(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(walked(knowledge, example("patient-choice")), opened=False)
        await wizard.choose("#lines", "fold:answers")
        await wizard.choose("#lines", "answer:chosen-by")
        await wizard.choose("#picks", "practice")
        assert lines(wizard, "answer")


async def test_enter_on_a_finding_lists_its_rules_and_cases_and_one_opens(knowledge: Knowledge) -> None:
    walk = walked(knowledge, example("texted-phi-no-baa"))
    first = conclude(walk).findings[0].finding
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        await wizard.point("#lines", "finding:0")
        await wizard.press("enter")
        assert isinstance(wizard.screen, PickScreen)
        cited = [*first.rules, *first.cases]
        assert [each.id for each in wizard.sheet("#picks").items][: len(cited)] == cited
        await wizard.press("2")
        assert isinstance(wizard.screen, PageScreen)
        assert knowledge.library.entry(first.rules[1]).title[:30] in wizard.told("#bar")
        await wizard.press("escape")
        assert isinstance(wizard.screen, OutcomeScreen)
        assert wizard.pointed("#lines") == "finding:0"


async def test_every_rule_and_case_behind_the_verdict_is_listed_and_opens(knowledge: Knowledge) -> None:
    walk = walked(knowledge, example("shared-number"))
    raised = conclude(walk).findings
    cited = [f"entry:{id}" for each in raised for id in each.finding.rules]
    cited += [f"entry:{id}" for each in raised for id in each.finding.cases]
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        assert [each.id for each in lines(wizard, "entry")] == list(dict.fromkeys(cited))
        for entry in (cited[0], cited[-1]):
            await wizard.choose("#lines", entry)
            assert isinstance(wizard.screen, PageScreen)
            assert f"entry:{wizard.screen.visited[0]}" == entry
            await wizard.press("b")
            assert wizard.pointed("#lines") == entry


async def test_beside_the_list_stands_what_the_cursor_is_on(knowledge: Knowledge) -> None:
    walk = walked(knowledge, example("texted-phi-no-baa"))
    finding = conclude(walk).findings[0].finding
    expected: dict[str, list[str | None]] = {
        "finding:0": [finding.remedy, *(f"rules/{id}.md" for id in finding.rules)],
        "entry:164.502-e": [knowledge.library.entry("164.502-e").title],
        "answer:product": [walk.tree.questions["product"].ask],
        "page:1": [knowledge.library.entry("texted-phi-no-baa").title],
    }
    async with running(knowledge, WIDE) as wizard:
        await wizard.show(walk)
        for line, words in expected.items():
            await wizard.point("#lines", line)
            text = wizard.screen.query_one("#reading Markdown", Markdown).source
            assert all(word is not None and word in text for word in words)


async def test_on_a_normal_screen_nothing_stands_beside_the_list(knowledge: Knowledge) -> None:
    async with running(knowledge, NORMAL) as wizard:
        await wizard.show(walked(knowledge, example("outside-us")))
        assert not wizard.screen.query("#reading")


async def test_what_a_line_opens_stands_beside_the_list_once_there_is_room(knowledge: Knowledge) -> None:
    async with running(knowledge, NORMAL) as wizard:
        await wizard.show(walked(knowledge, example("staff-chat")))
        await wizard.resize(WIDE)
        page = knowledge.library.page(knowledge.tree("whatsapp").outcomes["staff-chat"].page)
        assert page.title in wizard.screen.query_one("#reading Markdown", Markdown).source


async def test_the_outcomes_page_opens_from_its_line_and_with_h(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(walked(knowledge, example("staff-chat")))
        for key in ("enter", "h"):
            await wizard.press(key)
            assert isinstance(wizard.screen, PageScreen)
            assert wizard.screen.visited == ["staff-chat"]
            await wizard.press("escape")


async def test_what_would_change_it_is_one_key_away_from_the_top(knowledge: Knowledge) -> None:
    async with running(knowledge, NORMAL) as wizard:
        await wizard.show(walked(knowledge, example("texted-phi-no-baa")))
        assert lines(wizard, "plan")
        await wizard.press("p")
        assert wizard.pointed("#lines") == "plan:0"
        await wizard.show(walked(knowledge, example("compliant-platform")))
        assert not lines(wizard, "plan") and "p" not in dict(wizard.outcome._keys())


async def test_each_change_of_a_plan_stands_on_a_line_of_its_own(knowledge: Knowledge) -> None:
    async with running(knowledge, WIDE) as wizard:
        await wizard.show(walked(knowledge, example("texted-phi-no-baa")))
        for place, plan in enumerate(wizard.outcome.transcript.plans):
            (row,) = [each for each in lines(wizard, "plan") if each.id == f"plan:{place}"]
            starts = [line.text.strip() for line in row.lay(100)]
            for change in plan.changes:
                assert any(line.startswith(f"→  {change.after_label[:30]}") for line in starts)


async def test_what_was_not_known_is_listed_and_opens_to_be_answered(knowledge: Knowledge) -> None:
    facts = {**example("compliant-platform"), "vendor-baa": UNSURE, "device": UNSURE}
    walk = answered(begin(knowledge.tree("whatsapp")), facts.values())
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        assert {each.id for each in lines(wizard, "unknown")} == {"unknown:vendor-baa", "unknown:device"}
        await wizard.choose("#lines", "unknown:device")
        assert isinstance(wizard.screen, ChangeScreen)
        assert wizard.pointed("#picks") == UNSURE
        await wizard.choose("#picks", "managed")
        assert wizard.walk.assumed == {"vendor-baa"}
        assert [each.id for each in lines(wizard, "unknown")] == ["unknown:vendor-baa"]


async def test_a_verdict_out_of_reach_is_told_and_cannot_be_chosen(knowledge: Knowledge) -> None:
    walk = walked(knowledge, example("outside-us"))
    unreachable = [each.verdict.id for each in options(walk) if not each.plans]
    assert unreachable
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        told = lines(wizard, "none")
        assert [each.id for each in told] == [f"none:{id}" for id in unreachable]
        assert all(not each.pick for each in told)


async def test_back_returns_to_the_last_question_with_its_answer_under_the_cursor(
    knowledge: Knowledge,
) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(walked(knowledge, example("claimed-baa")))
        await wizard.press("b")
        assert isinstance(wizard.screen, QuestionScreen)
        assert (wizard.walk.current, wizard.pointed("#answers")) == ("groundwork", "in-place")
        await wizard.press("enter")
        assert isinstance(wizard.screen, OutcomeScreen)
        assert wizard.walk.facts == example("claimed-baa")


async def test_n_starts_again_with_nothing_answered(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(walked(knowledge, example("portal-pointer")))
        await wizard.press("n")
        assert isinstance(wizard.screen, PickScreen)
        await wizard.press("escape")
        assert wizard.walk.facts == example("portal-pointer")
        await wizard.press("n")
        await wizard.choose("#picks", "leave")
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.walk == begin(knowledge.tree("whatsapp"))
        assert wizard.pointed("#answers") == "covered-entity"


async def test_a_walk_finished_early_says_that_findings_may_be_missing(knowledge: Knowledge) -> None:
    facts = dict(list(example("texted-phi-no-baa").items())[:7])
    async with running(knowledge) as wizard:
        await wizard.show(walked(knowledge, facts).finish())
        assert "Finished early" in flat(wizard.told("#head"))
        await wizard.show(walked(knowledge, example("texted-phi-no-baa")))
        assert "Finished early" not in flat(wizard.told("#head"))


async def test_w_leads_to_the_first_finding_with_its_group_open(knowledge: Knowledge) -> None:
    async with running(knowledge, NORMAL) as wizard:
        await wizard.show(walked(knowledge, example("texted-phi-no-baa")), opened=False)
        await wizard.press("w")
        assert wizard.pointed("#lines") == "finding:0"
        assert wizard.outcome.transcript.findings[0].says.split()[0] in wizard.shown()


async def test_a_change_that_was_followed_can_be_undone(knowledge: Knowledge) -> None:
    async with running(knowledge, NORMAL) as wizard:
        walk = walked(knowledge, example("texted-phi-no-baa"))
        await wizard.show(walk, opened=False)
        await wizard.press("u")
        assert wizard.walk == walk
        await wizard.press("p", "a")
        assert wizard.walk.facts != walk.facts
        assert "u undo" in wizard.shown()
        await wizard.press("p", "a", "u")
        assert wizard.walk.facts == walk.facts
        assert "u undo" not in wizard.shown()
