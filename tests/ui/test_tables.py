"""A register opened from home: which table, by which tree, and what stands there where one is refused."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui.driving import NARROW, NORMAL, Driver, WatchedApp, running
from tests.ui.test_register import register_of, table
from wizard.pack.knowledge import Knowledge
from wizard.records.keeper import Keeper
from wizard.records.sessions import Sessions
from wizard.ui.screens.home import TABLES, HomeScreen
from wizard.ui.screens.pick import PickScreen
from wizard.ui.screens.tables import MOST, TREE, TablesScreen
from wizard.walk.walk import begin

pytest.importorskip("duckdb", reason="the extra inventory is not installed")
pytest.importorskip("sqlglot", reason="the extra inventory is not installed")


@asynccontextmanager
async def chosen(
    knowledge: Knowledge, folder: Path, size: tuple[int, int] = NORMAL
) -> AsyncIterator[tuple[Driver, TablesScreen]]:
    """The app at home in a folder, asking for a table."""
    async with running(knowledge, size, None) as wizard:
        wizard.app.folder = str(folder)
        await wizard.press("l")
        assert isinstance(wizard.screen, TablesScreen)
        yield wizard, wizard.screen


async def type_file(wizard: Driver, text: str) -> None:
    """Types into the field and presses Enter there."""
    field = wizard.screen.query_one("#file", Input)
    field.focus()
    field.value = text
    await wizard.press("enter")


@pytest.mark.parametrize("size", [NORMAL, NARROW])
async def test_the_newest_table_is_opened_by_two_keys_and_left_by_two(
    knowledge: Knowledge, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = table(knowledge, tmp_path)
    (tmp_path / "old.tsv").write_text("workflow\tx\n", "utf-8")
    os.utime(tmp_path / "old.tsv", (1, 1))
    (tmp_path / ".hidden.csv").touch()
    (tmp_path / "notes.txt").touch()
    (tmp_path / "folder.csv").mkdir()
    async with chosen(knowledge, tmp_path, size) as (wizard, screen):
        listed = [each.id for each in wizard.sheet("#picks").items if each.id != TREE]
        assert listed == [str(path), str(tmp_path / "old.tsv")]
        await wizard.press("enter")
        assert register_of(wizard).total > 0
        await wizard.press("escape")
        assert wizard.screen is screen and not screen.wrong
        await wizard.press("escape")
        assert isinstance(wizard.screen, HomeScreen)


async def test_a_table_that_is_refused_stands_in_the_dialog_and_the_app_goes_on(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    (tmp_path / "bad.csv").touch()
    typed = str(tmp_path / "bad.csv")
    async with chosen(knowledge, tmp_path) as (wizard, screen):
        await type_file(wizard, typed)
        assert wizard.screen is screen and wizard.app.error is None
        assert "is empty" in wizard.told("#told")
        assert screen.query_one("#file", Input).value == typed
        await type_file(wizard, str(tmp_path / "none.csv"))
        assert "there is no file" in wizard.told("#told")
        await type_file(wizard, "~nobody-of-this-name/x.csv")
        assert "there is no home folder" in wizard.told("#told")


async def test_a_refusal_under_a_list_of_keys_waits_until_that_is_closed(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    path = table(knowledge, tmp_path)
    async with chosen(knowledge, tmp_path) as (wizard, screen):
        await wizard.press("enter")
        register = register_of(wizard)
        await wizard.press("down", "question_mark")
        over = wizard.screen
        register._refused(f"{path} is gone")
        await wizard.settle()
        assert wizard.screen is over is not register
        await wizard.press("escape")
        assert wizard.screen is screen and "is gone" in wizard.told("#told")


async def test_what_is_typed_narrows_the_list_of_its_folder(knowledge: Knowledge, tmp_path: Path) -> None:
    for number in range(MOST + 5):
        (tmp_path / f"t{number:02}.csv").touch()
    async with chosen(knowledge, tmp_path) as (wizard, screen):
        assert len(screen.found) == MOST
        screen.query_one("#file", Input).value = str(tmp_path / "t1")
        await wizard.settle()
        assert sorted(path.name for path, _ in screen.found) == [f"t1{each}.csv" for each in range(10)]
        await type_file(wizard, str(tmp_path))
        assert wizard.screen is screen and wizard.sheet("#picks").has_focus


async def test_a_name_that_no_file_can_have_is_refused_like_any_other(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    async with chosen(knowledge, tmp_path) as (wizard, screen):
        for name in ("x" * 5000, "x/" * 3000, "a\0b.csv"):
            await type_file(wizard, str(tmp_path / name))
            assert wizard.screen is screen and screen.wrong


async def test_where_there_is_no_table_the_command_that_makes_one_stands_there(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    async with chosen(knowledge, tmp_path) as (wizard, _):
        told = wizard.sheet("#picks").items[-1].words
        assert told.endswith(" inventory --template")
        await wizard.press("t")
        assert isinstance(wizard.screen, PickScreen)
        await wizard.choose("#picks", "phi")
        told = wizard.sheet("#picks").items[-1].words
        assert told.endswith(" inventory --template --tree phi")
        await wizard.press("escape")
        assert isinstance(wizard.screen, HomeScreen)


async def test_the_table_is_judged_by_the_tree_that_was_chosen(knowledge: Knowledge, tmp_path: Path) -> None:
    (tmp_path / "phi.csv").write_text("workflow,whose\nNames,patient\n", "utf-8")
    async with chosen(knowledge, tmp_path) as (wizard, _):
        await wizard.choose("#picks", TREE)
        await wizard.choose("#picks", "rollout")
        await wizard.choose("#picks", str(tmp_path / "phi.csv"))
        assert "of the tree rollout" in wizard.told("#told")


async def test_where_the_extra_is_missing_the_dialog_says_how_to_install_it(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table(knowledge, tmp_path)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    async with chosen(knowledge, tmp_path) as (wizard, screen):
        assert "[inventory]'" in wizard.told("#told")
        await wizard.press("enter")
        assert wizard.screen is screen and "[inventory]'" in wizard.told("#told")


async def test_a_row_that_is_opened_makes_no_session_and_is_asked_about_once_changed(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    table(knowledge, tmp_path)
    async with chosen(knowledge, tmp_path) as (wizard, _):
        wizard.app.keeper = Keeper(tmp_path / "state")
        await wizard.press("enter")
        await wizard.choose("#entries", "3")
        assert not wizard.app.unsaved
        await wizard.show(wizard.walk.change("coverage", "outside-us"))
        assert wizard.app.unsaved
        await wizard.press("x")
        assert "stand in no file yet" in wizard.shown()
        await wizard.press("escape")
        await wizard.choose("#lines", "return:")
        register_of(wizard).query_one("#entries").focus()
        await wizard.press("q")
        assert "stand in no file yet" in wizard.shown()
        await wizard.press("escape", "s", "escape", "escape")
        assert isinstance(wizard.screen, HomeScreen)
        assert Sessions(tmp_path / "state").all() == []
        wizard.app.keep(begin(knowledge.tree("whatsapp")).answer("outside-us"))
        assert len(Sessions(tmp_path / "state").all()) == 1


def web(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WatchedApp, "is_web", property(lambda app: True))


@pytest.mark.parametrize(("where", "offered"), [(None, True), (web, False)], ids=["terminal", "browser"])
async def test_a_browser_is_offered_no_file_of_this_machine(
    knowledge: Knowledge,
    monkeypatch: pytest.MonkeyPatch,
    where: Callable[[pytest.MonkeyPatch], None] | None,
    offered: bool,
) -> None:
    if where is not None:
        where(monkeypatch)
    async with running(knowledge, NORMAL, None) as wizard:
        assert any(each.id == TABLES for each in wizard.sheet("#trees").items) is offered
        await wizard.press("l")
        assert isinstance(wizard.screen, TablesScreen) is offered
