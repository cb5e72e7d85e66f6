"""The presenter's notes over the wall's own screen, for a room with one window only."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from wizard.ui.ink import say
from wizard.ui.notes_rows import notes_items
from wizard.ui.parts import bar
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Sheet
from wizard.workshop.session import Session


class NotesPage(Screen[None]):
    """Shows the notes of the card at hand."""

    AUTO_FOCUS = "#notes"
    BINDINGS = [Binding("escape,p,b", "dismiss", "Back to the wall", key_display="p")]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def compose(self) -> ComposeResult:
        """Bar, notes, keys."""
        yield bar("", lambda: "Presenter notes: only for you")
        yield Sheet(notes_items(self.session.deck, self.session.room, None, self.session.clock()), id="notes")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(lambda: [("↑↓", "read on"), ("p", "back to the wall"), ("?", "keys")])
