"""What a tree file means, as immutable values. `load` builds them; everything else reads them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wizard.source.places import Text
from wizard.tree.bands import Bands
from wizard.tree.order import forward_order
from wizard.tree.ticks import Screen

END = "end"
"""The target that ends a walk; no question may have this id."""

Facts = Mapping[str, str]
"""Question id to answer id, for every question answered so far."""


@dataclass(frozen=True, slots=True)
class Term:
    """One key of a condition: the question, the answers that will do, and the names as written."""

    question: str
    answers: frozenset[str]
    written: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms that must all hold, and findings (`found`) that must all be raised."""

    terms: tuple[Term, ...] = ()
    found: tuple[str, ...] = ()

    def holds(self, facts: Facts, found: Collection[str] = ()) -> bool:
        """Whether every term matches a fact and every named finding is in `found`."""
        for term in self.terms:
            if facts.get(term.question) not in term.answers:
                return False
        return all(name in found for name in self.found)


Condition = tuple[Clause, ...]
"""Clauses of which any will do."""

ALWAYS: Condition = (Clause(),)


def first_holding(condition: Condition, facts: Facts, found: Collection[str] = ()) -> Clause | None:
    """The first clause of the condition that holds, or None."""
    for clause in condition:
        if clause.holds(facts, found):
            return clause
    return None


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do, in one sentence, and who can: `you`, `practice`, `vendor`, or "" unsaid."""

    text: Text
    who: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A labelled way out of a question.

    `fixed`: nobody can change it once it is true. `how` says what makes it true; `offered`: plans
    may move a reader to it. `idle` says why it changes nothing, where nothing reads it.
    """

    id: Text
    label: str
    next: Text | None = None
    fixed: bool = False
    how: Action | None = None
    offered: bool = True
    idle: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A node of the tree.

    `when` is None where the question is always asked when reached; `effort` (1 to 5) is how hard
    the fact is to change; `unsure` names the answer assumed for "I don't know"; `learn` is a
    library page, relative to the library's root; `find_out` says how to learn the true answer, and
    `settle` names a tree that helps to: its verdicts or outcomes `give` answers here. `purpose`: it
    is what the reader wants to do. With `bands` the reader types a figure, which lies in an answer.
    `screen` names the ticks it is one of; `shared` where its words come from.
    """

    id: Text
    ask: str
    why: str
    answers: Mapping[str, Answer]
    next: Text | None = None
    when: Condition | None = None
    learn: Text | None = None
    find_out: str | None = None
    settle: Text | None = None
    effort: int = 1
    fixed: bool = False
    unsure: str | None = None
    groups: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    purpose: bool = False
    gives: Mapping[Text, Text] = field(default_factory=dict)
    bands: Bands | None = None
    screen: str | None = None
    shared: str | None = None

    def target(self, answer: str) -> Text | None:
        """Where an answer leads before any passing over: a question id or `END`."""
        return self.answers[answer].next or self.next


def ways(questions: Mapping[str, Question]) -> dict[str, list[Text]]:
    """For each question those that its answers, or passing it over, may lead to."""
    return {
        id: [
            target
            for target in dict.fromkeys([each.next, *(answer.next for answer in each.answers.values())])
            if target is not None and target in questions
        ]
        for id, each in questions.items()
    }


@dataclass(frozen=True, slots=True)
class Verdict:
    """One of the tree's verdicts, `rank` 0 the best, forced by weights; plans lead to it if `offered`."""

    id: Text
    label: str
    tone: str
    rank: int
    forced_by: tuple[Text, ...] = ()
    offered: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """A consequence with a weight, raised when its condition holds.

    `who` can do what the remedy says, and `shown_by` names what shows that it was done.
    """

    id: Text
    weight: Text
    when: Condition
    says: str
    rules: tuple[Text, ...] = ()
    cases: tuple[Text, ...] = ()
    remedy: Text | None = None
    learn: Text | None = None
    who: str = ""
    shown_by: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The page a walk ends on when its verdict is the walk's and its condition holds.

    `then` names a tree to go on with.
    """

    id: Text
    verdict: Text
    page: Text
    when: Condition = ALWAYS
    then: Text | None = None


@dataclass(frozen=True, slots=True)
class Invariant:
    """What must hold on every walk where `when` holds: allowed verdicts, findings raised."""

    id: Text
    when: Condition
    because: str
    verdicts: tuple[Text, ...] = ()
    raises: tuple[Text, ...] = ()
    rules: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class DateQuestion:
    """A day the reader may give when the walk is done; deadlines count from it."""

    ask: str
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day: `days` after the day given, or after the end of its calendar year."""

    id: Text
    when: Condition
    days: int
    says: str
    from_year_end: bool = False
    rules: tuple[Text, ...] = ()


@dataclass(frozen=True, eq=False)
class Tree:
    """One graph of questions.

    `screens` are the questions of which all that apply are ticked. `digest` is the SHA-256, in
    hexadecimal, of the file's text and of the shared files it uses; `path` names the file in problems.
    """

    id: Text
    title: str
    version: str
    reviewed: str
    start: Text
    verdicts: Mapping[str, Verdict]
    weights: Mapping[str, str]
    questions: Mapping[str, Question]
    findings: Mapping[str, Finding]
    outcomes: Mapping[str, Outcome]
    invariants: Mapping[str, Invariant]
    notice: str = ""
    date: DateQuestion | None = None
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    digest: str = ""
    path: str = ""
    screens: Mapping[str, Screen] = field(default_factory=dict)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The question ids so that every walk goes forward. The tree must have no loop."""
        return forward_order(ways(self.questions), self.start)

    def verdict_of_weight(self, weight: str) -> Verdict | None:
        """The verdict that a weight forces, or None."""
        for verdict in self.verdicts.values():
            if weight in verdict.forced_by:
                return verdict
        return None
