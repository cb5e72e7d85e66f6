"""Opens the app for the tests in this folder, brings it somewhere, and reads what stands on screen."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from textual import events
from textual.notifications import SeverityLevel
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

import wizard.ui.app
from wizard.pack.knowledge import Knowledge
from wizard.ui.app import WizardApp
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.ui.widgets.lines import Lines
from wizard.ui.widgets.sheet import Sheet
from wizard.walk.walk import UNSURE, Walk, begin

WIDE, NORMAL, NARROW = (120, 40), (80, 24), (40, 12)
SIZES = (WIDE, NORMAL, NARROW)

CALM_ROUNDS, MOST_ROUNDS = 6, 2000
"""How many times in a row nothing may be waiting before the app is at rest, and how long to try."""

CELLS = re.compile(r'<text class="[^"]*-r\d+" x="([\d.]+)" [^>]*-line-(\d+)\)">(.*?)</text>')
CHIP = re.compile(r"(?:✓|✗|!!|!|i) ([^ \n]+)")
"""How a verdict stands on screen: its sign, and its name without a break."""

CELL_WIDTH = 12.2
"""How the pictures that Textual exports place text: one element for each stretch of one style."""


class WatchedApp(WizardApp):
    """The app, keeping what it tells and the web pages it opens."""

    CSS_PATH = Path(wizard.ui.app.__file__).with_name("wizard.tcss")

    def __init__(self, knowledge: Knowledge, walk: Walk | None) -> None:
        super().__init__(knowledge, walk, "dark")
        self.told: list[str] = []
        self.opened: list[str] = []

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Keeps the message and shows it."""
        self.told.append(message)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Keeps the address; no browser opens."""
        self.opened.append(url)


class Driver:
    """One running app and its pilot."""

    def __init__(self, app: WatchedApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> Screen[object]:
        """The screen on top."""
        return self.app.screen

    @property
    def question(self) -> QuestionScreen:
        """The question screen, on top or below."""
        return next(each for each in self.app.screen_stack if isinstance(each, QuestionScreen))

    @property
    def outcome(self) -> OutcomeScreen:
        """The outcome, which must be on top."""
        assert isinstance(self.screen, OutcomeScreen)
        return self.screen

    @property
    def walk(self) -> Walk:
        """The walk as the app holds it."""
        assert self.app.walk is not None
        return self.app.walk

    async def settle(self) -> None:
        """Waits until every message has been handled, everything drawn, and every worker is done."""
        calm = 0
        for _ in range(MOST_ROUNDS):
            await self.pilot.pause(0)
            await self.pilot.wait_for_animation()
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            calm = calm + 1 if self.quiet else 0
            if calm == CALM_ROUNDS or self.app.return_code is not None:
                return
        raise AssertionError("the app did not come to rest")

    @property
    def quiet(self) -> bool:
        """Whether nothing is waiting to be handled."""
        handlers = [self.app, *self.screen.walk_children(with_self=True)]
        working = any(not worker.is_finished for worker in self.app.workers)
        return not working and not any(each.message_queue_size for each in handlers)

    async def resize(self, size: tuple[int, int]) -> None:
        """Gives the terminal another size, and waits until the screen is laid out for it."""
        await self.pilot.resize_terminal(*size)
        while tuple(self.screen.outer_size) != size and self.app.return_code is None:
            await self.pilot.pause(0)
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Presses keys, each when the one before has done its work."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await self.settle()

    async def show(self, walk: Walk, opened: bool = True) -> None:
        """Closes what lies over the question screen and shows this walk, all groups of an outcome open."""
        while not isinstance(self.screen, QuestionScreen):
            await self.app.pop_screen()
        self.question.set_walk(walk)
        await self.settle()
        if opened and isinstance(self.screen, OutcomeScreen):
            await self.press("e")

    def sheet(self, selector: str) -> Sheet:
        """A list of the screen on top."""
        return self.screen.query_one(selector, Sheet)

    def pointed(self, selector: str) -> str | None:
        """The id under the cursor of a list."""
        return self.sheet(selector).pointed

    async def point(self, selector: str, id: str) -> None:
        """Puts a list's cursor on a row."""
        sheet = self.sheet(selector)
        sheet.point(id)
        assert sheet.pointed == id
        await self.settle()

    async def choose(self, selector: str, id: str) -> None:
        """Chooses a row of a list as Enter does."""
        sheet = self.sheet(selector)
        sheet.point(id)
        assert sheet.pointed == id, id
        sheet.action_choose()
        await self.settle()

    async def click(self, selector: str, id: str) -> None:
        """Clicks on the first line of a row of a list."""
        sheet = self.sheet(selector)
        place = next(place for place, item in enumerate(sheet.items) if item.id == id)
        row = next(y for y, (at, _) in enumerate(sheet.rows) if at == place) - round(sheet.scroll_y)
        left, top = sheet.content_region.offset - sheet.region.offset
        assert await self.pilot.click(selector, offset=(left + 4, top + row))
        await self.settle()

    def told(self, selector: str) -> str:
        """The words of lines of the screen on top."""
        return self.screen.query_one(selector, Lines).text.replace("\xa0", " ")

    def verdicts(self, selector: str) -> set[str]:
        """The names of the verdicts that lines of the screen on top show with their signs."""
        text = self.screen.query_one(selector, Lines).text
        return {name.replace("\xa0", " ") for name in CHIP.findall(text)}

    def shown(self) -> str:
        """The text on screen, line by line."""
        rows: defaultdict[int, str] = defaultdict(str)
        for x, row, words in CELLS.findall(self.app.export_screenshot()):
            before = rows[int(row)].ljust(round(float(x) / CELL_WIDTH))
            rows[int(row)] = before + html.unescape(words).replace("\xa0", " ")
        return "\n".join(rows[row] for row in range(max(rows, default=-1) + 1))

    async def click_words(self, words: str) -> None:
        """Clicks in the middle of words on screen."""
        rows = self.shown().split("\n")
        row = next(at for at, line in enumerate(rows) if words in line)
        await self.pilot.click(offset=(rows[row].index(words) + len(words) // 2, row))
        await self.settle()


def labels_told(words: str) -> set[str]:
    """The labels in a line that names several, any of which may be."""
    return set(re.split("; or |; | or ", words))


@asynccontextmanager
async def running(
    knowledge: Knowledge, size: tuple[int, int] = NORMAL, tree: str | None = "whatsapp"
) -> AsyncIterator[Driver]:
    """The app, opened on a tree or on its home screen, ready for keys."""
    app = WatchedApp(knowledge, begin(knowledge.tree(tree)) if tree is not None else None)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver


def walked(knowledge: Knowledge, facts: Mapping[str, str], tree: str = "whatsapp") -> Walk:
    """The walk that gives these answers in this order."""
    return answered(begin(knowledge.tree(tree)), facts.values())


def answered(walk: Walk, answers: Iterable[str]) -> Walk:
    """A walk after more answers."""
    for answer in answers:
        walk = walk.answer(answer)
    return walk


def digits(walk: Walk, answer: str) -> list[str]:
    """The keys that give an answer, or `UNSURE`, to the walk's current question, its cursor at the top."""
    assert walk.question is not None
    ways = [*walk.question.answers, *([UNSURE] if walk.question.unsure else [])]
    place = ways.index(answer)
    return [str((place + 1) % 10)] if place < 10 else ["end", *["up"] * (len(ways) - 1 - place), "enter"]
