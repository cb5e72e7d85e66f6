"""The picture of a tree as one self-contained SVG, with a walk marked on it where facts are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from wizard.picture.boxes import PAD, TEXT_SIZE, Box, Line
from wizard.picture.forks import Shown, reached, shown
from wizard.picture.picture import Picture, Placed, Stroke, picture
from wizard.source.counting import counted
from wizard.space.space import judged_space
from wizard.tree.model import Facts, Tree
from wizard.words.escaping import safe
from wizard.words.wrapping import wrap

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

MARGIN, HEAD, HEAD_CHARS = 24, 18, 100

Link = Callable[[Box], str | None]
"""The address that a box leads to, where it leads anywhere."""


def as_svg(tree: Tree, facts: Facts | None = None, link: Link | None = None) -> str:
    """The tree's picture, laid out in layers.

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
            f'<title id="map-title">{safe(tree.title)}</title>',
            f'<desc id="map-desc">{safe(_description(tree, walk))}</desc>',
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            f'<g class="head" fill="{INK}">{_lines(head, MARGIN, MARGIN, "start")}</g>',
            f'<g transform="translate({MARGIN} {top:.1f})">',
            *_strokes(drawn, bool(walk.steps)),
            *(_box(each, bool(walk.steps), link) for each in _in_reading_order(drawn)),
            "</g>",
            "</svg>",
        ]
    )


def _counts(tree: Tree) -> str:
    space = judged_space(tree)
    ends = reached(tree)
    questions = space.ahead[space.start].questions.bit_count()
    outcomes = sum(map(len, ends.values()))
    ends_told = f"{counted(outcomes, 'outcome')} in {counted(len(ends), 'verdict')}"
    return f"{counted(questions, 'question')}, {ends_told}, {counted(space.walks, 'walk')}"


def _head(tree: Tree, walk: Shown) -> Iterator[Line]:
    yield from (Line(part, 20, True) for part in wrap(tree.title, width=70, split=True))
    yield Line(f"{tree.id} {tree.version}. {_counts(tree)}.", TEXT_SIZE)
    legend = (
        "Start at the top. Where a line forks, the first question whose condition holds is asked; "
        "findings decide the verdict. Lines to the same box join on the way."
    )
    if walk.steps:
        legend += " The thick blue line is the walk; what it passed and reached is bold."
    yield from (Line(part, TEXT_SIZE) for part in wrap(legend, width=HEAD_CHARS))


def _description(tree: Tree, walk: Shown) -> str:
    text = f"{_counts(tree)}. Questions from top to bottom, lines with answers between them, verdicts below."
    if not walk.steps:
        return text
    answers = ", ".join(f"{question}: {answer}" for question, answer in walk.answers.items())
    end = f"; it ends at {walk.outcome}" if walk.outcome else ""
    return f"{text} The walk marked: {answers}{end}."


def _in_reading_order(drawn: Picture) -> list[Placed]:
    return sorted(drawn.boxes, key=lambda each: (each.y, each.x))


def _strokes(drawn: Picture, walked: bool) -> Iterator[str]:
    for each in drawn.strokes:
        colour = WALK if each.marked else PALE_LINE if walked else LINE
        kind = "walk" if each.marked else "way"
        yield (
            f'<path class="{kind}" d="{_curve(each)}" fill="none" stroke="{colour}" '
            f'stroke-width="{5 if each.marked else 1.5}"/>'
        )
        if each.arrow:
            x, y = each.end
            half = 8 if each.marked else 5
            yield f'<path d="M{x - half:.1f} {y - 9:.1f}h{2 * half}L{x:.1f} {y:.1f}z" fill="{colour}"/>'


def _curve(stroke: Stroke) -> str:
    (x, y), (leave, enter), (to_x, to_y) = stroke.start, stroke.bend, stroke.end
    half = (leave + enter) / 2
    end = to_y - 5 if stroke.arrow else to_y
    bend = f"C{x:.1f} {half:.1f} {to_x:.1f} {half:.1f} {to_x:.1f} {enter:.1f}"
    return f"M{x:.1f} {y:.1f}V{leave:.1f}{bend}V{end:.1f}"


def _box(placed: Placed, walked: bool, link: Link | None) -> str:
    box = placed.box
    fill, edge = _colours(box, walked)
    left, top = placed.x - box.width / 2, placed.y - box.height / 2
    thick = (4.5 if box.marked else 2.5) if box.kind == "verdict" else (3.5 if box.marked else 1.5)
    shape = (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
        f'rx="{16 if box.kind == "verdict" else 5}" fill="{fill}" stroke="{edge}" stroke-width="{thick}"/>'
    )
    words = _lines(box.lines, placed.x, top + PAD[box.kind], "middle")
    ink = INK if box.marked or not walked else FAINT
    marked = " marked" if box.marked else ""
    group = (
        f'<g class="{box.kind}{marked}" data-id="{safe(box.id)}" fill="{ink}">'
        f"<title>{safe(box.tip)}</title>{shape}{words}</g>"
    )
    address = link(box) if link else None
    return group if address is None else f'<a href="{safe(address)}">{group}</a>'


def _colours(box: Box, walked: bool) -> tuple[str, str]:
    if box.kind == "answers":
        return "#ffffff", "none"
    if box.kind == "verdict":
        fill, edge = TONES.get(box.tone, TONES["info"])
        return ("#ffffff", PALE_LINE) if walked and not box.marked else (fill, edge)
    if box.marked:
        return "#ffffff", WALK
    return "#ffffff", PALE_LINE if walked else LINE


def _lines(lines: Iterable[Line], x: float, top: float, anchor: str) -> str:
    parts = []
    for line in lines:
        weight = ' font-weight="bold"' if line.bold else ""
        parts.append(
            f'<text x="{x:.1f}" y="{top + line.size:.1f}" font-size="{line.size}" '
            f'text-anchor="{anchor}"{weight}>{safe(line.text)}</text>'
        )
        top += line.height
    return "".join(parts)
