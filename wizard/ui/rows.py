"""The rows that lists are made of: cards, texts, headings, folds."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from wizard.tree.tones import SYMBOLS
from wizard.ui.ink import Line, Piece, clean, clip, say, size, wrap
from wizard.ui.widgets.sheet import Item

NARROW, WIDE = 60, 110
HIGH_ROWS = 30
"""Below so many columns rows lie closer to the edge; from so many a pane stands beside."""
MEASURE = 92
"""Text is never wider than this."""


def set_title(widget: Widget, title: str, subtitle: str = "") -> None:
    """The words on a border, literal whatever they hold."""
    widget.border_title = Content(clean(title))
    widget.border_subtitle = Content(clean(subtitle))


def margin(width: int) -> str:
    """The left margin at a width."""
    return "  " if width >= NARROW else " "


def lead(key: str, width: int) -> list[Piece]:
    """What stands before the words of a card: its key, or as much room."""
    if width < NARROW:
        return [(" ", ""), (f"{key:<2}", "b accent"), (" ", "")]
    if not key:
        return [("       ", "")]
    return [("  ", ""), (f"{key:>2} " if len(key) > 1 else f" {key} ", "cap"), ("  ", "")]


def card(
    id: str,
    key: str,
    words: str,
    note: str = "",
    tag: Piece | None = None,
    weight: str = "",
    gap: bool = False,
    notes: Sequence[Sequence[Piece]] = (),
    pick: bool = True,
) -> Item:
    """A choice: its key in a keycap, words with a hanging indent, notes under them, a tag at the right."""

    def lay(width: int) -> list[Line]:
        edge = min(width - 1, MEASURE)
        first = lead(key, width)
        hang: list[Piece] = [(" " * size(first), "")]
        lines = wrap([(words, weight)], edge, first, hang)
        if tag and len(lines) == 1 and size(lines[0].parts) + size([tag]) + 4 <= width:
            lines[0].right = [tag, (" ", "")]
        elif tag:
            lines += wrap([tag], edge, hang, hang)
        for each in [[(line, "muted")] for line in note.split("\n") if line] + [list(each) for each in notes]:
            lines += wrap(each, edge, hang, hang)
        return lines

    return Item(id, lay, words, note, pick, gap, key if key.isdigit() else "")


def key_of(number: int) -> str:
    """The one key of an answer by its place, so that it acts at once; the eleventh and later have none."""
    return str(number % 10) if number <= 10 else ""


def text(
    pieces: Sequence[Piece] | str,
    token: str = "",
    indent: int | None = None,
    id: str = "",
    pick: bool = False,
) -> Item:
    """Words under each other, read and not chosen."""
    spans = [(pieces, token)] if isinstance(pieces, str) else list(pieces)

    def lay(width: int) -> list[Line]:
        hang: list[Piece] = [(" " * (len(margin(width)) if indent is None else indent), "")]
        return wrap(spans, min(width - 1, MEASURE), hang, hang)

    return Item(id, lay, "".join(each for each, _ in spans), pick=pick)


def blank() -> Item:
    """An empty row."""
    return Item("", lambda width: [Line([])], pick=False)


def rule(words: str, width: int, right: str = "", token: str = "b accent") -> Line:
    """A small title on a hairline, which may end in a count."""
    tail = f" {right} " if right else ""
    title = clip(words, width - len(tail) - 6)
    line = max(width - size([(title, "")]) - len(tail) - 5, 0)
    return Line(
        [
            (margin(width), ""),
            (title, token),
            (" ", ""),
            ("─" * line, "line"),
            (tail, "muted"),
            ("─" if right else "", "line"),
        ]
    )


def heading(words: str, right: str = "", token: str = "b accent") -> Item:
    """The title of a section."""
    return Item("", lambda width: [rule(words, width, right, token)], words, pick=False)


def fold(id: str, title: str, count: str, tone: str, opened: bool) -> Item:
    """The heading of a group that opens and closes."""

    def lay(width: int) -> list[Line]:
        mark = "▾ " if opened else "▸ "
        sign = f"{SYMBOLS[tone]} " if tone else ""
        lead: list[Piece] = [(margin(width), ""), (mark, "accent"), (sign, f"b {tone}")]
        name = clip(title, width - size(lead) - 1)
        rest = clip(f"  {count}", width - size(lead) - size([(name, "")]) - 1)
        return [Line([*lead, (name, f"b {tone}"), (rest, "muted")])]

    return Item(id, lay, title, count)


def done(id: str, first: Sequence[Piece], *more: str) -> Item:
    """A row of what was done: a line in its tone, further ones under it, and room after it."""

    def lay(width: int) -> list[Line]:
        most = min(width - 1, MEASURE)
        lines = wrap(first, most, [(" ", "")], [("   ", "")])
        for each in more:
            lines += say(each, most, "muted", "   ")
        return [*lines, Line([])]

    return Item(id, lay, "".join(words for words, _ in first), " ".join(more))
