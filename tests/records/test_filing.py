"""What an auditor takes: a tagged PDF of each transcript, and a register in which nothing acts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest

from tests.helpers.calling import call
from tests.helpers.small import make_root
from wizard.pack.knowledge import Knowledge
from wizard.records.filing import REGISTER, WIDEST, export_pack, rows
from wizard.records.gathered import Gathered, gathered
from wizard.transcript.model import SignOff, Transcript
from wizard.transcript.record import as_json, record, sealed
from wizard.walk.result import result_of
from wizard.walk.whole import walk_of

openpyxl = pytest.importorskip("openpyxl")
pypdf = pytest.importorskip("pypdf")
pytest.importorskip("xlsxwriter")
try:  # it may be installed and still lack a library of the system
    weasyprint = import_module("weasyprint")
except (ImportError, OSError) as error:
    pytest.skip(f"WeasyPrint cannot be used here: {error}", allow_module_level=True)

FORMULA = "=1+1"
YEARS = 6


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = make_root(tmp_path / "root")
    pack = root / "content" / "pack.yaml"
    own = pack.read_text("utf-8") if pack.exists() else "name: Small\n"
    pack.write_text(f"{own}retain: {YEARS}\n", "utf-8")
    return root


def made(root: Path, label: str, day: int, amount: str = "much") -> Transcript:
    """A transcript of a workflow, finished on this day of May 2024."""
    knowledge = Knowledge(root)
    walk = walk_of(knowledge.tree("small"), {"colour": "red", "amount": amount, "often": "no"})
    when = datetime(2024, 5, day, 13, 5, tzinfo=UTC)
    return record(result_of(walk), knowledge.library, when, when, knowledge.pack.program, label)


@pytest.fixture
def archive(small: Path, tmp_path: Path) -> Path:
    """Two versions of one workflow, the later one signed, and another workflow."""
    folder = tmp_path / "kept"
    (folder / "more").mkdir(parents=True)
    signed = SignOff("A. Reviewer", "Officer", "2024-05-11", "2025-05-11", "")
    later = sealed(replace(made(small, FORMULA, 10), signed=signed))
    for name, each in (("a", made(small, FORMULA, 2)), ("b", later), ("more/a", made(small, "Ward", 5))):
        (folder / f"{name}.json").write_text(as_json(each), "utf-8")
    return folder


def register(folder: Path) -> list[dict[str, str | None]]:
    """The rows of a register, by their columns."""
    sheet = openpyxl.load_workbook(folder / REGISTER)["Register"]
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def test_each_transcript_is_a_tagged_pdf_with_its_words(small: Path, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    called = call("--root", str(small), "export", "pack", str(archive), "-o", str(out))
    assert called.code == 0 and "3 PDF files" in called.err
    assert sorted(each.name for each in out.iterdir()) == ["a-2.pdf", "a.pdf", "b.pdf", REGISTER]
    pdf = pypdf.PdfReader(out / "b.pdf")
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"] == "en"
    words = "".join(page.extract_text() for page in pdf.pages)
    assert "May I take it?" in words and "A. Reviewer" in words


def test_the_register_tells_what_replaced_what_and_how_long_it_is_kept(
    small: Path, archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    call("--root", str(small), "export", "pack", str(archive), "-o", str(out))
    first, ward, later = register(out)
    assert (first["superseded by"], first["created"], first["retain until"]) == (
        "b.pdf",
        "2024-05-02",
        "2030-05-10",
    )
    assert (later["superseded by"], later["reviewer"], later["retain until"]) == (
        None,
        "A. Reviewer",
        "2030-05-10",
    )
    assert (ward["workflow"], ward["next review"], ward["retain until"]) == ("Ward", None, "2030-05-05")


def test_the_register_is_laid_out_to_be_read(small: Path, archive: Path, tmp_path: Path) -> None:
    long = made(small, "Ward " + "x" * 50, 9)
    (archive / f"{'y' * 90}.json").write_text(as_json(long), "utf-8")
    assert call("--root", str(small), "export", "pack", str(archive), "-o", str(tmp_path / "out")).code == 0
    sheet = openpyxl.load_workbook(tmp_path / "out" / REGISTER)["Register"]
    last = f"L{sheet.max_row}"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.max_row) == ("A2", f"A1:{last}", 5)
    assert all(cell.font.bold for cell in sheet[1])
    assert not any(
        cell.font.bold or cell.alignment.vertical != "top" for row in sheet[2:5] for cell in row if cell.value
    )
    assert all(cell.alignment.wrap_text for row in sheet[2:5] for cell in row if cell.value)
    widths = {name: round(each.width) for name, each in sheet.column_dimensions.items()}
    assert widths["A"] == WIDEST + 1 and widths["D"] == len("version") + 3, "xlsxwriter adds a margin"


def test_no_two_pdfs_have_one_name(small: Path, tmp_path: Path) -> None:
    names = ("a", "more/a", "a-2", "A", "more/a-2")
    found = [Gathered(f"{name}.json", made(small, f"Ward {day}", day)) for day, name in enumerate(names, 1)]
    out = tmp_path / "out"
    filed = list(export_pack(found, out, YEARS))
    assert filed == ["a.pdf", "a-2.pdf", "a-2-2.pdf", "A-3.pdf", "a-2-3.pdf"]
    assert len(list(out.glob("*.pdf"))) == len(names)
    assert [row["workflow"] for row in register(out)] == [f"Ward {day}" for day in range(1, 6)]


def test_a_draft_never_replaces_what_was_signed_of_it(small: Path, tmp_path: Path) -> None:
    draft = made(small, "Ward", 2)
    signed = SignOff("A. Reviewer", "Officer", "2024-05-11", "2025-05-11", draft.digest)
    for name, each in (("a", sealed(replace(draft, signed=signed))), ("b", draft)):
        (tmp_path / f"{name}.json").write_text(as_json(each), "utf-8")
    found = gathered(Knowledge(small), [tmp_path / "a.json", tmp_path / "b.json"])
    assert list(export_pack(found, tmp_path / "out", YEARS)) == ["a.pdf"]
    assert [row["reviewer"] for row in register(tmp_path / "out")] == ["A. Reviewer"]


def test_no_cell_of_the_register_acts_as_a_formula(small: Path, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    call("--root", str(small), "export", "pack", str(archive), "-o", str(out))
    cells = [cell for line in openpyxl.load_workbook(out / REGISTER)["Register"].iter_rows() for cell in line]
    assert FORMULA in [cell.value for cell in cells] and {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.data_type == "s" for cell in cells if cell.value == FORMULA)


def test_a_day_leaves_what_was_in_use_then(small: Path, archive: Path, tmp_path: Path) -> None:
    for day, files in (
        ("2024-05-04", ["a.pdf"]),
        ("2024-05-06", ["a.pdf", "a-2.pdf"]),
        ("2024-05-10", ["a-2.pdf", "b.pdf"]),
    ):
        out = tmp_path / day
        call("--root", str(small), "export", "pack", str(archive), "-o", str(out), "--on", day)
        assert [row["file"] for row in register(out)] == files
    called = call(
        "--root", str(small), "export", "pack", str(archive), "-o", str(tmp_path / "no"), "--on", "2024-05-01"
    )
    assert called.code == 2 and "in use on 2024-05-01" in called.err and not (tmp_path / "no").exists()


def test_what_cannot_be_filed_is_named_and_a_folder_there_is_not_touched(
    small: Path, archive: Path, tmp_path: Path
) -> None:
    (archive / "c.json").write_text("{}", "utf-8")
    called = call("--root", str(small), "export", "pack", str(archive), "-o", str(tmp_path / "out"))
    assert called.code == 1 and "c.json" in called.err and "3 PDF files" in called.err
    again = call("--root", str(small), "export", "pack", str(archive), "-o", str(archive))
    assert again.code == 2 and "is there already" in again.err and not (archive / REGISTER).exists()


def test_a_failure_on_the_way_leaves_nothing(
    small: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(weasyprint.HTML, "write_pdf", fails)
    called = call("--root", str(small), "export", "pack", str(archive), "-o", str(tmp_path / "out"))
    assert called.code == 2 and "out" in called.err
    assert {each.name for each in tmp_path.iterdir()} == {"root", "kept"}


def test_a_leap_day_is_kept_to_the_last_of_february(small: Path) -> None:
    leap = replace(made(small, "", 1), finished="2024-02-29T10:00:00Z")
    assert [row.retain_until for row in rows({"a.pdf": leap}, YEARS)] == ["2030-02-28"]
