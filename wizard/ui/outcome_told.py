"""What the rows of an outcome are made from, and what each of them opens, by the word its id starts with."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.pack.knowledge import Knowledge
from wizard.transcript.model import Transcript
from wizard.tree.model import Tree, Verdict
from wizard.walk.result import Result

PAGE, FINDING, UNKNOWN, PLAN, ENTRY, ANSWER = "page", "finding", "unknown", "plan", "entry", "answer"
DAY, THEN, RETURN, LEFT_OUT, FOLD, REMEDY = "day", "then", "return", "left-out", "fold", "do"
"""What a row opens: the word before the colon of its id."""

FIRST = (PAGE, REMEDY, DAY, THEN, RETURN)
"""The rows that stand in the first section."""
WHY, IN_WORDS = "Why", "In plain words"
"""The page of an outcome says in a part of this name why; it stands with the findings."""
CHANGES = "What would change it"
SOON = 7
"""So many days before a last day it is urgent."""
LOW = 20


@dataclass(frozen=True)
class Told:
    """What the rows are made from: the transcript, the result behind it, and how the screen stands."""

    told: Transcript
    result: Result
    knowledge: Knowledge
    returns: str | None
    left_out: tuple[str, ...]
    opened: frozenset[str]
    low: bool

    @property
    def tree(self) -> Tree:
        """The tree walked."""
        return self.result.walk.tree

    def verdict(self, id: str) -> Verdict:
        """A verdict of the tree."""
        return self.tree.verdicts[id]

    def is_open(self, id: str) -> bool:
        """Whether a group is open."""
        return f"{FOLD}:{id}" in self.opened
