"""The outcome: verdict, page, findings, what would change it, what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Footer, Static

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused
from wizard.transcript.model import Found
from wizard.transcript.record import record
from wizard.ui.outcome_lines import (
    ANSWER,
    DAY,
    ENTRY,
    FINDING,
    PAGE,
    PLAN,
    RETURN,
    SKIP,
    THEN,
    UNKNOWN,
    outcome_lines,
)
from wizard.ui.widgets.choices import Choice, Choices
from wizard.ui.words import banner, literal
from wizard.walk.result import Route, result_of
from wizard.walk.walk import Walk, begin

if TYPE_CHECKING:
    from wizard.ui.desk import Desk
    from wizard.ui.widgets.page_view import PageView


class OutcomeScreen(Screen[Walk | None]):
    """Dismisses with a walk to go on with, or with None to return to the screen below its questions.

    `returns` says what there is to return to, where there is anything.

    Everything there is to open is a line of one list; beside it, where there is room, stands
    what the pointed line opens.
    """

    app: Desk
    AUTO_FOCUS = "#lines"
    BINDINGS = [
        Binding("b,backspace", "back", "Back", key_display="b"),
        Binding("c", "change", "Change"),
        Binding("s", "save", "Save"),
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

    def compose(self) -> ComposeResult:
        """Verdict, list, the pointed line's text."""
        yield Static(id="verdict")
        yield Static(id="summary")
        with Horizontal(id="body"):
            yield Choices(id="lines")
        yield Static(literal("Too small: make this window larger. Your answers are kept."), id="too-small")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Fills the list once its width is known."""
        self.call_after_refresh(self.conclude)

    def on_resize(self) -> None:
        """Puts right what depends on how much room there is."""
        self.call_after_refresh(self.fit)

    def fit(self) -> None:
        """Gives the list the focus back that it lost in too small a window; fills the room beside it."""
        lines = self.query_one("#lines", Choices)
        if self.focused is None and lines.display:
            lines.focus()
        pointed = lines.highlighted_option
        if pointed is not None and pointed.id is not None and not self.query("#reading"):
            self.point(pointed.id)

    def conclude(self) -> None:
        """Judges the walk and shows the result."""
        try:
            self.result = result_of(self.walk)
            now, program = datetime.now(UTC), self.knowledge.pack.program
            self.transcript = record(self.result, self.knowledge.library, self.started, now, program)
        except (Refused, Broken) as error:
            self.query_one("#summary", Static).update(literal(f"The library is incomplete.\n{error}"))
            return
        verdict = self.result.verdict
        self.app.walk = self.walk
        shown = self.query_one("#verdict", Static)
        shown.update(banner(verdict))
        shown.set_classes(f"tone-{verdict.tone}")
        outcome = self.transcript.outcome
        early = "" if self.transcript.complete else "\nFinished early: findings may be missing."
        self.query_one("#summary", Static).update(literal(f"{outcome.title}{early}", "bold"))
        lines = outcome_lines(self.transcript, self.walk.tree, self.knowledge, self.returns)
        self.query_one("#lines", Choices).show(lines)

    @on(Choices.Pointed, "#lines")
    def _pointed(self, event: Choices.Pointed) -> None:
        self.point(event.id)

    def point(self, line: str) -> None:
        """Shows beside the list what a line opens, where there is room."""
        if self.has_class("-wide"):
            self.read_beside(line)

    @work(exclusive=True)
    async def read_beside(self, line: str) -> None:
        """Shows what a line opens. What shows pages is loaded here, since most screens have no room."""
        from wizard.ui.beside import text_beside
        from wizard.ui.widgets.page_view import PageView

        if not self.query("#reading"):
            await self.query_one("#body").mount(PageView(id="reading"))
        text = text_beside(line, self.transcript, self.walk.tree, self.knowledge.library)
        await self.query_one("#reading", PageView).show(text)

    @on(Choices.Chosen, "#lines")
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.stale:
            return
        kind, _, which = event.id.partition(":")
        if kind == PAGE:
            self.action_page()
        elif kind == FINDING:
            self._open_finding(self.transcript.findings[int(which)])
        elif kind == PLAN:
            self._open_plan(self.result.routes[int(which)])
        elif kind == ENTRY:
            self._open_entry(which.partition(":")[0])
        elif kind == DAY:
            self._ask_day()
        elif kind == THEN:
            self._go_on(which)
        elif kind == SKIP:
            self.query_one("#lines", Choices).skip_to(f"{PLAN}:0")
        elif kind == RETURN:
            self.dismiss(None)
        elif kind in (ANSWER, UNKNOWN):
            self._change(which)

    def _ask_day(self) -> None:
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
        choices = [
            Choice(entry.id, entry.cite, f"{entry.summary} ({entry.standing(today)})") for entry in entries
        ]
        heading = f"{finding.says}\n\nBecause you answered: {self.transcript.because(finding)}"
        if finding.remedy:
            heading += f"\n\nWhat to do: {finding.remedy}"
        self.app.push_screen(PickScreen(heading, choices), self._open_entry)

    def _open_entry(self, id: str | None) -> None:
        from wizard.ui.screens.page import PageScreen

        if id is not None:
            self.app.push_screen(PageScreen(self.knowledge.library, id))

    def _open_plan(self, route: Route) -> None:
        from wizard.ui.screens.plan import PlanScreen

        self.app.push_screen(PlanScreen(self.result, route), self._changed)

    def on_page_view_followed(self, event: PageView.Followed) -> None:
        """Follows a link of the text beside the list."""
        from wizard.ui.screens.page import follow

        follow(self.app, self.knowledge.library, "top.md", event.href)

    def action_page(self) -> None:
        """Opens the outcome's page."""
        outcome = self.result.outcome
        if outcome is not None:
            self._open_entry(self.knowledge.library.page(outcome.page).id)

    def action_back(self) -> None:
        """Back to the last question."""
        self.dismiss(self.walk.back())

    def action_again(self) -> None:
        """Starts again."""
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
        from wizard.ui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self.transcript), self._saved)

    def _saved(self, path: object) -> None:
        from pathlib import Path

        if isinstance(path, Path):
            self.app.saved.append(path)
            self.app.saved_walk = self.walk
            self.notify(f"Saved to {path.resolve()}", timeout=10, markup=False)
