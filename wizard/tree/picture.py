"""The picture of a tree: where its boxes stand and how the lines between them run.

`svg` draws it. Lines to the same box join on the way there, each below its own answers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from wizard.tree.boxes import Box, boxes
from wizard.tree.layers import Band, Link, Node, bands, place, spread
from wizard.tree.model import Facts, Tree
from wizard.tree.ways import End, Way, depths, shown, ways

GAP = 36
"""Between one row of boxes and the next; lines bend only there, so they cross no box."""

BESIDE, LANE, PORT = 24, 26, 16
"""The room beside a box, for a line that passes boxes, and between two lines at one box."""

STRAIGHT, BENT = 8.0, 1.0
"""How much a line wants to run straight past boxes, and how much at its ends."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box with the middle of its place."""

    box: Box
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stretch of a line: straight down, bent between two rows, and straight down again.

    `arrow`: it ends at a box; `marked`: the walk shown takes it.
    """

    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]
    arrow: bool
    marked: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw, in pixels from the left and the top."""

    boxes: tuple[Placed, ...]
    strokes: tuple[Stroke, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is where: the boxes, the rows, each node's row and middle, and each line's nodes."""

    boxes: Mapping[Hashable, Box]
    rows: tuple[Band, ...]
    layers: Mapping[Hashable, int]
    middles: Mapping[Hashable, float]
    chains: Mapping[Way, tuple[Hashable, ...]]

    def top(self, node: Hashable) -> float:
        """Where lines enter a node."""
        row = self.rows[self.layers[node]]
        box = self.boxes.get(node)
        return row.top if box is None else (row.top + row.bottom - box.height) / 2

    def bottom(self, node: Hashable) -> float:
        """Where lines leave a node."""
        row = self.rows[self.layers[node]]
        return row.top + row.bottom - self.top(node)


def picture(tree: Tree, facts: Facts | None = None) -> Picture:
    """The picture of a tree; with the facts of a walk, what lies on the walk is marked."""
    found, walk = ways(tree), shown(tree, facts or {})
    filled = boxes(tree, found, walk)
    depth = depths(found, tree)
    chains = {way: tuple(_chain(way, found, depth)) for way in found} or {}
    nodes = _nodes(filled, depth, chains)
    middles = place(nodes, _links(chains, filled))
    layers = {node.id: node.layer for node in nodes}
    plan = _Plan(filled, tuple(bands(nodes, GAP)), layers, middles, chains)
    marked = {link for way in walk.ways for link in pairwise(chains[way])}
    placed = [Placed(box, middles[id], (plan.top(id) + plan.bottom(id)) / 2) for id, box in filled.items()]
    width = max(middles[node.id] + node.width / 2 for node in nodes)
    return Picture(tuple(placed), tuple(_strokes(plan, marked)), width, plan.rows[-1].bottom)


def _chain(way: Way, found: Mapping[Way, object], depth: Mapping[End, int]) -> Iterator[Hashable]:
    """The nodes of a line: its question, its answers, its target, and where it passes boxes.

    Questions stand in the even rows. Lines to one target pass through the same nodes.
    """
    source, target = way
    yield from (source, way)
    for layer in range(2 * depth[source] + 2, 2 * depth[target]):
        yield target, layer
    yield target


def _nodes(
    filled: Mapping[End | Way, Box], depth: Mapping[End, int], chains: Mapping[Way, tuple[Hashable, ...]]
) -> list[Node]:
    """A node for each box, and one without a box wherever a line passes a row."""
    nodes: dict[Hashable, Node] = {}
    for id, box in filled.items():
        layer = 2 * depth[id] if isinstance(id, End) else 2 * depth[id[0]] + 1
        nodes[id] = Node(id, layer, box.width + BESIDE, box.height)
    for (source, _), chain in chains.items():
        for layer, id in enumerate(chain, 2 * depth[source]):
            nodes.setdefault(id, Node(id, layer, LANE, 0))
    return list(nodes.values())


def _links(chains: Mapping[Way, tuple[Hashable, ...]], filled: Mapping[End | Way, Box]) -> list[Link]:
    pairs = dict.fromkeys(pair for chain in chains.values() for pair in pairwise(chain))
    return [
        (upper, lower, BENT if upper in filled or lower in filled else STRAIGHT) for upper, lower in pairs
    ]


def _strokes(plan: _Plan, marked: set[tuple[Hashable, Hashable]]) -> Iterator[Stroke]:
    """Each stretch once, the marked ones last so that they lie on top."""
    pairs = dict.fromkeys(pair for chain in plan.chains.values() for pair in pairwise(chain))
    leave = _ports(plan, pairs, 0)
    enter = _ports(plan, pairs, 1)
    for pair in sorted(pairs, key=marked.__contains__):
        upper, lower = pair
        bend = plan.rows[plan.layers[upper]].bottom, plan.rows[plan.layers[lower]].top
        end = plan.top(lower) if lower in plan.boxes else plan.bottom(lower)
        arrow = isinstance(lower, End)
        yield Stroke((leave[pair], plan.bottom(upper)), bend, (enter[pair], end), arrow, pair in marked)


def _ports(plan: _Plan, pairs: Mapping[tuple[Hashable, Hashable], object], side: int) -> dict[
    tuple[Hashable, Hashable], float
]:
    """Where each stretch meets its upper (side 0) or lower (1) node, nearest to its other end."""
    result = {pair: plan.middles[pair[side]] for pair in pairs}
    for id in dict.fromkeys(pair[side] for pair in pairs):
        if not isinstance(id, End):
            continue
        there = plan.middles[id]
        half = plan.boxes[id].width / 2 - PORT
        here = sorted((pair for pair in pairs if pair[side] == id), key=lambda p: plan.middles[p[1 - side]])
        wanted = [plan.middles[pair[1 - side]] for pair in here]
        ports = spread(wanted, [PORT] * len(here), within=(there - half, there + half))
        result.update(zip(here, ports, strict=True))
    return result
