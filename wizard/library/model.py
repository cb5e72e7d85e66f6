"""What an entry of the library is, and what a pack says of each kind of entries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

STATUSES = {
    "primary": "primary source",
    "secondary": "secondary source",
    "general-knowledge": "general knowledge, no source seen",
    "contested": "contested",
}

COMMON = ("title", "summary", "sources", "status", "reviewed", "review-by")

CITED = ("rules", "cases")
"""The keys under which a tree cites entries: what it rests on, and where that was seen."""

CASE_FIELDS = ("year", "amount", "resolution")
"""What the usual line of a case under an outcome is made of, beside its title."""

FINDINGS, ASKS = "findings", "questions"
NO_ENTRIES = (FINDINGS, ASKS)
"""What lists name that name no entries: findings, or a scenario and a question of its walk."""

REFERENCE = "reference"
"""What the kind without a folder is called."""


TYPES = ("text", "address", "day", "order", "number")
"""What a field may hold: a text, a web address, a calendar day, a whole number that entries are sorted
by, or one that they are not."""

SLOT = re.compile(r"\{([^{}]*)\}")
"""A field named in the pattern of a citation: `{title} ({year})`."""


@dataclass(frozen=True, slots=True)
class Field:
    """What the front matter of a kind holds beside the common fields.

    `type` is one of `TYPES`; `caption` stands before the value where a page shows it, and `about`
    tells an author what to write.
    """

    name: str
    type: str
    caption: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A folder of `content/`, the name of one of its entries, and what its front matter holds.

    `fields` are those that each entry must have; `lists` those that may name several things, with
    what they name (one of `NO_ENTRIES`, or the folder of a kind); `facts` says whether it holds a mapping of
    questions to answers. `cited` is the key under which a tree cites such entries (`rules` or
    `cases`), or empty; `section` is the heading over them under an outcome and `line` the pattern of
    one of them there, both empty where the usual one will do. `cite` is the pattern of a citation,
    `body` what a new page starts from, `place` its place in the library.
    """

    folder: str
    name: str
    plural: str
    fields: Mapping[str, Field] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)
    facts: bool = False
    cited: str = ""
    cite: str = "{title}"
    line: str = ""
    section: str = ""
    about: str = ""
    body: str = ""
    place: int = 0

    @property
    def key(self) -> str:
        """What a pack calls the kind: its folder, or `reference` for pages of `content/` itself."""
        return self.folder or REFERENCE

    @property
    def leads(self) -> bool:
        """Whether its entries lead to others, so that nothing need lead to them."""
        return not self.folder or any(target not in NO_ENTRIES for target in self.lists.values())


@dataclass(frozen=True)
class Entry:
    """One page. `path` is relative to `content/`; `body` is its Markdown without front matter.

    `fields`, `lists` and `facts` hold what its kind adds (a rule's `cite`); `body_line` is the
    line of the file on which the body starts, `digest` the SHA-256 of the file's text.
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
    digest: str = ""

    def overdue(self, today: date) -> bool:
        """Whether the entry is past the day by which it should have been reviewed."""
        return date.fromisoformat(self.review_by) < today

    @property
    def cite(self) -> str:
        """How the entry is cited, as its kind says."""
        return self.worded(self.kind.cite)

    def worded(self, pattern: str) -> str:
        """A pattern with the entry's own fields in it."""
        known = {"title": self.title, "summary": self.summary, **self.fields}
        return SLOT.sub(lambda slot: known[slot[1]], pattern)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The web addresses among its own fields."""
        return tuple(self.fields[each.name] for each in self.kind.fields.values() if each.type == "address")

    @property
    def url(self) -> str:
        """The official page, or the first source."""
        return (*self.addresses, *self.sources)[0]

    @property
    def listed(self) -> tuple[str, ...]:
        """The ids of the entries that it lists."""
        lists = self.kind.lists.items()
        return tuple(id for name, target in lists if target not in NO_ENTRIES for id in self.lists[name])

    def standing(self, today: date) -> str:
        """Status and dates in one line of plain words."""
        line = f"{STATUSES[self.status]}, reviewed {self.reviewed}"
        return f"{line}, overdue for review since {self.review_by}" if self.overdue(today) else line
