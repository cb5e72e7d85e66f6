"""The keys that work on the screen below, in full."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen

from wizard.ui.ink import Line, say, wrap
from wizard.ui.own_keys import own_keys
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import Lines

MOVING = (
    ("↑ ↓", "Move"),
    ("Enter", "Choose"),
    ("1 to 9", "Choose by number; 0 is the tenth answer"),
    ("Tab", "To the next part of the screen"),
    ("Ctrl+P", "Search all commands"),
)


class KeysScreen(Dialog[None]):
    """Lists the keys of another screen."""

    BINDINGS = [
        Binding("escape,question_mark,enter", "dismiss", "Close"),
        Binding("q,b", "dismiss", "Close", show=False),
    ]

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self.lines = list(MOVING)
        for binding, _ in own_keys(below):
            self.lines.append((below.app.get_key_display(binding), binding.description))

    def compose(self) -> ComposeResult:
        """A line for each key."""
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            yield Lines(self._lay, id="listed", ground="surface")

    def _lay(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for key, does in dict(self.lines).items():
            lines += wrap([(does, "")], width - 1, [(f" {key:<9}", "b accent")], [(" " * 10, "")])
        return [*lines, *say("Esc closes this.", width - 1, "muted", " ")]
