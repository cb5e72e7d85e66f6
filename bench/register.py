"""Measures a tree as one query over Parquet files of random rows, beside `judge` a row and polars by hand.

Each figure comes from a process of its own, so that its peak memory is its own too. Needs the extra
`inventory`, and polars for the pair.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from wizard.pack.knowledge import open_knowledge
from wizard.registers.cells import input_columns
from wizard.registers.layers import RESULTS, VERDICT
from wizard.registers.query import printed, query, table
from wizard.registers.register import bounded
from wizard.tree.model import END, Tree
from wizard.tree.ticks import NO, NONE, YES
from wizard.walk.judge import judge
from wizard.walk.walk import begin, spread

MILLION = 1_000_000
PER_ROW = 20_000
"""So many rows are walked and judged one by one."""


def make(tree: Tree, path: Path, count: int) -> None:
    """A Parquet file of random rows; three cells in a hundred are empty."""
    columns = []
    for id in input_columns(tree):
        answers = [*tree.screens[id].labels, NONE] if id in tree.screens else list(tree.questions[id].answers)
        listed = ", ".join(f"'{each}'" for each in answers)
        drawn = f"([{listed}])[1 + CAST(floor(random() * {len(answers)}) AS INT)]"
        columns.append(f'CASE WHEN random() < 0.03 THEN NULL ELSE {drawn} END AS "{id}"')
    with duckdb.connect() as base:
        base.execute("SET threads = 1; SELECT setseed(0.5)")
        base.execute(
            f"COPY (SELECT 'w' || i AS workflow, {', '.join(columns)} FROM range({count}) r(i)) TO '{path}'"
        )


def by_query(tree: Tree, rows: Path, work: Path, results: tuple[str, ...]) -> None:
    """The query from Parquet to Parquet."""
    text = printed(query(tree, table("workflows", "duckdb"), date.today(), results), "duckdb")
    with duckdb.connect() as base:
        bounded(base, work)
        base.execute(f"CREATE VIEW workflows AS FROM '{rows}'")
        if results == VERDICT:  # as many lines as there are outcomes: what is written does not count
            base.execute(f"SELECT verdict, outcome, count(*) FROM ({text}) GROUP BY ALL").fetchall()
        else:  # within a memory limit DuckDB writes rows in their order on one core only
            base.execute("SET preserve_insertion_order = false")
            base.execute(f"COPY ({text}) TO '{work / 'out.parquet'}'")


def by_row(tree: Tree, rows: Path) -> None:
    """The walk and `judge` for each of a few rows."""
    found = duckdb.sql(f"SELECT * EXCLUDE (workflow) FROM '{rows}' LIMIT {PER_ROW}")
    names, cells = found.columns, found.fetchall()
    start = time.process_time()
    for row in cells:
        given = {id: cell for id, cell in zip(names, row, strict=True) if cell is not None}
        facts, walk = spread(tree, given), begin(tree)
        while walk.question is not None and walk.question.id in facts:
            walk = walk.answer(facts[walk.question.id])
        judge(tree, walk.facts)
    print(json.dumps({"inner": time.process_time() - start}))


def by_polars(tree: Tree, rows: Path) -> None:
    """Verdict and outcome by the same conditions, written out with polars."""
    import polars as pl

    def holds(condition: object) -> pl.Expr:
        ways = [
            pl.all_horizontal(
                [pl.col(f"fact {term.question}").is_in(sorted(term.answers)) for term in clause.terms]
                + [pl.col(f"found {id}") for id in clause.found]
            )
            if clause.terms or clause.found
            else pl.lit(True)
            for clause in condition  # type: ignore[attr-defined]
        ]
        return pl.any_horizontal(ways).fill_null(False)

    frame = pl.scan_parquet(rows)
    for id in tree.order:
        question = tree.questions[id]
        ways = [pl.lit(id == tree.start)]
        for other in tree.questions.values():
            answers = [each for each in other.answers if other.target(each) == id != END]
            if answers:
                ways.append(pl.col(f"fact {other.id}").is_in(answers))
            if other.when is not None and other.next == id:
                ways.append(pl.col(f"came {other.id}") & pl.col(f"fact {other.id}").is_null())
        frame = frame.with_columns(pl.any_horizontal(ways).fill_null(False).alias(f"came {id}"))
        asked = pl.col(f"came {id}") & (holds(question.when) if question.when is not None else pl.lit(True))
        cell = pl.col(str(question.screen or id))
        if question.screen is not None:
            ticked = pl.lit(YES), pl.lit(NO)
            cell = pl.when(cell == id.rpartition(".")[2]).then(ticked[0]).when(cell != "").then(ticked[1])
        frame = frame.with_columns(pl.when(asked).then(cell.fill_null("?")).alias(f"fact {id}"))
    found = [holds(each.when).alias(f"found {each.id}") for each in tree.findings.values()]
    frame = frame.with_columns(found)
    ranks = [
        pl.col(f"found {each.id}").cast(pl.Int8) * verdict.rank
        for each in tree.findings.values()
        if (verdict := tree.verdict_of_weight(each.weight)) is not None
    ]
    frame = frame.with_columns(pl.max_horizontal(ranks).alias("rank"))
    stopped = pl.any_horizontal([pl.col(f"fact {id}") == "?" for id in tree.order]).fill_null(False)
    outcome = pl.when(stopped).then(None)
    for each in tree.outcomes.values():
        due = (pl.col("rank") == tree.verdicts[each.verdict].rank) & holds(each.when)
        outcome = outcome.when(due).then(pl.lit(each.id))
    frame = frame.with_columns(outcome.otherwise(None).alias("outcome"))
    print(len(frame.group_by("rank", "outcome").len().collect(engine="streaming")), file=sys.stderr)


def measured(what: str, rows: Path, work: Path) -> None:
    """Runs one of the ways in this process; prints its seconds and its peak memory."""
    tree = open_knowledge().tree("whatsapp")
    ways: dict[str, Callable[[], None]] = {
        "verdict": lambda: by_query(tree, rows, work, VERDICT),
        "all": lambda: by_query(tree, rows, work, RESULTS),
        "row": lambda: by_row(tree, rows),
        "polars": lambda: by_polars(tree, rows),
    }
    wall, own = time.perf_counter(), time.process_time()
    ways[what]()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps({"wall": time.perf_counter() - wall, "own": time.process_time() - own, "peak": peak}))


def run(what: str, rows: Path, work: Path) -> dict[str, float]:
    """One of the ways in a process of its own."""
    call = [sys.executable, __file__, what, str(rows), str(work)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    return {key: value for line in done.stdout.splitlines() for key, value in json.loads(line).items()}


def shown(name: str, figure: float, limit: float, least: bool, unit: str) -> None:
    """One line: the figure, its limit, whether it is within."""
    good = figure >= limit if least else figure <= limit
    print(f"{name:58} {figure:12,.1f} {unit:12} limit {limit:12,.1f}  {'within' if good else 'over'}")


def main() -> None:
    """Makes the files, runs each way once, prints the figures."""
    tree = open_knowledge().tree("whatsapp")
    with TemporaryDirectory() as folder:
        work = Path(folder)
        one, ten = work / "one.parquet", work / "ten.parquet"
        make(tree, one, MILLION)
        make(tree, ten, 10 * MILLION)
        print(
            "Rows a second: by the clock, which limits are for, and by the processor's time over two cores."
        )
        rates: dict[str, float] = {}
        for what, rows, count in (
            ("verdict", one, 1),
            ("all", one, 1),
            ("verdict", ten, 10),
            ("all", ten, 10),
        ):
            found = run(what, rows, work)
            rates[f"{what} {count}"] = count * MILLION / found["wall"]
            print(
                f"{what}, {count} million: {rates[f'{what} {count}']:,.0f} by the clock, "
                f"{2 * count * MILLION / found['own']:,.0f} by the processor, peak {found['peak']:,.0f} MB"
            )
            if count == 10:
                shown(f"peak memory, {what}, 10 million rows", found["peak"], 1000, False, "MB")
                growth = 10 * rates[f"{what} 1"] / rates[f"{what} 10"]
                shown(f"growth from 1 to 10 million rows, {what}", growth, 11, False, "times")
        shown("verdict and outcome", rates["verdict 1"], MILLION, True, "rows/s")
        shown("all columns, from and to Parquet", rates["all 1"], 200_000, True, "rows/s")
        single = PER_ROW / run("row", one, work)["inner"]
        shown(
            f"times the {single:,.0f} rows/s of a walk a row (1 core)",
            rates["verdict 1"] / single,
            20,
            True,
            "times",
        )
        found = run("polars", one, work)
        print(
            f"polars by hand, verdict and outcome: {MILLION / found['wall']:,.0f} rows/s, "
            f"{found['peak']:,.0f} MB"
        )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        measured(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
