"""The outcome screen: verdict, findings, what they rest on, what to find out, and the ways on."""

from __future__ import annotations

from itertools import groupby

from textual.widgets import Markdown

from tests.conftest import example
from tests.ui.driving import NORMAL, WIDE, Driver, answered, running, walked
from wizard.pack.knowledge import Knowledge
from wizard.ui.screens.change import ChangeScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.page import PageScreen
from wizard.ui.screens.pick import PickScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.ui.widgets.choices import Choice
from wizard.walk.ahead import conclude
from wizard.walk.plans import options
from wizard.walk.walk import UNSURE, begin


def lines(driver: Driver, kind: str) -> list[Choice]:
    """The lines of the outcome that open one kind of thing."""
    return [each for each in driver.choices("#lines").choices if each.id.startswith(f"{kind}:")]


async def test_the_verdict_is_told_by_word_sign_and_tone(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        for outcome, word, sign, tone in (
            ("texted-phi-no-baa", "NOT PERMISSIBLE", "✗", "tone-stop"),
            ("compliant-platform", "PERMISSIBLE", "✓", "tone-good"),
            ("outside-us", "HIPAA DOES NOT APPLY", "i", "tone-info"),
        ):
            await wizard.show(walked(knowledge, example(outcome)))
            assert wizard.static("#verdict") == f"{sign} {word}"
            assert wizard.screen.query_one("#verdict").has_class(tone)


async def test_the_findings_stand_by_weight_each_with_the_answers_that_raised_it(
    knowledge: Knowledge,
) -> None:
    walk = walked(knowledge, example("texted-phi-no-baa"))
    raised = conclude(walk).findings
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        found = lines(wizard, "finding")
        assert [each.words for each in found] == [each.finding.says for each in raised]
        for told, each in zip(found, raised, strict=True):
            for question, answer in each.because:
                assert walk.tree.questions[question].answers[answer].label in told.note
        told_weights = [
            each.words
            for each in wizard.choices("#lines").choices
            if each.heading and each.id.startswith("h")
        ]
        weights = [weight for weight, _ in groupby(each.finding.weight for each in raised)]
        assert weights == [weight for weight in walk.tree.weights if weight in weights]
        assert told_weights[: len(weights)] == [walk.tree.weights[weight].upper() for weight in weights]


async def test_enter_on_a_finding_lists_its_rules_and_cases_and_one_opens(knowledge: Knowledge) -> None:
    walk = walked(knowledge, example("texted-phi-no-baa"))
    first = conclude(walk).findings[0].finding
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        await wizard.point("#lines", "finding:0")
        await wizard.press("enter")
        assert isinstance(wizard.screen, PickScreen)
        cited = [*first.rules, *first.cases]
        assert [each.id for each in wizard.choices("#picks").choices][: len(cited)] == cited
        await wizard.press("2")
        assert isinstance(wizard.screen, PageScreen)
        assert wizard.static("#title") == knowledge.library.entry(first.rules[1]).title
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
        "page:": [knowledge.library.entry("texted-phi-no-baa").title],
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
        await wizard.press("down", "enter")
        assert wizard.pointed("#lines") == "plan:0"
        await wizard.show(walked(knowledge, example("compliant-platform")))
        assert not lines(wizard, "plan") and not lines(wizard, "skip")


async def test_each_change_of_a_plan_stands_on_a_line_of_its_own(knowledge: Knowledge) -> None:
    async with running(knowledge, WIDE) as wizard:
        await wizard.show(walked(knowledge, example("texted-phi-no-baa")))
        plan = next(each for each in lines(wizard, "plan") if "\n" in each.note)
        shown = str(wizard.choices("#lines").get_option(plan.id).prompt)
        starts = [line.strip()[:20] for line in shown.splitlines()]
        assert all(line[:20] in starts for line in plan.note.split("\n"))
        bare = next(each for each in wizard.choices("#lines").choices if not each.note and not each.heading)
        assert str(wizard.choices("#lines").get_option(bare.id).prompt).splitlines()[-1].strip()


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
        assert all(each.heading for each in told)


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
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.walk == begin(knowledge.tree("whatsapp"))
        assert wizard.pointed("#answers") == "covered-entity"


async def test_a_walk_finished_early_says_that_findings_may_be_missing(knowledge: Knowledge) -> None:
    facts = dict(list(example("texted-phi-no-baa").items())[:7])
    async with running(knowledge) as wizard:
        await wizard.show(walked(knowledge, facts).finish())
        assert "Finished early" in wizard.static("#summary")
        await wizard.show(walked(knowledge, example("texted-phi-no-baa")))
        assert "Finished early" not in wizard.static("#summary")
