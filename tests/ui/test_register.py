"""The register screen: counts, filters, a row opened as a walk, changed and saved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.helpers.registers import as_csv, from_csv
from tests.helpers.rows import Row, witnesses
from tests.ui.driving import NARROW, NORMAL, SIZES, Driver, WatchedApp
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.source.progress import Progress
from wizard.ui.screens.home import HomeScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.register import Left, RegisterScreen
from wizard.ui.widgets.lines import Lines

pytest.importorskip("duckdb", reason="the extra inventory is not installed")
pytest.importorskip("sqlglot", reason="the extra inventory is not installed")


def table(knowledge: Knowledge, folder: Path) -> Path:
    """A table with a row for each of some classes of walks."""
    rows: list[Row] = [
        {"workflow": f"Flow-{at:03}", **row}
        for at, row in enumerate(list(witnesses(knowledge.tree("whatsapp")))[::40])
    ]
    return as_csv(folder / "flows.csv", rows)


def opening(knowledge: Knowledge, path: Path) -> WatchedApp:
    """The app that starts with a table."""
    app = WatchedApp(knowledge, None)
    app.opening = lambda: RegisterScreen(knowledge, knowledge.tree("whatsapp"), path)
    return app


@asynccontextmanager
async def opened(knowledge: Knowledge, path: Path, size: tuple[int, int] = NORMAL) -> AsyncIterator[Driver]:
    """The app, opened on a table."""
    app = opening(knowledge, path)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver


def register_of(driver: Driver) -> RegisterScreen:
    assert isinstance(driver.screen, RegisterScreen)
    return driver.screen


@pytest.mark.parametrize("size", SIZES)
async def test_the_rows_stand_with_their_verdicts_and_counts(
    knowledge: Knowledge, tmp_path: Path, size: tuple[int, int]
) -> None:
    path = table(knowledge, tmp_path)
    async with opened(knowledge, path, size) as wizard:
        screen = register_of(wizard)
        assert screen.total == len(from_csv(path)) == sum(screen.counts.values())
        assert next(each.id for each in wizard.sheet("#entries").items if each.pick) == "1"
        assert f"All {screen.total}" in wizard.told("#kinds")


async def test_the_arrows_filter_by_verdict_and_words_by_cells(knowledge: Knowledge, tmp_path: Path) -> None:
    async with opened(knowledge, table(knowledge, tmp_path)) as wizard:
        screen = register_of(wizard)
        first = next(iter(screen.counts))
        await wizard.press("right")
        assert screen.verdict == first and screen.total == screen.counts[first]
        await wizard.press("left")
        await wizard.press("slash", *"flow-003")
        assert [row.name for row in screen.rows] == ["Flow-003"]
        screen.query_one("#query", Input).value = "nowhere"
        await wizard.settle()
        assert screen.rows == [] and "No row has" in wizard.sheet("#entries").items[0].words


async def test_a_row_opens_as_its_outcome_is_changed_and_saved(knowledge: Knowledge, tmp_path: Path) -> None:
    path = table(knowledge, tmp_path)
    before = from_csv(path)
    async with opened(knowledge, path) as wizard:
        await wizard.choose("#entries", "3")
        assert isinstance(wizard.screen, OutcomeScreen)
        changed = wizard.walk.change("coverage", "outside-us")
        await wizard.show(changed)
        assert isinstance(wizard.screen, OutcomeScreen)
        await wizard.choose("#lines", "return:")
        screen = register_of(wizard)
        assert screen.changed == {3} and screen.rows[2].verdict == "not-covered"
        await wizard.press("down")
        wizard.sheet("#entries").focus()
        await wizard.press("s")
        assert any("Written to" in each for each in wizard.app.told) and not screen.changed
    after = from_csv(tmp_path / "flows-judged-1.csv")
    assert [row["workflow"] for row in after] == [row["workflow"] for row in before]
    assert after[2]["coverage"] == "outside-us" and after[2]["verdict"] == "not-covered"
    assert from_csv(path) == before


async def test_leaving_with_changed_rows_is_asked(knowledge: Knowledge, tmp_path: Path) -> None:
    async with opened(knowledge, table(knowledge, tmp_path), NARROW) as wizard:
        screen = register_of(wizard)
        screen.changed.add(1)
        await wizard.press("escape")
        assert wizard.screen is not screen
        await wizard.press("escape")
        assert wizard.screen is screen


async def test_a_file_that_is_no_table_ends_the_app_with_a_sentence(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    (tmp_path / "bad.csv").write_text("", "utf-8")
    app = opening(knowledge, tmp_path / "bad.csv")
    async with app.run_test() as pilot:
        await Driver(app, pilot).settle()
    assert app.error is not None and "is empty" in str(app.error)


class Slow:
    """Stands in for the judging: tells how far it is until it is told to stop, or has told it all."""

    def __init__(self) -> None:
        self.began, self.ended, self.go_on = Event(), Event(), Event()
        self.by: BaseException | None = None

    def __call__(self, *given: Any) -> Any:
        return self.opened(given[-1])

    @contextmanager
    def opened(self, told: Progress) -> Iterator[None]:
        try:
            told("Planning", 1_200, 10_000)
            self.began.set()
            while not self.go_on.wait(0.01):
                told("Planning", 1_200, 10_000)
            raise Refused("that was all")
        except BaseException as error:
            self.by = error
            raise
        finally:
            self.ended.set()
        yield


@asynccontextmanager
async def judging(
    knowledge: Knowledge, path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[WatchedApp, Pilot[None], Slow]]:
    """The app over home while a table is being judged."""
    slow = Slow()
    monkeypatch.setattr("wizard.registers.register.register", slow)
    app = WatchedApp(knowledge, None)
    async with app.run_test(size=NORMAL) as pilot:
        await Driver(app, pilot).settle()
        app.push_screen(RegisterScreen(knowledge, knowledge.tree("whatsapp"), path))
        try:
            while not slow.began.is_set():
                await pilot.pause()
            yield app, pilot, slow
        finally:
            slow.go_on.set()


async def test_the_bar_tells_how_far_the_judging_is(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with judging(knowledge, tmp_path / "t.csv", monkeypatch) as (app, pilot, _):
        bar = app.screen.query_one("#bar", Lines)
        while "Planning 1,200 of 10,000" not in bar.text:
            await pilot.pause(0.02)


async def test_escape_while_judging_goes_back_at_once_and_ends_the_work(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with judging(knowledge, tmp_path / "t.csv", monkeypatch) as (app, pilot, slow):
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)
        while not slow.ended.is_set():
            await pilot.pause(0.02)
        assert isinstance(slow.by, Left)


async def test_leaving_the_app_while_judging_ends_the_work(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with judging(knowledge, tmp_path / "t.csv", monkeypatch) as (app, _, slow):
        app.exit()
        while not slow.ended.is_set():
            await asyncio.sleep(0.02)
    assert isinstance(slow.by, Left)
