"""All walks of a tree folded into states: two walks share one when nothing later can differ.

Every clause of every condition is a bit. A state is a question together with the bits of the
clauses that can still come to matter, the raised findings that can, and the worst verdict so
far. Because every walk goes forward in `Tree.order`, a finding's clause is decided where its last
question is answered; one with a term on a question that the walk has gone past unasked is dead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from wizard.space.routes import routes
from wizard.tree.model import END, Clause, Condition, Outcome, Tree


class State(NamedTuple):
    """A folded walk: the place of the question asked next in `Tree.order`, and what matters.

    `at` is -1 at the end; `alive` has a bit for each clause not yet ruled out; `raised` one for
    each finding; `worst` is the rank of the worst verdict forced so far.
    """

    at: int
    alive: int
    raised: int
    worst: int


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


class Fold:
    """A tree compiled to masks. `start` and `step` walk it; nothing is kept between calls
    but caches.

    `judged=False` folds routing only: which questions are asked, not what is concluded. `watch`
    names findings to keep in the states even where they cannot change the verdict or outcome.
    `invariants` names those to prove: each keeps walks apart that nothing else needs apart.
    """

    def __init__(
        self, tree: Tree, judged: bool = True, watch: Iterable[str] = (), invariants: Iterable[str] = ()
    ) -> None:
        self.tree = tree
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
        self.outcome_masks = [self._add(outcome.when) for outcome in self.outcomes]
        self.invariant_masks = [self._add(invariant.when) for invariant in self.invariants]
        self.everything = (1 << len(self.clauses)) - 1
        self.at_end = _union(self.outcome_masks) | _union(self.invariant_masks)
        self.place: dict[str, int] = {finding.id: place for place, finding in enumerate(self.findings)}
        self.watched = self._names(watch)
        self._judging()
        self._questions()
        self._relevant: dict[tuple[int, int], tuple[int, int]] = {}

    def _add(self, condition: Condition) -> int:
        first = len(self.clauses)
        self.clauses.extend(condition)
        return ((1 << len(condition)) - 1) << first

    def _names(self, ids: Iterable[str]) -> int:
        return _union(1 << self.place[id] for id in ids if id in self.place)

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
        self.naming = _union(1 << bit for bit in self.needed)
        verdicts = self.tree.verdicts
        self.by_verdict = [
            _union(
                mask
                for outcome, mask in zip(self.outcomes, self.outcome_masks, strict=True)
                if outcome.verdict == verdict
            )
            for verdict in verdicts
        ]
        self.open_from = [
            _union(self.by_verdict[rank:]) | _union(self.invariant_masks) for rank in range(len(verdicts))
        ]
        self.forcing_from = [
            _union(m for m, force in zip(self.finding_masks, self.forces, strict=True) if force > rank)
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
        self.routes = [self._routes_of(id) for id in order]
        self.pending = [0] * count
        for at in reversed(range(count)):
            later = _union(self.pending[r.at] for rs in self.routes[at].values() for r in rs if r.at >= 0)
            whens = _union(r.when or 0 for rs in self.routes[at].values() for r in rs)
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
        return _union(self.touches[first:end])

    def _later(self, when: int, at: int) -> int:
        """The clauses of a `when` that name the question at `at` itself or a later one."""
        return _union(
            1 << bit
            for bit in bits(when)
            if any(self.index[term.question] >= at for term in self.clauses[bit].terms)
        )

    def start(self) -> State:
        """The state of a walk with nothing answered."""
        return self._trim(self.index[self.tree.start], self.everything, 0, 0)

    def raised_by(self, state: State, answer: str) -> int:
        """The findings, as a mask, that this answer raises among those the state still tracks."""
        alive = state.alive & ~self.kills[state.at].get(answer, 0)
        return _union(1 << self.owner[bit] for bit in bits(alive & self.decides[state.at]))

    def step(self, state: State, answer: str) -> State:
        """The state after answering the state's question."""
        at, alive, raised, worst = state
        alive &= ~self.kills[at].get(answer, 0)
        for bit in bits(alive & self.decides[at]):
            finding = self.owner[bit]
            raised |= 1 << finding
            worst = max(worst, self.forces[finding])
        for route in self.routes[at][answer]:
            left = alive & ~route.kills
            if route.when is None or left & route.when:
                return self._trim(route.at, left, raised, worst)
        raise AssertionError("every answer has a route without a condition")

    def tried(self, state: State, answer: str) -> Iterator[tuple[int, bool]]:
        """The conditional questions that a step tries, by place, and whether each `when` held."""
        alive = state.alive & ~self.kills[state.at].get(answer, 0)
        for route in self.routes[state.at][answer]:
            if route.when is None:
                return
            held = bool(alive & ~route.kills & route.when)
            yield route.at, held
            if held:
                return

    def _trim(self, at: int, alive: int, raised: int, worst: int) -> State:
        """Drops what can no longer make a difference."""
        deciding = alive & self.pending[at] if at >= 0 else 0
        if not self.outcomes and not self.watched:
            return State(at, deciding, 0, 0)
        ending = alive & self.open_from[worst]
        named, tracked = self._relevant_to(ending & self.naming, worst)
        raised &= named
        for finding in bits(raised):
            tracked &= ~self.finding_masks[finding]
        return State(at, ending | deciding & (self.routing | tracked), raised, worst)

    def _relevant_to(self, naming: int, worst: int) -> tuple[int, int]:
        """The findings, and the clauses of findings, that can still matter.

        `naming` are the clauses still open that name findings. Kept, since few states differ in it.
        """
        known = self._relevant.get((naming, worst))
        if known is None:
            named = self.watched | _union(self.needed[bit] for bit in bits(naming))
            tracked = self.forcing_from[worst] | _union(self.finding_masks[at] for at in bits(named))
            known = self._relevant[naming, worst] = (named, tracked)
        return known

    def forget(self) -> None:
        """Drops what was kept between steps, for a fold whose states have all been visited."""
        self._relevant.clear()

    def outcome_place(self, state: State) -> int | None:
        """The place, in the tree's order, of the outcome of a state at the end."""
        for bit in bits(state.alive & self.by_verdict[state.worst]):
            needs = self.found.get(bit, 0)
            if state.raised & needs == needs:
                return self.outcome_of[bit]
        return None

    def outcome(self, state: State) -> Outcome | None:
        """The outcome of a state at the end."""
        place = self.outcome_place(state)
        return None if place is None else self.outcomes[place]

    def broken(self, state: State) -> list[str]:
        """The ids of the invariants that a state at the end breaks."""
        verdict = list(self.tree.verdicts)[state.worst]
        return [
            invariant.id
            for invariant, mask in zip(self.invariants, self.invariant_masks, strict=True)
            if self.applies(state, mask)
            and (
                (invariant.verdicts and verdict not in invariant.verdicts)
                or self._names(invariant.raises) & ~state.raised
            )
        ]

    def applies(self, state: State, mask: int) -> bool:
        """Whether a clause of a condition over facts and findings holds at a state at the end."""
        for bit in bits(state.alive & mask):
            needs = self.found.get(bit, 0)
            if state.raised & needs == needs:
                return True
        return False


def _union(masks: Iterable[int]) -> int:
    result = 0
    for mask in masks:
        result |= mask
    return result
