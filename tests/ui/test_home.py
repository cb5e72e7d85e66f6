"""The home screen: going on with a walk, what was done lately, a tree found by words, and back to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.helpers.small import make_root
from tests.ui.driving import NARROW, NORMAL, WIDE, Driver, running
from wizard.pack.knowledge import Knowledge
from wizard.records.keeper import Keeper
from wizard.records.sessions import Sessions
from wizard.transcript.record import record
from wizard.transcript.store import save
from wizard.ui.screens.find import FindScreen, UnderstoodScreen
from wizard.ui.screens.home import HomeScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.pick import PickScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.walk.result import result_of
from wizard.walk.walk import begin

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Knowledge:
    """A small folder, with an empty one as the current."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return Knowledge(make_root(tmp_path / "root"))


def keep(state: Path, knowledge: Knowledge, *answers: str) -> str:
    """One session on the disk, let go of; its id."""
    keeper, walk = Keeper(state), begin(knowledge.tree("small"))
    for answer in answers:
        walk = walk.answer(answer)
        keeper.keep(walk)
    id = keeper.keeps(walk)
    keeper.close()
    return id


async def look_back(driver: Driver, state: Path) -> None:
    """Gives the app what is kept, and has the home screen look at it."""
    driver.app.keeper = Keeper(state)
    assert isinstance(driver.screen, HomeScreen)
    driver.screen.look_back()
    await driver.settle()


@pytest.mark.parametrize("size", [WIDE, NORMAL, NARROW])
async def test_r_goes_on_with_the_walk_that_was_left(
    tmp_path: Path, small: Knowledge, size: tuple[int, int]
) -> None:
    keep(tmp_path, small, "plain")
    keep(tmp_path, small, "red", "much")
    async with running(small, size, None) as wizard:
        await look_back(wizard, tmp_path)
        assert wizard.pointed("#trees") == "go-on:"
        await wizard.press("r")
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.walk.facts == {"colour": "red", "amount": "much"}
        await wizard.press("1")
        assert len(Sessions(tmp_path).all()) == 2


async def test_a_finished_walk_opens_on_its_outcome(tmp_path: Path, small: Knowledge) -> None:
    keep(tmp_path, small, "plain")
    async with running(small, NORMAL, None) as wizard:
        await look_back(wizard, tmp_path)
        await wizard.press("t", "enter")
        assert isinstance(wizard.screen, OutcomeScreen)
        assert wizard.walk.facts == {"colour": "plain"}


async def test_where_nothing_was_done_the_list_says_what_will_stand_there(
    tmp_path: Path, small: Knowledge
) -> None:
    async with running(small, NORMAL, None) as wizard:
        await look_back(wizard, tmp_path)
        assert wizard.pointed("#trees") == "small"
        await wizard.press("t")
        assert "Walks that you finish" in wizard.shown()
        await wizard.press("escape")
        wizard.app.keeper = Keeper(None)
        await wizard.press("t")
        assert "--private" in wizard.shown()


async def test_a_walk_whose_tree_has_changed_says_so_first(tmp_path: Path, small: Knowledge) -> None:
    keep(tmp_path, small, "red", "much")
    file = small.root / "trees" / "small.yaml"
    file.write_text(file.read_text("utf-8").replace("A lot of it", "Plenty"), "utf-8")
    async with running(Knowledge(small.root), NORMAL, None) as wizard:
        await look_back(wizard, tmp_path)
        await wizard.press("r")
        assert isinstance(wizard.screen, PickScreen)
        assert "The tree has changed since" in wizard.shown()
        await wizard.press("enter")
        assert wizard.walk.facts == {"colour": "red", "amount": "much"}


async def test_a_session_that_cannot_be_read_is_set_aside_and_told(tmp_path: Path, small: Knowledge) -> None:
    id = keep(tmp_path, small, "red")
    (tmp_path / "sessions" / f"{id}.jsonl").write_text("nonsense\n")
    async with running(small, NORMAL, None) as wizard:
        await look_back(wizard, tmp_path)
        assert any("is set aside" in told for told in wizard.app.told)


