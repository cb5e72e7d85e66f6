"""A Hypothesis strategy for small random trees, each with its brute-force reading and all its walks."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.helpers.brute_force import Document, Facts, Reading
from wizard.tree.load import read_tree
from wizard.tree.model import Tree
from wizard.walk.walk import Walk, begin

FORCED_BY: dict[str, list[str]] = {
    "good": [],
    "fair": ["doubt"],
    "poor": ["harm", "fault"],
    "last": ["alarm"],
}
"""Verdicts, best first, and the weights that force them."""

Names = dict[str, list[str]]
"""Question to the answers and groups that a condition may name."""

Steps = tuple[tuple[str, str], ...]
"""Questions and answers in the order of a walk."""


@dataclass(frozen=True)
class Judged:
    """A whole walk and what it amounts to."""

    facts: dict[str, str]
    raised: dict[str, dict[str, str]]
    verdict: str
    outcome: str | None


@dataclass(frozen=True, eq=False)
class Case:
    """A random tree: as written, as wizard reads it, by brute force, and all its walks judged."""

    document: Document
    tree: Tree = field(repr=False)
    reading: Reading = field(repr=False)
    walks: list[Judged] = field(repr=False)

    def beginnings(self) -> dict[Steps, list[Judged]]:
        """Every beginning of a walk, the whole walk included, with the walks that begin so."""
        result: dict[Steps, list[Judged]] = {}
        for walk in self.walks:
            steps = tuple(walk.facts.items())
            for length in range(len(steps) + 1):
                result.setdefault(steps[:length], []).append(walk)
        return result

    def ahead(self, facts: Facts) -> list[Judged]:
        """The walks that begin with these facts."""
        return [judged(self.reading, walk) for walk in self.reading.walks(facts)]

    def verdicts(self, walks: Sequence[Judged]) -> tuple[str, ...]:
        """The verdicts of these walks, best first."""
        return tuple(sorted({walk.verdict for walk in walks}, key=self.reading.ranks.__getitem__))


def judged(reading: Reading, facts: dict[str, str]) -> Judged:
    """A whole walk judged by brute force."""
    raised = reading.raised(facts)
    verdict = reading.verdict(raised)
    return Judged(facts, raised, verdict, reading.outcome(facts, raised, verdict))


def load(document: Document) -> Tree:
    """A tree document as wizard loads it, which must be without a problem."""
    tree, problems = read_tree(json.dumps(document), "random.yaml")
    assert not problems
    return tree


def case(document: Document) -> Case:
    """A tree document with its readings."""
    reading = Reading(document)
    return Case(document, load(document), reading, [judged(reading, facts) for facts in reading.walks()])


def follow(tree: Tree, facts: Facts) -> Walk:
    """Wizard's walk that gives these answers, whose questions must be those it asks."""
    walk = begin(tree)
    for question, answer in facts.items():
        assert walk.current == question
        walk = walk.answer(answer)
    return walk


