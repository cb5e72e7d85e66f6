"""Lines of text drawn by hand: pieces of literal text, each with a token, wrapped by cells.

A token is words such as "muted" or "b stop" (b bold, u underlined), and after a slash the name of the
piece's own ground. "cap" is the keycap of a row, drawn as the row is: pointed, with room, or flat.
Nothing here is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from wizard.source.printable import printable
from wizard.words.wrapping import cells

Piece = tuple[str, str]
CUT = "…"
POINTED, ROOMY, FLAT = "b background/accent", "b accent/key", "b accent"
"""What a keycap looks like on the pointed row, on a row with room around it, and on any other."""


@dataclass(slots=True)
class Line:
    """One line: its pieces, the token of the ground behind them, and pieces at its right end."""

    parts: list[Piece]
    bg: str = ""
    right: list[Piece] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(text for text, _ in (*self.parts, *self.right))


def clean(text: str) -> str:
    """Text on one line, control characters spelt out."""
    return printable(text.replace("\n", " ").expandtabs(1))


def size(pieces: Sequence[Piece]) -> int:
    """The cells that pieces take."""
    return sum(cells(text) for text, _ in pieces)


def clip(text: str, width: int) -> str:
    """Text cut to a width, with a sign where it is."""
    text = clean(text)
    if cells(text) <= width:
        return text
    return f"{_head(text, max(width - 1, 0)).rstrip()}{CUT}" if width > 0 else ""


def _head(text: str, width: int) -> str:
    """As much of a text as fits, never nothing."""
    if text.isascii():
        return text[: max(width, 1)]
    end, used = 0, 0
    for letter in text:
        used += cells(letter)
        if used > width and end:
            break
        end += 1
    return text[:end]


def wrap(
    pieces: Sequence[Piece], width: int, first: Sequence[Piece] = (), rest: Sequence[Piece] = (), bg: str = ""
) -> list[Line]:
    """Lines of at most `width` cells; `first` leads the first, `rest` every further one."""
    lines: list[Line] = []
    now, used = list(first), size(first)
    start = used
    for raw, token in pieces:
        for place, word in enumerate(clean(raw).split(" ")):
            space = " " if place and used > start else ""
            while word and used + len(space) + cells(word) > width:
                if used > start:
                    lines.append(Line(now, bg))
                    now, used = list(rest), size(rest)
                    start, space = used, ""
                    continue
                cut = _head(word, max(width - used, 1))
                now.append((cut, token))
                word, used = word[len(cut) :], max(used + cells(cut), width)
            if word or space:
                now.append((space + word, token))
                used += len(space) + cells(word)
    lines.append(Line(now, bg))
    return lines


def say(text: str, width: int, token: str = "", lead: str = "", rest: str | None = None) -> list[Line]:
    """One text in one token, wrapped under its lead."""
    return wrap([(text, token)], width, [(lead, "")], [(lead if rest is None else rest, "")])


class Ink:
    """Tokens to styles, made once for each theme."""

    def __init__(self) -> None:
        self.theme = ""
        self.made: dict[tuple[str, str], Style] = {}
        self.hex: dict[str, str] = {}

    def style(self, widget: Widget, token: str, bg: str) -> Style:
        """The style of a token on a ground, by the theme of now."""
        app = widget.app
        if app.theme != self.theme or not self.hex:
            self.theme, self.made, self.hex = app.theme, {}, app.theme_variables
        found = self.made.get((token, bg))
        if found is None:
            flags, colour, own = read_token(token)
            found = Style(
                color=self.named(colour, "foreground"),
                bgcolor=self.named(own or bg or "background", "background"),
                bold="b" in flags or None,
                underline="u" in flags or None,
            )
            self.made[token, bg] = found
        return found

    def named(self, name: str, other: str) -> str:
        """A colour by its token, or written out, as #000000 where it must not follow the theme."""
        return (name if name.startswith("#") else self.hex.get(name, self.hex[other]))[:7]


@cache
def read_token(token: str) -> tuple[frozenset[str], str, str]:
    """A token's flags, the name of its colour and the name of its own ground."""
    words, _, own = token.partition("/")
    names = words.split()
    flags = frozenset(names) & {"b", "u"}
    return flags, next((each for each in names if each not in flags), "foreground"), own


INK = Ink()


def draw(widget: Widget, line: Line, width: int, ground: str, cap: str = FLAT) -> Strip:
    """A line as a strip exactly as wide as its widget."""
    bg = line.bg or ground
    merged: list[list[str]] = []
    for text, token in line.parts:
        if merged and merged[-1][1] == token:
            merged[-1][0] += text
        else:
            merged.append([text, token])

    def segment(text: str, token: str) -> Segment:
        return Segment(text, INK.style(widget, cap if token == "cap" else token, bg))

    left = Strip([segment(text, token) for text, token in merged])
    right = Strip([segment(text, token) for text, token in line.right])
    if line.right and left.cell_length + right.cell_length >= width:
        left = left.crop(0, max(width - right.cell_length - 1, 0))
    room = max(width - left.cell_length - right.cell_length, 0)
    return Strip([*left, segment(" " * room, ""), *right]).crop(0, width)


def without_first(parts: list[Piece]) -> list[Piece]:
    """Pieces without their first column, which the bar takes."""
    if not parts:
        return parts
    text, token = parts[0]
    return [(text[1:], token), *parts[1:]] if text else without_first(parts[1:])
