"""The fewest walks that between them use every answer that walks can give."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from wizard.tree.fold import Fold, State
from wizard.tree.model import Tree
from wizard.tree.networks import whole_networkx
from wizard.tree.space import Space, explore

Label = tuple[int, str]
"""A question's place in the order, and one of its answers."""

LARGEST_FOR_MATCHING = 600


@dataclass(frozen=True, slots=True)
class Cover:
    """Walks that use every answer, as facts, and a number that no cover can go below."""

    walks: tuple[dict[str, str], ...]
    at_least: int


def cover(tree: Tree) -> Cover:
    """Walks that use every answer: each next one uses as many unused answers as any walk can.

    `at_least` proves how near that is to the fewest possible.
    """
    space = explore(Fold(tree, judged=False))
    search = _Search(space)
    walks = []
    while search.best[space.start]:
        walks.append(search.take())
    return Cover(tuple(_without_spare(walks)), _lower_bound(space))


class _Search:
    """For each state, the most unused answers on any walk from it, kept up to date as they get used."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.unused = {(state.at, answer) for state, taken in space.steps.items() for answer in taken}
        self.parents: dict[State, list[State]] = {}
        self.at_question: dict[int, list[State]] = {}
        for state, taken in space.steps.items():
            self.at_question.setdefault(state.at, []).append(state)
            for following in dict.fromkeys(taken.values()):
                self.parents.setdefault(following, []).append(state)
        self.best: dict[State, int] = dict.fromkeys(space.ends, 0)
        for state in sorted(space.steps, key=lambda each: -each.at):
            self.best[state] = max(value for value, _, _ in self.choices(state))

    def choices(self, state: State) -> list[tuple[int, str, State]]:
        """What each answer at a state is worth, with the state it leads to."""
        return [
            (((state.at, answer) in self.unused) + self.best[following], answer, following)
            for answer, following in self.space.steps[state].items()
        ]

    def take(self) -> dict[str, str]:
        """A walk that uses the most unused answers; they count as used from then on."""
        order = self.space.fold.tree.order
        state, facts, changed = self.space.start, {}, set()
        while state.at >= 0:
            _, answer, following = max(self.choices(state), key=lambda choice: choice[0])
            facts[order[state.at]] = answer
            if (state.at, answer) in self.unused:
                self.unused.remove((state.at, answer))
                changed.add(state.at)
            state = following
        self.update(changed)
        return facts

    def update(self, changed: set[int]) -> None:
        """Works the values out again for the questions changed and what leads to them."""
        queue = [(-at, state) for at in changed for state in self.at_question[at]]
        heapq.heapify(queue)
        seen: set[State] = set()
        while queue:
            _, state = heapq.heappop(queue)
            if state in seen:
                continue
            seen.add(state)
            value = max(worth for worth, _, _ in self.choices(state))
            if value != self.best[state]:
                self.best[state] = value
                for parent in self.parents.get(state, ()):
                    heapq.heappush(queue, (-parent.at, parent))


def _without_spare(walks: list[dict[str, str]]) -> list[dict[str, str]]:
    """The walks without those whose every answer another one uses too."""
    uses: dict[tuple[str, str], int] = {}
    for walk in walks:
        for fact in walk.items():
            uses[fact] = uses.get(fact, 0) + 1
    kept = []
    for walk in reversed(walks):
        if all(uses[fact] > 1 for fact in walk.items()):
            for fact in walk.items():
                uses[fact] -= 1
        else:
            kept.append(walk)
    return kept[::-1]


def _lower_bound(space: Space) -> int:
    """The most answers of which no two can be on one walk: each needs a walk of its own.

    The larger of the answers that always end their walk, and, for trees small enough, a largest
    antichain of the answers ordered by "can come before" (Dilworth's theorem, by matching).
    """
    ending: dict[Label, bool] = {}
    for state, taken in space.steps.items():
        for answer, following in taken.items():
            label = (state.at, answer)
            ending[label] = ending.get(label, True) and following.at < 0
    bound = sum(ending.values())
    if len(ending) > LARGEST_FOR_MATCHING:
        return bound
    return max(bound, _antichain(space, list(ending)))


def _antichain(space: Space, labels: list[Label]) -> int:
    nx = whole_networkx()
    place = {label: at for at, label in enumerate(labels)}
    after: dict[State, int] = dict.fromkeys(space.ends, 0)
    later = [0] * len(labels)
    for state in sorted(space.steps, key=lambda each: -each.at):
        reached = 0
        for answer, following in space.steps[state].items():
            at = place[state.at, answer]
            later[at] |= after[following]
            reached |= after[following] | 1 << at
        after[state] = reached
    for at in sorted(range(len(labels)), key=lambda each: -labels[each][0]):
        for other in range(len(labels)):
            if later[at] >> other & 1:
                later[at] |= later[other]
    graph = nx.Graph()
    tops = [("before", at) for at in range(len(labels))]
    graph.add_nodes_from(tops)
    for at, mask in enumerate(later):
        graph.add_edges_from((("before", at), ("after", o)) for o in range(len(labels)) if mask >> o & 1)
    matching: dict[tuple[str, int], object] = nx.bipartite.hopcroft_karp_matching(graph, tops)
    return len(labels) - sum(side == "before" for side, _ in matching)
