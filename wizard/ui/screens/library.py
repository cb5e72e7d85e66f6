"""The library: kinds on the left, entries as you type, the page on the right."""

from __future__ import annotations

from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from wizard.library.model import Entry
from wizard.library.search import Index, build_index
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Problem
from wizard.ui.screens.page import PageScreen, follow
from wizard.ui.widgets.choices import Choice, Choices
from wizard.ui.widgets.page_view import PageView
from wizard.ui.words import literal

EVERYTHING = "everything"
MOST_SHOWN = 120


class LibraryScreen(Screen[None]):
    """Browses and searches every entry."""

    AUTO_FOCUS = "#query"
    BINDINGS = [
        Binding("escape", "leave", "Back"),
        Binding("down", "to_entries", "To the list", show=False),
        Binding("slash", "to_query", "Search"),
        Binding("tab", "app.focus_next", "Next part"),
        Binding("y", "copy", "Copy citation", show=False),
    ]

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self.knowledge = knowledge
        self.index = Index(())
        self.kind = EVERYTHING
        self.shown: dict[str, Entry] = {}

    def compose(self) -> ComposeResult:
        """The field, the kinds, the entries, the page."""
        yield Static(literal("Library"), id="title")
        yield Input(placeholder="Search titles, citations and text", id="query")
        with Horizontal(id="body"):
            yield Choices(id="kinds")
            with Vertical(id="found"):
                yield Static(id="count")
                yield Choices(id="entries")
            yield PageView(id="reading")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Shows the screen at once and reads the library behind it."""
        self.query_one("#count", Static).update(literal("Reading the library…"))
        self.call_after_refresh(self.read)

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
        kinds = [Choice(EVERYTHING, "Everything")]
        kinds += [Choice(kind.key, kind.plural) for kind in self.knowledge.library.kinds]
        self.query_one("#kinds", Choices).show(kinds)
        self.show_found()
        for problem in broken:
            self.notify(problem, severity="error", timeout=20, markup=False)

    def show_found(self) -> None:
        """The entries that match what is typed, of the kind that is chosen."""
        found = [
            entry
            for entry in self.index.search(self.query_one("#query", Input).value)
            if self.kind in (EVERYTHING, entry.kind.key)
        ]
        self.shown = {entry.id: entry for entry in found[:MOST_SHOWN]}
        today = date.today()
        self.query_one("#entries", Choices).show(
            [Choice(entry.id, entry.title, _note(entry, today)) for entry in self.shown.values()]
        )
        more = f", the best {MOST_SHOWN} shown" if len(found) > MOST_SHOWN else ""
        unit = "entry" if len(found) == 1 else "entries"
        self.query_one("#count", Static).update(literal(f"{len(found)} {unit}{more}", "bold"))

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self.show_found()

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self.action_to_entries()

    @on(Choices.Pointed, "#kinds")
    def _kind_pointed(self, event: Choices.Pointed) -> None:
        if event.id != self.kind:
            self.kind = event.id
            self.show_found()

    @on(Choices.Chosen, "#kinds")
    def _kind_chosen(self) -> None:
        self.action_to_entries()

    @on(Choices.Pointed, "#entries")
    def _entry_pointed(self, event: Choices.Pointed) -> None:
        if self.query_one("#reading").display and event.id in self.shown:
            self.read_beside(self.shown[event.id])

    @work(exclusive=True, group="page")
    async def read_beside(self, entry: Entry) -> None:
        """Shows an entry beside the list."""
        self.query_one("#reading").border_title = ""
        await self.query_one("#reading", PageView).show(entry.body)

    @on(Choices.Chosen, "#entries")
    def _entry_chosen(self, event: Choices.Chosen) -> None:
        if event.stale:
            return
        self.app.push_screen(PageScreen(self.knowledge.library, event.id))

    def on_page_view_followed(self, event: PageView.Followed) -> None:
        """Follows a link of the page beside the list."""
        entry = self._pointed_entry()
        if entry is not None:
            follow(self.app, self.knowledge.library, entry.path, event.href)

    def _pointed_entry(self) -> Entry | None:
        option = self.query_one("#entries", Choices).highlighted_option
        return self.shown.get(option.id or "") if option is not None else None

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


def _note(entry: Entry, today: date) -> str:
    cite = entry.cite if entry.cite != entry.title else entry.kind.name
    overdue = ", overdue for review" if entry.overdue(today) else ""
    return f"{cite} · {entry.status}{overdue}"
