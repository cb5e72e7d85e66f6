"""Registers: `sql` prints the query of a tree, `inventory` judges a table of workflows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wizard.cli.rooted import DEFAULT, with_root
from wizard.cli.walking import full_screen, keeper_of, open_app
from wizard.source import progress
from wizard.source.problems import Refused
from wizard.source.streams import say, tell

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge
    from wizard.registers.register import Register
    from wizard.tree.model import Tree

DIALECTS = ("duckdb", "spark", "postgres", "bigquery", "snowflake", "databricks", "trino")
FEW = 20
"""So many rows with problems are told one by one."""


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
    from wizard.source.extras import extra

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


@click.command()
@click.argument("file", required=False)
@click.option("--tree", default=DEFAULT, help="The tree to judge by; the pack's default otherwise.")
@click.option("-o", "--output", metavar="OUT", help="A .csv, .tsv, .parquet, .xlsx, .md or .html to write.")
@click.option("--archive", metavar="DIR", help="Judge the records in this folder by the tree as it is now.")
@click.option("--show", is_flag=True, help="Open the register in the app: rows to filter, open and change.")
@click.option("--template", is_flag=True, help="Write the empty sheet to fill in instead, as .xlsx.")
@with_root
def inventory(
    knowledge: Knowledge,
    file: str | None,
    tree: str,
    output: str | None,
    archive: str | None,
    template: bool,
    show: bool,
) -> None:
    """Judge every row of FILE, a table of workflows, and write the register: a row for each.

    FILE is CSV, TSV, JSON Lines, Parquet or Excel, with a column `workflow` and one for each question.
    Without -o the register goes to standard output as CSV.
    """
    from wizard.source.extras import extra

    opened = knowledge.tree(tree)
    with extra("inventory"):
        if template:
            _write_template(opened, Path(output or f"{opened.id}-register.xlsx"))
            return
        table = _named(file, archive)
        if show:
            _show(knowledge, opened, table)
        else:
            _judge(knowledge, opened, table, None if output is None else Path(output))


def _write_template(tree: Tree, sheet: Path) -> None:
    """Writes the empty sheet."""
    from wizard.registers.workbook import write_template

    if sheet.suffix.lower() != ".xlsx":
        raise Refused(f"the empty sheet is an Excel workbook: name it {sheet.with_suffix('.xlsx')}")
    write_template(tree, sheet)
    tell(f"Written to {sheet}")


def _named(file: str | None, archive: str | None) -> Path:
    """The file or the folder to judge, of which one is named."""
    if file is not None and archive is None:
        return Path(file)
    if file is not None or archive is None:
        raise Refused("name one file with the workflows, or --archive DIR; --template writes an empty sheet")
    if not Path(archive).is_dir():
        raise Refused(f"there is no folder {archive}")
    return Path(archive)


def _show(knowledge: Knowledge, tree: Tree, table: Path) -> None:
    """Opens the register in the app."""
    if not full_screen():
        raise Refused("the app needs a terminal; write the register with -o instead")
    from wizard.ui.screens.register import RegisterScreen

    keeper = keeper_of(knowledge, private=True)
    open_app(knowledge, None, keeper, opening=lambda: RegisterScreen(knowledge, tree, table))


def _judge(knowledge: Knowledge, tree: Tree, table: Path, output: Path | None) -> None:
    """Writes the register to a file or to standard output, and says on stderr what it comes to."""
    from datetime import date

    from wizard.registers.register import register
    from wizard.registers.writing import as_csv, checked, write_register

    path = None if output is None else checked(output)
    with register(knowledge, tree, table, date.today(), progress.show) as judged:
        if path is None:
            for line in as_csv(judged):
                say(line, "csv", end="")
        else:
            write_register(judged, path)
        _sum_up(judged, path)
        if table.is_dir():
            _tell_changes(judged)


def _tell_changes(judged: Register) -> None:
    """Says on stderr which verdicts of an archive are others now."""
    changes, verdicts = judged.changes(), judged.tree.verdicts
    for was, now, count in changes:
        before, after = (verdicts[id].label if id in verdicts else id for id in (was, now or "not finished"))
        tell(f"{count:>9,}  was: {before}; is now: {after}")
    if not changes:
        tell("No verdict has changed")


def _sum_up(judged: Register, path: Path | None) -> None:
    """Says on stderr what became of the rows."""
    if path is not None:
        tell(f"Written to {path}")
    tell(f"{judged.rows:,} workflows")
    for id, count in judged.by_verdict().items():
        label = judged.tree.verdicts[id].label if id else "Not finished: answers are missing"
        tell(f"{count:>9,}  {label}")
    for each in judged.troubles(FEW):
        tell(f"Row {each.row}: {each.message}")
    if judged.troubled > FEW:
        tell(f"{judged.troubled:,} rows have problems; the column problems has them all")
    if judged.unplanned:
        tell(f"{judged.unplanned:,} rows have no change plan: there are too many different walks for that")


COMMANDS = (sql, inventory)
