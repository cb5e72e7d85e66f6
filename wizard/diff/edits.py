"""What was edited between two versions of a tree, and which edits can explain a difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from wizard.diff.undo import Edit
from wizard.tree.model import Condition, Finding, Outcome, Question, Tree

Causes = frozenset[Edit]
"""The edits that between them make a difference."""

START = Edit("start", part="start")


@dataclass(frozen=True, slots=True)
class Edits:
    """Two versions of one tree, compared as data. Every method returns the edits that explain something."""

    old: Tree
    new: Tree

    def of_finding(self, id: str) -> Causes:
        """Why a finding is raised, or forces, in one version only, as far as its own words tell."""
        old, new = self.old.findings.get(id), self.new.findings.get(id)
        if old is None or new is None:
            return self._one("finding", id, "is new" if old is None else "is gone")
        found = self._of_when("finding", id, old.when, new.when)
        if old.weight != new.weight:
            return found | self._one("finding", id, f"weight {old.weight} is now {new.weight}", "weight")
        return found | self._of_weight(new.weight)

    def of_outcome(self, id: str) -> Causes:
        """Why an outcome matches in one version only, as far as its own condition tells."""
        old, new = self.old.outcomes.get(id), self.new.outcomes.get(id)
        if old is None or new is None:
            return self._one("outcome", id, "is new" if old is None else "is gone")
        found = self._of_when("outcome", id, old.when, new.when)
        if old.verdict != new.verdict:
            found |= self._one("outcome", id, f"verdict {old.verdict} is now {new.verdict}", "verdict")
        return found

    def of_order(self, one: str, other: str) -> Causes:
        """Whether one outcome came to stand before the other."""
        ways = [list(tree.outcomes) for tree in (self.old, self.new)]
        if all(one in way and other in way for way in ways):
            first, second = ((way.index(one) < way.index(other)) for way in ways)
            if first != second:
                low, high = sorted((str(one), str(other)))
                return frozenset({Edit("outcomes", low, "order", part="order", name=high)})
        return frozenset()

    def of_answer(self, question: str, answer: str) -> Causes:
        """Why one version does not know an answer."""
        since = "new" if answer in self.new.questions[question].answers else "gone"
        return self._one("question", question, f"answer {answer} is {since}", "answer", answer)

    def all(self) -> Causes:
        """Every edit that can change a result: with all of them undone, each walk ends as it did."""
        outcomes = _both(self.old.outcomes, self.new.outcomes)
        weights = _both(self.old.weights, self.new.weights)
        parts = [
            *(self.of_finding(id) for id in _both(self.old.findings, self.new.findings)),
            *(self._of_weight(weight) for weight in weights),
            *(self.of_outcome(id) for id in outcomes),
            *(self.of_order(*pair) for pair in combinations(outcomes, 2) if self._rivals(*pair)),
            *(self._all_of(id) for id in _both(self.old.questions, self.new.questions)),
        ]
        if list(self.old.verdicts) != list(self.new.verdicts):
            parts.append(frozenset({Edit("verdicts", what="their order or names", part="order")}))
        if self.old.start != self.new.start:
            parts.append(frozenset({START}))
        return frozenset(chain.from_iterable(parts))

    def _rivals(self, one: str, other: str) -> bool:
        """Whether two outcomes have one verdict in either version, so that the first that holds counts."""
        return any(
            one in tree.outcomes
            and other in tree.outcomes
            and tree.outcomes[one].verdict == tree.outcomes[other].verdict
            for tree in (self.old, self.new)
        )

    def _all_of(self, id: str) -> Causes:
        """Every edit of a question that can change a result."""
        old, new = self.old.questions.get(id), self.new.questions.get(id)
        if old is None or new is None:
            return self._own(id)
        answers = (self.of_answer(id, each) for each in old.answers.keys() ^ new.answers.keys())
        groups = frozenset(self._groups(id, _both(old.groups, new.groups)))
        return frozenset().union(self._own(id), self._routes_of(old, new), groups, *answers)

    def _of_weight(self, weight: str) -> Causes:
        """Whether a weight came to force another verdict."""
        if self._forced(self.old, weight) == self._forced(self.new, weight):
            return frozenset()
        return frozenset({Edit("verdicts", what=f"what weight {weight} forces", part="forces", name=weight)})

    def _own(self, id: str) -> Causes:
        """The edits of a question that decide whether it is asked once it is reached."""
        old, new = self.old.questions.get(id), self.new.questions.get(id)
        if old is None or new is None:
            return self._one("question", id, "is new" if old is None else "is gone")
        if old.when is None or new.when is None:
            return frozenset() if old.when == new.when else self._one("question", id, "when", "when")
        return self._of_when("question", id, old.when, new.when)

    def _routes_of(self, old: Question, new: Question) -> Causes:
        """The edits of the ways on from a question."""
        found = self._one("question", old.id, "next", "next") if old.next != new.next else frozenset()
        for answer in old.answers.keys() & new.answers.keys():
            if old.answers[answer].next != new.answers[answer].next:
                found |= self._one("question", old.id, f"next of {answer}", "next of", answer)
        return found

    def _of_when(self, kind: str, id: str, old: Condition, new: Condition) -> Causes:
        """Whether a condition was edited itself, or only the groups that it names."""
        if old == new:
            return frozenset()
        if _written(old) != _written(new):
            return self._one(kind, id, "when", "when")
        return frozenset(
            chain.from_iterable(
                self._groups(term.question, term.written) for clause in new for term in clause.terms
            )
        )

    def _groups(self, question: str, written: Iterable[str]) -> Iterator[Edit]:
        old, new = self.old.questions[question].groups, self.new.questions[question].groups
        for name in written:
            if old.get(name) != new.get(name):
                yield from self._one("question", question, f"group {name}", "group", name)

    @staticmethod
    def _forced(tree: Tree, weight: str) -> str:
        verdict = tree.verdict_of_weight(weight)
        return verdict.id if verdict is not None else ""

    def _one(self, kind: str, id: str, what: str, part: str = "whole", name: str = "") -> Causes:
        """One edit, with its place: in the new file, or in the old one for what is gone."""
        for tree in (self.new, self.old):
            parts: dict[str, Mapping[str, Question | Finding | Outcome]]
            parts = {"question": tree.questions, "finding": tree.findings, "outcome": tree.outcomes}
            if id in parts[kind]:
                where = parts[kind][id].id
                return frozenset(
                    {Edit(kind, id, what, f"{where.path or tree.path}:{where.line}", part, name)}
                )
        raise AssertionError("an edit is of something that one version has")


def _written(condition: Condition) -> list[tuple[object, ...]]:
    """A condition as it stands in the file, groups by their names."""
    return [(clause.found, *((term.question, term.written) for term in clause.terms)) for clause in condition]


def _both(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, None]:
    return dict.fromkeys([*old, *new])
