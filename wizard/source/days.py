"""Days and moments: as records hold them, and days as people write them, read as the days they may mean."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from wizard.source.problems import Refused

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""How a time is written: in UTC, to the second."""

FIRST, LAST = "1900", "2999"
"""Years before and after are not counted with: no record is of then, and some systems cannot."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def is_day(text: str) -> bool:
    """Whether a text is a day just as records hold one: 2026-11-22, in years that can be counted from."""
    try:
        return date.fromisoformat(text).isoformat() == text and FIRST <= text[:4] <= LAST
    except ValueError:
        return False


def is_moment(text: str) -> bool:
    """Whether a text is a moment just as records hold one, such as 2026-11-22T13:05:01Z."""
    try:
        return datetime.strptime(text, MOMENT).strftime(MOMENT) == text and is_day(text[:10])
    except ValueError:
        return False


def exact_day(text: str, today: date) -> date:
    """A day written as 2026-11-22; `today` is how an example reads. Raises `Refused` when it is none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or not is_day(day.isoformat()):
        raise Refused(f"{text.strip()!r} is no day; write it as {today.isoformat()}")
    return day


def meant_days(text: str) -> tuple[str, ...]:
    """The days that a text may mean, as 2026-11-22: none, one, or two where month and day may be swapped.

    A day after the end of its month means the last day of the month.
    """
    words = re.findall(r"\d+|[a-z]+", text.lower())
    months = [MONTHS.index(word[:3]) + 1 for word in words if word[:3] in MONTHS]
    numbers = [int(word) for word in words if word.isdigit()]
    years = [number for number in numbers if 1900 <= number <= 2199]
    if len(years) != 1:
        return ()
    small = [number for number in numbers if number != years[0]]
    if len(months) == 1 and len(small) == 1:
        pairs = [(months[0], small[0])]
    elif not months and len(small) == 2:
        pairs = (
            [(small[0], small[1])] if numbers[0] == years[0] else [(small[0], small[1]), (small[1], small[0])]
        )
    else:
        return ()
    found = [_day(years[0], month, day) for month, day in pairs]
    return tuple(dict.fromkeys(each for each in found if each is not None))


def _day(year: int, month: int, day: int) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day, last)).isoformat()
