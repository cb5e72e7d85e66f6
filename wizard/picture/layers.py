"""Nodes of known size placed in layers, top to bottom, so that none overlap and lines run straight.

`picture` calls it. Barycentre sweeps and swaps of neighbours order each layer so that few lines
cross (Sugiyama, Tagawa and Toda 1981; Gansner et al. 1993); the places along a layer are then the
least-squares fit to the neighbours' places. Nodes are known by their number in the sequence given.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from math import inf
from operator import add
from random import Random

SWEEPS = 300
"""How often the places are fitted; after this many nothing moves by a visible amount."""

TRIES, MOST_TRIED = 100, 40_000
"""How many orders the sweeps begin with, the best result being kept, and how many nodes in all."""

ROUNDS = 10
"""How many rounds of sweeps may undo crossings; most stop sooner."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something to place: its layer, counted from the top, and its size with the space around it."""

    layer: int
    width: float
    height: float


Link = tuple[int, int, float]
"""Nodes in consecutive layers, the upper one first; the higher the weight, the straighter the line."""

Rows = list[list[int]]
"""The nodes of each layer from left to right."""


@dataclass(frozen=True, slots=True)
class Band:
    """The strip of the picture that a layer takes."""

    top: float
    bottom: float


def place(nodes: Sequence[Node], links: Sequence[Link]) -> list[float]:
    """The middle of each node, left to right, the leftmost node's edge at 0."""
    rows = ordered(nodes, links)
    beside: list[list[tuple[int, float]]] = [[] for _ in nodes]
    for upper, lower, weight in links:
        beside[upper].append((lower, weight))
        beside[lower].append((upper, weight))
    middles = [0.0] * len(nodes)
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            _fit(row, nodes, beside, middles)
    _straighten(rows, nodes, links, middles)
    left = min(middle - node.width / 2 for node, middle in zip(nodes, middles, strict=True))
    return [middle - left for middle in middles]


