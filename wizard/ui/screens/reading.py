"""A text to read over the screen, as it would stand in a file."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from wizard.ui.ink import Line, say
from wizard.ui.rows import set_title
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import Lines


class ReadingScreen(Dialog[None]):
    """Shows a text; dismisses with nothing."""

    BINDINGS = [Binding("escape,b,q,v", "dismiss", "Close")]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.name_shown = title
        self.text = text

    def compose(self) -> ComposeResult:
        """The text, to be scrolled."""
        with VerticalScroll(classes="dialog") as dialog:
            set_title(dialog, self.name_shown, "↑↓ scroll · Esc closes")
            yield Lines(self._lay, id="text", ground="surface")

    def _lay(self, width: int) -> list[Line]:
        return [line for each in self.text.splitlines() for line in say(each, width - 2, "", " ")]
