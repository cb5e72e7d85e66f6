"""An archive of transcripts as a table: a row each, with the verdict that it was given then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.records.archive import transcripts
from wizard.registers.cells import input_columns
from wizard.registers.tables import Row, mended
from wizard.registers.watching import followed
from wizard.source.problems import Broken, Refused
from wizard.source.progress import Progress
from wizard.transcript.claims import Claims
from wizard.transcript.reading import read_transcript
from wizard.tree.model import Tree
from wizard.tree.ticks import NONE, YES
from wizard.walk.walk import UNSURE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BEFORE = ("workflow", "file", "was")
"""The columns that stand before those of the questions; `was` is the verdict of the record."""


def opened_archive(
    base: DuckDBPyConnection, tree: Tree, folder: Path, work: Path, told: Progress
) -> list[str]:
    """Makes `given` of the records of a tree in a folder; returns the names of the columns.

    A file that cannot be read, or was altered, is a row too, with the reason. Raises `Refused` where there
    is no record.
    """
    names = [*BEFORE, *input_columns(tree)]
    rows = list(followed(_rows(tree, folder), told))
    if not rows:
        raise Refused(f"there is no record of a walk through {tree.id} in {folder}")
    mended(base, work, names, rows, told)
    return names


def _rows(tree: Tree, folder: Path) -> Iterator[Row]:
    for path in transcripts([str(folder)]):
        shown = path.relative_to(folder).as_posix()
        try:
            read = read_transcript(path, shown)
        except Broken as broken:
            yield _unread(tree, shown, "; ".join(each.message for each in broken.problems))
            continue
        if read.altered:
            yield _unread(tree, shown, f"altered: {read.altered}")
        elif read.claims.tree.id == tree.id:
            yield _row(tree, read.claims, shown)


def _unread(tree: Tree, shown: str, why: str) -> Row:
    """The row of a file that cannot be judged."""
    return [shown, shown, "", *[None] * len(input_columns(tree))], why


def _row(tree: Tree, claims: Claims, shown: str) -> Row:
    cells: dict[str, str | None] = dict.fromkeys(input_columns(tree))
    ticked: dict[str, list[str]] = {}
    for step in claims.steps:
        question = tree.questions.get(step.question)
        if question is None:  # asked no longer
            continue
        if question.screen is None:
            cells[step.question] = step.fact
        elif step.assumed:
            cells[question.screen] = UNSURE
        else:
            tick = step.question.removeprefix(f"{question.screen}.")
            ticked.setdefault(question.screen, []).extend([tick] * (step.answer == YES))
    for screen, ticks in ticked.items():
        cells[screen] = cells[screen] or ", ".join(ticks) or NONE
    return [claims.label or shown, shown, claims.verdict, *cells.values()], ""
