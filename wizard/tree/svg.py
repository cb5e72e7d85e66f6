"""The picture of a tree as one self-contained SVG, with a walk marked on it where facts are given."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from html import escape

from wizard.printable import printable
from wizard.tree.boxes import ID_SIZE, PAD, TEXT_SIZE, Box, Line
from wizard.tree.model import Facts, Tree
from wizard.tree.picture import Picture, Placed, Stroke, picture
from wizard.tree.space import judged_space
from wizard.tree.ways import Shown, reached, shown

FONT = "Verdana, 'DejaVu Sans', Arial, Helvetica, sans-serif"

INK, FAINT, LINE, PALE_LINE, WALK = "#1f2328", "#57606a", "#57606a", "#8b9198", "#0b4f9e"
"""Text and lines. Text meets 4.5:1 on every fill below, lines 3:1 on white (WCAG 2.2)."""

TONES = {
    "good": ("#e6f4ea", "#1b6b34"),
    "caution": ("#fff4d6", "#8a5a00"),
    "stop": ("#fde8e6", "#b3261e"),
    "info": ("#e8f0fb", "#2a5d9c"),
    "urgent": ("#fbe3ef", "#99135c"),
}
"""Fill and edge of a verdict's box by its tone; its symbol and words say the same."""

QUESTION, ANSWERS = ("#ffffff", LINE), ("#ffffff", "none")
MARGIN, HEAD, HEAD_CHARS = 24, 18, 100

Link = Callable[[Box], str | None]
"""The address that a box leads to, where it leads anywhere."""


def as_svg(tree: Tree, facts: Facts | None = None, link: Link | None = None) -> str:
    """The tree's picture, laid out in layers with igraph.

    `facts` are those of a walk: its way is drawn thick and blue, the rest paler, and the outcome
    it reaches is bold. `link` makes boxes lead somewhere.
    """
    drawn, walk = picture(tree, facts), shown(tree, facts or {})
    head = list(_head(tree, walk))
    top = MARGIN + sum(line.height for line in head) + HEAD
    width = max([drawn.width, *(line.width for line in head)]) + 2 * MARGIN
    height = top + drawn.height + MARGIN
    role = "img" if link is None else "group"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
            f'viewBox="0 0 {width:.0f} {height:.0f}" role="{role}" '
            f'aria-labelledby="map-title" aria-describedby="map-desc" font-family="{FONT}">',
            f'<title id="map-title">{text(tree.title)}</title>',
            f'<desc id="map-desc">{text(_description(tree, walk))}</desc>',
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            f'<g class="head" fill="{INK}">{_lines(head, MARGIN, MARGIN, "start")}</g>',
            f'<g transform="translate({MARGIN} {top:.1f})">',
            *_strokes(drawn, bool(walk.facts)),
            *(_box(each, bool(walk.facts), link) for each in _in_reading_order(drawn)),
            "</g>",
            "</svg>",
        ]
    )
