"""A transcript as typed values, from the first word to the digest; `schema.json` describes its JSON.

A field is named as in the JSON, but for the two that Python reserves or that would mislead.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from wizard.transcript.cited import OPTIONAL, Case, Rule
from wizard.words.phrases import GIVE_UP, action, plan_title


@dataclass(frozen=True, slots=True)
class TreeUsed:
    """The tree walked. `digest` is the SHA-256 of its file's text."""

    id: str
    title: str
    version: str
    reviewed: str
    digest: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, in ids and in words.

    `assumed`: the reader did not know. `given` is the number or day typed where the answer is a band,
    `on` the day from which a typed day was counted back.
    """

    question: str
    ask: str
    answer: str
    label: str
    assumed: bool
    given: str = field(metadata=OPTIONAL)
    on: str = field(metadata=OPTIONAL)
    settled_by: Settled | None = field(metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class Settled:
    """The walk of another tree whose verdict or outcome gave an answer."""

    tree: str
    digest: str
    steps: tuple[Answered, ...]
    verdict: str
    outcome: str


@dataclass(frozen=True, slots=True)
class PageLine:
    """A paragraph of the outcome's page, or an item of a list with its mark such as "-" or "2."."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class PagePart:
    """What stands under one heading of the outcome's page."""

    title: str
    lines: tuple[PageLine, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """The outcome and the words of its page; empty where the tree has none that matches."""

    id: str
    title: str
    summary: str
    then: str
    page: tuple[PagePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A question and its answer, by id."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding raised, and the facts that raised it."""

    id: str
    weight: str
    weight_label: str
    says: str
    because: tuple[Fact, ...]
    rules: tuple[str, ...]
    cases: tuple[str, ...]
    remedy: str
    who: str = field(default="", metadata=OPTIONAL)
    shown_by: str = field(default="", metadata=OPTIONAL)

    @property
    def what_to_do(self) -> str:
        """The remedy, and who can do it."""
        return action(self.remedy, self.who)


@dataclass(frozen=True, slots=True)
class IfInstead:
    """Another answer than the one assumed, and the verdicts that it would leave."""

    answer: str
    label: str
    verdicts: tuple[str, ...]
    verdict_labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A question answered with "I don't know": what was assumed, and what other answers would do."""

    question: str
    ask: str
    assumed: str
    assumed_label: str
    find_out: str
    others: tuple[IfInstead, ...]


@dataclass(frozen=True, slots=True)
class LastDay:
    """A deadline that applies. `due` is an ISO day, "" where no day to count from was given."""

    id: str
    says: str
    due: str
    counted: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer, by id and in words."""

    answer: str
    label: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer that a plan changes; `others` would do as well."""

    question: str
    ask: str
    before: str = field(metadata={"json": "from"})
    before_label: str = field(metadata={"json": "from_label"})
    after: str = field(metadata={"json": "to"})
    after_label: str = field(metadata={"json": "to_label"})
    others: tuple[Choice, ...]
    remedies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Needed:
    """An answer that a plan needs to a question that was not asked; `only_if`: nobody can change it."""

    question: str
    ask: str
    answer: str
    label: str
    only_if: bool = field(default=False, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class Planned:
    """A change plan. `effort` is in the trees' unit: 1 for the easiest change, up to 5 for each.

    `gives_up` are the questions changed that say what the reader wants to do.
    """

    verdict: str
    verdict_label: str
    effort: float
    changes: tuple[Changed, ...]
    needs: tuple[Needed, ...]
    gives_up: tuple[str, ...] = field(default=(), metadata=OPTIONAL)

    @property
    def heading(self) -> str:
        """The plan in one line."""
        title = plan_title(len(self.changes), self.verdict_label, self.effort)
        return f"{GIVE_UP}: {title}" if self.gives_up else title


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A better verdict that no plan leads to, and the facts that keep it out of reach."""

    verdict: str
    verdict_label: str
    fixed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """An entry of the library that the record rests on. `digest` is the SHA-256 of its file's text."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who has reviewed the record, in which role, on which day, and the day of the next review.

    `draft` is the digest that the record had before it was signed.
    """

    reviewer: str
    role: str
    date: str
    next_review: str
    draft: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The record of one walk. `digest` is the SHA-256 over everything else in canonical form.

    `label` names the workflow; `signed` is None while the record is a draft; `tone` is the verdict's.
    """

    schema: str
    tree: TreeUsed
    engine: str
    notice: str
    started: str
    finished: str
    complete: bool
    steps: tuple[Answered, ...]
    verdict: str
    verdict_label: str
    outcome: Ended
    findings: tuple[Found, ...]
    rules: tuple[Rule, ...]
    cases: tuple[Case, ...]
    assumptions: tuple[Unknown, ...]
    day: str
    deadlines: tuple[LastDay, ...]
    plans: tuple[Planned, ...]
    out_of_reach: tuple[OutOfReach, ...]
    digest: str
    content: tuple[Held, ...] = ()
    label: str = field(default="", metadata=OPTIONAL)
    signed: SignOff | None = field(default=None, metadata=OPTIONAL)
    tone: str = field(default="", metadata=OPTIONAL)

    def because(self, finding: Found) -> str:
        """The answers that a finding rests on, in words."""
        labels = {each.question: each.label for each in self.steps}
        return "; ".join(labels[fact.question] for fact in finding.because)


def as_data(value: Any) -> Any:
    """A typed value as JSON-ready data: mappings, lists, texts, numbers and truths."""
    if isinstance(value, str | bool | int | float | None):
        return value
    if isinstance(value, tuple):
        return [as_data(each) for each in value]
    return {
        name: as_data(part)
        for own, name, optional in _written(type(value))  # type: ignore[arg-type]  # a class can be hashed
        if (part := getattr(value, own)) or not optional
    }


@cache
def _written(kind: type) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a class: own name, name in the JSON, whether it is left out where it is empty."""
    return tuple(
        (each.name, each.metadata.get("json", each.name), bool(each.metadata.get("optional")))
        for each in fields(kind)
    )
