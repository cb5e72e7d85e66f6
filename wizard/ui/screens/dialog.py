"""What all dialogs are: modal, and Ctrl+C asks to leave there as everywhere."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.binding import Binding
from textual.screen import ModalScreen

T = TypeVar("T")


class Dialog(ModalScreen[T], Generic[T]):
    """A modal screen; Textual keeps the app's own keys from those, so this one is named again."""

    BINDINGS = [Binding("ctrl+c", "app.help_quit", "Leave", show=False)]
