"""Bands of numbers and of days: a reader types a figure, and the walk goes on with the band it lies in.

The loader reads them; the walk asks them which band a typed text belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wizard.source.days import exact_day
from wizard.source.problems import Refused

FIGURE = r"[0-9]{1,12}(?:\.[0-9]{1,4})?"
WRITTEN = re.compile(rf"(?:(<=|>=|<|>)\s*({FIGURE})|({FIGURE})(?:\s+to\s+({FIGURE}))?)")
TYPED = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*)?")
AGO = re.compile(r"\s+days?\s+ago")
AHEAD = "still to come"
"""How a band of days is written that have not come yet."""


@dataclass(frozen=True, slots=True)
class Band:
    """The whole steps from `low` to `high`, both included; None where it has no end."""

    low: int | None
    high: int | None

    def holds(self, figure: int) -> bool:
        """Whether a figure, in steps, lies in the band."""
        return (self.low is None or self.low <= figure) and (self.high is None or figure <= self.high)


@dataclass(frozen=True, slots=True)
class Bands:
    """All figures cut into bands.

    `unit` is what is counted ("people"); days are counted back from the day of the walk. `decimals`
    are the places after the point: figures are kept as whole steps of the last one. `least` is the
    smallest figure there is, None where days to come have a band too.
    """

    bands: Mapping[str, Band]
    unit: str = ""
    least: int | None = 0
    decimals: int = 0
    days: bool = False

    def figure(self, text: str) -> int:
        """A number as typed, in steps. Raises `Refused` when it is none that can be asked for."""
        digits = text.strip().replace(",", "")
        if not TYPED.fullmatch(digits):
            raise Refused(f"{text.strip()!r} is no number; type digits, such as {self.example}")
        number = Decimal(digits) * 10**self.decimals
        if abs(number) >= 10**16:
            raise Refused(f"{text.strip()!r} is too large a number")
        if number != int(number):
            places = f"at most {self.decimals} decimals" if self.decimals else "a whole number"
            raise Refused(f"{text.strip()!r} must be {places}")
        if self.least is not None and number < self.least:
            raise Refused(f"{text.strip()!r} is too small: the least is {self.shown(self.least)}")
        return int(number)

    def ago(self, text: str, today: date) -> int:
        """How many days before `today` a typed day was. Raises `Refused` when it is no such day."""
        day = exact_day(text, today)
        if self.least is not None and day > today:
            raise Refused(f"{day.isoformat()} has not come yet")
        return (today - day).days

    def band(self, text: str, today: date) -> str:
        """The id of the band that a typed number or day lies in. Raises `Refused` when it is neither."""
        figure = self.ago(text, today) if self.days else self.figure(text)
        return next(id for id, band in self.bands.items() if band.holds(figure))

    def shown(self, figure: int) -> str:
        """A figure in words a reader types."""
        return f"{Decimal(figure).scaleb(-self.decimals):f}"

    @property
    def example(self) -> str:
        """A number that may be typed."""
        return self.shown(max(self.least or 0, 10**self.decimals))

    @property
    def wanted(self) -> str:
        """What to type, in words."""
        if self.days:
            return "Type the day, as 2026-11-22"
        return f"Type the number of {self.unit}" if self.unit else "Type the number"

    def gap(self) -> str:
        """The first figure that no band or more than one holds, in words; empty where there is none."""
        bands = self.bands.values()
        edges = {band.low for band in bands if band.low is not None}
        edges |= {band.high + 1 for band in bands if band.high is not None}
        first = min(edges) - 1 if self.least is None else self.least
        for figure in sorted({first, *(edge for edge in edges if edge > first)}):
            count = sum(band.holds(figure) for band in bands)
            if count != 1:
                words = "no band holds" if not count else "more than one band holds"
                return f"{words} {self.shown(figure)}{' days ago' if self.days else ''}"
        return ""


def read_band(text: str, days: bool, decimals: int) -> Band | None:
    """A band as written (`<500`, `>=500`, `100 to 499`, `7`, `<=30 days ago`); None when it is none."""
    if days:
        if text == AHEAD:
            return Band(None, -1)
        text, found = AGO.subn("", text)
        if found != 1:
            return None
    match = WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    sign, edge, low, high = match.groups()
    step = [None if each is None else Decimal(each) * 10**decimals for each in (edge, low, high)]
    if any(each is not None and each != int(each) for each in step):
        return None
    at, first, last = (None if each is None else int(each) for each in step)
    if first is not None:
        return Band(first, first if last is None else last)
    assert at is not None
    lowest = 0 if days else None
    ends = {"<": (lowest, at - 1), "<=": (lowest, at), ">": (at + 1, None), ">=": (at, None)}
    return Band(*ends[sign])


def band_label(text: str, unit: str) -> str:
    """A band in words, for one that has no label of its own."""
    if text == AHEAD:
        return "It is still to come"
    what = f" {unit}" if unit else ""
    for sign, words in (
        ("<=", "{} or less"),
        (">=", "{} or more"),
        ("<", "Less than {}"),
        (">", "More than {}"),
    ):
        if text.startswith(sign):
            return words.format(f"{text.removeprefix(sign).strip()}{what}")
    return f"{text.strip()}{what}"
