"""The cheapest ways from one reader's facts to a verdict.

What is left to pay from each folded state is found by a backward dynamic programme, exactly, so
that a cheapest walk only follows it down. The next ones that differ come from the walks that
avoid an answer of one found, cheapest first (E. Lawler, "A procedure for computing the K best
solutions to discrete optimization problems", Management Science 18, 1972).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from wizard.space.fold import Fold, State
from wizard.tree.model import Facts, Question, Tree, Verdict

NEED_SHARE = 10
"""A question not asked before costs one part in this many of its effort."""

GIVING_UP = 1 << 40
"""What it costs to change what the reader wants to do: more than all effort there can be."""

BLOCKED = 1 << 60

Answers = Mapping[str, frozenset[str]]
"""Questions with some of their answers."""


class Candidate(NamedTuple):
    """A whole walk, its facts in order, and what it costs from the reader's facts, in parts
    (`NEED_SHARE` of them are an effort of 1), with `GIVING_UP` for each purpose changed."""

    effort: int
    facts: tuple[tuple[str, str], ...]


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
    """The search for candidates from facts to a verdict.

    `freed` are fixed facts taken as if they could change. With `only`, no facts change but to
    these answers, and no question asked anew has another one. With `wider`, it is that search
    without the answers `avoided` at the question in place `at` of the order.
    """

    tree: Tree
    facts: Facts
    verdict: Verdict
    freed: frozenset[str] = frozenset()
    only: Mapping[str, str] | None = None
    wider: Search | None = None
    at: int = -1
    avoided: frozenset[str] = frozenset()
    left: dict[State, int] = field(default_factory=dict)
    following: dict[State, list[tuple[str, int, State]]] = field(default_factory=dict)

    def avoiding(self, question: str, answers: frozenset[str]) -> Search:
        """The same search without some answers to a question."""
        at = _steps(self.tree).fold.index[question]
        return Search(self.tree, self.facts, self.verdict, wider=self, at=at, avoided=answers)

    def price(self, question: Question, answer: str) -> int:
        """What this answer costs; `BLOCKED` when it cannot be had, or is never offered."""
        before = self.facts.get(question.id)
        if self.only is not None and answer != self.only.get(question.id, before or answer):
            return BLOCKED
        if before == answer:
            return 0
        if not question.answers[answer].offered:
            return BLOCKED
        if before is None:
            return question.effort
        if question.id not in self.freed and is_fixed(question, before):
            return BLOCKED
        return question.effort * NEED_SHARE + (GIVING_UP if question.purpose else 0)

    def steps(self, state: State) -> list[tuple[str, int, State]]:
        """The affordable answers at a state, with their price and the state they lead to."""
        if self.wider is not None:
            known = self.wider.steps(state)
            return known if state.at != self.at else [each for each in known if each[0] not in self.avoided]
        if state not in self.following:
            question = self.tree.questions[self.tree.order[state.at]]
            self.following[state] = [
                (answer, price, following)
                for answer, following in _steps(self.tree).of(state).items()
                if following.worst <= self.verdict.rank and (price := self.price(question, answer)) < BLOCKED
            ]
        return self.following[state]

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
            elif self.wider is not None and state.at > self.at:
                self.left[state] = self.wider.to_pay(state)
            else:
                unknown = [each for _, _, each in self.steps(state) if each not in self.left]
                if unknown:
                    stack.extend(unknown)
                else:
                    totals = (price + self.left[each] for _, price, each in self.steps(state))
                    self.left[state] = min(totals, default=BLOCKED)
        return self.left[start]

    def cheapest(self) -> Candidate | None:
        """A cheapest candidate, of equals the one with answers that stand first; None where there is none."""
        state = _steps(self.tree).start
        effort = left = self.to_pay(state)
        if effort >= BLOCKED:
            return None
        facts = []
        while state.at >= 0:
            answer, left, following = next(
                (answer, left - price, following)
                for answer, price, following in self.steps(state)
                if price + self.to_pay(following) == left
            )
            facts.append((self.tree.order[state.at], answer))
            state = following
        return Candidate(effort, tuple(facts))

    def changes(self, candidate: Candidate) -> Answers:
        """The questions whose answers a candidate changes, each with the new one."""
        return {
            question: frozenset((answer,))
            for question, answer in candidate.facts
            if self.facts.get(question, answer) != answer
        }

    def candidates(self, covered: Callable[[Candidate], Answers | None]) -> Iterator[Candidate]:
        """The candidates that are not covered, cheapest first.

        `covered` names questions with answers, all of which a covered candidate has one of; it is
        asked again after each candidate, which it should cover from then on.
        """
        first = self.cheapest()
        ticket = count()
        queue = [(first.effort, next(ticket), first, self, frozenset[object]())] if first else []
        seen: set[frozenset[object]] = set()
        while queue:
            _, _, candidate, search, avoided = heapq.heappop(queue)
            within = covered(candidate)
            if within is None:
                yield candidate
                within = covered(candidate) or self.changes(candidate)
            for question, answers in within.items():
                key = avoided | {(question, answers)}
                if key not in seen:
                    seen.add(key)
                    narrower = search.avoiding(question, answers)
                    ahead = narrower.cheapest()
                    if ahead is not None:
                        heapq.heappush(queue, (ahead.effort, next(ticket), ahead, narrower, key))
