"""A journal keeps whole lines, or none, and one program writes at a time."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from tests.helpers.full_disk import room_for
from wizard.source.journal import Journal, read_lines
from wizard.source.problems import Broken, Refused


def begun(tmp_path: Path) -> Journal:
    return Journal.begin(tmp_path / "state" / "things" / "one.jsonl", "first")


def test_lines_stay_whole_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = begun(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", room_for(7))
        with pytest.raises(Refused, match="the disk is full"):
            journal.write(["second line", "third line"])
    journal.write(["fourth"])
    journal.sync()
    assert read_lines(journal.path) == [b"first", b"fourth"]
    journal.close()


def test_a_line_cut_off_is_not_read_and_is_taken_out(tmp_path: Path) -> None:
    journal = begun(tmp_path)
    journal.close()
    with journal.path.open("ab") as file:
        file.write(b"second\nthi")
    assert read_lines(journal.path) == [b"first", b"second"]
    again = Journal.take_up(journal.path)
    with pytest.raises(Refused, match="another program has"):
        Journal.take_up(journal.path)
    again.write(["third"])
    again.close()
    assert read_lines(journal.path) == [b"first", b"second", b"third"]


def test_one_too_large_is_told_and_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = begun(tmp_path)
    journal.write(["second"])
    journal.close()
    monkeypatch.setattr("wizard.source.journal.MOST_BYTES", 13)
    Journal.take_up(journal.path).close()
    monkeypatch.setattr("wizard.source.journal.MOST_BYTES", 12)
    with pytest.raises(Broken, match="larger than"):
        Journal.take_up(journal.path)
    assert journal.path.read_bytes() == b"first\nsecond\n"
    Journal.take_up(journal.path, unread=True).delete()
    assert not journal.path.exists()


def test_what_fails_on_the_way_leaves_no_half_file_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int, held: bytes) -> int:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(Refused, match="your quota on this disk is used up"):
            begun(tmp_path)
    assert list((tmp_path / "state" / "things").iterdir()) == []

    def read_only(old: Path, new: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", read_only)
        with pytest.raises(Refused, match="the disk is read-only"):
            begun(tmp_path)
    assert list((tmp_path / "state" / "things").iterdir()) == []
    journal = begun(tmp_path)
    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert [each.stat().st_mode & 0o777 for each in (journal.path.parent, tmp_path / "state")] == [0o700] * 2
    journal.delete()
    again = begun(tmp_path)
    again.path.unlink()
    again.delete()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("first\n", "utf-8")
    (tmp_path / "one.jsonl").symlink_to(tmp_path / "real")
    with pytest.raises(Refused, match="cannot open"):
        Journal.take_up(tmp_path / "one.jsonl")


def test_a_disk_that_became_read_only_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = begun(tmp_path)
    journal.close()

    def read_only(handle: int, size: int) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "ftruncate", read_only)
    with pytest.raises(Refused, match="the disk is read-only"):
        Journal.take_up(journal.path)


def test_a_journal_that_cannot_be_begun_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file", "utf-8")
    with pytest.raises(Refused, match="cannot write"):
        begun(tmp_path)
    with pytest.raises(Refused, match="cannot open"):
        Journal.take_up(tmp_path / "none.jsonl")
    with pytest.raises(Broken, match="cannot read"):
        read_lines(tmp_path / "none.jsonl")
