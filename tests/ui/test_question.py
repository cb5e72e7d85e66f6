"""The question screen: answering by digit, arrows and mouse, going back, not knowing, finishing early."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import wizard.walk.ahead
from tests.conftest import example
from tests.ui.driving import NORMAL, WIDE, Driver, answered, digits, labels_told, running, walked
from wizard.pack.knowledge import Knowledge
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.walk.ahead import by_answer, conclude, look, settled
from wizard.walk.walk import UNSURE, Walk, begin

STANDING = re.compile(r"Question (\d+)  [━●─┄]* (?:the last|(\d+)(?:–(\d+))? more)")


def assert_reached(driver: Driver, outcome: str) -> None:
    """The outcome is on top, and it is the one that these facts must lead to."""
    assert isinstance(driver.screen, OutcomeScreen)
    assert driver.walk.facts == example(outcome)
    reached = conclude(driver.walk).outcome
    assert reached is not None and reached.id == outcome


def steps_of(knowledge: Knowledge, outcome: str) -> list[Walk]:
    """An example's walk, after no answer, after one, and so on, its end left out."""
    walk = begin(knowledge.tree("whatsapp"))
    walks = [walk]
    for answer in example(outcome).values():
        walk = walk.answer(answer)
        walks.append(walk)
    return walks[:-1]


async def test_a_whole_walk_by_digits_ends_at_its_outcome(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        for answer in example("texted-phi-no-baa").values():
            await wizard.press(*digits(wizard.walk, answer))
        assert_reached(wizard, "texted-phi-no-baa")


async def test_a_whole_walk_by_arrows_and_enter_ends_at_its_outcome(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        for answer in example("portal-pointer").values():
            question = wizard.walk.question
            assert question is not None
            down = [*question.answers].index(answer)
            await wizard.press(*["down"] * down, "enter")
        assert_reached(wizard, "portal-pointer")


async def test_a_whole_walk_by_mouse_ends_at_its_outcome(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        for answer in example("shared-number").values():
            await wizard.click("#answers", answer)
        assert_reached(wizard, "shared-number")


async def test_the_progress_line_tells_what_lies_ahead_at_every_step(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        for number, walk in enumerate(steps_of(knowledge, "texted-phi-no-baa"), 1):
            await wizard.show(walk)
            match = STANDING.search(wizard.told("#bar"))
            assert match is not None
            least = int(match[2] or 0)
            ahead = look(walk)
            told = (int(match[1]), least, int(match[3] or least))
            assert told == (number, ahead.least - 1, ahead.most - 1)
            if number > 1:
                assert wizard.verdicts("#standing") == {each.label for each in ahead.verdicts}


async def test_the_first_question_stands_over_the_notice(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        notice = knowledge.tree("whatsapp").notice
        assert notice in " ".join(wizard.told("#standing").split())
        await wizard.press("1")
        assert notice not in " ".join(wizard.told("#standing").split())


async def test_going_back_keeps_the_old_answer_under_the_cursor(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("2", "2", "3")
        before = wizard.walk
        await wizard.press("b")
        assert (wizard.walk.current, wizard.pointed("#answers")) == ("product", "business-platform")
        await wizard.press("backspace")
        assert (wizard.walk.current, wizard.pointed("#answers")) == ("stage", "in-use")
        await wizard.press("enter", "enter")
        assert wizard.walk.facts == before.facts


async def test_going_back_from_the_first_question_stays_there(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("b")
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.walk == begin(knowledge.tree("whatsapp"))


async def test_not_knowing_takes_the_careful_answer_and_marks_it(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press(*digits(wizard.walk, UNSURE))
        assert wizard.walk.facts == {"coverage": "covered-entity"}
        assert wizard.walk.assumed == {"coverage"}
        await wizard.press("b")
        assert wizard.pointed("#answers") == UNSURE


async def test_not_knowing_is_offered_only_where_the_question_allows_it(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        assert UNSURE in [each.id for each in wizard.sheet("#answers").items]
        await wizard.press("1")
        assert UNSURE not in [each.id for each in wizard.sheet("#answers").items]
        await wizard.press("5")
        assert wizard.walk.current == "stage"


async def test_finishing_early_is_offered_only_when_one_verdict_is_left(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        for walk in steps_of(knowledge, "texted-phi-no-baa"):
            await wizard.show(walk)
            assert ("f" in wizard.screen.active_bindings) == (settled(walk) is not None)


async def test_f_does_nothing_while_several_verdicts_are_possible(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("1", "1", "f")
        assert isinstance(wizard.screen, QuestionScreen)
        assert not wizard.walk.stopped


async def test_f_ends_a_settled_walk_with_the_verdict_that_is_left(knowledge: Knowledge) -> None:
    walks = steps_of(knowledge, "texted-phi-no-baa")
    first = next(walk for walk in walks if settled(walk) is not None)
    async with running(knowledge) as wizard:
        await wizard.show(first)
        await wizard.press("f")
        assert wizard.walk == first.finish()
        assert wizard.outcome.transcript.verdict == "impermissible"
        assert wizard.outcome.transcript.complete is False
        await wizard.press("b", "enter")
        assert (wizard.walk.facts, wizard.walk.stopped) == (first.facts, False)


async def test_v_shows_what_each_answer_leaves_possible_and_hides_it_again(knowledge: Knowledge) -> None:
    walk = answered(begin(knowledge.tree("whatsapp")), ["covered-entity", "planning"])
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        assert not any(each.note for each in wizard.sheet("#answers").items)
        await wizard.press("down", "v")
        notes = {each.id: each.note for each in wizard.sheet("#answers").items}
        for answer, verdicts in by_answer(walk).items():
            assert labels_told(notes[answer].partition(": ")[2]) == {each.label for each in verdicts}
        assert wizard.pointed("#answers") == "business-app"
        await wizard.press("v")
        assert not any(each.note for each in wizard.sheet("#answers").items)


async def test_the_trail_lists_the_answers_where_there_is_room(knowledge: Knowledge) -> None:
    facts = dict(list(example("shared-number").items())[:5])
    async with running(knowledge, WIDE) as wizard:
        await wizard.show(walked(knowledge, facts))
        assert [each.id for each in wizard.sheet("#trail").items if each.pick] == list(facts)
        await wizard.resize(NORMAL)
        assert not wizard.sheet("#trail").region.area


async def test_a_press_looks_ahead_once_however_often_the_screen_is_drawn(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    for name in ("look", "by_answer"):
        original = getattr(wizard.walk.ahead, name)

        def counted(walk: Walk, original: Callable[[Walk], object] = original, name: str = name) -> object:
            looked.append(name)
            return original(walk)

        monkeypatch.setattr(wizard.walk.ahead, name, counted)
    async with running(knowledge) as driver:
        looked.clear()
        await driver.press("1")
        assert looked == ["look"]
        await driver.resize(WIDE)
        await driver.press("down", "up")
        assert looked == ["look"]
        await driver.press("v")
        assert looked == ["look", "by_answer"]
        await driver.press("1")
        assert looked == ["look", "by_answer"] * 2
