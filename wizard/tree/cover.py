"""The fewest walks that between them use every answer that walks can give."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from wizard.collection import uncollected
from wizard.tree.fold import Fold, State, bits
from wizard.tree.model import Tree
from wizard.tree.space import Space, explore

Label = tuple[int, str]
"""A question's place in the order, and one of its answers."""

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
        return len(self.walks) == len(self.apart)


@uncollected()
def cover(tree: Tree) -> Cover:
    """The fewest walks that use every answer, or nearly: `apart` proves how near.

    Each walk in turn is one that uses the answers not used yet that are worth most. Where that
    leaves more walks than the bound, it is tried again with a higher worth for each answer whose
    walk had few new ones.
    """
    space = explore(Fold(tree, judged=False))
    best, costs = _chosen(space, {})
    apart = _apart(space, len(best))
    worth: dict[Label, int] = {}
    for _ in range(TRIES):
        if len(best) == len(apart):
            break
        worth = {label: worth.get(label, 1) + cost for label, cost in costs.items()}
        walks, costs = _chosen(space, worth)
        best = min(best, walks, key=len)
    return Cover(tuple(best), tuple((tree.order[at], answer) for at, answer in apart))


def _chosen(space: Space, worth: dict[Label, int]) -> tuple[list[dict[str, str]], dict[Label, int]]:
    """Walks that use every answer, and what each answer cost: its share of the walk it was new on."""
    search = _Search(space, worth)
    walks, costs = [], {}
    while search.best[space.start]:
        walk, new = search.take()
        walks.append(walk)
        costs.update(dict.fromkeys(new, 1 + 60 // len(new)))
    return _without_spare(walks), costs


class _Search:
    """For each state, the most worth of unused answers on any walk from it, kept up to date."""

    def __init__(self, space: Space, worth: dict[Label, int]) -> None:
        self.space = space
        self.unused = {
            (state.at, answer): worth.get((state.at, answer), 1)
            for state, taken in space.steps.items()
            for answer in taken
        }
        self.parents: dict[State, list[State]] = {}
        self.at_question: dict[int, list[State]] = {}
        for state, taken in space.steps.items():
            self.at_question.setdefault(state.at, []).append(state)
            for following in dict.fromkeys(taken.values()):
                self.parents.setdefault(following, []).append(state)
        self.best: dict[State, int] = dict.fromkeys(space.ends, 0)
        for state in sorted(space.steps, key=lambda each: -each.at):
            self.best[state] = max(self.worths(state))

    def worths(self, state: State) -> list[int]:
        """What each answer at a state is worth, with the best that follows it."""
        at, unused, best = state.at, self.unused, self.best
        return [
            unused.get((at, answer), 0) + best[following]
            for answer, following in self.space.steps[state].items()
        ]

    def take(self) -> tuple[dict[str, str], list[Label]]:
        """A walk worth most, and the answers new on it, which count as used from then on."""
        order = self.space.fold.tree.order
        state, facts, new = self.space.start, {}, []
        while state.at >= 0:
            worths = self.worths(state)
            answer, following = list(self.space.steps[state].items())[worths.index(max(worths))]
            facts[order[state.at]] = answer
            if self.unused.pop((state.at, answer), 0):
                new.append((state.at, answer))
            state = following
        self.update({at for at, _ in new})
        return facts, new

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
            value = max(self.worths(state))
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


def _apart(space: Space, enough: int) -> list[Label]:
    """The most answers of which no two are on one walk.

    Answers that always end their walk are such a set. Where they are fewer than `enough`, and
    the tree is not too large, a largest set is looked for.
    """
    ends: dict[Label, bool] = {}
    for state, taken in space.steps.items():
        for answer, following in taken.items():
            label = (state.at, answer)
            ends[label] = ends.get(label, True) and following.at < 0
    ending = [label for label, always in ends.items() if always]
    if len(ending) >= enough or len(ends) > LARGEST_TO_COMPARE:
        return ending
    labels = list(ends)
    found = [labels[at] for at in _largest_clique(_strangers(space, labels), enough)]
    return max(found, ending, key=len)


def _strangers(space: Space, labels: list[Label]) -> list[int]:
    """For each answer, the answers that are on no walk together with it, as a mask of their places."""
    place = {label: at for at, label in enumerate(labels)}
    after: dict[State, int] = dict.fromkeys(space.ends, 0)
    together = [1 << at for at in range(len(labels))]
    for state in sorted(space.steps, key=lambda each: -each.at):
        reached = 0
        for answer, following in space.steps[state].items():
            at = place[state.at, answer]
            together[at] |= after[following]
            reached |= after[following] | 1 << at
        after[state] = reached
    for at, mask in enumerate(list(together)):
        for other in bits(mask):
            together[other] |= 1 << at
    everything = (1 << len(labels)) - 1
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