def ordered(nodes: Sequence[Node], links: Sequence[Link]) -> Rows:
    """The nodes of each layer from left to right, in the order with the fewest crossings found."""
    pick, count = Random(0), max(1, min(TRIES, MOST_TRIED // len(nodes)))
    numbers = range(len(nodes))
    tries = [list(numbers), *(pick.sample(numbers, len(nodes)) for _ in range(count - 1))]
    return min((_untangled(each, nodes, links) for each in tries), key=lambda rows: crossings(rows, links))


def _untangled(begin: Sequence[int], nodes: Sequence[Node], links: Sequence[Link]) -> Rows:
    """The layers with few crossings, by sweeps that order each one by its neighbours' mean place.

    What it finds depends on the order it begins with.
    """
    along = sorted(begin, key=lambda number: nodes[number].layer)
    rows = [list(row) for _, row in groupby(along, key=lambda number: nodes[number].layer)]
    above: list[list[int]] = [[] for _ in nodes]
    below: list[list[int]] = [[] for _ in nodes]
    for upper, lower, _ in links:
        above[lower].append(upper)
        below[upper].append(lower)
    best, fewest = [list(row) for row in rows], crossings(rows, links)
    for _ in range(ROUNDS):
        for sweep, beside in ((rows, above), (rows[::-1], below)):
            for row in sweep:
                _sort_by_mean(row, rows, nodes, beside)
        count = crossings(rows, links)
        if count >= fewest:
            break
        best, fewest = [list(row) for row in rows], count
    _swap(best, (above, below))
    return best


def _swap(rows: Rows, beside: Sequence[Sequence[Sequence[int]]]) -> None:
    """Swaps neighbours in a layer as long as that undoes crossings (Gansner et al. 1993, "transpose")."""
    at = {number: place for row in rows for place, number in enumerate(row)}
    better = True
    while better:
        better = False
        for row in rows:
            for place in range(len(row) - 1):
                left, right = row[place : place + 2]
                if _crossed(left, right, at, beside) > _crossed(right, left, at, beside):
                    row[place], row[place + 1] = right, left
                    at[left], at[right], better = place + 1, place, True


def _crossed(left: int, right: int, at: dict[int, int], beside: Sequence[Sequence[Sequence[int]]]) -> int:
    """How many links of two neighbours in a layer cross each other in this order."""
    return sum(at[one] > at[other] for links in beside for one in links[left] for other in links[right])


def _sort_by_mean(row: list[int], rows: Rows, nodes: Sequence[Node], beside: Sequence[Sequence[int]]) -> None:
    """Sorts a layer by the mean place of each node's neighbours; one without any keeps its place."""
    near = {nodes[other].layer for number in row for other in beside[number]}
    at = {number: place for layer in near for place, number in enumerate(rows[layer])}
    mean = {
        number: sum(at[other] for other in beside[number]) / len(beside[number]) if beside[number] else place
        for place, number in enumerate(row)
    }
    row.sort(key=mean.__getitem__)


def crossings(rows: Rows, links: Sequence[Link]) -> int:
    """How many pairs of links cross."""
    at = {number: (layer, place) for layer, row in enumerate(rows) for place, number in enumerate(row)}
    count = 0
    between = sorted((*at[upper], at[lower][1]) for upper, lower, _ in links)
    for _, lines in groupby(between, key=lambda each: each[0]):
        seen: list[int] = []
        for _, _, lower in lines:
            count += len(seen) - bisect_right(seen, lower)
            insort(seen, lower)
    return count


def _fit(
    row: Sequence[int],
    nodes: Sequence[Node],
    beside: Sequence[Sequence[tuple[int, float]]],
    middles: list[float],
) -> None:
    """Moves the nodes of a layer to the weighted mean of their neighbours, as far as there is room."""
    wanted, weights = [], []
    for number in row:
        total = sum(weight for _, weight in beside[number])
        pull = sum(middles[other] * weight for other, weight in beside[number])
        wanted.append(pull / total if total else middles[number])
        weights.append(total)
    fitted = spread(wanted, [nodes[number].width for number in row], weights)
    for number, middle in zip(row, fitted, strict=True):
        middles[number] = middle


def _straighten(rows: Rows, nodes: Sequence[Node], links: Sequence[Link], middles: list[float]) -> None:
    """Makes lines run straight down as far as the boxes beside them leave room."""
    left = {right: left for row in rows for left, right in pairwise(row)}
    right = {left: right for right, left in left.items()}
    following = {upper: lower for upper, lower, weight in links if weight > 1}
    later = set(following.values())
    for first in [number for number in following if number not in later]:
        run: list[int] = []
        low, high = -inf, inf
        node: int | None = first
        while node is not None:
            from_, to = _room(node, left.get(node), right.get(node), nodes, middles)
            if run and max(low, from_) > min(high, to):
                _align(run, low, high, middles)
                run, low, high = [], -inf, inf
            run.append(node)
            low, high = max(low, from_), min(high, to)
            node = following.get(node)
        _align(run, low, high, middles)


def _room(
    node: int, left: int | None, right: int | None, nodes: Sequence[Node], middles: Sequence[float]
) -> tuple[float, float]:
    """How far a node may move to the left and to the right between its neighbours."""
    half = nodes[node].width / 2
    low = -inf if left is None else middles[left] + nodes[left].width / 2 + half
    high = inf if right is None else middles[right] - nodes[right].width / 2 - half
    return low, high


def _align(run: Sequence[int], low: float, high: float, middles: list[float]) -> None:
    mean = sum(middles[number] for number in run) / len(run)
    for number in run:
        middles[number] = max(low, min(high, mean))


def spread(
    wanted: Sequence[float],
    widths: Sequence[float],
    weights: Sequence[float] | None = None,
    within: tuple[float, float] | None = None,
) -> list[float]:
    """The middles nearest to the wanted ones, in their order, that keep neighbours of these widths
    apart; `within` bounds the middles.

    Isotonic regression of what is wanted less the room taken on the left, by pooling adjacent
    violators (Barlow et al., Statistical Inference under Order Restrictions, 1972).
    """
    if not wanted:
        return []
    room = list(accumulate(((left + right) / 2 for left, right in pairwise(widths)), initial=0.0))
    pools: list[tuple[float, float, int]] = []
    for want, taken, weight in zip(wanted, room, weights or [1.0] * len(room), strict=True):
        mean, mass, count = want - taken, weight or 1e-6, 1
        while pools and pools[-1][0] > mean:
            before, heavy, many = pools.pop()
            mean, mass = (before * heavy + mean * mass) / (heavy + mass), heavy + mass
            count += many
        pools.append((mean, mass, count))
    fitted = [mean for mean, _, count in pools for _ in range(count)]
    if within is not None:
        low, high = within[0], within[1] - room[-1]
        fitted = [max(low, min(high, mean)) for mean in fitted]
    return [mean + taken for mean, taken in zip(fitted, room, strict=True)]


def bands(nodes: Sequence[Node], links: Sequence[Link], gap: float, more: float) -> list[Band]:
    """The strip of each layer, as high as its highest node.

    Between a strip and the next is `gap`, and `more` for each link that runs between them.
    """
    heights = [0.0] * (1 + max(node.layer for node in nodes))
    gaps = [gap] * len(heights)
    for node in nodes:
        heights[node.layer] = max(heights[node.layer], node.height)
    for upper, _, _ in links:
        gaps[nodes[upper].layer] += more
    tops = accumulate(map(add, heights, gaps), initial=0.0)
    return [Band(y, y + height) for y, height in zip(tops, heights, strict=False)]
