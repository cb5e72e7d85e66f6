"""The timer for talking: off by default, never a penalty, announced at its marks and not each second."""

from __future__ import annotations

from math import ceil

from wizard.source.counting import counted

LENGTHS = (120, 180, 300)
"""How long it runs, in seconds; the key goes through them, then off."""

LAST = 30


def left(until: float, now: float) -> str:
    """What is said of a timer that ends at `until`, in seconds; nothing where none runs."""
    if not until:
        return ""
    seconds = until - now
    if seconds <= 0:
        return "Time is up. Finish your sentence."
    if seconds <= LAST:
        return "Half a minute left"
    return f"{counted(max(ceil((seconds - 1) / 60), 1), 'minute')} left"


def following(until: float, now: float) -> int:
    """The length that the key asks for next: the first one longer than what is left, or none."""
    running = until - now if until else 0
    return next((each for each in LENGTHS if each > running + 1), 0)
