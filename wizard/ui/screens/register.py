"""The register: a table of workflows judged, its rows by verdict, each to open as a walk and to change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused
from wizard.tree.model import Tree
from wizard.tree.tones import SYMBOLS
from wizard.ui.ink import Line, Piece, say, wrap
from wizard.ui.parts import bar
from wizard.ui.rows import NARROW, card, text
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.walk.walk import Walk

if TYPE_CHECKING:
    from wizard.registers.register import Register
    from wizard.registers.rows import Listed
    from wizard.ui.desk import Desk

MOST_SHOWN = 200
LOW = 20
ALL = None
"""The filter that lets every verdict through."""


class RegisterScreen(Screen[None]):
    """Shows the rows of one file. A row opens as a walk; what is changed there goes back into the row."""

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
        self.changed: set[int] = set()

    @property
    def waiting(self) -> str:
        """What a walk over this screen returns to."""
        return f"the register {self.path.name}"

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
        pairs = [("Enter", "open"), ("↑↓", "move"), ("←→", "verdict"), ("/", "search")]
        return [*pairs, ("s", "save"), ("Esc", "back"), ("?", "keys")]

    @property
    def count(self) -> str:
        """How many rows are found, in words."""
        if self.register is None:
            return "Judging…"
        more = f", the first {MOST_SHOWN} shown" if self.total > MOST_SHOWN else ""
        return f"{self.total:,} {'workflow' if self.total == 1 else 'workflows'}{more}"

    def _verdicts(self, width: int) -> list[Line]:
        """The counts by verdict, that of the filter marked; where there is little room, that one alone."""
        pieces: list[Piece] = []
        little = width < NARROW or self.app.size.height < LOW
        for id in [self.verdict] if little else self.filters:
            label = "All" if id is ALL else self._label(id)
            count = sum(self.counts.values()) if id is ALL else self.counts.get(id, 0)
            words = f"{label} {count:,}".replace(" ", "\xa0")
            pieces += [(f"\xa0{words}\xa0", "cap" if id == self.verdict else "muted"), (" ", "")]
        return wrap(pieces, width - 1, [("  ", "")], [("  ", "")])

    def _standing(self, width: int) -> list[Line]:
        if not self.changed:
            return []
        told = f"{len(self.changed)} changed here and not saved; s writes the register to a new file."
        return say(told, width - 2, "muted", "  ")

    @property
    def filters(self) -> list[str | None]:
        """What there is to filter by: everything first, then the verdicts that rows have."""
        return [ALL, *self.counts]

    def _label(self, verdict: str) -> str:
        if not verdict:
            return "? Not finished"
        found = self.judge_by.verdicts[verdict]
        return f"{SYMBOLS[found.tone]} {found.label}"

    def on_mount(self) -> None:
        """Shows the screen at once and judges the table behind it."""
        self.call_after_refresh(self.judge)

    def on_unmount(self) -> None:
        """Lets the table go."""
        self.kept.close()

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        for lines in self.query(Lines):
            lines.again()

    @work(thread=True)
    def judge(self) -> None:
        """Opens the file and judges its rows."""
        from wizard.registers.extras import extra

        try:
            with extra("inventory"):
                from wizard.registers.register import register

                made = self.kept.enter_context(
                    register(self.knowledge, self.judge_by, self.path, date.today())
                )
        except (Refused, Broken) as error:
            self.app.call_from_thread(self._refused, str(error))
        else:
            self.app.call_from_thread(self._judged, made)

    def _refused(self, why: str) -> None:
        self.app.give_up(Refused(why))

    def _judged(self, made: Register) -> None:
        self.register = made
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
        self.query_one("#entries", Sheet).show(self._items(), str(self.open) if self.open else None)
        for lines in self.query(Lines):
            lines.again()

    def _items(self) -> Iterator[Item]:
        for row in self.rows:
            note = f"Answer {row.missing}" if row.missing else ""
            note = ". ".join(each for each in (note, row.problems) if each)
            mark = "changed  " if row.number in self.changed else ""
            yield card(
                str(row.number), "", row.name, note, tag=(f"{mark}{self._label(row.verdict)}", "muted")
            )
        if not self.rows:
            yield text("No row has all of these words.", "muted")

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
        walk = walk_of_row(self.register, self.open)
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
        if not self.changed:
            self._go()
            return
        from wizard.ui.screens.leave import LOSE, LeaveScreen

        why, lose = "Rows that you changed stand in no file yet.", "Leave; the changed rows are not saved"
        ask = LeaveScreen("Leave the register?", why, lose, can_save=False)
        self.app.push_screen(ask, lambda way: self._go() if way == LOSE else None)

    def _go(self) -> None:
        if self.app.screen_stack[0] is self:
            self.app.exit()
        else:
            self.dismiss()
