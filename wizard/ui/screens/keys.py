"""The keys that work on the screen below, in full."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from wizard.ui.own_keys import own_keys
from wizard.ui.words import DIM, hanging, joined, literal

MOVING = (
    ("↑ ↓", "Move"),
    ("Enter", "Choose"),
    ("1 to 9", "Choose by number"),
    ("Tab", "To the next part of the screen"),
    ("Ctrl+P", "Search all commands"),
)


class KeysScreen(ModalScreen[None]):
    """Lists the keys of another screen."""

    BINDINGS = [
        Binding("escape,question_mark,enter", "dismiss", "Close"),
        Binding("q", "dismiss", "Close", show=False),
    ]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self.lines = list(MOVING)
        for binding, _ in own_keys(below):
            self.lines.append((below.app.get_key_display(binding), binding.description))

    def compose(self) -> ComposeResult:
        """A line for each key."""
        with VerticalScroll(classes="dialog"):
            yield Static(literal("Keys", "bold"))
            for key, does in dict(self.lines).items():
                yield Static(joined((f"{key:<9}", "bold"), (hanging(" " * 9, does, 30).lstrip(), "")))
            yield Static(literal("Esc closes this.", DIM))
