"""The map screen: where the walk is, what is behind and ahead, and opening a question from it."""

from __future__ import annotations

import pytest

from tests.conftest import example
from tests.ui.driving import SIZES, Driver, answered, running, walked
from wizard.pack.knowledge import Knowledge
from wizard.space.space import askable
from wizard.ui.screens.change import ChangeScreen
from wizard.ui.screens.map import MapScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.page import PageScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.walk.walk import begin

BEGUN = ("covered-entity", "planning", "messenger")


def notes(driver: Driver) -> dict[str, str]:
    """What the map says of each question."""
    return {each.id: each.note for each in driver.choices("#map").choices}


async def test_the_map_tells_behind_here_ahead_and_never(knowledge: Knowledge) -> None:
    walk = answered(begin(knowledge.tree("whatsapp")), BEGUN)
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        await wizard.press("m")
        told = notes(wizard)
        assert list(told) == list(walk.tree.order)
        assert {id for id, note in told.items() if note.startswith("✓")} == set(walk.facts)
        assert wizard.pointed("#map") == walk.current
        assert [id for id, note in told.items() if "you are here" in note] == [walk.current]
        ahead = {id for id, note in told.items() if note == "may still come"}
        assert ahead == set(askable(walk.tree, walk.facts)) - {walk.current}


@pytest.mark.parametrize("key", ["escape", "b", "m"])
async def test_the_map_closes_and_the_walk_stands_as_it_was(knowledge: Knowledge, key: str) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(answered(begin(knowledge.tree("whatsapp")), BEGUN))
        before = wizard.walk
        await wizard.press("m", key)
        assert isinstance(wizard.screen, QuestionScreen) and wizard.walk == before


async def test_a_question_behind_opens_to_be_changed_and_one_ahead_opens_its_help(
    knowledge: Knowledge,
) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(answered(begin(knowledge.tree("whatsapp")), BEGUN))
        await wizard.press("m")
        await wizard.choose("#map", "product")
        assert isinstance(wizard.screen, ChangeScreen) and wizard.pointed("#picks") == "messenger"
        await wizard.press("escape", "escape", "m")
        await wizard.choose("#map", "groundwork")
        assert isinstance(wizard.screen, PageScreen)
        await wizard.press("escape", "m")
        assert isinstance(wizard.screen, MapScreen)
        await wizard.press("enter")
        assert isinstance(wizard.screen, QuestionScreen)


async def test_from_the_outcome_the_map_opens_an_answer_to_change(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(walked(knowledge, example("texted-phi-no-baa")))
        await wizard.press("m")
        assert "may still come" not in notes(wizard).values()
        await wizard.choose("#map", "backups")
        assert isinstance(wizard.screen, ChangeScreen)
        await wizard.press("escape", "escape")
        assert isinstance(wizard.screen, OutcomeScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_map_shows_where_the_walk_is_at_every_size(
    knowledge: Knowledge, size: tuple[int, int]
) -> None:
    async with running(knowledge, size) as wizard:
        await wizard.show(answered(begin(knowledge.tree("whatsapp")), BEGUN))
        await wizard.press("m")
        assert "you are here" in wizard.shown()
