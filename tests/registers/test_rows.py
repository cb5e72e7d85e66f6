"""One row of a register as a walk, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.registers import as_csv
from tests.helpers.rows import TODAY, Row, read, walked, witnesses
from wizard.pack.knowledge import open_knowledge
from wizard.source.problems import Refused

pytest.importorskip("duckdb", reason="the extra inventory is not installed")
pytest.importorskip("sqlglot", reason="the extra inventory is not installed")

from wizard.registers.register import register
from wizard.registers.rows import listed, put, walk_of_row

KNOWLEDGE = open_knowledge()
TREE = KNOWLEDGE.tree("whatsapp")
ROWS: list[Row] = [{"workflow": f"Flow-{at:03}", **row} for at, row in enumerate(list(witnesses(TREE))[::40])]


def test_a_row_comes_as_its_walk(tmp_path: Path) -> None:
    with register(KNOWLEDGE, TREE, as_csv(tmp_path / "in.csv", ROWS), TODAY) as made:
        for number, row in enumerate(ROWS, 1):
            cells = {id: cell for id, cell in row.items() if id != "workflow"}
            assert walk_of_row(made, number).facts == walked(TREE, read(TREE, cells)).facts


def test_rows_are_found_by_verdict_and_by_words(tmp_path: Path) -> None:
    with register(KNOWLEDGE, TREE, as_csv(tmp_path / "in.csv", ROWS), TODAY) as made:
        for verdict, count in made.by_verdict().items():
            rows, total = listed(made, verdict, "", 3)
            assert total == count and len(rows) == min(3, count)
            assert {row.verdict for row in rows} == {verdict}
        assert [row.name for row in listed(made, None, "FLOW-007", 9)[0]] == ["Flow-007"]
        assert listed(made, None, "%", 9) == ([], 0)


def test_a_changed_answer_goes_into_its_row_alone(tmp_path: Path) -> None:
    with register(KNOWLEDGE, TREE, as_csv(tmp_path / "in.csv", ROWS), TODAY) as made:
        before = made.base.execute("SELECT * FROM register ORDER BY 1").fetchall()
        walk = walk_of_row(made, 3)
        put(made, 3, walk.change("coverage", "outside-us"))
        after = made.base.execute("SELECT * FROM register ORDER BY 1").fetchall()
        assert [at for at in range(len(ROWS)) if before[at] != after[at]] == [2]
        assert listed(made, None, "flow-002", 1)[0][0].verdict == "not-covered"
        put(made, 3, walk)
        assert made.base.execute("SELECT * FROM register ORDER BY 1").fetchall() == before


def test_an_answer_without_a_column_is_refused(tmp_path: Path) -> None:
    rows: list[Row] = [{"workflow": "A", "coverage": "covered-entity", "stage": "planning"}]
    with register(KNOWLEDGE, TREE, as_csv(tmp_path / "in.csv", rows), TODAY) as made:
        walk = walk_of_row(made, 1).answer("email")
        with pytest.raises(Refused, match="no column for product"):
            put(made, 1, walk)
