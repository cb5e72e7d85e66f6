"""A web address as a QR code in half blocks: dark on light whatever the theme, with its quiet zone."""

from __future__ import annotations

import itertools

QUIET = 4
"""Modules of light around the code, as its standard asks."""

BLOCKS = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def blocks(address: str) -> list[str]:
    """The code as lines of text, dark modules drawn."""
    import segno

    rows = [list(row) for row in segno.make(address, micro=False).matrix_iter(border=QUIET)]
    pairs = itertools.zip_longest(rows[::2], rows[1::2], fillvalue=[0] * len(rows[0]))
    return ["".join(BLOCKS[top, low] for top, low in zip(*pair, strict=True)) for pair in pairs]
