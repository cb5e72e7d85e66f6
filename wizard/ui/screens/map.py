"""The map of a tree: where the walk is, what is behind, what may still come, what will not."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen

from wizard.space.space import askable
from wizard.ui.ink import Line, Piece, clip, say, size, wrap
from wizard.ui.parts import answer_of, bar, possible_lines
from wizard.ui.question_lines import leaves_pieces
from wizard.ui.rows import HIGH_ROWS, MEASURE, blank, margin
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.walk.ahead import by_answer, look
from wizard.walk.walk import Walk

BEHIND, HERE, AHEAD, NEVER = "behind", "here", "ahead", "never"
UNFOLD = "unfold"
FRAME = 2
"""The rows of the screen that are not the map's: bar and keys."""
SIGNS: dict[str, tuple[Piece, str, Piece]] = {
    BEHIND: (("✓ ", "b good"), "muted", ("│ ", "line")),
    HERE: (("● ", "b accent"), "b", ("┆ ", "faint")),
    AHEAD: (("○ ", "muted"), "muted", ("┆ ", "faint")),
    NEVER: (("· ", "faint"), "muted", ("┆ ", "faint")),
}
"""For each state the sign of its question, the token of its words, and the rail beneath."""


class MapScreen(Screen[str | None]):
    """Dismisses with the id of the question to open, or with None."""

    AUTO_FOCUS = "#map"
    BINDINGS = [
        Binding("escape,b,m", "dismiss", "Back", key_display="b"),
        Binding("u", "unfold", "Show the questions that will not be asked"),
        Binding("z", "fit", "All at once, a line for each question, or at length"),
        Binding("full_stop", "here", "To where you are", key_display="."),
    ]

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.walk = walk
        self.unfolded = False
        self.fitted = False
        ahead = askable(walk.tree, walk.facts)
        facts = walk.facts
        self.states = {
            id: BEHIND if id in facts else HERE if id == walk.current else AHEAD if id in ahead else NEVER
            for id in walk.tree.order
        }

    def compose(self) -> ComposeResult:
        """Bar, the questions in order, the pointed one beside, what is possible."""
        yield bar("", lambda: f"Map: {self.walk.tree.title}", self._count)
        with Horizontal(id="body"):
            yield Sheet(id="map")
            with VerticalScroll(id="reading", classes="pane") as pane:
                pane.border_title = "This question"
                yield Lines(self._beside, id="beside")
        yield Lines(self._ends, id="standing")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    def _count(self, width: int) -> list[Piece]:
        states = [*self.states.values()]
        told = f"{states.count(BEHIND)} answered, {states.count(AHEAD)} may come"
        return [(told if width >= 72 else "", "muted")]

    def _keys(self) -> list[tuple[str, str]]:
        fold = "hide the unasked" if self.unfolded else "show the unasked"
        pairs = [("Enter", "open or change"), ("↑↓", "move"), (".", "here")]
        pairs.append(("z", "at length" if self.fitted else "zoom to fit"))
        return [*pairs, ("b", "back"), ("u", fold), ("?", "keys")]

    def _ends(self, width: int) -> list[Line]:
        if self.app.size.height < 15 or (self.fitted and self.app.size.height < HIGH_ROWS):
            return []
        return possible_lines(self.walk, look(self.walk).verdicts, width)

    def on_mount(self) -> None:
        """Fills the list."""
        self.query_one("#map", Sheet).show(self._items(), self.walk.current)

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        if self.fitted:
            self.query_one("#map", Sheet).update(self._items())
        for lines in self.query(Lines):
            lines.again()

    def _items(self) -> list[Item]:
        rows = [*self._rows()]
        if not self.fitted:
            return [blank(), *rows]
        most = self.app.size.height - FRAME
        behind = [row for row in rows if self.states.get(row.id) == BEHIND]
        rows = _folded(rows, behind[: max(len(rows) - most + 1, 0)], "earlier answers")
        ahead = [row for row in rows if self.states.get(row.id) == AHEAD]
        return _folded(rows, ahead[max(len(ahead) - (len(rows) - most + 1), 0) :], "more may come")

    def _rows(self) -> Iterator[Item]:
        hidden = 0
        for id, state in self.states.items():
            if state == NEVER and not self.unfolded:
                hidden += 1
                continue
            if hidden:
                yield _unasked(hidden)
                hidden = 0
            yield self._question(id, state)
        if hidden:
            yield _unasked(hidden)
        yield Item(
            "", lambda width: [Line([(margin(width), ""), ("◆ ", "b accent"), ("verdict", "b")])], pick=False
        )

    def _question(self, id: str, state: str) -> Item:
        ask = self.walk.tree.questions[id].ask
        step = next((each for each in self.walk.steps if each.question == id), None)
        answer = answer_of(self.walk, step) if step is not None else ""
        sign, token, rail = SIGNS[state]

        def lay(width: int) -> list[Line]:
            most = min(width - 1, MEASURE)
            if self.fitted:
                return [_short(ask, answer, state, most)]
            edge: list[Piece] = [(margin(width), ""), rail]
            lines = wrap([(ask, token)], most, [(margin(width), ""), sign], edge)
            if answer:
                lines += wrap([(answer, "")], most, edge, edge)
            if state == HERE:
                lines += wrap([("you are here", "accent")], most, edge, edge)
            return lines

        return Item(id, lay, ask, answer or state)

    @on(Sheet.Pointed)
    def _pointed(self) -> None:
        self.query_one("#beside", Lines).again()

    def _beside(self, width: int) -> list[Line]:
        """The pointed question: why it is asked, its answers, and at the current one what each leaves."""
        id = self.query_one("#map", Sheet).pointed
        if id is None or id not in self.states:
            return []
        asked, most = self.walk.tree.questions[id], width - 1
        lines = [*say(asked.ask, most, "b", " "), *say(asked.why, most, "muted", " "), Line([])]
        leaves = by_answer(self.walk) if id == self.walk.current else {}
        given = self.walk.facts.get(id)
        for each in asked.answers.values():
            token = "" if given in (None, each.id) else "muted"
            sign = "✓" if given == each.id else "•"
            lines += wrap([(each.label, token)], most, [(f" {sign} ", "faint")], [("   ", "")])
            if each.id in leaves:
                lines.append(Line([("   ", ""), *leaves_pieces(leaves[each.id])]))
        return lines

    def action_unfold(self) -> None:
        """Shows the questions that this walk will not ask, or hides them."""
        self.unfolded = not self.unfolded
        self.query_one("#map", Sheet).update(self._items())
        self.query_one(KeysLine).again()

    def action_fit(self) -> None:
        """Gives each question one line, so that the most of the tree is in view, or its words at length."""
        self.fitted = not self.fitted
        self.query_one("#map", Sheet).update(self._items())
        for lines in self.query(Lines):
            lines.again()

    def action_here(self) -> None:
        """To the question that the walk waits at, or to its end."""
        sheet = self.query_one("#map", Sheet)
        if self.walk.current is not None:
            sheet.point(self.walk.current)
        else:
            sheet.action_last()

    @on(Sheet.Chosen)
    def _opened(self, event: Sheet.Chosen) -> None:
        if event.stale:
            return
        if event.id == UNFOLD:
            self.action_unfold()
        else:
            self.dismiss(event.id)


