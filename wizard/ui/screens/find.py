"""From a reader's own words to the question that settles it; what was understood is ticked first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import get_current_worker

from wizard.find.ranking import Finding, Match, Understood, find
from wizard.library.model import Entry
from wizard.pack.knowledge import Knowledge
from wizard.tree.model import Facts
from wizard.ui.ink import Line, Piece, say
from wizard.ui.parts import bar
from wizard.ui.rows import blank, card, heading, set_title, text
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.walk.walk import begin, suggest

if TYPE_CHECKING:
    from wizard.ui.desk import Desk

TREE, ENTRY = "tree", "entry"
START = "start"
LOW = 20
HOW = "Say what you want to do, as you would tell a colleague."
NONE_FITS = "No question fits these words yet. Try others."


class FindScreen(Screen[None]):
    """Takes a sentence; lists the questions that it may be about, and pages that may help."""

    app: Desk
    AUTO_FOCUS = "#query"
    BINDINGS = [
        Binding("escape", "dismiss", "Back"),
        Binding("down", "to_found", "To the list", show=False),
        Binding("slash", "to_query", "Change the words", show=False),
    ]

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self.knowledge = knowledge
        self.found: Finding | None = None
        self.shown = ""
        self.opening = False

    def compose(self) -> ComposeResult:
        """The field, what fits, what must not be typed."""
        yield bar("", lambda: "Say it in your own words")
        query = Input(id="query")
        set_title(query, "What do you want to do?", "Enter opens the first")
        yield query
        yield Sheet(id="found")
        yield Lines(self._told, id="standing")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(lambda: [("Enter", "open"), ("↑↓", "move"), ("Esc", "back"), ("?", "keys")])

    def _told(self, width: int) -> list[Line]:
        told = ["Your words are kept nowhere.", self.knowledge.pack.privacy]
        return say(" ".join(filter(None, told)), width - 2, "muted", "  ")

    def on_mount(self) -> None:
        """Says what the field is for."""
        self.query_one("#found", Sheet).show(self._items())

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        self.opening = False
        self.look_for(event.value)

    @work(thread=True, exclusive=True)
    def look_for(self, words: str) -> None:
        """Finds behind the screen; what has been typed over meanwhile is not shown."""
        found = find(self.knowledge, words) if words.strip() else None
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, words, found)

    def _show(self, words: str, found: Finding | None) -> None:
        self.found, self.shown = found, words
        self.query_one("#found", Sheet).show(self._items())
        if self.opening and words == self.query_one("#query", Input).value:
            self._open_pointed()

    def _items(self) -> Iterator[Item]:
        low = self.app.size.height < LOW
        if self.found is None:
            yield text(HOW, "muted")
            return
        if not self.found.trees:
            yield text(NONE_FITS, "muted")
        for place, match in enumerate(self.found.trees):
            labels = "; ".join(each.label for each in match.understood)
            note = f"Understood: {labels}" if labels and not low else ""
            yield card(f"{TREE}:{place}", "›", self.knowledge.offered(match.tree), note, gap=True)
        if self.found.entries:
            if not low:
                yield blank()
                yield heading("Pages that may help")
            yield from map(_page, self.found.entries)

    @on(Input.Submitted, "#query")
    def _submitted(self, event: Input.Submitted) -> None:
        """Opens the first that fits, once the words as they stand have been looked for."""
        self.opening = True
        if self.shown == event.value:
            self._open_pointed()

    def _open_pointed(self) -> None:
        self.opening = False
        pointed = self.query_one("#found", Sheet).pointed
        if pointed is not None:
            self._open(pointed)

    @on(Sheet.Chosen, "#found")
    def _chosen(self, event: Sheet.Chosen) -> None:
        if not event.stale:
            self._open(event.id)

    def _open(self, id: str) -> None:
        kind, _, which = id.partition(":")
        if kind == ENTRY:
            from wizard.ui.screens.page import PageScreen

            self.app.push_screen(PageScreen(self.knowledge.library, which))
            return
        assert self.found is not None
        match = self.found.trees[int(which)]
        if not match.understood:
            self._begin(match, {})
            return
        self.app.push_screen(UnderstoodScreen(match), lambda facts: self._begin(match, facts))

    def _begin(self, match: Match, facts: Facts | None) -> None:
        if facts is not None:
            self.app.ask(suggest(begin(match.tree), facts))

    def action_to_found(self) -> None:
        """Moves to the list."""
        self.query_one("#found").focus()

    def action_to_query(self) -> None:
        """Moves to the field."""
        self.query_one("#query").focus()


class UnderstoodScreen(Dialog[Facts | None]):
    """Shows what was understood, each ticked; dismisses with what stays ticked, or with None."""

    BINDINGS = [Binding("escape,b,q", "dismiss", "Close"), Binding("g", "start", "Start", show=False)]
    AUTO_FOCUS = "#picks"

    def __init__(self, match: Match) -> None:
        super().__init__()
        self.match = match
        self.dropped: set[str] = set()

    def compose(self) -> ComposeResult:
        """What each answer is that was understood, and the way on."""
        with Vertical(classes="dialog") as dialog:
            set_title(dialog, self.match.tree.title, "Enter or g starts · Space ticks · Esc closes")
            told = "From your words. You are still asked each; what is ticked is pointed at."
            yield Lines(lambda width: say(told, width - 2, "", "  "), id="told", ground="surface")
            yield Sheet(self._items(), id="picks", ground="surface")

    def _items(self) -> Iterator[Item]:
        yield card(START, "g", "Start with the first question", weight="b accent")
        for number, each in enumerate(self.match.understood, 1):
            yield self._tick(number, each)

    def _tick(self, number: int, each: Understood) -> Item:
        ticked = each.question.id not in self.dropped
        words = f"{'[x]' if ticked else '[ ]'} {each.label}"
        said: list[Piece] = [(f"“{' … '.join(each.words)}”", "accent")]
        notes: list[list[Piece]] = [[(each.question.ask, "muted")], said]
        return card(each.question.id, str(number), words, weight="" if ticked else "muted", notes=notes)

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        if event.stale:
            return
        if event.id == START:
            self.action_start()
            return
        self.dropped ^= {event.id}
        self.query_one("#picks", Sheet).update(self._items())

    def action_start(self) -> None:
        """Goes on with what is ticked."""
        self.dismiss({id: answer for id, answer in self.match.facts.items() if id not in self.dropped})


def _page(entry: Entry) -> Item:
    """A page that may help."""
    return card(f"{ENTRY}:{entry.id}", "", entry.title, tag=(entry.kind.name, "muted"))
