"""The one place where the width of text is counted and wrapped.

A letter of East Asian scripts takes two cells, a mark that stands on another letter none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WIDTH = 80
MORE = " …"
"""Stands for what does not fit into the lines allowed."""

CHUNK = re.compile(r" +|[^ ]+")
SPACES = str.maketrans("\n\r\x0b\x0c", "    ")


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def wrap(
    text: str,
    rest: str = "",
    first: str = "",
    width: int = WIDTH,
    split: bool = False,
    most: int | None = None,
) -> list[str]:
    """Lines of at most `width` cells, `first` before the first and `rest` before the others.

    A word longer than a line stands alone, or is split when `split` says so. What does not fit
    into the `most` lines allowed is left out, and `MORE` stands for it. Never empty.
    """
    lines: list[str] = []
    line, indent = "", first
    for chunk in _chunks(text, max(width - max(cells(first), cells(rest)), 2) if split else None):
        if chunk.isspace() and not line and lines:
            continue
        if line.strip() and not chunk.isspace() and cells(indent + line + chunk) > width:
            lines.append((indent + line).rstrip())
            line, indent = "", rest
        line += chunk
    if line.strip() or not lines:
        lines.append((indent + line).rstrip() if text.strip() else "")
    return lines if most is None or len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1], width)]


def _chunks(text: str, longest: int | None) -> Iterator[str]:
    """Words and the spaces between them; words of more than `longest` cells in pieces."""
    for match in CHUNK.finditer(text.expandtabs().translate(SPACES)):
        word = match[0]
        if longest is None or word.isspace() or cells(word) <= longest:
            yield word
        else:
            yield from _pieces(word, longest)


def _pieces(word: str, longest: int) -> Iterator[str]:
    piece = ""
    for letter in word:
        if cells(piece + letter) > longest:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _cut(line: str, width: int) -> str:
    """A line with words left out at its end, and the sign that there is more."""
    while line.strip() and cells(line + MORE) > width:
        line = line.rstrip().rpartition(" ")[0]
    return line.rstrip() + MORE if line.strip() else MORE.strip()


def _cells(letter: str) -> int:
    if unicodedata.east_asian_width(letter) in "WF":
        return 2
    return 0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 1
