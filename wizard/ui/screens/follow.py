"""The presenter's view in a second window, following the one on the wall."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from wizard.source.problems import Broken, Refused
from wizard.ui.ink import say
from wizard.ui.notes_rows import notes_items
from wizard.ui.parts import bar
from wizard.ui.rows import text
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Sheet
from wizard.workshop.deck import Deck, open_deck
from wizard.workshop.follow import HERE, follow
from wizard.workshop.room import Room, after, read_event, start
from wizard.workshop.session import read_opened

if TYPE_CHECKING:
    from wizard.ui.desk import Desk

LOST = "The window on the wall is closed. This one waits for it."


class FollowScreen(Screen[None]):
    """Shows notes, counts, times and the next card of the workshop with an id."""

    app: Desk
    AUTO_FOCUS = "#notes"
    BINDINGS = [Binding("q,escape", "app.leave", "Close this window")]

    def __init__(self, state: Path, id: str) -> None:
        super().__init__()
        self.state = state
        self.id_followed = id
        self.deck: Deck | None = None
        self.room: Room | None = None
        self.connected: int | None = None
        self.told = "Looking for the window on the wall."
        self.shown: object = None

    def compose(self) -> ComposeResult:
        """Bar, notes, keys."""
        yield bar("", lambda: f"Notes: {self.deck.title}" if self.deck is not None else "Notes")
        yield Sheet(id="notes")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(lambda: [("↑↓", "read on"), ("q", "close"), ("?", "keys")])

    def on_mount(self) -> None:
        """Follows, and keeps the clock going."""
        self.set_interval(1, self.draw)
        self.read()

    @work(exclusive=True)
    async def read(self) -> None:
        """Takes in each line as it comes."""
        fresh = True
        async for line in follow(self.state, self.id_followed):
            if line is None:
                self.told, fresh = LOST, True
            else:
                try:
                    fresh = self._take(line, fresh)
                except (Refused, Broken) as error:
                    self.told = str(error)
            self.draw()
        self.told = "The workshop is over."
        self.draw()

    def _take(self, line: str, fresh: bool) -> bool:
        """Takes one line in; the first one of a connection names the deck and begins anew."""
        if fresh:
            opened = read_opened(line, "the window on the wall")
            if self.deck is None or self.deck.name != opened.deck:
                self.deck = open_deck(self.app.knowledge, opened.deck)
            self.room, self.told = start(len(opened.cards)), ""
            return False
        event = read_event(line)
        if event.do == HERE:
            self.connected = int(event.number)
        elif self.room is not None:
            self.room = after(self.room, event)
        return False

    def draw(self) -> None:
        """Shows the room as it is now; the cursor stays on the same card."""
        from time import time

        sheet = self.query_one("#notes", Sheet)
        if self.deck is None or self.room is None:
            sheet.update([text(self.told, "muted")])
            return
        lost = [text(self.told, "b stop")] if self.told else []
        items = [*lost, *notes_items(self.deck, self.room, self.connected, time())]
        spot = (self.room.at, self.room.place)
        if spot != self.shown:
            self.shown = spot
            sheet.show(items)
            self.query_one("#bar", Lines).again()
        else:
            sheet.update(items)
