"""A journal keeps whole lines, or none, and one program writes at a time."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from wizard.source.journal import Journal, read_lines
from wizard.source.problems import Broken, Refused


def begun(tmp_path: Path) -> Journal:
    return Journal.begin(tmp_path / "state" / "things" / "one.jsonl", "first")


def test_lines_stay_whole_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = begun(tmp_path)
    really, left = os.write, [7]

    def full(handle: int, held: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        some = really(handle, bytes(held)[: left[0]])
        left[0] -= some
        return some

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
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


def test_a_journal_that_cannot_be_begun_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file", "utf-8")
    with pytest.raises(Refused, match="cannot write"):
        begun(tmp_path)
    with pytest.raises(Refused, match="cannot open"):
        Journal.take_up(tmp_path / "none.jsonl")
    with pytest.raises(Broken, match="cannot read"):
        read_lines(tmp_path / "none.jsonl")
