"""The state graph of a tree: every state that some walk reaches, and what lies ahead of each.

Counts of walks are exact integers. `check`, look-ahead, `diff` and the exact map read it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from wizard.space.fold import Fold, State
from wizard.space.masks import bits
from wizard.tree.model import Facts, Tree

if TYPE_CHECKING:
    import networkx as nx


@dataclass(slots=True)
class Ahead:
    """What lies ahead of a state: questions left (least and most), walks, verdicts and outcomes.

    `verdicts` has a bit for each rank, `outcomes` one for each outcome in the tree's order,
    `questions` one for each place in `Tree.order` still askable, the state's own included.
    """

    least: int
    most: int
    walks: int
    verdicts: int
    outcomes: int
    questions: int


@dataclass
class Space:
    """All states of one fold. `steps` holds them in the order of their shortest ways in."""

    fold: Fold
    steps: dict[State, dict[str, State]] = field(default_factory=dict)
    ends: list[State] = field(default_factory=list)
    ahead: dict[State, Ahead] = field(default_factory=dict)

    @property
    def start(self) -> State:
        """The state before the first answer."""
        return next(iter(self.steps))

    @cached_property
    def parents(self) -> dict[State, tuple[State, str]]:
        """The last step of a shortest way to each state but the start."""
        found: dict[State, tuple[State, str]] = {}
        for state, taken in self.steps.items():
            for answer, following in taken.items():
                found.setdefault(following, (state, answer))
        return found

    @property
    def walks(self) -> int:
        """How many walks the tree has."""
        return self.ahead[self.start].walks

    def facts_to(self, state: State, then: str | None = None) -> dict[str, str]:
        """The facts of a shortest walk to a state, and of one more answer there."""
        path = [] if then is None else [(state, then)]
        while state != self.start:
            path.append(self.parents[state])
            state = path[-1][0]
        order = self.fold.tree.order
        return {order[each.at]: answer for each, answer in reversed(path)}

    def at(self, facts: Facts) -> State:
        """The state of a walk with these facts, given in the walk's order."""
        state = self.start
        for question, answer in facts.items():
            assert self.fold.tree.order[state.at] == question
            state = self.steps[state][answer]
        return state


def explore(fold: Fold) -> Space:
    """Visits every state breadth-first, then works out what lies ahead from the ends back."""
    space = Space(fold)
    _visit(space)
    _look_ahead(space)
    fold.forget()
    return space


def _visit(space: Space) -> None:
    fold = space.fold
    start = fold.start()
    known = {start: start}
    answers = [tuple(fold.tree.questions[id].answers) for id in fold.tree.order]
    queue = deque([start])
    while queue:
        state = queue.popleft()
        if state.at < 0:
            space.ends.append(state)
            continue
        taken = space.steps[state] = {}
        for answer in answers[state.at]:
            following = fold.step(state, answer)
            taken[answer] = same = known.setdefault(following, following)
            if same is following:
                queue.append(following)


def _look_ahead(space: Space) -> None:
    fold = space.fold
    counts = [_counted(fold.tree, id) for id in fold.tree.order]
    for state in space.ends:
        place = fold.outcome_place(state)
        outcomes = 0 if place is None else 1 << place
        space.ahead[state] = Ahead(0, 0, 1, 1 << state.worst, outcomes, 0)
    for state in sorted(space.steps, key=lambda each: each.at, reverse=True):
        following = [space.ahead[each] for each in space.steps[state].values()]
        verdicts = outcomes = 0
        questions = 1 << state.at
        asked = counts[state.at]
        for each in following:
            verdicts |= each.verdicts
            outcomes |= each.outcomes
            questions |= each.questions
        space.ahead[state] = Ahead(
            asked + min(each.least for each in following),
            asked + max(each.most for each in following),
            sum(each.walks for each in following),
            verdicts,
            outcomes,
            questions,
        )


def _counted(tree: Tree, id: str) -> int:
    """How many questions a reader sees in this one: of the ticks on one screen only the first counts."""
    screen = tree.questions[id].screen
    return int(screen is None or tree.screens[screen].questions[0] == id)


@lru_cache(maxsize=8)
def judged_space(tree: Tree) -> Space:
    """The space of a tree with its findings, outcomes and invariants."""
    return explore(Fold(tree))


@lru_cache(maxsize=8)
def routing_fold(tree: Tree) -> Fold:
    """The fold of a tree's routing alone, for questions about what can still be asked."""
    return Fold(tree, judged=False)


def askable(tree: Tree, facts: Facts) -> frozenset[str]:
    """The questions that some continuation of a walk asks, the current one included."""
    space = judged_space(tree)
    ahead = space.ahead[space.at(facts)]
    return frozenset(tree.order[at] for at in bits(ahead.questions))


def exact_graph(tree: Tree) -> nx.MultiDiGraph[str]:
    """The graph of the steps that some walk takes: questions and outcomes, edges keyed by answer."""
    import networkx as nx

    space = judged_space(tree)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(id=tree.id)
    order, outcomes = tree.order, list(tree.outcomes)
    reached = space.ahead[space.start]
    graph.add_nodes_from((order[at], {"kind": "question"}) for at in bits(reached.questions))
    graph.add_nodes_from((outcomes[at], {"kind": "outcome"}) for at in bits(reached.outcomes))
    for state, taken in space.steps.items():
        for answer, following in taken.items():
            if following.at >= 0:
                targets = [order[following.at]]
            else:
                targets = [outcomes[at] for at in bits(space.ahead[following].outcomes)]
            for target in targets:
                graph.add_edge(order[state.at], target, key=answer)
    return graph
