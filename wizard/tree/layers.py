"""Nodes of known size placed in layers, top to bottom, so that none overlap and lines run straight.

`picture` calls it. igraph orders each layer so that few lines cross (Sugiyama, Tagawa and Toda
1981); the places along a layer are then the least-squares fit to the neighbours' places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

SWEEPS = 300
"""How often the places are fitted; after this many nothing moves by a visible amount."""

ROUNDS = 1000
"""How many rounds igraph may take to undo crossings."""

Links = Sequence[tuple[str, str, float]]
"""Pairs of nodes in consecutive layers, each with a weight: the higher, the straighter the line."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something to place: its layer, counted from the top, and its size with the space around it."""

    id: str
    layer: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """The strip of the picture that a layer takes."""

    top: float
    bottom: float


def place(nodes: Sequence[Node], links: Links) -> dict[str, float]:
    """The middle of each node, left to right, the leftmost node's edge at 0."""
    rows = ordered(nodes, links)
    beside: dict[str, list[tuple[str, float]]] = {node.id: [] for node in nodes}
    for upper, lower, weight in links:
        beside[upper].append((lower, weight))
        beside[lower].append((upper, weight))
    middles = {
        node.id: middle
        for row in rows
        for node, middle in zip(row, spread([0.0] * len(row), [each.width for each in row]), strict=True)
    }
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            _fit(row, beside, middles)
    left = min(middles[node.id] - node.width / 2 for node in nodes)
    return {id: middle - left for id, middle in middles.items()}


def ordered(nodes: Sequence[Node], links: Links) -> list[list[Node]]:
    """The nodes of each layer from left to right, with few crossings between the links."""
    import igraph

    index = {node.id: number for number, node in enumerate(nodes)}
    pairs = [(index[upper], index[lower]) for upper, lower, _ in links]
    graph = igraph.Graph(len(nodes), pairs, directed=True)
    layout, _ = graph.layout_sugiyama(layers=[node.layer for node in nodes], maxiter=ROUNDS)
    along = sorted(nodes, key=lambda node: (node.layer, layout[index[node.id]][0]))
    return [list(row) for _, row in groupby(along, key=lambda node: node.layer)]


def _fit(
    row: Sequence[Node], beside: Mapping[str, list[tuple[str, float]]], middles: dict[str, float]
) -> None:
    """Moves the nodes of a layer to the weighted mean of their neighbours, as far as there is room."""
    weights = [sum(weight for _, weight in beside[node.id]) for node in row]
    wanted = [
        sum(middles[other] * weight for other, weight in beside[node.id]) / total
        if total
        else middles[node.id]
        for node, total in zip(row, weights, strict=True)
    ]
    fitted = spread(wanted, [node.width for node in row], weights)
    middles.update((node.id, middle) for node, middle in zip(row, fitted, strict=True))


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


def bands(nodes: Sequence[Node], gap: float, top: float = 0) -> list[Band]:
    """The strip of each layer: as high as its highest node, `gap` between one strip and the next."""
    heights = [0.0] * (1 + max(node.layer for node in nodes))
    for node in nodes:
        heights[node.layer] = max(heights[node.layer], node.height)
    tops = accumulate(heights, lambda y, height: y + height + gap, initial=top)
    return [Band(y, y + height) for y, height in zip(tops, heights, strict=False)]