def _short(ask: str, answer: str, state: str, width: int) -> Line:
    """A question in one line: where it was answered the answer, which tells more of the walk."""
    sign, token, _ = SIGNS[state]
    edge = margin(width)
    right: list[Piece] = [("you are here", "accent"), (" ", "")] if state == HERE else []
    words = clip(answer or ask, width - len(edge) - 2 - size(right))
    return Line([(edge, ""), sign, (words, "" if answer else token)], right=right)


def _folded(rows: list[Item], some: list[Item], words: str) -> list[Item]:
    """Rows with some of them as one line, where the first of them stood and where that saves any."""
    if len(some) < 2:
        return rows
    at = rows.index(some[0])
    kept = [row for row in rows if row not in some]
    return [*kept[:at], _line("⋮ ", f"{len(some)} {words}"), *kept[at:]]


def _unasked(count: int) -> Item:
    return _line("┆ ", f"{count} question{'s' if count != 1 else ''} this walk will not ask", UNFOLD)


def _line(sign: str, words: str, id: str = "") -> Item:
    """Rows that are folded, as one line; it can be opened where it has an id."""
    pieces: list[Piece] = [(sign, "faint"), (words, "muted")]
    return Item(id, lambda width: [Line([(margin(width), ""), *pieces])], words, pick=bool(id))
