"""What is told while a table is judged, and that whoever is told can end it."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest

from tests.helpers.registers import as_csv
from tests.helpers.rows import witnesses
from wizard.pack.knowledge import Knowledge

pytest.importorskip("duckdb", reason="the extra inventory is not installed")
pytest.importorskip("sqlglot", reason="the extra inventory is not installed")

TREE = "whatsapp"


class Enough(Exception):
    """What the one who is told raises."""


class Told:
    """Notes what is told; has enough at the first word of `until`."""

    def __init__(self, until: str = "") -> None:
        self.until = until
        self.words: list[str] = []

    def __call__(self, what: str, done: int, of: int) -> None:
        self.words.append(what)
        if what == self.until:
            raise Enough


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which registers keep what they need meanwhile."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def judge(knowledge: Knowledge, path: Path, told: Told) -> None:
    from wizard.registers.register import register

    with register(knowledge, knowledge.tree(TREE), path, date.today(), told):
        pass


def ragged(path: Path) -> Path:
    """A table that has to be read row by row."""
    path.write_text(path.read_text("utf-8") + "one cell\n", "utf-8")
    return path


@pytest.mark.parametrize("until", ["Reading", "Planning"])
def test_the_one_who_is_told_ends_the_work_and_nothing_is_left(
    knowledge: Knowledge, tmp_path: Path, scratch: Path, until: str
) -> None:
    rows = [{"workflow": "Flow", **row} for row in list(witnesses(knowledge.tree(TREE)))[::400]]
    path = as_csv(tmp_path / "t.csv", rows)
    told = Told()
    judge(knowledge, path, told)
    assert {"Reading", "Planning"} <= set(told.words)
    with pytest.raises(Enough):
        judge(knowledge, path, Told(until))
    assert [*scratch.iterdir()] == []


def test_rows_that_are_read_one_by_one_are_told(knowledge: Knowledge, tmp_path: Path) -> None:
    rows = [{"workflow": "Flow", **row} for row in list(witnesses(knowledge.tree(TREE)))[::400]]
    told = Told()
    judge(knowledge, ragged(as_csv(tmp_path / "t.csv", rows)), told)
    assert told.words.count("Reading") > len(rows)


def test_a_statement_under_way_is_interrupted(scratch: Path) -> None:
    import duckdb

    from wizard.registers.watching import watched

    with duckdb.connect() as base:
        long = "SELECT sum(a.range * b.range) FROM range(10_000_000) AS a, range(10_000_000) AS b"
        with pytest.raises(Enough):
            watched(base, Told("Judging"), "Judging", long)
        assert base.execute("SELECT 1").fetchall() == [(1,)]
