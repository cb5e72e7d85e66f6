"""An archive as a table: the yearly review under new trees is one call."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.calling import call
from tests.helpers.registers import from_csv
from tests.helpers.small import TREE, make_root

pytest.importorskip("duckdb", reason="the extra inventory is not installed")
pytest.importorskip("sqlglot", reason="the extra inventory is not installed")

FACTS = ["-a", "coverage=covered-entity", "-a", "stage=planning", "-a", "product=email"]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two records of one tree, a file that is none, and a record of another tree."""
    folder = tmp_path / "archive"
    folder.mkdir()
    outside = ["-a", "coverage=outside-us"]
    for name, form, facts in (("a.json", "json", FACTS), ("b.md", "markdown", outside)):
        assert call("assess", "whatsapp", *facts, "--format", form, "-o", str(folder / name)).code == 0
    (folder / "c.json").write_text("{}", "utf-8")
    assert call("assess", "phi", *outside, "--format", "json", "-o", str(folder / "d.json")).code == 0
    return folder


def test_records_come_as_rows_with_the_verdict_they_had(archive: Path, tmp_path: Path) -> None:
    done = call("inventory", "--archive", str(archive), "-o", str(tmp_path / "out.csv"))
    assert done.code == 0, done.err
    assert "No verdict has changed" in done.err and "Row 3: " in done.err
    rows = from_csv(tmp_path / "out.csv")
    assert [row["file"] for row in rows] == ["a.json", "b.md", "c.json"]
    assert [row["was"] for row in rows] == ["not-judged", "not-covered", ""]
    assert [row["verdict"] for row in rows] == ["not-judged", "not-covered", ""]


def test_a_record_that_was_altered_is_not_judged(archive: Path, tmp_path: Path) -> None:
    path = archive / "a.json"
    path.write_text(path.read_text("utf-8").replace('"answer": "planning"', '"answer": "in-use"'), "utf-8")
    done = call("inventory", "--archive", str(archive), "-o", str(tmp_path / "out.csv"))
    assert "Row 1: altered: the digest does not fit" in done.err
    assert [row["verdict"] for row in from_csv(tmp_path / "out.csv")] == ["", "not-covered", ""]


def test_what_changes_under_new_trees_is_told(tmp_path: Path) -> None:
    before, archive = make_root(tmp_path / "before"), tmp_path / "archive"
    archive.mkdir()
    facts = ["-a", "colour=red", "-a", "amount=much", "-a", "often=no"]
    form = ["--root", str(before), "--format", "json"]
    call("assess", "small", *facts, *form, "-o", str(archive / "a.json"))
    new = TREE.replace("when: {colour: bright, amount: much}", "when: {colour: blue, amount: much}")
    after = make_root(tmp_path / "after", {"trees/small.yaml": new})
    out = tmp_path / "out.csv"
    done = call("inventory", "--root", str(after), "--archive", str(archive), "-o", str(out))
    assert done.code == 0 and "1  was: Not fine; is now: Fine" in done.err
    assert [(row["was"], row["verdict"]) for row in from_csv(out)] == [("stop", "fine")]


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    done = call("inventory", "--archive", str(tmp_path))
    assert done.code == 2 and "no record of a walk" in done.err


def test_a_file_and_an_archive_at_once_are_refused(tmp_path: Path) -> None:
    done = call("inventory", "x.csv", "--archive", str(tmp_path))
    assert done.code == 2 and "name one file" in done.err
