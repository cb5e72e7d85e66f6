"""Registers: `sql` prints the query of a tree, `inventory` judges a table of workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wizard.cli.rooted import DEFAULT, with_root
from wizard.source.streams import say

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge

DIALECTS = ("duckdb", "spark", "postgres", "bigquery", "snowflake", "databricks", "trino")


@click.command()
@click.argument("tree", default=DEFAULT)
@click.option("--dialect", type=click.Choice(DIALECTS), default="duckdb", show_default=True)
@click.option("--table", "named", metavar="NAME", default="workflows", show_default=True)
@click.option("--columns", type=click.Choice(["all", "verdict"]), default="all", show_default=True)
@click.option(
    "--keep",
    multiple=True,
    metavar="COLUMN",
    help="A column of the table to keep beside the questions; without it all are, where the dialect can.",
)
@with_root
def sql(
    knowledge: Knowledge, tree: str, dialect: str, named: str, columns: str, keep: tuple[str, ...]
) -> None:
    """Print TREE as one SQL query that judges a table with a column for each question."""
    from wizard.registers.extras import extra

    opened = knowledge.tree(tree)
    with extra("inventory"):
        from datetime import date

        from wizard.registers.cells import input_columns
        from wizard.registers.layers import RESULTS, VERDICT
        from wizard.registers.query import LEAVING_OUT, printed, query, table

        own: list[str] | None = None
        if keep or dialect not in LEAVING_OUT:
            own = list(dict.fromkeys([*(keep or ("workflow",)), *input_columns(opened)]))
        results = RESULTS if columns == "all" else VERDICT
        say(printed(query(opened, table(named, dialect), date.today(), results, own), dialect))


COMMANDS = (sql,)
