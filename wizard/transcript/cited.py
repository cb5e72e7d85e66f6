"""The entries that a transcript cites, as it holds them: rules and cases, each under its heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

OPTIONAL = {"optional": True}
"""Left out of the JSON where it is empty."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that is cited, and how good its sources are.

    `line` is how it reads in its section, and `section` the section's heading, where its pack says
    them otherwise than usual.
    """

    id: str
    cite: str
    title: str
    line: str = field(metadata=OPTIONAL)
    section: str = field(metadata=OPTIONAL)
    url: str
    status: str
    reviewed: str

    @property
    def name(self) -> str:
        """How it is cited."""
        return self.cite

    @property
    def told(self) -> str:
        """How it reads in its section."""
        return self.line or f"{self.cite}: {self.title}"

    @property
    def heading(self) -> str:
        """The heading of its section."""
        return self.section or "Rules"


@dataclass(frozen=True, slots=True)
class Case:
    """A case that is cited, and how good its sources are: with a year, amount and resolution, or with
    its own `cite` and `line` where its pack says so."""

    id: str
    title: str
    year: str = field(metadata=OPTIONAL)
    amount: str = field(metadata=OPTIONAL)
    resolution: str = field(metadata=OPTIONAL)
    cite: str = field(metadata=OPTIONAL)
    line: str = field(metadata=OPTIONAL)
    section: str = field(metadata=OPTIONAL)
    url: str
    status: str
    reviewed: str

    @property
    def name(self) -> str:
        """How it is cited."""
        return self.cite or f"{self.title} ({self.year})"

    @property
    def told(self) -> str:
        """How it reads in its section."""
        return self.line or f"{self.name}: {self.resolution}, {self.amount}"

    @property
    def heading(self) -> str:
        """The heading of its section."""
        return self.section or "Cases"


Cited = Rule | Case


def headings(entries: Iterable[Cited]) -> dict[str, list[Cited]]:
    """Entries by the heading that they stand under, in their order."""
    found: dict[str, list[Cited]] = {}
    for each in entries:
        found.setdefault(each.heading, []).append(each)
    return found