class Author:
    """Writes one random tree: loop-free, always with a way on, always with an outcome.

    `roll` gives a number from 0 to one less than its argument; the simplest tree rolls nothing but 0.
    """

    def __init__(self, roll: Callable[[int], int], second: bool = False) -> None:
        self.roll = roll
        self.second = second
        self.order: list[str] = []
        self.earlier: list[str] = []
        self.names: Names = {}
        self.verdicts = list(FORCED_BY)[: (4, 4, 4, 3, 2)[self.roll(5)]]
        self.weights = [*(weight for verdict in self.verdicts for weight in FORCED_BY[verdict]), "note"]

    def some(self, items: Sequence[str], most: int) -> list[str]:
        """One to `most` of the items, in any order."""
        left, count = list(items), 1 + self.roll(min(most, len(items)))
        return [left.pop(self.roll(len(left))) for _ in range(count)]

    def value(self, names: Sequence[str]) -> str | list[str]:
        """One name most often, or a list of up to two."""
        return self.some(names, 2) if self.roll(3) == 2 else self.some(names, 1)[0]

    def clause(self, names: Names, findings: Sequence[str]) -> Document:
        """Terms on one or two questions; with findings to name, perhaps `found`."""
        clause: Document = {
            id: self.tick_term(names[id]) if "none-of-these" in names[id] else self.value(names[id])
            for id in self.some(list(names), 2)
        }
        if self.second and len(counted := findings or self.earlier) > 1 and self.roll(2):
            clause["at-least"] = str(1 + self.roll(2))
            clause["of"] = list(counted)[:3]
        if findings and self.roll(2) == 0:
            clause = {} if self.roll(2) == 0 else clause
            clause["found"] = self.value(findings)
        return clause

    def condition(self, names: Names, findings: Sequence[str] = ()) -> Document | list[Document]:
        """One clause or several."""
        clauses = [self.clause(names, findings) for _ in range((1, 1, 2, 3)[self.roll(4)])]
        return clauses[0] if len(clauses) == 1 and self.roll(2) == 0 else clauses

    def answers(self, later: list[str]) -> Document:
        """Two or three answers, some with a `next` of their own, some fixed."""
        answers: Document = {id: {"label": id} for id in ["x", "y", "z"][: 2 + self.roll(2)]}
        for answer in answers.values():
            if self.roll(5) == 4:
                answer["next"] = self.target(later)
            if self.roll(6) == 5:
                answer["fixed"] = "true"
            if self.roll(8) == 7:
                answer["offer"] = "never"
            if self.roll(4) == 3:
                answer["how"] = f"Do {self.roll(9)}."
        return answers

    def target(self, later: list[str]) -> str:
        """A later question, the next one most often, or the end."""
        targets = [*later[:1] * 8, *later[1:], *later[1:], "end"]
        return targets[self.roll(len(targets))]

    def bands(self, question: Document) -> None:
        """Makes a question one of a number in two or three bands."""
        edge = 1 + self.roll(9)
        bands = {"x": f"<{edge}", "y": f"{edge} to {edge + 4}", "z": f">{edge + 4}"}
        if len(question["answers"]) == 2:
            bands = {"x": f"<={edge}", "y": f">{edge}"}
        question["number"] = {"unit": "people", "bands": bands}

    def ticks(self, question: Document) -> None:
        """Makes a question one of which all that apply may be ticked."""
        for answer in question["answers"].values():
            answer.pop("next", None)
        question["choose"] = "many"
        question["answers"]["none-of-these"] = {"label": "None"}

    def tick_term(self, names: list[str]) -> Any:
        """What a condition may say of ticks."""
        ticks = [name for name in names if name != "none-of-these"]
        kind = self.roll(4)
        if kind == 0:
            return self.value(names)
        if kind == 1:
            return {"not": self.value(ticks)}
        return {"at-least": "1" if kind == 2 else "2", "of": ["x", "y"]}

    def question(self, later: list[str]) -> Document:
        """A question that leads to later ones; its `when`, if any, names earlier ones."""
        answers = self.answers(later)
        question: Document = {"ask": "What?", "why": "Because.", "answers": answers}
        kind = self.roll(3) if self.second else 0
        if kind == 1:
            self.bands(question)
        elif kind == 2:
            self.ticks(question)
        if self.roll(2):
            question["groups"] = {"some": self.some([id for id in answers if id != "none-of-these"], 2)}
        if self.names and self.roll(3) == 2:
            question["when"] = self.condition(self.names)
        if "when" in question or "choose" in question or not all("next" in each for each in answers.values()):
            question["next"] = self.target(later)
        if self.roll(2):
            question["effort"] = str(1 + self.roll(5))
        if self.roll(6) == 5:
            question["fixed"] = "true"
        if self.roll(5) == 4:
            question["purpose"] = "true"
        if self.roll(2):
            question["unsure"] = list(answers)[self.roll(len(answers))]
        return question

    def questions(self) -> Document:
        """Two to six questions, written in any order."""
        ids = ["a", "b", "c", "d", "e", "f"][: (4, 5, 6, 5, 4, 3, 2)[self.roll(7)]]
        questions: Document = {}
        for place, id in enumerate(ids):
            questions[id] = self.question(ids[place + 1 :])
            self.names = {**self.names, id: [*questions[id]["answers"], *questions[id].get("groups", {})]}
        return {id: questions[id] for id in self.some(ids, 1) + ids}

    def finding(self, number: int, written: Document) -> Document:
        """A finding with one to three clauses; in the second language it may count earlier ones."""
        weight = self.weights[(number + self.roll(len(self.weights))) % len(self.weights)]
        place = self.order.index(weight)
        self.earlier = [id for id, each in written.items() if self.order.index(each["weight"]) < place]
        return {
            "weight": weight,
            "when": self.condition(self.names),
            "says": "So it is.",
            "remedy": f"Mend {number}.",
        }

    def outcomes(self, findings: list[str]) -> Document:
        """Up to two outcomes with a condition for each verdict, then one that takes what is left."""
        outcomes: Document = {}
        for verdict in self.verdicts:
            for number in range(self.roll(3)):
                when = self.condition(self.names, findings)
                outcomes[f"{verdict}-{number}"] = {"verdict": verdict, "page": "page.md", "when": when}
            outcomes[f"{verdict}-rest"] = {"verdict": verdict, "page": "page.md"}
        return outcomes

    def invariant(self, findings: list[str]) -> Document:
        """An invariant with allowed verdicts, findings that must be raised, or both."""
        invariant: Document = {"when": self.condition(self.names, findings), "because": "It must."}
        kind = self.roll(3)
        if kind != 1:
            invariant["verdict"] = self.some(self.verdicts, 3)
        if kind != 2:
            invariant["raises"] = self.value(findings)
        return invariant

    def tree(self) -> Document:
        """The whole file."""
        questions = self.questions()
        weights = list(dict.fromkeys(self.some(self.weights, 1) + self.weights))
        self.order = weights
        findings: Document = {}
        for number in range(3 + self.roll(4)):
            findings[f"found-{number}"] = self.finding(number, findings)
        self.earlier = []
        forced = {id: {"forced-by": FORCED_BY[id]} if FORCED_BY[id] else {} for id in self.verdicts}
        document: Document = {
            "tree": "random",
            "title": "Random",
            "version": "1",
            "reviewed": "2026-01-01",
            "start": "a",
            "verdicts": {id: {"label": id, "tone": "info", **forced[id]} for id in self.verdicts},
            "weights": {id: {"label": id} for id in weights},
            "questions": questions,
            "findings": findings,
            "outcomes": self.outcomes(list(findings)),
            "invariants": {f"must-{n}": self.invariant(list(findings)) for n in range(self.roll(4))},
        }
        for each in document["verdicts"].values():
            if not self.roll(6):
                each["offer"] = "never"
        return document


def second_cases() -> st.SearchStrategy[Case]:
    """Random trees that use the second version of the language: ticks, bands, counts."""
    return st.integers(0, 2**32).map(lambda seed: case(Author(Random(seed).randrange, second=True).tree()))


@st.composite
def _drawn(draw: st.DrawFn) -> Case:
    """Trees that failures shrink, one choice at a time."""
    return case(Author(lambda sides: draw(st.integers(0, sides - 1))).tree())


def cases() -> st.SearchStrategy[Case]:
    """Random trees with their readings; those from a seed are the more varied."""
    seeded = st.integers(0, 2**32).map(lambda seed: case(Author(Random(seed).randrange).tree()))
    return st.one_of(_drawn(), seeded)
