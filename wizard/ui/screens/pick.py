"""A list over the screen to pick one row from."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from wizard.ui.ink import Line, say
from wizard.ui.rows import MEASURE, set_title
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import Lines
from wizard.ui.widgets.sheet import Item, Sheet


class PickScreen(Dialog[str | None]):
    """Dismisses with the id of the row picked, or with None.

    `title` stands on the border, `heading` above the list: its paragraphs, the first in bold.
    """

    BINDINGS = [Binding("escape,q,b", "dismiss", "Close")]
    AUTO_FOCUS = "#picks"

    def __init__(
        self, title: str, items: Sequence[Item], heading: str = "", hint: str = "Enter opens · Esc closes"
    ) -> None:
        super().__init__()
        self.name_shown = title
        self.items = items
        self.heading = heading
        self.hint = hint

    def compose(self) -> ComposeResult:
        """The heading and the list."""
        with Vertical(classes="dialog") as dialog:
            set_title(dialog, self.name_shown, self.hint)
            if self.heading:
                with VerticalScroll(id="heading", can_focus=False):
                    yield Lines(self._head, id="told", ground="surface")
            yield Sheet(self.items, id="picks", ground="surface")

    def _head(self, width: int) -> list[Line]:
        lines: list[Line] = []
        for place, each in enumerate(self.heading.split("\n\n")):
            lines += say(each, min(width - 2, MEASURE), "" if place else "b", "  ")
            lines.append(Line([]))
        return lines

    @on(Sheet.Chosen)
    def _picked(self, event: Sheet.Chosen) -> None:
        if not event.stale:
            self.dismiss(event.id)
