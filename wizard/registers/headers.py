"""Which column of a table answers which question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wizard.registers.cells import input_columns
from wizard.source.nearest import nearest
from wizard.source.problems import Refused
from wizard.tree.model import Tree

WORKED_OUT = (
    *("verdict", "outcome", "findings", "rules", "missing", "moot", "unknown"),
    *("do-first", "change-plan", "problems"),
)
"""The columns that a register adds; those of an earlier one are left out and worked out anew."""


@dataclass(frozen=True)
class Headers:
    """The columns of a table: the place of each of the `questions`, and a name for each place `kept`."""

    questions: dict[str, int]
    kept: dict[int, str]


def letters(place: int) -> str:
    """A column as a sheet names it: A, B, … AA."""
    name = ""
    place += 1
    while place:
        place, left = divmod(place - 1, 26)
        name = chr(ord("A") + left) + name
    return name


def asks(tree: Tree, id: str) -> str:
    """The words of a question, be it a screen of ticks."""
    return tree.screens[id].ask if id in tree.screens else tree.questions[id].ask


def matched(tree: Tree, names: Sequence[str]) -> Headers:
    """The columns by what they are called: a question's id or its words.

    Raises `Refused` for two columns of one question, for a name that is nearly a question's, and for a
    table without any question.
    """
    ids = input_columns(tree)
    words = {asks(tree, id).casefold(): id for id in ids} | {id: id for id in ids}
    questions: dict[str, int] = {}
    for place, name in enumerate(names):
        id = words.get(" ".join(name.split()).casefold())
        if id is not None and id in questions:
            first = letters(questions[id])
            raise Refused(f"columns {first}1 and {letters(place)}1 both answer {id}; keep one")
        if id is not None:
            questions[id] = place
    left = [id for id in ids if id not in questions]
    for place, name in enumerate(names):
        own = place not in questions.values() and name not in WORKED_OUT
        near = nearest(name.strip().casefold(), left) if own else None
        if near is not None:
            raise Refused(
                f"column {letters(place)}1 is called {name}, which is no question", f"did you mean {near}?"
            )
    if not questions:
        raise Refused(f"no column answers a question of the tree {tree.id}; name them {', '.join(ids)}")
    return Headers(questions, _kept(names))


def _kept(names: Sequence[str]) -> dict[int, str]:
    """A name for each column that the register keeps, no two the same, whatever letters they are in."""
    kept: dict[int, str] = {}
    taken = {*WORKED_OUT, "row__number"}
    for place, name in enumerate(names):
        if name in WORKED_OUT:
            continue
        told = base = name.strip() or f"column {letters(place)}"
        number = 2
        while told.casefold() in taken:
            told, number = f"{base} ({number})", number + 1
        taken.add(told.casefold())
        kept[place] = told
    return kept
