"""The outcome: everything on it opens, changes, leads on or is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding

from wizard.transcript.model import Found
from wizard.transcript.record import sealed
from wizard.ui.outcome_told import (
    ANSWER,
    DAY,
    ENTRY,
    FINDING,
    FOLD,
    LEFT_OUT,
    PAGE,
    PLAN,
    REMEDY,
    RETURN,
    THEN,
    UNKNOWN,
)
from wizard.ui.rows import card
from wizard.ui.screens.concluded import ConcludedScreen
from wizard.ui.widgets.lines import KeysLine
from wizard.ui.widgets.sheet import Sheet
from wizard.walk.result import Advice
from wizard.walk.walk import Walk, begin

if TYPE_CHECKING:
    from wizard.ui.widgets.page_view import PageView


class OutcomeScreen(ConcludedScreen):
    """Dismisses with a walk to go on with, or with None to return to the screen below its questions.

    `returns` says what there is to return to, where there is anything.

    Everything there is to open is a row of one list; beside it, where there is room, stands
    what the pointed row opens.
    """

    AUTO_FOCUS = "#lines"
    BINDINGS = [
        Binding("b,backspace,escape", "back", "Back", key_display="b"),
        Binding("c", "change", "Change"),
        Binding("s", "save", "Save"),
        Binding("p", "skip", "To what would change it", show=False),
        Binding("w", "why", "To why it is so", show=False),
        Binding("u", "undo", "Back to your own answers, after a change was followed", show=False),
        Binding("a", "follow", "Follow the change under the cursor", show=False),
        Binding("e", "folds", "Open or close all", show=False),
        Binding("d", "day", "Give the day that last days count from", show=False),
        Binding("n", "again", "Start again", show=False),
        Binding("m", "map", "Map", show=False),
        Binding("h", "page", "Read the outcome's page", show=False),
        Binding("x", "app.home", "To the home screen", show=False),
    ]

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

    def action_follow(self) -> None:
        """Follows the change plan under the cursor."""
        kind, _, which = (self.query_one("#lines", Sheet).pointed or "").partition(":")
        if kind == PLAN:
            self._followed(self.result.advice[int(which)].plan.follow(self.walk))

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

        self.app.push_screen(PlanScreen(self.result, advice), self._followed)

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

    def _followed(self, walk: Walk | None) -> None:
        """Shows what a change plan leads to; the reader's own answers are a key away."""
        if walk is None:
            return
        own = self.before or self.walk
        self._changed(walk)
        if walk.done:
            self.before = own
            self.query_one(KeysLine).again()
            self.notify("This is the outcome after the change. u goes back to your answers.", markup=False)

    def action_undo(self) -> None:
        """Back to the answers as they were before a change was followed."""
        if self.before is not None:
            self._changed(self.before)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What was not followed cannot be undone."""
        return self.before is not None if action == "undo" else True

    def _changed(self, walk: Walk | None) -> None:
        if walk is None:
            return
        if not walk.done:
            self.dismiss(walk)
            return
        self.walk, self.before = walk, None
        self.app.keep(walk)
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

        if not self.ready:
            return
        screen = ExportScreen(sealed(replace(self.transcript, label=self.label)))

        def closed(path: Path | None) -> None:
            self.label = screen.label
            then(path)

        self.app.push_screen(screen, closed)

    def _saved(self, path: Path | None) -> None:
        if path is not None:
            self.app.saved.append(path)
            self.app.saved_walk = self.walk
            self.notify(f"Saved to {path.resolve()}", timeout=10, markup=False)
