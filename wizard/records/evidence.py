"""The evidence checklists of an archive as one table: what is to be done, with room for what shows it."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.records.gathered import Gathered
from wizard.words.escaping import row

COLUMNS = ("workflow", "file", "tree", "verdict", "finding", "what", "shown by", "who", "by", "done")


def header() -> str:
    """The first line of the table."""
    return row(COLUMNS)


def rows(found: Gathered) -> Iterator[str]:
    """A line for each thing that a transcript says is to be done."""
    made = found.transcript
    if made is None:
        return
    for each in made.findings:
        if each.remedy:
            start = (made.label, found.path, made.tree.id, made.verdict_label, each.id, each.remedy)
            yield row((*start, each.shown_by, each.who, "", ""))
