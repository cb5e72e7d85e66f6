"""Numbers with what they count, in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """How many there are: 1 card, 2,000 cards, 3 entries."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("ry") else f"{number:,} {noun}s"
