"""The real program in a terminal of its own, killed while a room votes, and gone on with."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ui.test_terminal import PROGRAM, Terminal
from wizard.pack.knowledge import Knowledge
from wizard.workshop.session import kept, resume


@contextmanager
def in_a_terminal(root: Path, *words: str) -> Iterator[Terminal]:
    opened = Terminal(root, PROGRAM, *words)
    try:
        yield opened
    finally:
        if opened.running.poll() is None:
            opened.running.kill()
            opened.running.wait()
        os.close(opened.main)
        os.close(opened.side)


def test_a_workshop_that_is_killed_goes_on_with_every_vote(
    root: Path, knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIZARD_STATE", str(tmp_path))
    with in_a_terminal(root, "present", "article-scenarios") as terminal:
        terminal.until("What this is for")
        terminal.type(b" ")
        terminal.until("A mother calls")
        terminal.type(b"1224")
        terminal.until("4 votes")
        terminal.running.send_signal(signal.SIGKILL)
        terminal.running.wait()
    with in_a_terminal(root, "present", "--resume") as terminal:
        terminal.until("4 votes")
        terminal.type(b"4")
        terminal.until("5 votes")
        terminal.type(b"q")
        assert terminal.ended() == 0
        terminal.assert_as_before()
        assert "present --resume" in terminal.told
    assert len(kept(tmp_path)) == 1
    session = resume(knowledge, tmp_path)
    counts = session.room.played.first.tally.counts
    assert counts == {"permissible": 1, "conditional": 2, "impermissible": 2}
    session.close()
