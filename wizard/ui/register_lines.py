"""How a register stands on screen: the verdicts to filter by, and a row for each workflow."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from wizard.tree.model import Tree
from wizard.tree.tones import SYMBOLS
from wizard.ui.ink import Line, Piece, wrap
from wizard.ui.rows import card, text
from wizard.ui.widgets.item import Item

if TYPE_CHECKING:
    from wizard.registers.rows import Listed

ALL = None
"""The filter that lets every verdict through."""


def filter_lines(
    tree: Tree, counts: Mapping[str, int], filters: Sequence[str | None], chosen: str | None, width: int
) -> list[Line]:
    """These filters with the counts of their rows, the chosen one marked."""
    pieces: list[Piece] = []
    for id in filters:
        label = "All" if id is ALL else verdict_label(tree, id)
        count = sum(counts.values()) if id is ALL else counts.get(id, 0)
        words = f"{label} {count:,}".replace(" ", "\xa0")
        pieces += [(f"\xa0{words}\xa0", "cap" if id == chosen else "muted"), (" ", "")]
    return wrap(pieces, width - 1, [("  ", "")], [("  ", "")])


def verdict_label(tree: Tree, verdict: str) -> str:
    """A verdict with its sign; that of a row which is not finished is empty."""
    if not verdict:
        return "? Not finished"
    found = tree.verdicts[verdict]
    return f"{SYMBOLS[found.tone]} {found.label}"


def row_items(tree: Tree, rows: Sequence[Listed], changed: Container[int]) -> Iterator[Item]:
    """The rows, those that were changed marked so."""
    for row in rows:
        note = f"Next to answer: {row.missing}" if row.missing else ""
        note = ". ".join(each for each in (note, row.problems) if each)
        mark = "changed  " if row.number in changed else ""
        tag = (f"{mark}{verdict_label(tree, row.verdict)}", "muted")
        yield card(str(row.number), "", row.name, note, tag=tag)
    if not rows:
        yield text("No row has all of these words.", "muted")
