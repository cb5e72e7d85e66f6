"""The one query of a tree: its layers as common table expressions, printed in a dialect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlglot import exp
from sqlglot.errors import SqlglotError

from wizard.registers.layers import RESULTS, Compiled, compiled
from wizard.registers.naming import column, named, uncommented
from wizard.source.problems import Refused
from wizard.tree.model import Tree

DIALECTS = ("duckdb", "spark", "postgres", "bigquery", "snowflake", "databricks", "trino")
LEAVING_OUT = ("duckdb", "spark", "bigquery", "snowflake", "databricks")
"""Dialects in which a query can take all columns of a table but some."""

FLATTENING = ("postgres",)
"""Dialects that write each step out in the next one, over and over, unless an OFFSET stands between."""


def query(
    tree: Tree,
    source: exp.Expr,
    today: date,
    results: Sequence[str] = RESULTS,
    own: Sequence[str] | None = None,
) -> exp.Select:
    """The query over a table, or over another query.

    `own` are the table's columns to keep; None keeps all, which `DIALECTS` outside of `LEAVING_OUT`
    cannot do.
    """
    parts = compiled(tree, today)
    before, steps = source, []
    for number, layer in enumerate(parts.layers, 1):
        name = f"step_{number}"
        steps.append((name, exp.select(exp.Star(), *layer).from_(before)))
        before = exp.to_table(name)
    kept = [column(each) for each in own] if own is not None else [_all_but(parts)]
    last = [named(parts.results[each], each) for each in results]
    result: exp.Select = exp.select(*kept, *last).from_(before)
    for name, step in steps:
        result = result.with_(name, as_=step, copy=False)
    result.args["with_"].add_comments([f" {uncommented(line)} " for line in _about(tree, today)])
    return result


def _all_but(parts: Compiled) -> exp.Star:
    """All columns but those that the query works with."""
    names = [each.args["alias"].copy() for layer in parts.layers for each in layer]
    return exp.Star(except_=names)


def _about(tree: Tree, today: date) -> Iterable[str]:
    """What the query was made from."""
    yield f"Tree {tree.id} {tree.version}, digest {tree.digest}"
    if any(each.bands is not None and each.bands.days for each in tree.questions.values()):
        yield f"Days are counted back from {today.isoformat()}"


def table(name: str, dialect: str) -> exp.Table:
    """A table by its name, perhaps with the schema's before it. Raises `Refused` for what is no name."""
    try:
        found = exp.to_table(name, dialect=dialect)
    except SqlglotError:
        found = None
    if not isinstance(found, exp.Table) or not found.name or found.sql(dialect).strip('"`') == "":
        raise Refused(f"{name!r} is no name of a table; write it as workflows, or schema.workflows")
    for part in found.parts:
        part.set("quoted", True)
    return found


def printed(select: exp.Select, dialect: str) -> str:
    """A query as text."""
    if dialect in FLATTENING:
        select = select.copy()
        for step in select.ctes:
            step.this.offset(0, copy=False)
    return select.sql(dialect=dialect, pretty=True, identify=True)
