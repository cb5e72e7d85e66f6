"""The change plan: the cheapest changed answers that lead to a better verdict.

Least total effort over all walks, found by an exact lower bound on what is left to pay (a
backward dynamic programme over the folded states) and a best-first search that it guides
(Hart, Nilsson and Raphael 1968, A*), so that routes come out cheapest first.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, combinations, count

from wizard.tree.fold import Fold, State
from wizard.tree.model import Question, Tree, Verdict
from wizard.walk.judge import judge
from wizard.walk.walk import UNSURE, Walk, begin

NEED_SHARE = 10
"""A question not asked before costs one part in this many of its effort."""

MOST_ROUTES = 3
BLOCKED = 1 << 60


@dataclass(frozen=True, slots=True)
class Change:
    """One answer to change."""

    question: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Plan:
    """One route to a better verdict.

    `effort` is in tenths of the trees' effort; `needs` are the answers to questions that were
    not asked before; `facts` are those of the whole walk when the plan is followed.
    """

    verdict: Verdict
    effort: int
    changes: tuple[Change, ...]
    needs: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]

    def follow(self, walk: Walk) -> Walk:
        """The walk when the plan is followed; its day stays, and what it assumed and does not change."""
        assumed = walk.assumed - {change.question for change in self.changes}
        after = begin(walk.tree)
        for question, answer in self.facts:
            after = after.answer(UNSURE if question in assumed else answer)
        return replace(after, day=walk.day)


@dataclass(frozen=True, slots=True)
class Options:
    """The routes to one better verdict, cheapest first.

    Where there is none, `fixed` names the facts nobody can change that would have to change; it
    is empty when no walk at all has this verdict.
    """

    verdict: Verdict
    plans: tuple[Plan, ...]
    fixed: tuple[str, ...] = ()


def options(walk: Walk) -> tuple[Options, ...]:
    """The routes to every verdict better than that of a finished walk, best verdict first."""
    reached = judge(walk.tree, walk.facts).verdict
    result = []
    for verdict in walk.tree.verdicts.values():
        if verdict.rank >= reached.rank or walk.current is not None:
            break
        plans = tuple(_Search(walk, verdict).routes())
        fixed = () if plans else _what_is_fixed(walk, verdict)
        result.append(Options(verdict, plans, fixed))
    return tuple(result)


def _what_is_fixed(walk: Walk, verdict: Verdict) -> tuple[str, ...]:
    """Fixed facts that would have to change for some walk to have this verdict, none to spare.

    One or two are found as the fewest; more, by dropping what can be dropped from all of them.
    """
    questions = walk.tree.questions
    fixed = tuple(id for id, answer in walk.facts.items() if is_fixed(questions[id], answer))

    def enough(freed: tuple[str, ...]) -> bool:
        return _Search(walk, verdict, frozenset(freed)).reachable()

    for freed in chain(combinations(fixed, 1), combinations(fixed, 2)):
        if enough(freed):
            return freed
    if not enough(fixed):
        return ()
    needed = fixed
    for id in fixed:
        fewer = tuple(each for each in needed if each != id)
        needed = fewer if enough(fewer) else needed
    return needed


def is_fixed(question: Question, answer: str) -> bool:
    """Whether nobody can change this fact."""
    return question.fixed or question.answers[answer].fixed


def remedies(walk: Walk, plan: Plan) -> dict[str, tuple[str, ...]]:
    """For each changed question, the remedies of the findings behind the verdict that it lifts.

    A remedy stands once, at the first change that has to do with it.
    """
    left = {each.finding.id for each in judge(walk.tree, dict(plan.facts)).findings}
    lifted = [
        each
        for each in judge(walk.tree, walk.facts).findings
        if each.finding.id not in left
        and (verdict := walk.tree.verdict_of_weight(each.finding.weight)) is not None
        and verdict.rank > plan.verdict.rank
    ]
    result: dict[str, tuple[str, ...]] = {}
    told: set[str] = set()
    for change in plan.changes:
        mine = [each for each in lifted if change.question in dict(each.because)]
        new = [each.finding.remedy for each in mine if each.finding.remedy]
        result[change.question] = tuple(remedy for remedy in dict.fromkeys(new) if remedy not in told)
        told.update(new)
    return result


@lru_cache(maxsize=8)
def _fold(tree: Tree) -> Fold:
    return Fold(tree)


_Route = tuple[int, int, int, State, tuple[tuple[str, str], ...], frozenset[tuple[str, str]]]
"""A route so far: least total price, ticket, price paid, state, facts, changes."""


class _Search:
    """The search for routes from one reader's facts to one verdict.

    `freed` are fixed facts taken as if they could change.
    """

    def __init__(self, walk: Walk, verdict: Verdict, freed: frozenset[str] = frozenset()) -> None:
        self.tree = walk.tree
        self.facts = walk.facts
        self.verdict = verdict
        self.freed = freed
        self.fold = _fold(walk.tree)
        self.left: dict[State, int] = {}
        self.following: dict[State, list[tuple[str, int, State]]] = {}

    def price(self, question: Question, answer: str) -> int:
        """What this answer costs, in tenths of effort; `BLOCKED` when it cannot be had."""
        before = self.facts.get(question.id)
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
            known = self.following[state] = []
            for answer in question.answers:
                price = self.price(question, answer)
                if price < BLOCKED:
                    following = self.fold.step(state, answer)
                    if following.worst <= self.verdict.rank:
                        known.append((answer, price, following))
        return known

    def reachable(self) -> bool:
        """Whether any walk that these facts allow has the verdict."""
        start = self.fold.start()
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

    def routes(self) -> Iterator[Plan]:
        """Up to `MOST_ROUTES` plans, cheapest first; none holds all the changes of an earlier one.

        Among equals the longest route is taken up first, so that ties are not all opened.
        """
        start = self.fold.start()
        if self.to_pay(start) >= BLOCKED:
            return
        ticket = count(0, -1)
        queue: list[_Route] = [(self.left[start], next(ticket), 0, start, (), frozenset())]
        found: list[frozenset[tuple[str, str]]] = []
        while queue and len(found) < MOST_ROUTES:
            _, _, paid, state, facts, changes = heapq.heappop(queue)
            if any(earlier <= changes for earlier in found):
                continue
            if state.at < 0:
                found.append(changes)
                yield self.plan(paid, facts)
                continue
            question = self.tree.order[state.at]
            for answer, price, following in self.steps(state):
                left = self.to_pay(following)
                if left < BLOCKED:
                    fact, total = (question, answer), paid + price
                    changed = changes if self.facts.get(question, answer) == answer else changes | {fact}
                    route = (total + left, next(ticket), total, following, (*facts, fact), changed)
                    heapq.heappush(queue, route)

    def changes(self, facts: tuple[tuple[str, str], ...]) -> frozenset[tuple[str, str]]:
        """The facts that differ from the reader's."""
        return frozenset(
            (question, answer) for question, answer in facts if self.facts.get(question, answer) != answer
        )

    def plan(self, effort: int, facts: tuple[tuple[str, str], ...]) -> Plan:
        """The route as a plan."""
        changed = self.changes(facts)
        return Plan(
            self.verdict,
            effort,
            tuple(Change(q, self.facts[q], a) for q, a in facts if (q, a) in changed),
            tuple((q, a) for q, a in facts if q not in self.facts),
            facts,
        )
