"""Reads an SVG picture of a tree back: its boxes, its strokes and the walk marked on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
STROKE = re.compile(
    r"M(\S+) (\S+)V(\S+)C(\S+) (\S+) (\S+) (\S+) (\S+) (\S+)V(\S+)",
)

Point = tuple[float, float]


@dataclass(frozen=True)
class Drawn:
    """A box as drawn: what it is, its edges, its colours and its lines of text, bold ones apart."""

    kind: str
    id: str
    marked: bool
    left: float
    top: float
    right: float
    bottom: float
    fill: str
    ink: str
    text: str
    bold: str

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside, not just on the edge."""
        x, y = point
        return self.left + 1 < x < self.right - 1 and self.top + 1 < y < self.bottom - 1

    def meets(self, other: Drawn) -> bool:
        """Whether two boxes overlap."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def words(group: ElementTree.Element, bold: bool = False) -> str:
    return " ".join(
        each.text or "" for each in group.iter(f"{SVG}text") if not bold or each.get("font-weight") == "bold"
    )


def boxes(svg: str) -> list[Drawn]:
    """The boxes of a picture."""
    found = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        kind, _, marked = group.get("class", "").partition(" ")
        rect = group.find(f"{SVG}rect")
        if rect is None or kind not in ("question", "verdict", "answers"):
            continue
        x, y, width, height = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
        found.append(
            Drawn(
                kind,
                group.get("data-id", ""),
                marked == "marked",
                x,
                y,
                x + width,
                y + height,
                rect.get("fill", ""),
                group.get("fill", ""),
                words(group),
                words(group, bold=True),
            )
        )
    return found


def strokes(svg: str, kind: str) -> list[list[Point]]:
    """Points along each stroke of a kind (`way` or `walk`), from its start to its end."""
    result = []
    for path in ElementTree.fromstring(svg).iter(f"{SVG}path"):
        if path.get("class") != kind:
            continue
        found = STROKE.fullmatch(path.get("d", ""))
        assert found
        x, y, leave, *bend, end = map(float, found.groups())
        points = [(x, y), *curve([(x, leave), (bend[0], bend[1]), (bend[2], bend[3]), (bend[4], bend[5])])]
        result.append([*points, (bend[4], end)])
    return result


def curve(four: list[Point]) -> Iterator[Point]:
    """Points along a cubic Bézier curve."""
    for part in range(41):
        t = part / 40
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        x, y = (sum(w * point[axis] for w, point in zip(weights, four, strict=True)) for axis in (0, 1))
        yield x, y


def route(svg: str) -> list[Drawn]:
    """The boxes that the marked strokes lead through, one after the other."""
    from_start = {points[0]: points[-1] for points in strokes(svg, "walk")}
    assert len(from_start) == len(strokes(svg, "walk"))
    [at] = [each for each in boxes(svg) if each.kind == "question" and each.id == "coverage"]
    found = [at]
    while from_start:
        here = [p for p in from_start if abs(p[1] - at.bottom) < 1 and at.left <= p[0] <= at.right]
        assert len(here) == 1
        point = here[0]
        while point in from_start:
            point = from_start.pop(point)
        x, y = point
        [at] = [each for each in boxes(svg) if each.left <= x <= each.right and 0 <= each.top - y < 6]
        found.append(at)
    return found


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
