"""The code of the voting page alone on the screen, to be read from the last row."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from wizard.ui.ink import Line, say
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import Lines

FRAME = 3
"""The rows that the dialog's edges and the address need beside the code."""
TOO_LOW = "The code needs a larger window."


class CodeScreen(Dialog[None]):
    """Shows an address and its QR code."""

    BINDINGS = [Binding("escape,c,q,b,enter,space", "dismiss", "Close")]

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address

    def compose(self) -> ComposeResult:
        """The code, and the address under it."""
        with VerticalScroll(classes="dialog", id="large"):
            yield Lines(self._lay, id="code-large", ground="surface")

    def _lay(self, width: int) -> list[Line]:
        from wizard.workshop.code import blocks

        code = blocks(self.address.upper())
        if len(code) + FRAME > self.app.size.height:
            return [*say(self.address, width, "b accent"), *say(TOO_LOW, width, "muted")]
        edge = " " * max((width - len(code[0])) // 2, 0)
        lines = [Line([(edge, ""), (each, "#000000/#ffffff")]) for each in code]
        return [*lines, *say(self.address, width, "b accent", edge)]
