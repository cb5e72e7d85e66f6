"""What every screen looks like at three sizes, as text: `UPDATE_SNAPSHOTS=1` writes the files anew."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest

from tests.ui.driving import Driver, running, walked
from tests.ui.made import BAD, make_knowledge
from wizard.pack.knowledge import Knowledge
from wizard.walk.walk import begin

FOLDER = Path(__file__).with_name("snapshots")
UPDATE = "UPDATE_SNAPSHOTS"
SIZES = ((120, 36), (80, 24), (40, 12))
LOAN = Path(__file__).parents[1] / "packs" / "flows" / "loan"

Opening = Callable[[Driver], Awaitable[None]]


async def first_question(driver: Driver) -> None:
    await driver.show(begin(driver.app.knowledge.tree("small")))


async def question(driver: Driver) -> None:
    await driver.show(walked(driver.app.knowledge, {"channel": "portal"}, "small"))


async def settled(driver: Driver) -> None:
    await driver.show(walked(driver.app.knowledge, {"channel": "app"}, "small"))


async def leaves(driver: Driver) -> None:
    await question(driver)
    await driver.press("v")


async def help_page(driver: Driver) -> None:
    await question(driver)
    await driver.press("h")


async def map_of_the_tree(driver: Driver) -> None:
    await question(driver)
    await driver.press("m")


async def keys(driver: Driver) -> None:
    await question(driver)
    await driver.press("question_mark")


async def change(driver: Driver) -> None:
    await question(driver)
    await driver.press("c", "1", "up")


async def leaving(driver: Driver) -> None:
    await outcome(driver)
    await driver.press("q")


async def outcome(driver: Driver) -> None:
    await driver.show(walked(driver.app.knowledge, BAD, "small"), opened=False)


async def outcome_opened(driver: Driver) -> None:
    await driver.show(walked(driver.app.knowledge, BAD, "small"))
    await driver.press("end")


async def outcome_good(driver: Driver) -> None:
    await driver.show(walked(driver.app.knowledge, {"channel": "portal", "lock": "on"}, "small"), False)


async def outcome_early(driver: Driver) -> None:
    await driver.show(walked(driver.app.knowledge, {"channel": "app"}, "small").finish(), False)


async def finding(driver: Driver) -> None:
    await outcome(driver)
    await driver.choose("#lines", "finding:0")


async def plan(driver: Driver) -> None:
    await outcome(driver)
    await driver.choose("#lines", "plan:0")


async def day(driver: Driver) -> None:
    await outcome(driver)
    await driver.press("d")


async def page(driver: Driver) -> None:
    await outcome(driver)
    await driver.press("h")


async def library(driver: Driver) -> None:
    await question(driver)
    await driver.press("slash", *"title")


OPENINGS: tuple[Opening, ...] = (
    first_question,
    question,
    settled,
    leaves,
    help_page,
    map_of_the_tree,
    keys,
    change,
    leaving,
    outcome,
    outcome_opened,
    outcome_good,
    outcome_early,
    finding,
    plan,
    day,
    page,
    library,
)


@pytest.fixture
def small(tmp_path: Path) -> Knowledge:
    """The small knowledge folder; its words do not change with the content."""
    return make_knowledge(tmp_path / "made")


def compare(name: str, driver: Driver) -> None:
    """The screen against its file, without what changes from day to day."""
    text = "\n".join(line.rstrip() for line in driver.shown().split("\n")) + "\n"
    text = re.sub(r"20\d\d-\d\d-\d\d-\d{6}", "2026-01-01-000000", text)
    text = text.replace(date.today().isoformat(), "2026-01-01")
    path = FOLDER / f"{name}.txt"
    if os.environ.get(UPDATE):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.exists(), f"no snapshot yet; make it with {UPDATE}=1"
    assert text == path.read_text("utf-8"), f"{name} looks different; {UPDATE}=1 takes it as it is now"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_looks_as_it_did(small: Knowledge, size: tuple[int, int]) -> None:
    async with running(small, size, tree="small") as wizard:
        for opening in OPENINGS:
            await opening(wizard)
            compare(f"{opening.__name__.replace('_', '-')}-{size[0]}x{size[1]}", wizard)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_home_looks_as_it_did(small: Knowledge, size: tuple[int, int]) -> None:
    async with running(small, size, tree=None) as wizard:
        compare(f"home-{size[0]}x{size[1]}", wizard)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_figures_and_ticks_look_as_they_did(size: tuple[int, int]) -> None:
    async with running(Knowledge(LOAN), size, tree="loan") as wizard:
        await wizard.press("3", "0")
        compare(f"figure-{size[0]}x{size[1]}", wizard)
        await wizard.press("enter")
        await wizard.choose("#answers", "good")
        await wizard.choose("#answers", "low")
        await wizard.press("1")
        compare(f"ticks-{size[0]}x{size[1]}", wizard)
