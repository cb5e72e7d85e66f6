"""The field for a number or a day: takes digits and what stands between them, and no letter."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

FIGURES = frozenset("0123456789.,-")


class Figure(Input):
    """Leaves letters to the keys of the screen."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Only what a figure is written with is typed here."""
        return character is not None and character in FIGURES

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character not in FIGURES:
            event.prevent_default()
            return
        await super()._on_key(event)
