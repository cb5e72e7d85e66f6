"""A table judged by the query of a tree, with a plan and a first step beside each row."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from wizard.pack.knowledge import Knowledge
from wizard.registers.archived import BEFORE, opened_archive
from wizard.registers.cleaning import cleaned
from wizard.registers.headers import Headers, letters, matched
from wizard.registers.layers import RESULTS, VERDICT
from wizard.registers.plans import MOST_PLANS, first_steps, plan_of, remedies
from wizard.registers.query import printed, query
from wizard.registers.tables import column_name, opened, quoted
from wizard.registers.watching import READING, watched
from wizard.source.nearest import nearest
from wizard.source.progress import Progress, quiet
from wizard.tree.model import Tree

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY = "600MB"
"""DuckDB holds no more than this at a time; what is more goes to a folder that is removed afterwards."""


@dataclass(frozen=True)
class Trouble:
    """A cell or a row that cannot be read: its row, counted without the header, and what is wrong."""

    row: int
    message: str


@dataclass(frozen=True)
class Register:
    """A judged table in `base`: the view `register` has its rows in order, `row__number` first.

    `columns` are the names of the view's other columns; `unplanned` counts the rows without a plan
    because there were too many different walks. `judging` is the query over a relation as `given` is one.
    """

    base: DuckDBPyConnection
    tree: Tree
    headers: Headers
    columns: tuple[str, ...]
    unplanned: int
    judging: Callable[[str], str]

    def one(self, query: str) -> int:
        """The only number that a query finds."""
        return int(self.base.execute(query).fetchall()[0][0])

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.one("SELECT count(*) FROM judged")

    def by_verdict(self) -> dict[str, int]:
        """Rows by verdict, worst verdict first; those that have none yet by an empty one."""
        found = dict(
            self.base.execute("SELECT coalesce(verdict, ''), count(*) FROM judged GROUP BY 1").fetchall()
        )
        return {id: found[id] for id in [*reversed(list(self.tree.verdicts)), ""] if id in found}

    def by_finding(self) -> dict[str, int]:
        """Rows by finding, the most frequent first."""
        listed = "SELECT unnest(string_split(findings, ' ')) AS finding FROM judged WHERE findings <> ''"
        counted = f"SELECT finding, count(*) FROM ({listed}) GROUP BY 1 ORDER BY 2 DESC, 1"
        return dict(self.base.execute(counted).fetchall())

    def changes(self) -> list[tuple[str, str, int]]:
        """Of an archive, the verdicts that are others now: what each was, what it is, how many rows."""
        was = f"c{BEFORE.index('was')}"
        return self.base.execute(
            f"SELECT {was}, coalesce(verdict, '') AS now, count(*) FROM judged "
            f"WHERE {was} <> '' AND {was} <> now GROUP BY ALL ORDER BY 3 DESC, 1, 2"
        ).fetchall()

    @property
    def troubled(self) -> int:
        """How many rows have a cell that cannot be read."""
        return self.one("SELECT count(*) FROM judged WHERE ill <> '' OR wrong <> ''")

    def troubles(self, most: int) -> Iterator[Trouble]:
        """What is wrong with the first of these rows, each cell by its place in the sheet."""
        cells = "".join(f", c{at}" for at in self.headers.questions.values())
        found = self.base.execute(
            f"SELECT row__number, ill, wrong{cells} FROM judged WHERE ill <> '' OR wrong <> '' "
            f"ORDER BY row__number LIMIT {most}"
        ).fetchall()
        for number, ill, wrong, *values in found:
            if ill:
                yield Trouble(number, ill)
            given = dict(zip(self.headers.questions, values, strict=True))
            for id in wrong.split():
                cell = f"{letters(self.headers.questions[id])}{number + 1}"
                near = nearest(given[id].strip(), self.allowed(id))
                hint = f"; did you mean {near}?" if near else ""
                yield Trouble(number, f"{cell}: {id} has no answer {given[id].strip()}{hint}")

    def allowed(self, id: str) -> list[str]:
        """What may be answered, by ids and by labels."""
        if id in self.tree.screens:
            return [*self.tree.screens[id].labels]
        answers = self.tree.questions[id].answers
        return [*answers, *(each.label for each in answers.values())]


@contextmanager
def register(
    knowledge: Knowledge, tree: Tree, path: Path, today: date, told: Progress = quiet
) -> Iterator[Register]:
    """A file, or an archive of records, judged, as long as it is needed.

    Raises `Refused` for what is no table of workflows, and what `told` raises to end the work.
    """
    import duckdb

    with (
        TemporaryDirectory(prefix="wizard-") as folder,
        duckdb.connect(str(Path(folder) / "register.db")) as base,
    ):
        bounded(base, Path(folder))
        told(READING, 0, 0)
        names = (
            opened_archive(base, tree, path, Path(folder), told)
            if os.path.isdir(path)
            else opened(base, path, Path(folder), told)
        )
        yield judged(base, knowledge, tree, names, today, told)


def bounded(base: DuckDBPyConnection, folder: Path) -> None:
    """Holds DuckDB to the memory and the processors that there are, and to files that are its own."""
    base.execute(f"SET memory_limit = '{MEMORY}'")
    base.execute(f"SET threads = {max(1, min(8, os.cpu_count() or 1))}")
    base.execute(f"SET temp_directory = {quoted(str(folder / 'spilled'))}")
    base.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")


def judged(
    base: DuckDBPyConnection,
    knowledge: Knowledge,
    tree: Tree,
    names: Sequence[str],
    today: date,
    told: Progress,
) -> Register:
    """Judges the rows of `given` in `base`, whose columns have these names."""
    headers = matched(tree, names)
    own = ["row__number", "ill", *(f"c{at}" for at in range(len(names)))]

    def judging(rows: str) -> str:
        source = cleaned(tree, headers, len(names), rows).subquery("cleaned")
        text = printed(query(tree, source, today, (*RESULTS, "wrong", "facts"), own), "duckdb")
        unread = ", ".join(f"CASE WHEN ill = '' THEN {each} END AS {each}" for each in VERDICT)
        return f"SELECT * REPLACE ({unread}) FROM ({text})"

    watched(base, told, "Judging", f"CREATE TABLE judged AS {judging('given')}")
    unplanned = _planned(base, tree, told)
    base.execute("CREATE TABLE firsts (outcome VARCHAR, first_step VARCHAR)")
    _filled(base, "firsts", list(first_steps(knowledge, tree).items()))
    base.execute("CREATE TABLE remedies (finding VARCHAR, remedy VARCHAR)")
    _filled(base, "remedies", list(remedies(tree).items()))
    kept = {f"c{at}": name for at, name in headers.kept.items()}
    step = "CASE WHEN missing <> '' THEN 'Answer ' || missing ELSE coalesce(remedy, first_step, '') END"
    added = {
        **{f"judged.{each}": each for each in RESULTS},
        step: "do-first",
        "coalesce(plan, '')": "change-plan",
        _problems(tree, headers): "problems",
    }
    listed = "".join(f", {value} AS {column_name(name)}" for value, name in {**kept, **added}.items())
    base.execute(
        f"CREATE VIEW register AS SELECT row__number{listed} FROM judged "
        "LEFT JOIN firsts ON judged.outcome = firsts.outcome LEFT JOIN plans ON judged.facts = plans.facts "
        "LEFT JOIN remedies ON split_part(judged.findings, ' ', 1) = remedies.finding"
    )
    return Register(base, tree, headers, (*kept.values(), *added.values()), unplanned, judging)


def _problems(tree: Tree, headers: Headers) -> str:
    """What is wrong with a row and its cells, as one text; rows without a fault are not looked at."""
    cells = "".join(
        f", CASE WHEN contains(' ' || wrong || ' ', ' {id} ') "
        f"THEN '{id} has no answer ' || trim(c{at}) || '. ' ELSE '' END"
        for id, at in headers.questions.items()
    )
    return f"CASE WHEN ill = '' AND wrong = '' THEN '' ELSE trim(concat(ill, '. '{cells}), '. ') END"


def _planned(base: DuckDBPyConnection, tree: Tree, told: Progress) -> int:
    """Makes `plans`, one for each distinct walk that could end better; returns how many rows have none."""
    best = quoted(next(iter(tree.verdicts)))
    better = f"FROM judged WHERE missing = '' AND verdict <> {best}"
    base.execute("CREATE TABLE plans (facts VARCHAR, plan VARCHAR)")
    walks = base.execute(
        f"SELECT facts, count(*) {better} GROUP BY facts ORDER BY 2 DESC, 1 LIMIT {MOST_PLANS}"
    ).fetchall()
    plans: list[tuple[str, str]] = []
    for number, (facts, _) in enumerate(walks, 1):
        plans.append((facts, plan_of(tree, facts)))
        told("Planning", number, len(walks))
    _filled(base, "plans", plans)
    total = base.execute(f"SELECT count(*) {better}").fetchall()[0][0]
    return int(total) - sum(int(count) for _, count in walks)


def _filled(base: DuckDBPyConnection, table: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Puts pairs of texts into a table."""
    columns = [[each[at] for each in pairs] for at in (0, 1)]
    base.execute(f"INSERT INTO {table} SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", columns)
