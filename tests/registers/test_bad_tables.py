"""Tables that are none, or that are meant to harm: each gets a sentence that says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.calling import Called, call
from tests.helpers.registers import from_csv

for module in ("duckdb", "sqlglot", "xlsxwriter", "python_calamine"):
    pytest.importorskip(module, reason="the extra inventory is not installed")

HEAD = "workflow,coverage,stage\n"

REFUSED: dict[str, tuple[str, bytes, str]] = {
    "empty": ("in.csv", b"", "is empty"),
    "a header alone": ("in.csv", HEAD.encode(), "no row under it"),
    "a column nearly called so": ("in.csv", b"workflow,coverag\nA,x\n", "column B1 is called coverag"),
    "two columns for one question": (
        "in.csv",
        b"stage,workflow, Stage \nplanning,A,planning\n",
        "columns A1 and C1 both answer stage",
    ),
    "no question": ("in.csv", b"a,b\n1,2\n", "no column answers a question"),
    "many columns": ("in.csv", ",".join(f"c{at}" for at in range(100_000)).encode() + b"\n", "columns"),
    "UTF-16": ("in.csv", HEAD.encode("utf-16"), "is not UTF-8 text"),
    "another encoding in the header": ("in.csv", b"workflow,st\xe4ge\nA,B\n", "cell B1: not UTF-8 text"),
    "an open quotation mark": ("in.csv", b'workflow,"stage\nA,B\n', "line 1: a quotation mark"),
    "another kind": ("in.doc", b"x", "is no table that can be read"),
    "no Parquet": ("in.parquet", b"PAR1 not", "is no Parquet file"),
    "no workbook": ("in.xlsx", b"PK not", "is no Excel workbook"),
    "no JSON": ("in.jsonl", b"nothing\n", "no JSON object"),
}


def judged(folder: Path, name: str, held: bytes) -> Called:
    path = folder / name
    path.write_bytes(held)
    return call("inventory", str(path), "-o", str(folder / "out.csv"))


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_table_is_refused_in_a_sentence(what: str, tmp_path: Path) -> None:
    name, held, sentence = REFUSED[what]
    done = judged(tmp_path, name, held)
    assert (done.code, done.out) == (2, "")
    assert sentence in done.err
    assert "Traceback" not in done.err and len(done.err) < 1000
    assert not (tmp_path / "out.csv").exists()


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = call("inventory", str(tmp_path / "none.csv"))
    assert done.code == 2 and "there is no file" in done.err


def test_a_form_that_no_register_has_is_refused_before_any_work(tmp_path: Path) -> None:
    done = call("inventory", str(tmp_path / "none.csv"), "-o", str(tmp_path / "out.docx"))
    assert done.code == 2 and "has no form that a register has" in done.err


def test_a_locked_workbook_is_refused(tmp_path: Path) -> None:
    # What a password makes of a workbook: an OLE container (MS-CFB) around the encrypted package.
    done = judged(tmp_path, "in.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096))
    assert done.code == 2 and "Excel" in done.err


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", " =x", "\t=x"])
def test_a_formula_in_a_cell_goes_out_as_text(cell: str, tmp_path: Path) -> None:
    done = judged(tmp_path, "in.csv", f'{HEAD}"{cell}",covered-entity,planning\n'.encode())
    assert done.code == 0
    assert from_csv(tmp_path / "out.csv")[0]["workflow"] == f"'{cell}"


def test_figures_below_nothing_stay_figures(tmp_path: Path) -> None:
    judged(tmp_path, "in.csv", f"{HEAD}-5,covered-entity,planning\n".encode())
    assert from_csv(tmp_path / "out.csv")[0]["workflow"] == "-5"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"B,covered-entity,planning,more,still more\n", "the row has 5 cells, the header 3"),
        (b"B,covered-entity\n", "the row has 2 cells, the header 3"),
        (b"B\xe4,covered-entity,planning\n", "a cell is not UTF-8 text"),
    ],
)
def test_a_bad_row_is_told_by_its_number_and_kept(line: bytes, told: str, tmp_path: Path) -> None:
    good = b"A,covered-entity,planning\n"
    done = judged(tmp_path, "in.csv", HEAD.encode() + good + line + good)
    assert done.code == 0 and f"Row 2: {told}" in done.err
    out = from_csv(tmp_path / "out.csv")
    assert [row["workflow"][0] for row in out] == ["A", "B", "A"]
    assert told in out[1]["problems"] and not out[0]["problems"] + out[2]["problems"]


def test_a_bad_line_of_json_is_told_and_kept(tmp_path: Path) -> None:
    held = b'{"workflow": "A", "stage": "planning"}\nnot this\n["nor this"]\n{"workflow": "B"}\n'
    done = judged(tmp_path, "in.jsonl", held)
    assert "Row 2: the line is no JSON" in done.err and "Row 3: the line is no JSON object" in done.err
    assert [row["workflow"] for row in from_csv(tmp_path / "out.csv")] == ["A", "", "", "B"]


def test_columns_called_as_the_query_works_do_no_harm(tmp_path: Path) -> None:
    head = 'coverage__fact,"a""; DROP TABLE judged; --",row__number,c0,ill,coverage\n'
    done = judged(tmp_path, "in.csv", f"{head}1,2,3,4,5,outside-us\n".encode())
    assert done.code == 0
    (row,) = from_csv(tmp_path / "out.csv")
    assert list(row.values())[:7] == ["1", "2", "3", "4", "5", "outside-us", "not-covered"]


def test_semicolons_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    done = judged(tmp_path, "in.csv", "\ufeffworkflow;coverage\nA;outside-us\n".encode())
    assert done.code == 0 and from_csv(tmp_path / "out.csv")[0]["verdict"] == "not-covered"


def test_a_bad_row_has_no_verdict(tmp_path: Path) -> None:
    judged(tmp_path, "in.csv", f"{HEAD}A,outside-us,,x\nB,outside-us,\n".encode())
    assert [row["verdict"] for row in from_csv(tmp_path / "out.csv")] == ["", "not-covered"]
