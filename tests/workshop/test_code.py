"""The code of the voting page is the one that its standard gives, dark on light, with light around it."""

from __future__ import annotations

import pytest

segno = pytest.importorskip("segno", reason="the extra votes is not installed")

from wizard.workshop.code import BLOCKS, QUIET, blocks

ADDRESS = "HTTP://10.0.0.5:8080/K7QF"


def test_half_blocks_hold_every_module_of_the_code() -> None:
    halves = {block: pair for pair, block in BLOCKS.items()}
    lines = blocks(ADDRESS)
    read = [[halves[block][half] for block in line] for line in lines for half in (0, 1)]
    wanted = [list(row) for row in segno.make(ADDRESS, micro=False).matrix_iter(border=QUIET)]
    assert read[: len(wanted)] == wanted
    assert not any(cell for row in read[len(wanted) :] for cell in row)


def test_it_fits_beside_a_card() -> None:
    lines = blocks(ADDRESS)
    assert (len({len(line) for line in lines}), len(lines[0]) <= 36, len(lines) <= 19) == (1, True, True)
    assert lines[0].strip() == lines[1].strip() == ""
    assert all(line[:QUIET].strip() == line[-QUIET:].strip() == "" for line in lines)
