"""A row of a list, and the numbers that choose one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wizard.ui.ink import Line


@dataclass(slots=True)
class Item:
    """A row: how it is laid out at a width, and the words it says. `pick` rows can be pointed at.

    `key` is the number that chooses it; `gap`: a blank line may stand after it where all have room.
    """

    id: str
    lay: Callable[[int], list[Line]]
    words: str = ""
    note: str = ""
    pick: bool = True
    gap: bool = False
    key: str = ""


def number_typed(items: Sequence[Item], begun: str, digit: int) -> tuple[str, str | None, bool]:
    """What a digit makes of a number begun before: the number so far, the row that it stands for, and
    whether a further digit may follow.
    """
    numbered = {item.key: item.id for item in items if item.key.isdigit()}
    number = begun + str(digit)
    if number not in numbered:
        number = str(digit)
    if number not in numbered:
        return "", None, False
    more = any(key != number and key.startswith(number) for key in numbered)
    return (number if more else ""), numbered[number], more
