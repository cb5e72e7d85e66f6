"""Tables in every form that people have, judged; the register in every form that they want."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.helpers.calling import call
from tests.helpers.random_trees import Case, second_cases
from tests.helpers.registers import as_csv, from_csv, judged
from tests.helpers.rows import Row, expected, random_rows, witnesses
from wizard.pack.knowledge import Knowledge, open_knowledge
from wizard.tree.model import Tree
from wizard.tree.ticks import NONE

pytest.importorskip("duckdb", reason="the extra inventory is not installed")
pytest.importorskip("sqlglot", reason="the extra inventory is not installed")
pytest.importorskip("xlsxwriter", reason="the extra inventory is not installed")
pytest.importorskip("python_calamine", reason="the extra inventory is not installed")

import duckdb
import python_calamine
import xlsxwriter

from wizard.registers.headers import WORKED_OUT
from wizard.registers.layers import RESULTS

KNOWLEDGE = open_knowledge()
WHATSAPP = KNOWLEDGE.tree("whatsapp")
COVERED: Row = {"workflow": "Results", "coverage": "covered-entity", "stage": "planning", "product": "email"}


def labelled(tree: Tree, row: Row) -> Row:
    """A row with labels instead of ids, in other letters and with spaces around; ticks between semicolons."""
    told: Row = {}
    for id, cell in row.items():
        if id in tree.screens and cell:
            labels = {**tree.screens[id].labels, NONE: tree.screens[id].none}
            told[id] = "; ".join(labels[tick].upper() for tick in cell.split(", "))
        elif cell and cell in tree.questions[id].answers:
            told[id] = f"  {tree.questions[id].answers[cell].label.upper()} "
        else:
            told[id] = cell
    return told


@pytest.mark.parametrize("id", KNOWLEDGE.tree_ids)
def test_labels_are_read_as_ids_are(id: str, tmp_path: Path) -> None:
    tree = KNOWLEDGE.tree(id)
    rows = list(witnesses(tree))[:200]
    found = judged(KNOWLEDGE, tree, as_csv(tmp_path / "in.csv", [labelled(tree, row) for row in rows]))
    for row, line in zip(rows, found, strict=True):
        assert {name: line[name] for name in RESULTS} == expected(tree, row)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(second_cases())
def test_labels_of_ticks_and_bands_are_read_as_ids_are(tmp_path: Path, case: Case) -> None:
    rows = list(witnesses(case.tree))
    path = as_csv(tmp_path / "in.csv", [labelled(case.tree, row) for row in rows])
    for row, line in zip(rows, judged(Knowledge(tmp_path), case.tree, path), strict=True):
        assert {name: line[name] for name in RESULTS} == expected(case.tree, row)


def test_rows_in_are_rows_out_and_stay_in_order(tmp_path: Path) -> None:
    rows = [{"workflow": f"{at}", **row} for at, row in enumerate(random_rows(WHATSAPP, 5000, seed=2))]
    path = as_csv(tmp_path / "in.csv", rows)
    done = call("inventory", str(path), "-o", str(tmp_path / "out.csv"))
    assert done.code == 0 and "5,000 workflows" in done.err
    assert [row["workflow"] for row in from_csv(tmp_path / "out.csv")] == [str(at) for at in range(5000)]


def test_what_is_wrong_is_told_by_its_cell_and_stops_no_other_row(tmp_path: Path) -> None:
    rows: list[Row] = [COVERED, {**COVERED, "stage": "planing"}, COVERED]
    path = as_csv(tmp_path / "in.csv", rows)
    done = call("inventory", str(path), "-o", str(tmp_path / "out.csv"))
    assert done.code == 0
    assert "Row 2: C3: stage has no answer planing; did you mean planning?" in done.err
    out = from_csv(tmp_path / "out.csv")
    assert [row["problems"] for row in out] == ["", "stage has no answer planing", ""]
    assert [row["missing"] for row in out] == ["", "stage", ""]
    assert out[0]["verdict"] == out[2]["verdict"] == "not-judged"


def test_each_row_says_what_to_do_first_and_what_would_change_it(tmp_path: Path) -> None:
    bad = expected_bad = next(
        row for row in witnesses(WHATSAPP) if expected(WHATSAPP, row)["verdict"] == "impermissible"
    )
    (line,) = judged(KNOWLEDGE, WHATSAPP, as_csv(tmp_path / "in.csv", [expected_bad]))
    assert bad and line["do-first"] and "makes this:" in (line["change-plan"] or "")


@pytest.mark.parametrize("form", [".csv", ".tsv", ".jsonl", ".parquet", ".xlsx"])
def test_every_form_is_read_alike(form: str, tmp_path: Path) -> None:
    rows = [{"workflow": f"{at}", **row} for at, row in enumerate(list(witnesses(WHATSAPP))[:50])]
    path = tmp_path / f"in{form}"
    first = as_csv(tmp_path / "first.csv", rows)
    if form == ".xlsx":
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            lines: list[list[str | None]] = [list(rows[0]), *(list(row.values()) for row in rows)]
            for number, cells in enumerate(lines):
                sheet.write_row(number, 0, [each or "" for each in cells])
    elif form == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    else:
        how = {".csv": "FORMAT csv", ".tsv": "FORMAT csv, DELIMITER '\t'", ".parquet": "FORMAT parquet"}[form]
        duckdb.sql(f"COPY (FROM read_csv('{first}', all_varchar = true)) TO '{path}' ({how})")
    assert judged(KNOWLEDGE, WHATSAPP, path) == judged(KNOWLEDGE, WHATSAPP, first)


@pytest.mark.parametrize("form", [".csv", ".tsv", ".parquet", ".xlsx", ".md", ".html"])
def test_every_form_is_written_whole_and_for_its_owner(form: str, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "in.csv", [COVERED] * 3)
    out = tmp_path / f"out{form}"
    assert call("inventory", str(path), "-o", str(out)).code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.csv", out.name]
    again = call("inventory", str(path), "-o", str(out))
    assert again.code == 2 and "is there already" in again.err


def test_the_workbook_has_the_register_a_summary_and_the_causes(tmp_path: Path) -> None:
    path = as_csv(tmp_path / "in.csv", [COVERED] * 3)
    call("inventory", str(path), "-o", str(tmp_path / "out.xlsx"))
    with python_calamine.CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")) as book:
        assert book.sheet_names == ["Register", "Summary", "Causes"]
        sheets = [book.get_sheet_by_index(at).to_python() for at in range(3)]
    assert sheets[0][0] == [*COVERED, *WORKED_OUT] and len(sheets[0]) == 4
    assert sheets[1][1] == [WHATSAPP.verdicts["not-judged"].label, 3]
    assert {row[0] for row in sheets[2][1:]} <= set(WHATSAPP.findings)


def test_the_empty_sheet_comes_back_as_a_register(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xlsx"
    assert call("inventory", "--template", "-o", str(sheet)).code == 0
    done = call("inventory", str(sheet), "-o", str(tmp_path / "out.csv"))
    assert done.code == 2 and "no row under it" in done.err


def test_a_register_is_judged_anew_without_its_old_verdicts(tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    call("inventory", str(as_csv(tmp_path / "in.csv", [COVERED])), "-o", str(first))
    call("inventory", str(first), "-o", str(second))
    assert first.read_text("utf-8") == second.read_text("utf-8")


def test_without_a_place_to_write_to_the_register_comes_as_csv(tmp_path: Path) -> None:
    done = call("inventory", str(as_csv(tmp_path / "in.csv", [COVERED])))
    assert done.code == 0
    assert done.out.splitlines()[0] == ",".join([*COVERED, *WORKED_OUT])
    assert len(done.out.splitlines()) == 2
