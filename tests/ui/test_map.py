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


def states(driver: Driver) -> dict[str, str]:
    """What the map says of each question: by the sign before it, and where the reader is."""
    found = {}
    for item in driver.sheet("#map").items:
        if item.pick:
            drawn = [line.text for line in item.lay(80)]
            found[item.id] = drawn[0].strip()[0] + ("here" if "you are here" in drawn[-1] else "")
    return found


async def test_the_map_tells_behind_here_ahead_and_never(knowledge: Knowledge) -> None:
    walk = answered(begin(knowledge.tree("whatsapp")), BEGUN)
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        await wizard.press("m")
        assert any("this walk will not ask" in each.words for each in wizard.sheet("#map").items)
        await wizard.press("u")
        told = states(wizard)
        assert list(told) == list(walk.tree.order)
        assert {id for id, state in told.items() if state == "✓"} == set(walk.facts)
        assert wizard.pointed("#map") == walk.current
        assert [id for id, state in told.items() if state == "●here"] == [walk.current]
        ahead = {id for id, state in told.items() if state == "○"}
        assert ahead == set(askable(walk.tree, walk.facts)) - {walk.current}


async def test_the_map_fits_on_one_page_with_a_line_for_each_question(knowledge: Knowledge) -> None:
    async with running(knowledge, (80, 24)) as wizard:
        await wizard.show(answered(begin(knowledge.tree("whatsapp")), BEGUN))
        await wizard.press("m", "z")
        sheet = wizard.sheet("#map")
        assert len(sheet.rows) == len(sheet.items)
        assert sheet.max_scroll_y == 0
        assert "you are here" in wizard.shown() and "◆ verdict" in wizard.shown()
        assert "may come" in wizard.told("#bar")
        await wizard.press("z")
        assert len(sheet.rows) > len(sheet.items)
        await wizard.resize((80, 60))
        await wizard.press("z")
        assert [each.id for each in sheet.items if each.id in wizard.walk.facts] == [*wizard.walk.facts]


async def test_a_full_stop_leads_back_to_where_the_walk_is(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(answered(begin(knowledge.tree("whatsapp")), BEGUN))
        await wizard.press("m", "end")
        assert wizard.pointed("#map") != wizard.walk.current
        await wizard.press("full_stop")
        assert wizard.pointed("#map") == wizard.walk.current
        assert "you are here" in wizard.shown()


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
        assert "○" not in states(wizard).values()
        await wizard.choose("#map", "backups")
        assert isinstance(wizard.screen, ChangeScreen)
        await wizard.press("escape")
        assert isinstance(wizard.screen, OutcomeScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_map_shows_where_the_walk_is_at_every_size(
    knowledge: Knowledge, size: tuple[int, int]
) -> None:
    async with running(knowledge, size) as wizard:
        await wizard.show(answered(begin(knowledge.tree("whatsapp")), BEGUN))
        await wizard.press("m")
        assert "you are here" in wizard.shown()
