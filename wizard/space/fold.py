"""All walks of a tree folded into states: two walks share one when nothing later can differ.

A state is a question together with the bits of the clauses that can still come to matter, the raised
findings that can, and the worst verdict so far. Every walk goes forward in `Tree.order`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from wizard.space.masks import Masks, bits, union
from wizard.tree.model import Outcome


class State(NamedTuple):
    """A folded walk: the place of the question asked next in `Tree.order`, and what matters.

    `at` is -1 at the end; `alive` has a bit for each clause not yet ruled out; `raised` one for
    each finding; `worst` is the rank of the worst verdict forced so far.
    """

    at: int
    alive: int
    raised: int
    worst: int


class Fold(Masks):
    """The walks of a tree compiled to masks (`Masks` says how): `start` and `step` take them, and
    nothing is kept between calls but caches.
    """

    @cached_property
    def _relevant(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {}

    @cached_property
    def _named(self) -> dict[int, list[tuple[int, int, int]]]:
        return {}

    def start(self) -> State:
        """The state of a walk with nothing answered."""
        return self._trim(self.index[self.tree.start], self.everything, 0, 0)

    def raised_by(self, state: State, answer: str) -> int:
        """The findings, as a mask, that this answer raises among those the state still tracks."""
        alive = state.alive & ~self.kills[state.at].get(answer, 0)
        return union(1 << self.owner[bit] for bit in bits(alive & self.decides[state.at]))

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
        if not self.outcomes:
            return State(at, deciding, 0, 0)
        ending = alive & self.open_from[worst]
        if not self.shadowed:
            ending = self._told_apart(at, ending, deciding, raised, worst)
        named, tracked = self._relevant_to(ending & self.naming, worst)
        raised &= named
        for finding in bits(raised):
            tracked &= ~self.finding_masks[finding]
        return State(at, ending | deciding & (self.routing | tracked), raised, worst)

    def _told_apart(self, at: int, ending: int, deciding: int, raised: int, worst: int) -> int:
        """Of the clauses of outcomes those that still tell outcomes apart.

        One that names a finding which can no longer be raised is dead. One that holds whatever comes
        makes its outcome sure, and the later outcomes of that verdict can take its place no more.
        """
        holds = ending & ~self.touched_from[at]  # at the end, whose place is -1, nothing is touched
        for finding, clauses, names in self._named_by(ending & self.naming):
            if not raised & finding:
                holds &= ~names
                if not deciding & clauses:
                    ending &= ~names
        for of_verdict in self.by_verdict[worst:]:
            sure = holds & of_verdict
            if sure:
                bit = self.sure[self.outcome_of[(sure & -sure).bit_length() - 1]]
                ending = ending & ~of_verdict | ending & of_verdict & bit - 1 | bit
        return ending

    def _named_by(self, naming: int) -> list[tuple[int, int, int]]:
        """The findings that these clauses name: the finding, its own clauses, those of these that name it."""
        known = self._named.get(naming)
        if known is None:
            found = {bit: self.found.get(bit, 0) for bit in bits(naming)}
            known = self._named[naming] = [
                (
                    1 << finding,
                    self.finding_masks[finding],
                    union(1 << bit for bit, named in found.items() if named >> finding & 1),
                )
                for finding in bits(union(found.values()))
            ]
        return known

    def _relevant_to(self, naming: int, worst: int) -> tuple[int, int]:
        """The findings, and the clauses of findings, that can still matter.

        `naming` are the clauses still open that name findings. Kept, since few states differ in it.
        """
        known = self._relevant.get((naming, worst))
        if known is None:
            named = self.watched | union(self.needed[bit] for bit in bits(naming))
            tracked = self.forcing_from[worst] | union(self.finding_masks[at] for at in bits(named))
            known = self._relevant[naming, worst] = (named, tracked)
        return known

    def forget(self) -> None:
        """Drops what was kept between steps, for a fold whose states have all been visited."""
        self._relevant.clear()
        self._named.clear()

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
