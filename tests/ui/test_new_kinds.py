"""Ticks and figures in the app: each is asked as what it is."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input

from tests.ui.driving import Driver, running
from wizard.pack.knowledge import Knowledge
from wizard.ui.screens.outcome import OutcomeScreen

LOAN = Path(__file__).parents[1] / "packs" / "flows" / "loan"


def field(driver: Driver) -> Input:
    """The field for a number or a day."""
    return driver.screen.query_one("#figure", Input)


async def test_a_number_is_typed_and_a_range_can_be_chosen_instead() -> None:
    async with running(Knowledge(LOAN), tree="loan") as wizard:
        assert field(wizard).has_focus
        await wizard.press("3", "0", "enter")
        assert wizard.walk.facts == {"age": "adult"}
        assert wizard.walk.steps[0].given == "30"
        await wizard.choose("#answers", "good")
        assert wizard.walk.facts == {"age": "adult", "score": "good"}


async def test_a_number_that_is_none_is_told_at_the_field_and_answers_nothing() -> None:
    async with running(Knowledge(LOAN), tree="loan") as wizard:
        await wizard.press("3", ".", ".", "enter")
        assert wizard.walk.steps == ()
        assert "is no number" in wizard.shown()


async def test_letters_stay_keys_while_a_number_is_asked_for() -> None:
    async with running(Knowledge(LOAN), tree="loan") as wizard:
        await wizard.press("3", "0", "enter", "b")
        assert wizard.walk.steps == ()
        assert field(wizard).value == "30"


async def ticking(driver: Driver) -> None:
    """Comes to the question of which all that apply are ticked."""
    await driver.press("3", "0", "enter")
    await driver.choose("#answers", "good")
    await driver.choose("#answers", "low")
    assert driver.walk.screen is not None and driver.walk.screen.id == "marks"


async def test_all_that_apply_are_ticked_and_taken_at_once() -> None:
    async with running(Knowledge(LOAN), tree="loan") as wizard:
        await ticking(wizard)
        assert wizard.walk.screen is not None
        at = [*wizard.walk.screen.labels].index("new-job") + 1
        await wizard.press(str(at), str(at % 2 + 1), str(at % 2 + 1))
        assert "[x]" in wizard.shown() and "[ ]" in wizard.shown()
        assert wizard.walk.facts == {"age": "adult", "score": "good", "share": "low"}
        await wizard.press("g")
        assert isinstance(wizard.screen, OutcomeScreen)
        assert wizard.walk.facts["marks.new-job"] == "yes"
        assert wizard.walk.facts["marks.many-requests"] == "no"


async def test_going_back_to_ticks_keeps_them_ticked() -> None:
    async with running(Knowledge(LOAN), tree="loan") as wizard:
        await ticking(wizard)
        assert wizard.walk.screen is not None
        first = next(iter(wizard.walk.screen.labels))
        await wizard.press("1", "g", "b")
        assert wizard.walk.screen is not None
        assert wizard.question.ticked == {first}


async def test_none_of_these_is_an_answer() -> None:
    async with running(Knowledge(LOAN), tree="loan") as wizard:
        await ticking(wizard)
        await wizard.choose("#answers", "none-of-these")
        assert set(wizard.walk.facts.values()) == {"adult", "good", "low", "no"}
