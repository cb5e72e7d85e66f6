"""The register: a table of workflows judged, its rows by verdict, each to open as a walk and to change."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import Worker, get_current_worker

from wizard.pack.knowledge import Knowledge
from wizard.source.counting import counted
from wizard.source.problems import Broken, Refused
from wizard.source.progress import OFTEN, Progress, words
from wizard.tree.model import Tree
from wizard.ui.ink import Line, say
from wizard.ui.parts import bar
from wizard.ui.register_lines import ALL, filter_lines, row_items
from wizard.ui.rows import NARROW
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Sheet
from wizard.walk.walk import Walk

if TYPE_CHECKING:
    from wizard.registers.register import Register
    from wizard.registers.rows import Listed
    from wizard.ui.desk import Desk

MOST_SHOWN = 200
LOW = 20


class Left(Exception):
    """The reader has left while the table was being judged."""


class RegisterScreen(Screen[str | None]):
    """Shows the rows of one file. A row opens as a walk; what is changed there goes back into the row.

    Dismisses with what is wrong with the file, or with None. Where it is the first screen, such a file ends
    the app.
    """

    app: Desk
    AUTO_FOCUS = "#query"
    BINDINGS = [
        Binding("escape", "leave", "Back"),
        Binding("down", "to_rows", "To the list", show=False),
        Binding("slash", "to_query", "Search"),
        Binding("left", "verdict(-1)", "The verdict before", show=False, priority=True),
        Binding("right", "verdict(1)", "The next verdict", show=False, priority=True),
        Binding("s", "save", "Save"),
    ]

    def __init__(self, knowledge: Knowledge, tree: Tree, path: Path) -> None:
        super().__init__()
        self.knowledge = knowledge
        self.judge_by = tree
        self.path = path
        self.kept = ExitStack()
        self.register: Register | None = None
        self.counts: dict[str, int] = {}
        self.verdict: str | None = ALL
        self.rows: list[Listed] = []
        self.total = 0
        self.open = 0
        self.opened: Walk | None = None
        self.changed: set[int] = set()
        self.done = ("Judging", 0, 0)
        self.refused: str | None = None

    @property
    def waiting(self) -> str:
        """What a walk over this screen returns to."""
        return f"the register {self.path.name}"

    @property
    def lost(self) -> str:
        """Why rows would be lost with this screen, that of the walk over it too; empty where none would."""
        walk = self.app.walk
        changing = self.opened is not None and walk is not None and walk.steps != self.opened.steps
        return "Rows that you changed stand in no file yet." if self.changed or changing else ""

    def compose(self) -> ComposeResult:
        """The field, the verdicts, the rows."""
        yield bar("", lambda: f"Register {self.path.name}", lambda width: [(self.count, "muted")])
        query = Input(id="query")
        query.border_title, query.border_subtitle = "Search the cells of the table", "/"
        yield query
        yield Lines(self._verdicts, id="kinds")
        yield Sheet(id="entries")
        yield Lines(self._standing, id="standing")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    def _keys(self) -> list[tuple[str, str]]:
        if self.register is None:
            return [("Esc", "back"), ("?", "keys")]
        pairs = [("Enter", "open"), ("↑↓", "move"), ("←→", "verdict"), ("/", "search")]
        return [*pairs, ("s", "save"), ("Esc", "back"), ("?", "keys")]

    @property
    def count(self) -> str:
        """How many rows are found, in words, or how far the judging is."""
        if self.register is None:
            return words(*self.done)
        more = f", the first {MOST_SHOWN} shown" if self.total > MOST_SHOWN else ""
        return counted(self.total, "workflow") + more

    def _verdicts(self, width: int) -> list[Line]:
        """The counts by verdict, that of the filter marked; where there is little room, that one alone."""
        if self.register is None:
            return []
        little = width < NARROW or self.app.size.height < LOW
        filters = [self.verdict] if little else self.filters
        return filter_lines(self.judge_by, self.counts, filters, self.verdict, width)

    def _standing(self, width: int) -> list[Line]:
        if not self.changed:
            return []
        told = f"{len(self.changed)} changed here and not saved; s writes the register to a new file."
        return say(told, width - 2, "muted", "  ")

    @property
    def filters(self) -> list[str | None]:
        """What there is to filter by: everything first, then the verdicts that rows have."""
        return [ALL, *self.counts]

    def on_mount(self) -> None:
        """Shows the screen at once and judges the table behind it."""
        self.watching = self.set_interval(OFTEN, self._watch)
        self.call_after_refresh(self.judge)

    def on_unmount(self) -> None:
        """Lets the table go."""
        self.kept.close()

    def on_screen_resume(self) -> None:
        """No walk is under way here; a file that was refused meanwhile is told."""
        self.app.walk = self.opened = None
        if self.refused is not None:
            self.dismiss(self.refused)

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        for lines in self.query(Lines):
            lines.again()

    def _watch(self) -> None:
        """Tells how far the judging is, which goes on in a thread of its own."""
        self.query_one("#bar", Lines).again()

    def _telling(self, worker: Worker[None]) -> Progress:
        """Notes how far the judging is; ends it once the reader has left."""

        def told(what: str, done: int, of: int) -> None:
            if worker.is_cancelled:
                raise Left
            self.done = (what, done, of)

        return told

    @work(thread=True)
    def judge(self) -> None:
        """Opens the file and judges its rows; closes it again where nobody waits for them any more."""
        from wizard.source.extras import extra

        told = self._telling(get_current_worker())
        try:
            with extra("inventory"), ExitStack() as opened:
                from wizard.registers.register import register

                made = opened.enter_context(
                    register(self.knowledge, self.judge_by, self.path, date.today(), told)
                )
                self.app.call_from_thread(self._judged, made, opened)
        except Left:
            return
        except (Refused, Broken) as error:
            self.app.call_from_thread(self._refused, str(error))

    def _refused(self, why: str) -> None:
        self.watching.stop()
        if self not in self.app.screen_stack:
            return
        if self.app.screen_stack[0] is self:
            self.app.give_up(Refused(why))
            return
        self.refused = why
        if self.app.screen is self:
            self.dismiss(why)

    def _judged(self, made: Register, opened: ExitStack) -> None:
        self.watching.stop()
        if self in self.app.screen_stack:
            self.kept, self.register = opened.pop_all(), made
            self.show_rows()

    def show_rows(self) -> None:
        """The rows that the filter and the words let through."""
        if self.register is None:
            return
        from wizard.registers.rows import listed

        self.counts = self.register.by_verdict()
        if self.verdict not in self.filters:
            self.verdict = ALL
        typed = self.query_one("#query", Input).value
        self.rows, self.total = listed(self.register, self.verdict, typed, MOST_SHOWN)
        items = row_items(self.judge_by, self.rows, self.changed)
        self.query_one("#entries", Sheet).show(items, str(self.open) if self.open else None)
        for lines in self.query(Lines):
            lines.again()

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self.show_rows()

    @on(Input.Submitted, "#query")
    def action_to_rows(self) -> None:
        """To the list."""
        self.query_one("#entries").focus()

    def action_to_query(self) -> None:
        """To the search field."""
        self.query_one("#query").focus()

    def action_verdict(self, way: int) -> None:
        """Filters by the verdict before (-1) or the next one (1)."""
        filters = self.filters
        self.verdict = filters[(filters.index(self.verdict) + way) % len(filters)]
        self.show_rows()

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        if event.stale or self.register is None:
            return
        from wizard.registers.rows import walk_of_row
        from wizard.ui.screens.question import QuestionScreen

        self.open = int(event.id)
        walk = self.opened = walk_of_row(self.register, self.open)
        self.app.push_screen(QuestionScreen(self.knowledge, walk), lambda after: self._back(walk, after))

    def _back(self, before: Walk, after: Walk | None) -> None:
        """Takes the answers of a walk back into its row."""
        if self.register is None or after is None or after.steps == before.steps:
            return
        from wizard.registers.rows import put

        try:
            put(self.register, self.open, after)
        except Refused as error:
            self.notify(f"The row stays as it was: {error}.", severity="warning", timeout=12, markup=False)
            return
        self.changed.add(self.open)
        self.show_rows()

    def action_save(self) -> None:
        """Writes the register to a new file beside the one that was opened."""
        if self.register is None:
            return
        from wizard.registers.writing import write_register

        form = ".csv" if self.path.suffix.lower() not in (".tsv", ".parquet", ".xlsx") else self.path.suffix
        number = 1
        while (target := self.path.with_name(f"{self.path.stem}-judged-{number}{form}")).exists():
            number += 1
        try:
            write_register(self.register, target)
        except Refused as error:
            self.notify(f"{error}.", severity="error", timeout=20, markup=False)
            return
        self.changed.clear()
        self.app.saved.append(target)
        self.show_rows()
        self.notify(f"Written to {target}", timeout=12, markup=False)

    def action_leave(self) -> None:
        """Back, asking first where changed rows are not saved."""
        self.app.sure("Leave the register?", "Leave; the changed rows are not saved", self._go)

    def _go(self) -> None:
        if self.app.screen_stack[0] is self:
            self.app.exit()
        else:
            self.dismiss()