async def test_a_saved_transcript_is_checked_and_opened(tmp_path: Path, small: Knowledge) -> None:
    async with running(small, NORMAL, "small") as wizard:
        wizard.app.keeper = Keeper(None)
        await wizard.press("3", "s", "1", "x")
        assert isinstance(wizard.screen, HomeScreen)
        await wizard.press("t", "enter")
        assert "small-fine.md: same" in wizard.shown().replace("\n", "")
        await wizard.press("enter")
        assert isinstance(wizard.screen, OutcomeScreen)
        (file,) = Path.cwd().iterdir()
        file.write_text(file.read_text("utf-8").replace("Fine", "Fine indeed"), "utf-8")
        await wizard.press("x", "t", "enter")
        assert "altered" in wizard.shown()


async def test_a_transcript_opened_again_has_its_day(
    tmp_path: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    walk = begin(knowledge.tree("incident"))
    while walk.question is not None:
        walk = walk.answer(next(iter(walk.question.answers)))
    made = replace(walk, day=date(2026, 11, 1))
    save(record(result_of(made), knowledge.library, NOW, NOW, knowledge.pack.program), "json", tmp_path)
    async with running(knowledge, NORMAL, None) as wizard:
        await wizard.press("t", "enter", "enter")
        assert isinstance(wizard.screen, OutcomeScreen)
        assert wizard.screen.walk.day == date(2026, 11, 1)


async def test_home_is_one_key_away_and_the_walk_waits_there(tmp_path: Path, small: Knowledge) -> None:
    async with running(small, NORMAL, "small") as wizard:
        wizard.app.keeper = Keeper(tmp_path)
        await wizard.press("1", "2", "x")
        assert isinstance(wizard.screen, HomeScreen)
        await wizard.press("r")
        assert wizard.walk.facts == {"colour": "red", "amount": "much"}
        await wizard.press("x", "1", "2")
        assert len(Sessions(tmp_path).all()) == 2


async def test_home_asks_first_where_nothing_is_kept(small: Knowledge) -> None:
    async with running(small, NORMAL, "small") as wizard:
        wizard.app.keeper = Keeper(None)
        await wizard.press("1", "x")
        assert isinstance(wizard.screen, PickScreen)
        assert "--private" in wizard.shown()
        await wizard.press("escape")
        assert wizard.walk.facts == {"colour": "red"}


async def test_words_find_a_tree_and_only_what_stays_ticked_is_suggested(knowledge: Knowledge) -> None:
    async with running(knowledge, NORMAL, None) as wizard:
        await wizard.press("o")
        assert isinstance(wizard.screen, FindScreen)
        wizard.screen.query_one(Input).value = "lab results to a patient"
        await wizard.settle()
        assert "Understood" in wizard.shown()
        await wizard.press("enter")
        assert isinstance(wizard.screen, UnderstoodScreen)
        ticked = dict(wizard.screen.match.facts)
        assert len(ticked) > 1 and wizard.shown().count("[x]") == len(ticked)
        dropped = wizard.screen.match.understood[0].question.id
        await wizard.press("1")
        assert "[ ]" in wizard.shown()
        await wizard.press("g")
        assert isinstance(wizard.screen, QuestionScreen)
        assert not wizard.walk.steps
        assert {id: step.answer for id, step in wizard.walk.earlier.items()} == {
            id: answer for id, answer in ticked.items() if id != dropped
        }


async def test_words_that_fit_nothing_are_told_and_enter_opens_nothing(small: Knowledge) -> None:
    async with running(small, NORMAL, None) as wizard:
        await wizard.press("o", *"zzzz", "enter")
        assert "No question fits" in wizard.shown()
        assert isinstance(wizard.screen, FindScreen)
        await wizard.press("escape")
        assert isinstance(wizard.screen, HomeScreen)
