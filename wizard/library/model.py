"""What an entry of the library is, and the kinds there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

STATUSES = {
    "primary": "primary source",
    "secondary": "secondary source",
    "general-knowledge": "general knowledge, no source seen",
    "contested": "contested",
}

COMMON = ("title", "summary", "sources", "status", "reviewed", "review-by")


@dataclass(frozen=True, slots=True)
class Kind:
    """A folder of `content/`, the name of one of its entries, and what its front matter holds.

    Beside the common ones: `fields` each must have, `lists` of names it may have, and whether
    it has `facts`, a mapping of questions to answers.
    """

    folder: str
    name: str
    plural: str
    fields: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    facts: bool = False


KINDS = (
    Kind("rules", "rule", "Rules", ("cite", "url")),
    Kind("cases", "case", "Cases", ("year", "amount", "resolution", "place")),
    Kind("platforms", "platform", "Platforms", ("type", "baa", "as-of")),
    Kind("handbook", "handbook page", "Handbook", ("order",)),
    Kind("outcomes", "outcome", "Outcomes"),
    Kind("help", "help page", "Help with questions"),
    Kind(
        "scenarios",
        "scenario",
        "Scenarios",
        ("origin", "tree", "outcome", "verdict"),
        lists=("raises",),
        facts=True,
    ),
    Kind("decks", "deck", "Decks for workshops", lists=("scenarios",)),
    Kind("", "reference", "Reference"),
)
"""In the order in which the library shows them. The folderless kind is `content/` itself."""


@dataclass(frozen=True)
class Entry:
    """One page. `path` is relative to `content/`; `body` is its Markdown without front matter.

    `fields`, `lists` and `facts` hold what its kind adds (a rule's `cite`); `body_line` is the
    line of the file on which the body starts.
    """

    id: str
    kind: Kind
    path: str
    title: str
    summary: str
    sources: tuple[str, ...]
    status: str
    reviewed: str
    review_by: str
    fields: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, str]
    body: str
    body_line: int

    def overdue(self, today: date) -> bool:
        """Whether the entry is past the day by which it should have been reviewed."""
        return date.fromisoformat(self.review_by) < today

    @property
    def cite(self) -> str:
        """How the entry is cited: a rule's legal cite, a case's year, else its title."""
        if "cite" in self.fields:
            return self.fields["cite"]
        if "year" in self.fields:
            return f"{self.title} ({self.fields['year']})"
        return self.title

    @property
    def url(self) -> str:
        """The official page, or the first source."""
        return self.fields.get("url") or self.sources[0]

    def standing(self, today: date) -> str:
        """Status and dates in one line of plain words."""
        line = f"{STATUSES[self.status]}, reviewed {self.reviewed}"
        return f"{line}, overdue for review since {self.review_by}" if self.overdue(today) else line
