"""Last days that follow from a walk, counted from a day the reader gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from wizard.source.counting import counted
from wizard.source.days import exact_day
from wizard.source.problems import Refused
from wizard.tree.model import Deadline, Facts, Tree, first_holding
from wizard.walk.judge import raise_findings


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that applies, and its last day where the reader has given a day to count from."""

    deadline: Deadline
    on: date | None


def read_day(text: str, today: date) -> date:
    """A day written as 2026-11-22. Raises `Refused` when it is none, or has not come yet."""
    day = exact_day(text, today)
    if day > today:
        raise Refused(f"{day.isoformat()} has not come yet; give the day it was discovered")
    return day


def due(tree: Tree, facts: Facts, day: date | None) -> tuple[Due, ...]:
    """The deadlines that apply, soonest first; in the tree's order where no day is given."""
    found = {each.finding.id for each in raise_findings(tree, facts)}
    result = [
        Due(each, last_day(each, day) if day else None)
        for each in tree.deadlines.values()
        if first_holding(each.when, facts, found) is not None
    ]
    return tuple(sorted(result, key=lambda each: each.on or date.max))


def last_day(deadline: Deadline, day: date) -> date:
    """The last day of a deadline, in calendar days."""
    start = date(day.year, 12, 31) if deadline.from_year_end else day
    return start + timedelta(days=deadline.days)


def span_told(deadline: Deadline) -> str:
    """How a deadline is counted, in words that need no day given."""
    start = "the end of the year of the day you give" if deadline.from_year_end else "the day you give"
    return f"{counted(deadline.days, 'day')} after {start}"
