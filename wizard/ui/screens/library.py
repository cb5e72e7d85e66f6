"""The library: search as you type, kinds to narrow it, the entry beside the list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input

from wizard.library.model import Entry
from wizard.library.search import Index, build_index
from wizard.pack.knowledge import Knowledge
from wizard.source.counting import counted
from wizard.source.problems import Broken, Problem
from wizard.ui.ink import Line, Piece, clip, say, size, wrap
from wizard.ui.parts import bar
from wizard.ui.rows import MEASURE, margin, set_title, text
from wizard.ui.screens.page import PageScreen, follow
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.page_view import PageView
from wizard.ui.widgets.sheet import Item, Sheet

EVERYTHING = "everything"
MOST_SHOWN = 120
NOTHING = "Nothing has all of these words. Try fewer, or a number such as one of a rule."
LOW = 20


class LibraryScreen(Screen[None]):
    """Browses and searches every entry."""

    AUTO_FOCUS = "#query"
    BINDINGS = [
        Binding("escape", "leave", "Back"),
        Binding("down", "to_entries", "To the list", show=False),
        Binding("slash", "to_query", "Search"),
        Binding("left", "kind(-1)", "The kind before", show=False, priority=True),
        Binding("right", "kind(1)", "The next kind", show=False, priority=True),
        Binding("tab", "app.focus_next", "Next part", show=False),
        Binding("y", "copy", "Copy citation", show=False),
    ]

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self.knowledge = knowledge
        self.index = Index(())
        self.ready = False
        self.kind = EVERYTHING
        self.found: list[Entry] = []
        self.shown: dict[str, Entry] = {}

    def compose(self) -> ComposeResult:
        """The field, the kinds, the entries, the page."""
        yield bar("", lambda: "Library", lambda width: [(self.count, "muted")])
        query = Input(id="query")
        query.border_title, query.border_subtitle = "Search titles, citations and text", "/"
        yield query
        yield Lines(self._kinds, id="kinds")
        with Horizontal(id="body"):
            yield Sheet(id="entries")
            yield PageView(id="reading", classes="pane")
        yield Lines(self._summary, id="standing")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    def _keys(self) -> list[tuple[str, str]]:
        pairs = [("Enter", "open"), ("↑↓", "move"), ("←→", "kind"), ("/", "search"), ("y", "copy citation")]
        return [*pairs, ("Esc", "back"), ("?", "keys")]

    @property
    def count(self) -> str:
        """How many entries are found, in words."""
        if not self.ready:
            return "Reading the library…"
        found = len(self._of_kind())
        more = f", the best {MOST_SHOWN} shown" if found > MOST_SHOWN else ""
        return counted(found, "entry") + more

    @property
    def kinds(self) -> list[str]:
        """The kinds to narrow by, all of them first."""
        return [EVERYTHING, *(kind.key for kind in self.knowledge.library.kinds)]

    def on_mount(self) -> None:
        """Shows the screen at once and reads the library behind it."""
        self.call_after_refresh(self.read)

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        for lines in self.query(Lines):
            lines.again()

    @work(thread=True)
    def read(self) -> None:
        """Reads every entry that can be read, and tells of the others."""
        entries: list[Entry] = []
        broken: list[Problem] = []
        for id in self.knowledge.library.paths:
            try:
                entries.append(self.knowledge.library.entry(id))
            except Broken as error:
                broken += error.problems
        index = build_index(entries, self.knowledge.cues.synonyms)
        self.app.call_from_thread(self._read, index, [str(problem) for problem in broken])

    def _read(self, index: Index, broken: list[str]) -> None:
        self.index = index
        self.ready = True
        self.show_found()
        for problem in broken:
            self.notify(problem, severity="error", timeout=20, markup=False)

    def _of_kind(self) -> list[Entry]:
        return [entry for entry in self.found if self.kind in (EVERYTHING, entry.kind.key)]

    def show_found(self) -> None:
        """The entries that match what is typed, of the kind that is chosen."""
        typed = self.query_one("#query", Input).value
        self.found = list(self.index.search(typed))
        self.shown = {entry.id: entry for entry in self._of_kind()[:MOST_SHOWN]}
        self.query_one("#entries", Sheet).show(self._items(typed))
        for lines in self.query(Lines):
            lines.again()

    def _items(self, typed: str) -> Iterator[Item]:
        today, words = date.today(), typed.split()
        for entry in self.shown.values():
            yield _row(entry, _note(entry, today), words)
        if not self.shown and self.ready:
            yield text(NOTHING, "muted")

    def _kinds(self, width: int) -> list[Line]:
        """The kinds with how many hits each has, the chosen one as a keycap; those that fit around it."""
        counts = Counter(entry.kind.key for entry in self.found)
        names = {EVERYTHING: "Everything", **{k.key: k.plural for k in self.knowledge.library.kinds}}
        counts[EVERYTHING] = len(self.found)
        pieces = {
            key: [
                (f" {names[key]} ", "b background/accent" if key == self.kind else ""),
                (f"{counts[key]} ", "muted"),
            ]
            for key in self.kinds
        }
        first = 0
        while (
            first < self.kinds.index(self.kind)
            and _through(pieces, self.kinds[first:], self.kind) > width - 6
        ):
            first += 1
        parts: list[Piece] = [(margin(width), ""), ("‹ " if first else "", "muted")]
        for key in self.kinds[first:]:
            if size(parts) + size(pieces[key]) > width - 2:
                parts.append(("›", "muted"))
                break
            parts += pieces[key]
        return [Line(parts)]

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self.show_found()

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        """Opens the first hit."""
        id = self.query_one("#entries", Sheet).pointed
        if id is not None:
            self.app.push_screen(PageScreen(self.knowledge.library, id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While there are words in the field, the arrows move in them."""
        if action == "kind" and isinstance(self.focused, Input):
            return not self.focused.value
        return True

    def action_kind(self, by: int) -> None:
        """Narrows to the next kind, or the one before."""
        at = self.kinds.index(self.kind) + by
        if 0 <= at < len(self.kinds):
            self.narrow(self.kinds[at])

    def narrow(self, kind: str) -> None:
        """Lists the entries of one kind, or of all."""
        self.kind = kind
        self.show_found()

    @on(events.Click, "#kinds")
    def _kind_clicked(self, event: events.Click) -> None:
        self.action_kind(1 if event.x > self.size.width // 2 else -1)

    @on(Sheet.Pointed, "#entries")
    def _entry_pointed(self, event: Sheet.Pointed) -> None:
        self.query_one("#standing", Lines).again()
        if self.query_one("#reading").display and event.id in self.shown:
            self.read_beside(self.shown[event.id])

    def _summary(self, width: int) -> list[Line]:
        """What the pointed entry says in short, where it does not stand beside the list."""
        entry = self._pointed_entry()
        if entry is None or width >= 110 or self.app.size.height < LOW:
            return []
        words = marked(entry.summary, self.query_one("#query", Input).value.split())
        summary = wrap(words, min(width - 2, MEASURE), [("  ", "")], [("  ", "")])
        return [Line([("─" * width, "line")]), *summary[:3]]

    @work(exclusive=True, group="page")
    async def read_beside(self, entry: Entry) -> None:
        """Shows an entry beside the list."""
        pane = self.query_one("#reading", PageView)
        set_title(pane, clip(entry.title, 50))
        await pane.show(entry.body)

    @on(Sheet.Chosen, "#entries")
    def _entry_chosen(self, event: Sheet.Chosen) -> None:
        if event.stale:
            return
        self.app.push_screen(PageScreen(self.knowledge.library, event.id))

    def on_page_view_followed(self, event: PageView.Followed) -> None:
        """Follows a link of the page beside the list."""
        entry = self._pointed_entry()
        if entry is not None:
            follow(self.app, self.knowledge.library, entry.path, event.href)

    def _pointed_entry(self) -> Entry | None:
        return self.shown.get(self.query_one("#entries", Sheet).pointed or "")

    def action_to_entries(self) -> None:
        """Moves to the list of entries."""
        self.query_one("#entries").focus()

    def action_to_query(self) -> None:
        """Moves to the search field."""
        self.query_one("#query").focus()

    def action_copy(self) -> None:
        """Sends the pointed entry's citation to the clipboard."""
        entry = self._pointed_entry()
        if entry is not None:
            self.app.copy_to_clipboard(f"{entry.cite}. {entry.url}")
            self.notify("The citation was sent to the clipboard.", markup=False)

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.dismiss()


def _through(pieces: Mapping[str, list[Piece]], kinds: list[str], last: str) -> int:
    """The cells of some kinds up to one."""
    return sum(size(pieces[key]) for key in kinds[: kinds.index(last) + 1])


def _row(entry: Entry, note: str, words: list[str]) -> Item:
    """An entry's title, what was searched for marked in it, and its citation and standing."""

    def lay(width: int) -> list[Line]:
        edge: list[Piece] = [(margin(width), "")]
        most = min(width - 1, MEASURE)
        lines = wrap(marked(entry.title, words), most, edge, [*edge, ("  ", "")])
        return lines + wrap(marked(note, words, "muted"), most, [*edge, ("  ", "")], [*edge, ("  ", "")])

    return Item(entry.id, lay, entry.title, note)


def marked(text: str, words: list[str], token: str = "") -> list[Piece]:
    """A text with every one of the words in it underlined."""
    if not words:
        return [(text, token)]
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    pieces: list[Piece] = []
    at = 0
    for match in pattern.finditer(text):
        pieces += [(text[at : match.start()], token), (match[0], "u accent")]
        at = match.end()
    return [each for each in [*pieces, (text[at:], token)] if each[0]]


def _note(entry: Entry, today: date) -> str:
    cite = f"{entry.cite} · " if entry.cite != entry.title else ""
    overdue = ", overdue for review" if entry.overdue(today) else ""
    return f"{cite}{entry.kind.name} · {entry.status}{overdue}"
