"""Asks before answers are lost: stay, save first, or go on without."""

from __future__ import annotations

from wizard.ui.rows import card
from wizard.ui.screens.pick import PickScreen

STAY, SAVE, LOSE = "stay", "save", "leave"


class LeaveScreen(PickScreen):
    """Dismisses with `STAY`, `SAVE` or `LOSE`, or with None for stay."""

    def __init__(self, ask: str, why: str, lose: str, can_save: bool) -> None:
        ways = [(STAY, "Stay")]
        if can_save:
            ways.append((SAVE, "Save the transcript first"))
        ways.append((LOSE, lose))
        items = [card(id, str(number), words) for number, (id, words) in enumerate(ways, 1)]
        super().__init__(ask, items, why, hint="Enter chooses · Esc stays")
