"""A list over the screen to pick one line from."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from wizard.ui.widgets.choices import Choice, Choices
from wizard.ui.words import DIM, literal


class PickScreen(ModalScreen[str | None]):
    """Dismisses with the id of the line picked, or with None."""

    BINDINGS = [Binding("escape,q,b", "dismiss", "Close")]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.heading = title
        self.choices = choices

    def compose(self) -> ComposeResult:
        """The heading and the list."""
        with Vertical(classes="dialog"):
            with VerticalScroll(id="heading"):
                yield Static(literal(self.heading, "bold"))
            yield Choices(numbered=True, id="picks")
            yield Static(literal("Enter opens, Esc closes.", DIM))

    def on_mount(self) -> None:
        """Fills the list once its width is known."""
        self.call_after_refresh(lambda: self.query_one(Choices).show(self.choices))
        self.query_one(Choices).focus()

    @on(Choices.Chosen)
    def _picked(self, event: Choices.Chosen) -> None:
        if not event.stale:
            self.dismiss(event.id)
