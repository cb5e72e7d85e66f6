"""A tree over a Spark DataFrame, for tables that one machine cannot hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from wizard.registers.cells import input_columns
from wizard.registers.layers import RESULTS, compiled
from wizard.registers.naming import named
from wizard.source.problems import Refused
from wizard.tree.model import Tree

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def judge_frame(
    frame: DataFrame, tree: Tree, today: date | None = None, results: Sequence[str] = RESULTS
) -> DataFrame:
    """The DataFrame with the columns of a register, as the query `sql --dialect spark` gives them.

    `frame` has a column for each question, with ids; its other columns are kept. Typed days are counted
    back from `today`. Nothing is computed until Spark is asked for rows, and no row moves to another
    partition. It is built step by step, which Spark takes at any depth: the query as one text needs
    `spark.sql.analyzer.maxIterations` raised for trees of more than about fifty steps.

    Raises `Refused` when columns are missing, or named as those that a register adds.
    """
    missing = [id for id in input_columns(tree) if id not in frame.columns]
    if missing:
        raise Refused(f"the DataFrame has no column for {', '.join(missing)}; add it, of nulls if need be")
    taken = [name for name in results if name in frame.columns]
    if taken:
        raise Refused(f"the DataFrame has a column {taken[0]} already; rename it, or leave it out")
    parts = compiled(tree, today or date.today())
    own = [_name(name) for name in frame.columns]
    for layer in parts.layers:
        frame = frame.selectExpr("*", *(_text(each) for each in layer))
    return frame.selectExpr(*own, *(_text(named(parts.results[name], name)) for name in results))


def _text(value: exp.Expr) -> str:
    return value.sql(dialect="spark", identify=True, comments=False)


def _name(name: str) -> str:
    return exp.to_identifier(name, quoted=True).sql(dialect="spark")
