"""The cheapest ways from one reader's facts to a verdict.

Least total effort over all walks, found by an exact lower bound on what is left to pay (a
backward dynamic programme over the folded states) and a best-first search that it guides
(Hart, Nilsson and Raphael 1968, A*), so that routes come out cheapest first.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from wizard.tree.fold import Fold, State
from wizard.tree.model import Facts, Question, Tree, Verdict

NEED_SHARE = 10
"""A question not asked before costs one part in this many of its effort."""

BLOCKED = 1 << 60

Changes = frozenset[tuple[str, str]]
"""Questions with the answers that they are changed to."""


class Route(NamedTuple):
    """A whole walk, its facts in order, and what it costs from the reader's facts, in tenths."""

    effort: int
    facts: tuple[tuple[str, str], ...]


class _Beginning(NamedTuple):
    """A route so far, in the order in which the search takes them up.

    Among equals the longest comes first (`ticket` falls), so that ties are not all opened, and
    then the one whose last answer stands first in the tree.
    """

    least: int
    ticket: int
    paid: int
    state: State
    facts: tuple[tuple[str, str], ...]
    changes: Changes


class _Steps:
    """The folded tree with the steps taken so far, shared by all searches on it."""

    def __init__(self, tree: Tree) -> None:
        self.fold = Fold(tree)
        self.start = self.fold.start()
        self.answers = [tuple(tree.questions[id].answers) for id in tree.order]
        self.known: dict[State, dict[str, State]] = {}

    def of(self, state: State) -> dict[str, State]:
        """The state after each answer."""
        known = self.known.get(state)
        if known is None:
            step = self.fold.step
            known = self.known[state] = {answer: step(state, answer) for answer in self.answers[state.at]}
        return known


@lru_cache(maxsize=8)
def _steps(tree: Tree) -> _Steps:
    return _Steps(tree)


def is_fixed(question: Question, answer: str) -> bool:
    """Whether nobody can change this fact."""
    return question.fixed or question.answers[answer].fixed


@dataclass
class Search:
    """The search for routes from facts to a verdict.

    `freed` are fixed facts taken as if they could change. With `only`, no facts change but to
    these answers, and no question asked anew has another one.
    """

    tree: Tree
    facts: Facts
    verdict: Verdict
    freed: frozenset[str] = frozenset()
    only: Mapping[str, str] | None = None
    left: dict[State, int] = field(default_factory=dict)
    following: dict[State, list[tuple[str, int, State]]] = field(default_factory=dict)

    def price(self, question: Question, answer: str) -> int:
        """What this answer costs, in tenths of effort; `BLOCKED` when it cannot be had."""
        before = self.facts.get(question.id)
        if self.only is not None and answer != self.only.get(question.id, before or answer):
            return BLOCKED
        if before is None:
            return question.effort * 10 // NEED_SHARE
        if before == answer:
            return 0
        if question.id not in self.freed and is_fixed(question, before):
            return BLOCKED
        return question.effort * 10

    def steps(self, state: State) -> list[tuple[str, int, State]]:
        """The affordable answers at a state, with their price and the state they lead to."""
        known = self.following.get(state)
        if known is None:
            question = self.tree.questions[self.tree.order[state.at]]
            known = self.following[state] = [
                (answer, price, following)
                for answer, following in _steps(self.tree).of(state).items()
                if following.worst <= self.verdict.rank and (price := self.price(question, answer)) < BLOCKED
            ]
        return known

    def reachable(self) -> bool:
        """Whether any walk that these facts allow has the verdict."""
        start = _steps(self.tree).start
        seen, stack = {start}, [start]
        while stack:
            state = stack.pop()
            if state.at < 0:
                if state.worst == self.verdict.rank:
                    return True
                continue
            new = [each for _, _, each in self.steps(state) if each not in seen]
            seen.update(new)
            stack.extend(new)
        return False

    def to_pay(self, start: State) -> int:
        """The least that is left to pay from a state; `BLOCKED` when the verdict is out of reach."""
        stack = [start]
        while stack:
            state = stack[-1]
            if state in self.left:
                stack.pop()
            elif state.at < 0:
                self.left[state] = 0 if state.worst == self.verdict.rank else BLOCKED
            else:
                unknown = [each for _, _, each in self.steps(state) if each not in self.left]
                if unknown:
                    stack.extend(unknown)
                else:
                    totals = (price + self.left[each] for _, price, each in self.steps(state))
                    self.left[state] = min(totals, default=BLOCKED)
        return self.left[start]

    def cheapest(self) -> Route | None:
        """A cheapest route, or None when the verdict is out of reach."""
        return next(self.routes(), None)

    def routes(self, covered: Callable[[Changes], bool] = lambda _: False) -> Iterator[Route]:
        """The routes, cheapest first, without those whose changes are `covered`.

        What is covered once must stay so with more changes.
        """
        start = _steps(self.tree).start
        if self.to_pay(start) >= BLOCKED:
            return
        tickets = count(0, -1)
        queue = [_Beginning(self.left[start], next(tickets), 0, start, (), frozenset())]
        seen: set[tuple[State, Changes]] = set()
        while queue:
            _, _, paid, state, facts, changes = heapq.heappop(queue)
            if (state, changes) in seen or covered(changes):
                continue
            seen.add((state, changes))
            if state.at < 0:
                yield Route(paid, facts)
                continue
            question = self.tree.order[state.at]
            before = self.facts.get(question)
            for answer, price, following in reversed(self.steps(state)):
                left = self.to_pay(following)
                if left < BLOCKED:
                    fact, total = (question, answer), paid + price
                    changed = changes if before is None or before == answer else changes | {fact}
                    ahead = _Beginning(total + left, next(tickets), total, following, (*facts, fact), changed)
                    heapq.heappush(queue, ahead)
