"""Registers of small tables, for tests: what goes in as text or rows, what comes out as rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.helpers.rows import TODAY
from wizard.pack.knowledge import Knowledge
from wizard.tree.model import Tree


def as_csv(path: Path, rows: Sequence[Mapping[str, str | None]]) -> Path:
    """A CSV file of these rows, which must have the same columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def judged(knowledge: Knowledge, tree: Tree, path: Path) -> list[dict[str, str | None]]:
    """The rows of a file's register, in order."""
    from wizard.registers.register import register

    with register(knowledge, tree, path, TODAY) as made:
        found = made.base.execute(
            "SELECT * EXCLUDE (row__number) FROM register ORDER BY row__number"
        ).fetchall()
        return [dict(zip(made.columns, row, strict=True)) for row in found]


def from_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
