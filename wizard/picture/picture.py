"""The picture of a tree: where its boxes stand and how the lines between them run.

`svg` draws it. Lines to the same box join on the way there, each below its own answers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from wizard.picture.boxes import Box, boxes
from wizard.picture.forks import End, Fork, depths, forks, shown
from wizard.picture.layers import Band, Node, bands, place, spread
from wizard.tree.model import Facts, Tree

GAP, MORE = 26, 3
"""Between one row and the next, and more for each line; lines bend only there, so cross no box."""

BESIDE, LANE, PORT, ARROW = 24, 28, 18, 12
"""The room beside a box, for a line that passes boxes, between lines at a box, and for an arrow."""

STRAIGHT, BENT = 8.0, 1.0
"""How much a line wants to run straight past boxes, and how much at its ends."""

Pair = tuple[Hashable, Hashable]
"""Two nodes in consecutive rows, the upper one first."""

Chains = Mapping[tuple[Fork, End], tuple[Hashable, ...]]
"""The nodes that each line runs through."""


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
    """What is where: the boxes, the rows, each node's row and middle, and what is joined."""

    boxes: Mapping[Hashable, Box]
    rows: tuple[Band, ...]
    layers: Mapping[Hashable, int]
    middles: Mapping[Hashable, float]
    links: tuple[Pair, ...]
    width: float

    def top(self, node: Hashable) -> float:
        """Where lines enter a node."""
        row = self.rows[self.layers[node]]
        box = self.boxes.get(node)
        return row.top if box is None else (row.top + row.bottom - box.height) / 2

    def bottom(self, node: Hashable) -> float:
        """Where lines leave a node; one that passes a row is drawn down from where it enters."""
        box = self.boxes.get(node)
        return self.top(node) + (box.height if box else 0)


def picture(tree: Tree, facts: Facts | None = None) -> Picture:
    """The picture of a tree; with the facts of a walk, what lies on the walk is marked."""
    found, walk = forks(tree), shown(tree, facts or {})
    depth = depths(found, tree.start)
    chains = {
        (fork, end): tuple(_chain(fork, end, depth)) for fork, targets in found.items() for end in targets
    }
    filled = boxes(tree, found, walk)
    plan = _plan(filled, chains, depth)
    taken = {(question, answer): end for question, answer, end in walk.steps}
    marked = {
        link
        for (fork, end), chain in chains.items()
        for answer in fork.answers
        if taken.get((fork.source.id, answer)) == end
        for link in pairwise(chain)
    }
    placed = [Placed(box, plan.middles[id], plan.top(id) + box.height / 2) for id, box in filled.items()]
    return Picture(tuple(placed), tuple(_strokes(plan, marked)), plan.width, plan.rows[-1].bottom)


def _plan(filled: Mapping[Hashable, Box], chains: Chains, depth: Mapping[End, int]) -> _Plan:
    nodes = _nodes(filled, chains, depth)
    number = {id: at for at, id in enumerate(nodes)}
    pairs = tuple(dict.fromkeys(pair for chain in chains.values() for pair in pairwise(chain)))
    links = [
        (number[upper], number[lower], BENT if upper in filled or lower in filled else STRAIGHT)
        for upper, lower in pairs
    ]
    sizes = list(nodes.values())
    middles, rows = place(sizes, links), bands(sizes, links, GAP, MORE)
    return _Plan(
        filled,
        tuple(rows),
        {id: node.layer for id, node in nodes.items()},
        dict(zip(nodes, middles, strict=True)),
        pairs,
        max(middle + size.width / 2 for middle, size in zip(middles, sizes, strict=True)),
    )


def _chain(fork: Fork, end: End, depth: Mapping[End, int]) -> Iterator[Hashable]:
    """The nodes of a line: its question, its answers, where it passes rows, and its target.

    Questions stand in the even rows. Lines to one target pass through the same nodes.
    """
    yield from (fork.source, fork)
    for layer in range(2 * depth[fork.source] + 2, 2 * depth[end]):
        yield end, layer
    yield end


def _nodes(filled: Mapping[Hashable, Box], chains: Chains, depth: Mapping[End, int]) -> dict[Hashable, Node]:
    """A node for each box, and one without a box wherever a line passes a row."""
    layers: dict[Hashable, int] = {end: 2 * at for end, at in depth.items()}
    for (fork, _), chain in chains.items():
        layers.update(
            (id, layer) for layer, id in enumerate(chain, 2 * depth[fork.source]) if id not in depth
        )
    return {
        id: Node(layer, filled[id].width + BESIDE, filled[id].height)
        if id in filled
        else Node(layer, LANE, 0)
        for id, layer in layers.items()
    }


def _strokes(plan: _Plan, marked: set[Pair]) -> Iterator[Stroke]:
    """Each stretch once, the marked ones last so that they lie on top."""
    leave, enter = _ports(plan, 0), _ports(plan, 1)
    for pair in sorted(plan.links, key=marked.__contains__):
        upper, lower = pair
        arrow = isinstance(lower, End)
        straight = plan.rows[plan.layers[lower]].top - (ARROW if arrow else 0)
        bend = plan.rows[plan.layers[upper]].bottom, straight
        start, end = (leave[pair], plan.bottom(upper)), (enter[pair], plan.top(lower))
        yield Stroke(start, bend, end, arrow, pair in marked)


def _ports(plan: _Plan, side: int) -> dict[Pair, float]:
    """Where each stretch meets its upper (side 0) or lower (1) node, nearest to its other end."""
    ports = {pair: plan.middles[pair[side]] for pair in plan.links}
    meeting: dict[Hashable, list[Pair]] = {}
    for pair in sorted(plan.links, key=lambda each: plan.middles[each[1 - side]]):
        meeting.setdefault(pair[side], []).append(pair)
    for id, here in meeting.items():
        if isinstance(id, End):
            wanted = [plan.middles[pair[1 - side]] for pair in here]
            half = plan.boxes[id].width / 2 - PORT
            within = plan.middles[id] - half, plan.middles[id] + half
            ports.update(zip(here, spread(wanted, [PORT] * len(here), within=within), strict=True))
    return ports
