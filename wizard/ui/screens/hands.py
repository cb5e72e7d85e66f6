"""Asks how many hands are up."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from wizard.ui.rows import set_title
from wizard.ui.screens.dialog import Dialog


class HandsScreen(Dialog[int | None]):
    """Dismisses with a number, or with None."""

    BINDINGS = [Binding("escape", "dismiss", "Close")]
    AUTO_FOCUS = "#number"

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = label

    def compose(self) -> ComposeResult:
        """A box for the number."""
        with Vertical(classes="dialog") as dialog:
            set_title(dialog, f"How many for: {self.label}", "Enter counts them · Esc closes")
            yield Input(id="number", type="integer", max_length=4)

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        self.dismiss(int(event.value) if event.value.isdigit() else None)
