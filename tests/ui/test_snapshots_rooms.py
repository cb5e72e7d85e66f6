"""What the screens of workshops, quizzes and registers look like at three sizes, as text."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from tests.helpers.registers import as_csv
from tests.ui.compared import compare, sized
from tests.ui.driving import Driver, WatchedApp, running
from tests.ui.made import BAD, add_deck, make_knowledge
from tests.ui.test_present import ADDRESS, Standing
from tests.ui.test_tables import type_file
from wizard.pack.knowledge import Knowledge
from wizard.ui.screens.decks import DecksScreen
from wizard.ui.screens.follow import FollowScreen
from wizard.ui.screens.present import PresentScreen
from wizard.ui.screens.register import RegisterScreen
from wizard.workshop.deck import open_deck
from wizard.workshop.room import AGAIN, COUNTS, DISCUSS, END, MOVED, TITLE, VERDICT, VOTE
from wizard.workshop.session import Passing, begin

Size = tuple[int, int]

GOOD = {"channel": "portal", "lock": "on"}
ROWS = [
    {"workflow": "Reminders", **BAD},
    {"workflow": "Results", **GOOD},
    {"workflow": "Rota", "channel": "portal", "lock": "off"},
    {"workflow": "Photos", "channel": "app", "lock": ""},
]


@pytest.fixture
def small(tmp_path: Path) -> Knowledge:
    """The small knowledge folder with a deck; its words do not change with the content."""
    knowledge = make_knowledge(tmp_path / "made")
    add_deck(knowledge)
    return Knowledge(knowledge.root)


@asynccontextmanager
async def opened(
    knowledge: Knowledge, size: Size, opening: Callable[[], Screen[Any]]
) -> AsyncIterator[Driver]:
    """The app, opened on a screen."""
    app = WatchedApp(knowledge, None)
    app.opening = opening
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver


@sized
async def test_a_workshop_looks_as_it_did_from_its_title_to_its_end(
    small: Knowledge, size: Size, tmp_path: Path
) -> None:
    session = begin(open_deck(small, "both"), tmp_path / "state", True, Passing())
    places = {VOTE: "vote", COUNTS: "counts", VERDICT: "verdict", DISCUSS: "discuss", MOVED: "moved"}
    async with opened(small, size, lambda: PresentScreen(session, Standing(ADDRESS))) as driver:
        assert session.room.at == TITLE
        compare("wall-title", driver)
        await driver.press("c")
        compare("wall-code", driver)
        await driver.press("escape", "space", "1", "3", "3", "s")
        seen = set()
        while session.room.at < 1 or session.room.place != VOTE:
            if session.room.place == DISCUSS and AGAIN not in seen:
                compare("wall-discuss", driver)
                await driver.press("v", "3", "3", "3")
                compare("wall-again", driver)
                seen.add(AGAIN)
            elif session.room.place in places:
                compare(f"wall-{places[session.room.place]}", driver)
                seen.add(session.room.place)
            await driver.press("space")
        assert seen >= {*places, AGAIN} - {DISCUSS}
        await driver.press("p")
        compare("wall-notes", driver)
        await driver.press("escape")
        await driver.press("j")
        compare("wall-jump", driver)
        await driver.press("escape")
        await driver.point("#room", "conditional")
        await driver.press("enter")
        compare("wall-hands", driver)
        await driver.press("escape", "n")
        assert session.room.place == END
        compare("wall-end", driver)


@sized
async def test_the_offer_of_a_voting_page_looks_as_it_did(
    small: Knowledge, size: Size, tmp_path: Path
) -> None:
    session = begin(open_deck(small, "both"), tmp_path / "state", True, Passing())
    async with opened(small, size, lambda: PresentScreen(session)) as driver:
        compare("wall-alone", driver)
        await driver.press("c")
        compare("wall-offer", driver)


@sized
async def test_the_second_window_looks_as_it_did_while_it_waits(
    small: Knowledge, size: Size, tmp_path: Path
) -> None:
    async with opened(small, size, lambda: FollowScreen(tmp_path, "none")) as driver:
        compare("second-window", driver)


@sized
async def test_decks_a_new_one_and_a_quiz_look_as_they_did(
    small: Knowledge, size: Size, tmp_path: Path
) -> None:
    pytest.importorskip("fsrs", reason="the extra quiz is not installed")
    async with opened(small, size, lambda: DecksScreen(tmp_path)) as driver:
        compare("decks", driver)
        await driver.press("n", "enter")
        compare("new-deck", driver)
        await driver.press("s")
        compare("new-deck-name", driver)
        await driver.press("escape", "escape", "z")
        compare("quiz", driver)
        await driver.press("1")
        compare("quiz-wrong", driver)


@sized
async def test_tables_and_a_register_look_as_they_did(
    small: Knowledge, size: Size, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("duckdb", reason="the extra inventory is not installed")
    pytest.importorskip("sqlglot", reason="the extra inventory is not installed")
    path = as_csv(tmp_path / "flows.csv", ROWS)
    monkeypatch.chdir(tmp_path)
    tree = small.tree("small")
    async with running(small, size, None) as driver:
        await driver.press("l")
        driver.screen.query_one("#file", Input).value = "flo"
        await driver.settle()
        compare("tables", driver)
        await type_file(driver, "none.csv")
        compare("tables-refused", driver)
    async with opened(small, size, lambda: RegisterScreen(small, tree, path)) as driver:
        compare("register", driver)
        await driver.press("right")
        compare("register-filtered", driver)
        await driver.press("left", "slash", *"nothing")
        compare("register-empty", driver)
