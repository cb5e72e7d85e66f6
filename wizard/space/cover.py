"""The fewest walks that between them use every answer that walks can give."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from wizard.space.fold import Fold, State
from wizard.space.masks import bits
from wizard.space.space import Space, explore
from wizard.tree.model import Tree

TRIES = 40
LARGEST_TO_COMPARE = 2000
MOST_BRANCHES = 2_000


@dataclass(frozen=True, slots=True)
class Cover:
    """Walks that use every answer, as facts; and answers, as question and answer, that are `apart`.

    No two answers that are apart are on one walk, so no cover has fewer walks than there are of them.
    """

    walks: tuple[dict[str, str], ...]
    apart: tuple[tuple[str, str], ...]

    @property
    def fewest(self) -> bool:
        """Whether `apart` proves that no fewer walks can do."""
        return len(self.walks) == len(set(self.apart))


class _Graph:
    """The state graph by numbers: walks go from state 0 to ever higher ones, and end at the last.

    `labels` are the answers that walks give, each a question and an answer; `steps` hold for each
    state the answers' places among them, with the state that follows; `parents` the states before
    it; `same` those that ask its question.
    """

    def __init__(self, space: Space) -> None:
        order, states = space.fold.tree.order, sorted(space.steps, key=lambda state: state.at)
        place: dict[State, int] = {state: number for number, state in enumerate(states)}
        label: dict[tuple[int, str], int] = {}
        self.end = len(states)
        self.steps = [
            [
                (label.setdefault((state.at, answer), len(label)), place.get(following, self.end))
                for answer, following in space.steps[state].items()
            ]
            for state in states
        ]
        self.labels = [(order[at], answer) for at, answer in label]
        self.parents: list[list[int]] = [[] for _ in range(self.end + 1)]
        asking: dict[int, list[int]] = {}
        self.same: list[list[int]] = []
        for number, state in enumerate(states):
            asking.setdefault(state.at, []).append(number)
            self.same.append(asking[state.at])
            for following in {each for _, each in self.steps[number]}:
                self.parents[following].append(number)


def cover(tree: Tree) -> Cover:
    """The fewest walks that use every answer, or nearly: `apart` proves how near.

    Each walk in turn is one that uses the answers not used yet that are worth most. Where that
    leaves more walks than the bound, it is tried again with a higher worth for each answer whose
    walk had few new ones.
    """
    graph = _Graph(explore(Fold(tree, judged=False)))
    worth = [1] * len(graph.labels)
    best, costs = _chosen(graph, worth)
    apart = _apart(graph, len(best))
    for _ in range(TRIES):
        if len(best) == len(apart):
            break
        worth = [before + cost for before, cost in zip(worth, costs, strict=True)]
        walks, costs = _chosen(graph, worth)
        best = min(best, walks, key=len)
    if not _is_apart(graph, apart):
        raise AssertionError(f"two of these answers are on one walk of {tree.id}, or are one")
    return Cover(
        tuple(dict(graph.labels[label] for label in walk) for walk in best),
        tuple(graph.labels[label] for label in apart),
    )


def _chosen(graph: _Graph, worth: list[int]) -> tuple[list[list[int]], list[int]]:
    """Walks that use every answer, and what each answer cost: its share of the walk it was new on."""
    search = _Search(graph, worth)
    walks, costs = [], [0] * len(worth)
    while search.best[0]:
        walk, new = search.take()
        walks.append(walk)
        for label in new:
            costs[label] = 1 + 60 // len(new)
    return _without_spare(walks, len(worth)), costs


class _Search:
    """For each state, the most worth of unused answers on any walk from it, kept up to date."""

    def __init__(self, graph: _Graph, worth: list[int]) -> None:
        self.graph = graph
        self.unused = list(worth)
        self.best = [0] * (graph.end + 1)
        for state in reversed(range(graph.end)):
            self.best[state] = self.value(state)

    def value(self, state: int) -> int:
        """What the best answer at a state is worth, with the best that follows it."""
        unused, best = self.unused, self.best
        return max([unused[label] + best[following] for label, following in self.graph.steps[state]])

    def take(self) -> tuple[list[int], list[int]]:
        """A walk worth most, and the answers new on it, which count as used from then on."""
        unused, best, end = self.unused, self.best, self.graph.end
        state, walk, new = 0, [], []
        changed: list[int] = []
        while state != end:
            wanted = best[state]
            label, following = next(
                step for step in self.graph.steps[state] if unused[step[0]] + best[step[1]] == wanted
            )
            walk.append(label)
            if unused[label]:
                new.append(label)
                changed += self.graph.same[state]
            state = following
        for label in new:
            unused[label] = 0
        self.update(changed)
        return walk, new

    def update(self, changed: list[int]) -> None:
        """Works the values out again for the states changed and what leads to them, the last first."""
        queue = [-state for state in changed]
        heapq.heapify(queue)
        last = -1
        while queue:
            state = -heapq.heappop(queue)
            if state == last:
                continue
            last = state
            value = self.value(state)
            if value != self.best[state]:
                self.best[state] = value
                for parent in self.graph.parents[state]:
                    heapq.heappush(queue, -parent)


def _without_spare(walks: list[list[int]], labels: int) -> list[list[int]]:
    """The walks without those whose every answer another one uses too."""
    uses = [0] * labels
    for walk in walks:
        for label in walk:
            uses[label] += 1
    kept = []
    for walk in reversed(walks):
        if all(uses[label] > 1 for label in walk):
            for label in walk:
                uses[label] -= 1
        else:
            kept.append(walk)
    return kept[::-1]


def _apart(graph: _Graph, enough: int) -> list[int]:
    """The most answers of which no two are on one walk.

    Answers that always end their walk are such a set. Where they are fewer than `enough`, and
    the tree is not too large, a largest set is looked for.
    """
    ends = [True] * len(graph.labels)
    for steps in graph.steps:
        for label, following in steps:
            ends[label] = ends[label] and following == graph.end
    ending = [label for label, always in enumerate(ends) if always]
    if len(ending) >= enough or len(ends) > LARGEST_TO_COMPARE:
        return ending
    return max(_largest_clique(_strangers(graph), enough), ending, key=len)


def _is_apart(graph: _Graph, apart: list[int]) -> bool:
    """Whether these answers are distinct and no walk gives two of them, seen by walking the states."""
    most = [0] * (graph.end + 1)
    for state in reversed(range(graph.end)):
        most[state] = max((label in apart) + most[following] for label, following in graph.steps[state])
    return len(set(apart)) == len(apart) and most[0] <= 1


def _strangers(graph: _Graph) -> list[int]:
    """For each answer, the answers that are on no walk together with it, as a mask of their places."""
    after = [0] * (graph.end + 1)
    together = [1 << label for label in range(len(graph.labels))]
    for state in reversed(range(graph.end)):
        for label, following in graph.steps[state]:
            together[label] |= after[following]
            after[state] |= after[following] | 1 << label
    for label, mask in enumerate(list(together)):
        for other in bits(mask):
            together[other] |= 1 << label
    everything = (1 << len(together)) - 1
    return [everything & ~mask for mask in together]


def _largest_clique(neighbours: list[int], enough: int) -> list[int]:
    """A largest clique, by branch and bound over bit sets with a greedy colouring.

    Stops at one that is large enough, and after so many branches with the largest found. Source:
    P. San Segundo et al., "An exact bit-parallel algorithm for the maximum clique problem",
    Computers & Operations Research 38 (2011).
    """
    best: list[int] = []
    chosen: list[int] = []
    levels = [_coloured((1 << len(neighbours)) - 1, neighbours)]
    for _ in range(MOST_BRANCHES):
        while levels and (not levels[-1] or len(chosen) + levels[-1][-1][1] <= len(best)):
            levels.pop()
            chosen = chosen[:-1]
        if not levels or len(best) >= enough:
            break
        at, _, candidates = levels[-1].pop()
        chosen.append(at)
        if len(chosen) > len(best):
            best = list(chosen)
        levels.append(_coloured(candidates & neighbours[at], neighbours))
    return best


def _coloured(candidates: int, neighbours: list[int]) -> list[tuple[int, int, int]]:
    """The candidates by colour, counted from 1, each with those up to and including it.

    No two of one colour are neighbours, so a clique among them has at most one of each.
    """
    found, colour, taken = [], 0, 0
    while candidates:
        colour += 1
        left = candidates
        while left:
            low = left & -left
            at = low.bit_length() - 1
            taken |= low
            found.append((at, colour, taken))
            left &= ~low & ~neighbours[at]
            candidates ^= low
    return found
