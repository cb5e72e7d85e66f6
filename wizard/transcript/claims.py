"""What a transcript claims, by ids and without the words: enough to work the result out again.

A Markdown page carries it at its end; of JSON it is a part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from wizard.transcript.cited import OPTIONAL
from wizard.transcript.model import Held, SignOff, Transcript
from wizard.transcript.typed import inner_classes
from wizard.walk.walk import UNSURE

T = TypeVar("T")

MOST_STEPS = 1000
"""So many answers may a transcript or a session have."""


@dataclass(frozen=True, slots=True)
class ClaimedTree:
    """The tree walked."""

    id: str
    version: str
    digest: str


@dataclass(frozen=True, slots=True)
class ClaimedStep:
    """A question and its answer; the fields are those of `model.Answered`."""

    question: str
    answer: str
    assumed: bool
    given: str = field(default="", metadata=OPTIONAL)
    on: str = field(default="", metadata=OPTIONAL)
    settled_by: ClaimedWalk | None = field(default=None, metadata=OPTIONAL)

    @property
    def fact(self) -> str:
        """What to answer for the same on any day: a day typed counts from its own day, so its band holds."""
        typed = self.given if not self.on else ""
        return UNSURE if self.assumed else typed or self.answer


@dataclass(frozen=True, slots=True)
class ClaimedWalk:
    """The walk of another tree that gave an answer."""

    tree: str
    digest: str
    steps: tuple[ClaimedStep, ...]
    verdict: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Named:
    """An outcome or a finding."""

    id: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What is claimed; the fields are those of `model.Transcript`."""

    schema: str
    engine: str
    started: str
    finished: str
    complete: bool
    day: str
    tree: ClaimedTree
    steps: tuple[ClaimedStep, ...]
    verdict: str
    outcome: Named
    findings: tuple[Named, ...]
    digest: str
    content: tuple[Held, ...] = ()
    label: str = field(default="", metadata=OPTIONAL)
    signed: SignOff | None = field(default=None, metadata=OPTIONAL)


def claims_of(transcript: Transcript) -> Claims:
    """What a transcript claims."""
    return _narrowed(Claims, transcript)


def _narrowed(kind: type[T], value: Any) -> T:
    """The fields of a class out of a value that has them and more."""
    inner = inner_classes(kind)  # type: ignore[arg-type]  # a class can be hashed
    return kind(**{name: _part(each, getattr(value, name)) for name, each in inner})


def _part(inner: Any, value: Any) -> Any:
    if inner is None or value is None:
        return value
    if isinstance(value, tuple):
        return tuple(_narrowed(inner, each) for each in value)
    return _narrowed(inner, value)
