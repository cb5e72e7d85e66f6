"""Text in lines of a terminal's cells."""

from __future__ import annotations

import textwrap

WIDTH = 80


def wrap(text: str, rest: str = "", first: str = "") -> list[str]:
    """Lines of at most `WIDTH` with their indents; words longer than a line are not broken."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]
