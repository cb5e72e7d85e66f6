"""A tree compiled to masks: a bit for each clause of each condition, one for each finding.

`fold` walks it. A finding's clause is decided where its last question is answered; one with a term on a
question that the walk has gone past unasked is dead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wizard.space.routes import routes
from wizard.tree.model import END, Clause, Condition, Tree

BLOCK = 64
"""What so many questions in a row touch is kept as one mask, for long spans of large trees."""

SURE = Clause(())
"""Stands before an outcome's own clauses, and for them all as soon as one holds whatever comes."""


@dataclass(frozen=True, slots=True)
class Route:
    """A place an answer may lead: `at` (-1 for the end), what going there kills, when it opens."""

    at: int
    kills: int
    when: int | None


def bits(mask: int) -> Iterator[int]:
    """The places of the set bits, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def union(masks: Iterable[int]) -> int:
    result = 0
    for mask in masks:
        result |= mask
    return result


class Masks:
    """A tree compiled to masks.

    `judged=False` folds routing only: which questions are asked, not what is concluded. `watch`
    names findings to keep in the states even where they cannot change the verdict or outcome.
    `invariants` names those to prove, and `shadowed` keeps outcomes that an earlier one takes the
    place of: each keeps walks apart that nothing else needs apart.
    """

    def __init__(
        self,
        tree: Tree,
        judged: bool = True,
        watch: Iterable[str] = (),
        invariants: Iterable[str] = (),
        shadowed: bool = False,
    ) -> None:
        self.tree = tree
        self.shadowed = shadowed
        self.index: dict[str, int] = {id: place for place, id in enumerate(tree.order)}
        self.findings = list(tree.findings.values()) if judged else [tree.findings[id] for id in watch]
        self.outcomes = list(tree.outcomes.values()) if judged else []
        self.invariants = [tree.invariants[id] for id in invariants]
        self.clauses: list[Clause] = []
        self.whens: dict[str, int] = {
            question.id: self._add(question.when)
            for question in tree.questions.values()
            if question.when is not None
        }
        self.routing = (1 << len(self.clauses)) - 1
        self.finding_masks = [self._add(finding.when) for finding in self.findings]
        self.outcome_masks = [self._add((SURE, *outcome.when)) for outcome in self.outcomes]
        self.invariant_masks = [self._add(invariant.when) for invariant in self.invariants]
        self.sure = [mask & -mask for mask in self.outcome_masks]
        self.everything = (1 << len(self.clauses)) - 1 & ~union(self.sure)
        self.at_end = union(self.outcome_masks) | union(self.invariant_masks)
        self.place: dict[str, int] = {finding.id: place for place, finding in enumerate(self.findings)}
        self.watched = self._names(watch)
        self._judging()
        self._questions()

    def _add(self, condition: Condition) -> int:
        first = len(self.clauses)
        self.clauses.extend(condition)
        return ((1 << len(condition)) - 1) << first

    def _names(self, ids: Iterable[str]) -> int:
        return union(1 << self.place[id] for id in ids if id in self.place)

    def _judging(self) -> None:
        """What each clause and finding means for the verdict, by bit."""
        ranks = [self.tree.verdict_of_weight(finding.weight) for finding in self.findings]
        self.forces = [verdict.rank if verdict else 0 for verdict in ranks]
        self.owner = {bit: place for place, mask in enumerate(self.finding_masks) for bit in bits(mask)}
        self.outcome_of = {bit: place for place, mask in enumerate(self.outcome_masks) for bit in bits(mask)}
        self.found = {
            bit: self._names(self.clauses[bit].found) for bit in bits(self.at_end) if self.clauses[bit].found
        }
        self.needed = dict(self.found)
        for place, mask in enumerate(self.invariant_masks):
            raises = self._names(self.invariants[place].raises)
            for bit in bits(mask) if raises else ():
                self.needed[bit] = self.needed.get(bit, 0) | raises
        self.naming = union(1 << bit for bit in self.needed)
        verdicts = self.tree.verdicts
        self.by_verdict = [
            union(
                mask
                for outcome, mask in zip(self.outcomes, self.outcome_masks, strict=True)
                if outcome.verdict == verdict
            )
            for verdict in verdicts
        ]
        self.open_from = [
            union(self.by_verdict[rank:]) | union(self.invariant_masks) for rank in range(len(verdicts))
        ]
        self.forcing_from = [
            union(m for m, force in zip(self.finding_masks, self.forces, strict=True) if force > rank)
            for rank in range(len(verdicts))
        ]

    def _questions(self) -> None:
        """What each question's answers kill, decide and lead to."""
        order, count = self.tree.order, len(self.tree.order)
        self.touches = [0] * count
        self.kills: list[dict[str, int]] = [{} for _ in order]
        last = [-1] * len(self.clauses)
        for bit, clause in enumerate(self.clauses):
            for term in clause.terms:
                at = self.index[term.question]
                self.touches[at] |= 1 << bit
                last[bit] = max(last[bit], at)
                for answer in self.tree.questions[term.question].answers:
                    if answer not in term.answers:
                        self.kills[at][answer] = self.kills[at].get(answer, 0) | 1 << bit
        decides = [0] * count
        for bit in self.owner:
            if last[bit] >= 0:
                decides[last[bit]] |= 1 << bit
        self.decides = decides
        self.touched_from = [0] * (count + 1)
        for at in reversed(range(count)):
            self.touched_from[at] = self.touched_from[at + 1] | self.touches[at]
        self.touched_in = [union(self.touches[at : at + BLOCK]) for at in range(0, count, BLOCK)]
        self.routes = [self._routes_of(id) for id in order]
        self.pending = [0] * count
        for at in reversed(range(count)):
            later = union(self.pending[r.at] for rs in self.routes[at].values() for r in rs if r.at >= 0)
            whens = union(r.when or 0 for rs in self.routes[at].values() for r in rs)
            self.pending[at] = later | decides[at] | whens

    def _routes_of(self, id: str) -> dict[str, list[Route]]:
        graph, at = routes(self.tree), self.index[id]
        result: dict[str, list[tuple[int, Route]]] = {
            answer: [] for answer in self.tree.questions[id].answers
        }
        for target, keyed in graph[id].items():
            to = self.index.get(target, len(self.tree.order))
            kills = self._span(at + 1, to)
            when = self.whens.get(target)
            if when is not None:
                when &= ~self._later(when, to)
            for answer, edge in keyed.items():
                result[answer].append((edge["order"], Route(-1 if target == END else to, kills, when)))
        return {
            answer: [route for _, route in sorted(found, key=lambda each: each[0])]
            for answer, found in result.items()
        }

    def _span(self, first: int, end: int) -> int:
        """The clauses with a term on a question from `first` up to but not including `end`."""
        if end == len(self.touches):
            return self.touched_from[first]
        low, high = -(-first // BLOCK), end // BLOCK
        if low >= high:
            return union(self.touches[first:end])
        ends = (*self.touches[first : low * BLOCK], *self.touches[high * BLOCK : end])
        return union((*self.touched_in[low:high], *ends))

    def _later(self, when: int, at: int) -> int:
        """The clauses of a `when` that name the question at `at` itself or a later one."""
        return union(
            1 << bit
            for bit in bits(when)
            if any(self.index[term.question] >= at for term in self.clauses[bit].terms)
        )
