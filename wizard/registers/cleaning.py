"""Cells as people write them (labels, other letters, spaces around) made the query's own words."""

from __future__ import annotations

from sqlglot import exp

from wizard.registers.cells import input_columns
from wizard.registers.headers import Headers
from wizard.registers.naming import column, named, text
from wizard.tree.model import Tree
from wizard.tree.ticks import NONE
from wizard.walk.walk import UNSURE

NOT_KNOWN = ("unsure", "i don't know", "i don’t know", "don't know")
"""What says that the reader does not know."""


def cleaned(tree: Tree, headers: Headers, count: int, rows: str = "given") -> exp.Select:
    """The rows of a relation as `given` is one, with a column for each question beside its own."""
    carried = [column(name) for name in ("row__number", "ill", *(f"c{at}" for at in range(count)))]
    cells = [
        named(_clean(tree, id, headers.questions[id]) if id in headers.questions else _nothing(), id)
        for id in input_columns(tree)
    ]
    return exp.select(*carried, *cells).from_(exp.to_table(rows))


def _nothing() -> exp.Expr:
    return exp.cast(exp.null(), "varchar")


def words(tree: Tree, id: str) -> dict[str, str]:
    """What may stand in a question's cell, in small letters, and the id that it stands for."""
    if id in tree.screens:
        labels = {**tree.screens[id].labels, NONE: tree.screens[id].none}
    else:
        labels = {answer: each.label for answer, each in tree.questions[id].answers.items()}
    told = {" ".join(label.split()).lower(): answer for answer, label in labels.items()}
    return {**dict.fromkeys(NOT_KNOWN, UNSURE), **told, **{answer: answer for answer in labels}}


def _clean(tree: Tree, id: str, place: int) -> exp.Expr:
    """A cell in the query's words; what is not known stays as it is, without the spaces around."""
    cell = column(f"c{place}")
    if id in tree.screens:
        return _ticks(words(tree, id), cell)
    known = words(tree, id)
    if tree.questions[id].bands is not None:  # a sheet's day may come with a time
        return _looked_up(known, _every(cell, "[ T]00:00:00(\\.0+)?$", ""))
    ids = exp.In(this=cell.copy(), expressions=[text(each) for each in sorted(set(known.values()))])
    return exp.Case(default=_looked_up(known, cell)).when(ids, cell.copy())


def _every(cell: exp.Expr, pattern: str, instead: str) -> exp.Expr:
    return exp.func("regexp_replace", cell.copy(), text(pattern), text(instead), text("g"), dialect="duckdb")


def _looked_up(known: dict[str, str], cell: exp.Expr) -> exp.Expr:
    """A written text as the id that it stands for."""
    spaced = exp.Trim(this=_every(cell, "[\\s\u00a0]+", " "))
    case = exp.Case(this=exp.Lower(this=spaced), default=spaced.copy())
    for written, id in known.items():
        case = case.when(text(written), text(id))
    return case


def _ticks(known: dict[str, str], cell: exp.Expr) -> exp.Expr:
    """Several ticks: ids between commas, or labels between semicolons or on lines of their own."""
    tick = exp.to_identifier("tick")
    listed = _every(cell, '[\\[\\]"]', "")
    apart = exp.Case(default=text("\\s*,\\s*")).when(
        exp.func("regexp_matches", listed.copy(), text("[;\n]"), dialect="duckdb"), text("\\s*[;\n]+\\s*")
    )
    whole = _looked_up(known, listed)
    each = exp.func(
        "list_transform",
        exp.func("string_split_regex", exp.Trim(this=listed), apart, dialect="duckdb"),
        exp.Lambda(this=_looked_up(known, exp.column(tick)), expressions=[tick.copy()]),
        dialect="duckdb",
    )
    joined = exp.func("array_to_string", each, text(", "), dialect="duckdb")
    ids = [text(id) for id in sorted(set(known.values()))]
    return exp.Case(default=joined).when(exp.In(this=whole, expressions=ids), whole.copy())
