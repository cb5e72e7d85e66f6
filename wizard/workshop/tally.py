"""The arithmetic of votes: counts, shares, what to do by the first vote, and how the room moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

EXPLAIN, TALK, GO_ON = "explain", "talk", "go-on"
LOW, HIGH = 35, 70
"""Shares of right votes, in percent, between which a room learns most by talking and voting again
(peer instruction: Mazur; Vickrey 2015, doi 10.1187/cbe.14-11-0198)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One vote counted: by choice, how many, and how many of them said that they were sure."""

    counts: Mapping[str, int] = field(default_factory=dict)
    sure: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many voted."""
        return sum(self.counts.values())

    def percent(self, choice: str) -> int | None:
        """The share of a choice in whole percent, halves rounded up; None where nobody voted."""
        return (200 * self.counts.get(choice, 0) + self.total) // (2 * self.total) if self.total else None

    def split(self, choices: frozenset[str]) -> int:
        """How many voted for one of these."""
        return sum(self.counts.get(each, 0) for each in choices)


def guide(tally: Tally, right: str) -> str | None:
    """What helps the room most after its first vote; None where nobody voted."""
    if not tally.total:
        return None
    share = 100 * tally.counts.get(right, 0)
    if share < LOW * tally.total:
        return EXPLAIN
    return GO_ON if share > HIGH * tally.total else TALK


def gain(first: Tally, second: Tally, right: str) -> int | None:
    """How many percentage points more are right the second time; None where a vote is missing."""
    before, after = first.percent(right), second.percent(right)
    return after - before if before is not None and after is not None else None
