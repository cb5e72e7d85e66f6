"""What the screens of a walk look like at three sizes, as text and in colour."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.ui.compared import SIZES, compare, compare_picture, sized
from tests.ui.driving import Driver, running, walked
from tests.ui.made import BAD, make_knowledge
from wizard.pack.knowledge import Knowledge
from wizard.records.keeper import Keeper
from wizard.ui.screens.home import HomeScreen
from wizard.walk.walk import begin

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


async def map_that_fits(driver: Driver) -> None:
    await map_of_the_tree(driver)
    await driver.press("z")


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


async def saving(driver: Driver) -> None:
    await outcome(driver)
    await driver.press("s")
    driver.screen.query_one("#folder", Input).value = "/tmp"
    await driver.settle()


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
    map_that_fits,
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
    saving,
    library,
)


async def home(driver: Driver) -> None:
    await driver.show(begin(driver.app.knowledge.tree("small")))
    await driver.press("x")


PICTURED: dict[str, tuple[Opening, ...]] = {
    "dark": (question, leaves, change, outcome, map_of_the_tree, library),
    "light": (outcome_opened, home),
}
"""The screens whose colours are compared, by theme."""


@pytest.fixture
def small(tmp_path: Path) -> Knowledge:
    """The small knowledge folder; its words do not change with the content."""
    return make_knowledge(tmp_path / "made")


@sized
async def test_every_screen_looks_as_it_did(small: Knowledge, size: tuple[int, int]) -> None:
    async with running(small, size, tree="small") as wizard:
        for opening in OPENINGS:
            await opening(wizard)
            compare(opening.__name__.replace("_", "-"), wizard)


@sized
async def test_home_looks_as_it_did(
    small: Knowledge, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for answers in ({"channel": "portal", "lock": "on"}, {"channel": "app"}, {"channel": "portal"}):
        keeper = Keeper(tmp_path)
        keeper.keep(walked(small, answers, "small"))
        keeper.close()
    async with running(small, size, tree=None) as wizard:
        compare("home", wizard)
        wizard.app.keeper = Keeper(tmp_path)
        assert isinstance(wizard.screen, HomeScreen)
        wizard.screen.look_back()
        await wizard.settle()
        compare("home-again", wizard)
        await wizard.press("o", *"portal")
        compare("own-words", wizard)
        await wizard.press("enter")
        compare("understood", wizard)


@sized
async def test_figures_and_ticks_look_as_they_did(size: tuple[int, int]) -> None:
    async with running(Knowledge(LOAN), size, tree="loan") as wizard:
        await wizard.press("3", "0")
        compare("figure", wizard)
        await wizard.press("enter")
        await wizard.choose("#answers", "good")
        await wizard.choose("#answers", "low")
        await wizard.press("1")
        compare("ticks", wizard)


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_eight_screens_have_the_colours_they_had(
    small: Knowledge, tmp_path: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(small, SIZES[0], tree="small") as wizard:
        if theme == "light":
            await wizard.press("ctrl+t")
        for opening in PICTURED[theme]:
            await opening(wizard)
            compare_picture(f"{opening.__name__.replace('_', '-')}-{theme}", wizard)
