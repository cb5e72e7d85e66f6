"""Asks which table of workflows to judge, and by which tree; the register opens over it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input
from textual.worker import get_current_worker

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.transcript.store import folder_named
from wizard.ui.ink import Line, say
from wizard.ui.rows import card, set_title, text
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import Lines
from wizard.ui.widgets.sheet import Item, Sheet

if TYPE_CHECKING:
    from wizard.ui.desk import Desk

TREE = "tree:"
MOST = 20
"""So many tables of a folder are listed."""


class TablesScreen(Dialog[None]):
    """Lists the tables of the folder in its field; what is wrong with one that was chosen stands under it."""

    app: Desk
    AUTO_FOCUS = "#picks"
    BINDINGS = [
        Binding("escape", "dismiss", "Close"),
        Binding("t", "tree", "Judge by another tree", show=False),
    ]

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self.knowledge = knowledge
        self.trees = [id for id in knowledge.tree_ids if knowledge.readable(id) is not None]
        default = knowledge.default_tree
        self.judge_by = default if default in self.trees else next(iter(self.trees), default)
        self.found: list[tuple[Path, float]] = []
        self.folder = Path()
        self.missing = ""
        self.wrong = ""

    def compose(self) -> ComposeResult:
        """The field, the tables, what is wrong."""
        with Vertical(classes="dialog") as dialog:
            set_title(dialog, "Judge a list of workflows", "Enter opens · Tab goes on · Esc closes")
            file = Input(value=str(self._start()), id="file")
            file.border_title = "File, or a folder to choose from"
            yield file
            yield Sheet(id="picks", ground="surface")
            with VerticalScroll(id="heading", can_focus=False):
                yield Lines(self._told, id="told", ground="surface")

    def _start(self) -> Path:
        """The folder that the app saves in."""
        try:
            return folder_named(self.app.folder).absolute()
        except Refused:
            return Path.cwd()

    def on_mount(self) -> None:
        """Looks for tables at once."""
        self.look_for(self.query_one("#file", Input).value)

    @on(Input.Changed, "#file")
    def _typed(self, event: Input.Changed) -> None:
        self.wrong = ""
        self.query_one("#told", Lines).again()
        self.look_for(event.value)

    @work(thread=True, exclusive=True)
    def look_for(self, typed: str) -> None:
        """Finds what lies in the folder, or starts as what is typed; has ready what judges it."""
        from wizard.registers.tables import tables
        from wizard.source.extras import extra

        missing, found, folder = "", [], Path()
        try:
            folder, start = _parted(typed)
            found = tables(folder, start, MOST)
            with extra("inventory"):
                import duckdb
                import sqlglot

                del duckdb, sqlglot  # imported to know that they are there, and to be there at once
        except Refused as error:
            missing = str(error)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, folder, found, missing)

    def _show(self, folder: Path, found: list[tuple[Path, float]], missing: str) -> None:
        self.folder, self.found, self.missing = folder, found, missing
        first = str(found[0][0]) if found else None
        self.query_one("#picks", Sheet).show(self._items(), first)
        self.query_one("#told", Lines).again()

    def _items(self) -> Iterator[Item]:
        if len(self.trees) > 1:
            yield card(TREE, "t", f"By: {self.knowledge.tree(self.judge_by).title}", weight="b")
        for number, (path, changed) in enumerate(self.found, 1):
            yield card(str(path), str(number), path.name, tag=(_when(changed), "muted"))
        if not self.found:
            yield text(self._empty, "muted")

    @property
    def _empty(self) -> str:
        """What stands where there is no table, with the command that makes one to fill in."""
        command = f"{self.knowledge.pack.command} inventory --template"
        if self.judge_by != self.knowledge.default_tree:
            command += f" --tree {self.judge_by}"
        where = "here" if self.folder == Path() else f"in {self.folder}"
        return f"There is no such table {where}. This writes the empty sheet to fill in: {command}"

    def _told(self, width: int) -> list[Line]:
        """What is wrong with what was chosen, or what is not installed."""
        wrong = self.wrong or self.missing
        return say(f"✗ {wrong}.", width - 2, "b stop", "  ") if wrong else []

    @on(Input.Submitted, "#file")
    def _submitted(self, event: Input.Submitted) -> None:
        """Opens the file that is named; a folder is chosen from."""
        try:
            path = folder_named(event.value)
        except Refused as error:
            self._refused(str(error))
            return
        if os.path.isdir(path):
            self.query_one("#picks").focus()
        else:
            self._open(path)

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        if event.stale:
            return
        if event.id == TREE:
            self.action_tree()
        else:
            self._open(Path(event.id))

    def _open(self, path: Path) -> None:
        from wizard.ui.screens.register import RegisterScreen

        self._refused(None)
        register = RegisterScreen(self.knowledge, self.knowledge.tree(self.judge_by), path)
        self.app.push_screen(register, self._refused)

    def _refused(self, why: str | None) -> None:
        self.wrong = why or ""
        self.query_one("#told", Lines).again()

    def action_tree(self) -> None:
        """Chooses the tree to judge by."""
        if len(self.trees) < 2:
            return
        from wizard.ui.screens.pick import PickScreen

        titles = [(id, self.knowledge.tree(id).title) for id in self.trees]
        items = [card(id, str(number), title) for number, (id, title) in enumerate(titles, 1)]
        self.app.push_screen(PickScreen("Judge by", items, hint="Enter chooses · Esc closes"), self._judge_by)

    def _judge_by(self, tree: str | None) -> None:
        if tree is not None:
            self.judge_by, self.wrong = tree, ""
            self.query_one("#picks", Sheet).update(self._items())
            self.query_one("#told", Lines).again()


def _parted(typed: str) -> tuple[Path, str]:
    """A folder and how the names in it are to start. Raises `Refused` for the home of somebody unknown."""
    path = folder_named(typed)
    return (path, "") if os.path.isdir(path) else (path.parent, path.name)


def _when(changed: float) -> str:
    """When a file was changed, as people say it."""
    from wizard.records.resuming import told_moment
    from wizard.source.days import MOMENT

    return told_moment(datetime.fromtimestamp(changed, UTC).strftime(MOMENT))
