"""The outcome: the verdict, what to do first, why, what would change it, what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused
from wizard.transcript.model import Found, Transcript
from wizard.transcript.record import record
from wizard.ui.ink import Line, Piece, say
from wizard.ui.outcome_lines import (
    ANSWER,
    DAY,
    ENTRY,
    FINDING,
    FIRST,
    FOLD,
    LEFT_OUT,
    LOW,
    PAGE,
    PLAN,
    REMEDY,
    RETURN,
    THEN,
    UNKNOWN,
    Told,
    every_fold,
    first_fold,
    outcome_items,
)
from wizard.ui.parts import banner, bar, small_banner
from wizard.ui.rows import card, set_title
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Sheet
from wizard.walk.result import Advice, Result, result_of
from wizard.walk.walk import Walk, begin

if TYPE_CHECKING:
    from wizard.ui.desk import Desk
    from wizard.ui.widgets.page_view import PageView

HIGH = 30


class OutcomeScreen(Screen[Walk | None]):
    """Dismisses with a walk to go on with, or with None to return to the screen below its questions.

    `returns` says what there is to return to, where there is anything.

    Everything there is to open is a row of one list; beside it, where there is room, stands
    what the pointed row opens.
    """

    app: Desk
    AUTO_FOCUS = "#lines"
    BINDINGS = [
        Binding("b,backspace,escape", "back", "Back", key_display="b"),
        Binding("c", "change", "Change"),
        Binding("s", "save", "Save"),
        Binding("p", "skip", "To what would change it", show=False),
        Binding("a", "follow", "Follow the change under the cursor", show=False),
        Binding("e", "folds", "Open or close all", show=False),
        Binding("d", "day", "Give the day that last days count from", show=False),
        Binding("n", "again", "Start again", show=False),
        Binding("m", "map", "Map", show=False),
        Binding("h", "page", "Read the outcome's page", show=False),
    ]

    def __init__(
        self, knowledge: Knowledge, walk: Walk, started: datetime, returns: str | None = None
    ) -> None:
        super().__init__()
        self.returns = returns
        self.knowledge = knowledge
        self.started = started
        self.walk = walk
        self.result: Result
        self.transcript: Transcript
        self.ready = False
        self.left_out: tuple[str, ...] = ()
        self.opened: frozenset[str] = frozenset()
        self.small = False
        self.broken = ""

    def compose(self) -> ComposeResult:
        """Bar, verdict, list, the pointed row's text, keys."""
        yield bar(self.knowledge.pack.name, lambda: self.walk.tree.title, self._count)
        yield Lines(self._banner, id="head")
        with Horizontal(id="body"):
            yield Sheet(id="lines")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    def _count(self, width: int) -> list[Piece]:
        count = len(self.walk.steps)
        return [(f"{count} answer{'s' if count != 1 else ''}", "muted")]

    def _keys(self) -> list[tuple[str, str]]:
        pairs = [("Enter", "open"), ("c", "change"), ("s", "save")]
        if self.ready and self.transcript.plans:
            pairs.append(("p", "what would change it"))
        pairs += [("e", "open all"), ("b", "back"), ("h", "page"), ("m", "map"), ("n", "start again")]
        return [*pairs, ("/", "library"), ("?", "keys")]

    def _banner(self, width: int) -> list[Line]:
        if self.broken:
            lines = say("The library is incomplete", width - 2, "b stop", " ")
            return [*lines, *say(self.broken, width - 2, "", " ")]
        if not self.ready:
            return []
        outcome, rows = self.transcript.outcome, self.app.size.height
        if self.small and rows < HIGH:
            return small_banner(self.result.verdict, outcome.title, width)
        more = [outcome.summary] if rows >= LOW and outcome.summary else []
        if not self.transcript.complete:
            more.append(self._early())
        return banner(self.result.verdict, outcome.title, more, width, rows >= LOW)

    def _early(self) -> str:
        count = len(self.left_out)
        questions = f"{count} question{'s' if count != 1 else ''} that may have come"
        return f"Finished early: findings may be missing. Not asked: {questions}."

    def on_mount(self) -> None:
        """Works out the result once the screen is there to show it."""
        self.call_after_refresh(self.conclude)

    def on_resize(self) -> None:
        """Puts right what depends on how much room there is."""
        self.call_after_refresh(self.fit)

    def fit(self) -> None:
        """Gives the list the focus back that it lost in too small a window; fills the room beside it."""
        rows = self.query_one("#lines", Sheet)
        if not self.ready:
            return
        rows.update(outcome_items(self.told))
        self.query_one("#head", Lines).again()
        if self.focused is None and rows.display:
            rows.focus()
        if rows.pointed is not None and not self.query("#reading"):
            self.point(rows.pointed)

    @property
    def told(self) -> Told:
        """What the rows are made from."""
        low = self.app.size.height < LOW
        return Told(
            self.transcript, self.result, self.knowledge, self.returns, self.left_out, self.opened, low
        )

    def conclude(self) -> None:
        """Judges the walk and shows the result, the groups open that were."""
        verdict = self.result.verdict if self.ready else None
        try:
            self.result = result_of(self.walk)
            now, program = datetime.now(UTC), self.knowledge.pack.program
            self.transcript = record(self.result, self.knowledge.library, self.started, now, program)
        except (Refused, Broken) as error:
            self.broken = str(error)
            self.query_one("#head", Lines).again()
            return
        self.ready = True
        self.app.walk = self.walk
        self.left_out = self._left_out()
        if verdict != self.result.verdict:
            self.opened |= {first_fold(self.told)}
        self.small = False
        self.query_one("#lines", Sheet).show(outcome_items(self.told))
        for lines in self.query(Lines):
            lines.again()

    def _left_out(self) -> tuple[str, ...]:
        """The questions that a walk finished early might still have asked."""
        if not self.walk.stopped:
            return ()
        from wizard.space.space import askable

        ahead = askable(self.walk.tree, self.walk.facts)
        return tuple(id for id in self.walk.tree.order if id in ahead)

    @on(Sheet.Pointed, "#lines")
    def _pointed(self, event: Sheet.Pointed) -> None:
        self.point(event.id)

    def point(self, row: str) -> None:
        """Shows beside the list what a row opens, where there is room; past the first section the
        banner gives its room to the list."""
        small = row.partition(":")[0] not in (*FIRST, "") and not row.startswith(f"{FOLD}:part-")
        if small != self.small:
            self.small = small
            self.query_one("#head", Lines).again()
        if self.has_class("-wide"):
            self.read_beside(row)

    @work(exclusive=True)
    async def read_beside(self, line: str) -> None:
        """Shows what a line opens. What shows pages is loaded here, since most screens have no room."""
        from wizard.ui.beside import text_beside, title_beside
        from wizard.ui.widgets.page_view import PageView

        if not self.query("#reading"):
            await self.query_one("#body").mount(PageView(id="reading", classes="pane"))
        if not self.ready:
            return
        pane = self.query_one("#reading", PageView)
        title, acts = title_beside(line, self.transcript)
        set_title(pane, title, acts)
        text = text_beside(line, self.transcript, self.walk.tree, self.knowledge.library)
        await self.query_one("#reading", PageView).show(text)

    @on(Sheet.Chosen, "#lines")
    def _chosen(self, event: Sheet.Chosen) -> None:
        if event.stale:
            return
        if not self.ready:
            return
        kind, _, which = event.id.partition(":")
        if kind == FOLD:
            self._fold(event.id)
        elif kind == PAGE:
            self.action_page()
        elif kind in (FINDING, REMEDY):
            self._open_finding(self.transcript.findings[int(which)])
        elif kind == PLAN:
            self._open_plan(self.result.advice[int(which)])
        elif kind == ENTRY:
            self._open_entry(which.partition(":")[0])
        elif kind == DAY:
            self.action_day()
        elif kind == THEN:
            self._go_on(which)
        elif kind == RETURN:
            self.dismiss(None)
        elif kind == LEFT_OUT:
            self.dismiss(replace(self.walk, stopped=False))
        elif kind in (ANSWER, UNKNOWN):
            self._change(which)

    def _fold(self, id: str) -> None:
        self.opened ^= {id}
        self.query_one("#lines", Sheet).update(outcome_items(self.told))

    def action_folds(self) -> None:
        """Opens all groups, or closes them where all are open."""
        if self.ready:
            everything = every_fold(self.told)
            self.opened = frozenset() if everything <= self.opened else everything
            self.query_one("#lines", Sheet).update(outcome_items(self.told))

    def action_skip(self) -> None:
        """Puts the cursor on the first change plan."""
        if self.ready and self.transcript.plans:
            self.query_one("#lines", Sheet).skip_to(f"{PLAN}:0")

    def action_follow(self) -> None:
        """Follows the change plan under the cursor."""
        kind, _, which = (self.query_one("#lines", Sheet).pointed or "").partition(":")
        if kind == PLAN:
            self._changed(self.result.advice[int(which)].plan.follow(self.walk))

    def action_day(self) -> None:
        """Asks for the day that last days count from."""
        from wizard.ui.screens.day import DayScreen

        if self.walk.tree.date is not None:
            self.app.push_screen(DayScreen(self.walk.tree.date), self._day_given)

    def _day_given(self, day: date | None) -> None:
        if day is not None:
            self._changed(replace(self.walk, day=day))

    def _go_on(self, tree: str) -> None:
        self.app.ask(begin(self.knowledge.tree(tree), self.walk.facts, self.walk.assumed))

    def _open_finding(self, finding: Found) -> None:
        from wizard.ui.screens.pick import PickScreen

        library = self.knowledge.library
        ids = [*finding.rules, *finding.cases]
        learn = self.walk.tree.findings[finding.id].learn
        ids += [library.page(learn).id] if learn else []
        today = date.today()
        entries = [library.entry(id) for id in ids]
        items = [
            card(entry.id, str(number), entry.cite, f"{entry.summary} ({entry.standing(today)})")
            for number, entry in enumerate(entries, 1)
        ]
        heading = f"{finding.says}\n\nBecause you answered: {self.told.told.because(finding)}"
        if finding.remedy:
            heading += f"\n\nWhat to do: {finding.what_to_do}"
        self.app.push_screen(PickScreen(finding.weight_label, items, heading), self._open_entry)

    def _open_entry(self, id: str | None) -> None:
        from wizard.ui.screens.page import PageScreen

        if id is not None:
            self.app.push_screen(PageScreen(self.knowledge.library, id))

    def _open_plan(self, advice: Advice) -> None:
        from wizard.ui.screens.plan import PlanScreen

        self.app.push_screen(PlanScreen(self.result, advice), self._changed)

    def on_page_view_followed(self, event: PageView.Followed) -> None:
        """Follows a link of the text beside the list."""
        from wizard.ui.screens.page import follow

        follow(self.app, self.knowledge.library, "top.md", event.href)

    def action_page(self) -> None:
        """Opens the outcome's page."""
        outcome = self.result.outcome if self.ready else None
        if outcome is not None:
            self._open_entry(self.knowledge.library.page(outcome.page).id)

    def action_back(self) -> None:
        """Back to the last question."""
        self.dismiss(self.walk.back())

    def action_again(self) -> None:
        """Starts again, asking first when this outcome would be lost."""
        self.app.sure("Start again?", "Start again; nothing is saved", self._begin)

    def _begin(self) -> None:
        self.dismiss(begin(self.walk.tree))

    def action_change(self) -> None:
        """Lists the answers to change one."""
        self._change(None)

    def _change(self, question: str | None) -> None:
        from wizard.ui.screens.change import ChangeScreen

        self.app.push_screen(ChangeScreen(self.walk, question), self._changed)

    def _changed(self, walk: Walk | None) -> None:
        if walk is None:
            return
        if not walk.done:
            self.dismiss(walk)
            return
        self.walk = walk
        self.conclude()

    def action_map(self) -> None:
        """Opens the map of the tree with the way that led here."""
        from wizard.ui.screens.map import MapScreen

        self.app.push_screen(MapScreen(self.walk), self._from_map)

    def _from_map(self, question: str | None) -> None:
        if question is not None and any(step.question == question for step in self.walk.steps):
            self._change(question)

    def action_save(self) -> None:
        """Saves the transcript."""
        self._save(self._saved)

    def save_then(self, go: Callable[[], None]) -> None:
        """Saves the transcript, then goes on where that was done."""

        def saved(path: Path | None) -> None:
            self._saved(path)
            if path is not None:
                go()

        self._save(saved)

    def _save(self, then: Callable[[Path | None], None]) -> None:
        from wizard.ui.screens.export import ExportScreen

        if self.ready:
            self.app.push_screen(ExportScreen(self.transcript), then)

    def _saved(self, path: Path | None) -> None:
        if path is not None:
            self.app.saved.append(path)
            self.app.saved_walk = self.walk
            self.notify(f"Saved to {path.resolve()}", timeout=10, markup=False)
