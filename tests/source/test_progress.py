"""The line that says how far long work is, and what is written meanwhile."""

from __future__ import annotations

import io
import sys

import pytest

from wizard.source import progress
from wizard.source.progress import line, words
from wizard.source.streams import say, tell


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


def terminal_of(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """The standard error of this test, as a terminal; pytest has put its own there before each test."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    return found


def test_the_line_says_how_much_of_how_much_is_done_and_how_long_the_rest_takes() -> None:
    assert line("Judging", 0, 0, 0) == "Judging …"
    assert line("Writing", 1200, 0, 9) == "Writing 1,200 …"
    assert line("Judging", 50, 100, 1) == f"Judging  {'█' * 12}{'─' * 12}  50 %"
    assert line("Replaying", 2500, 10000, 4).endswith("  2,500 of 10,000, about 12 s left")
    assert line("Planning", 1, 1000, 4).endswith("about 67 min left")
    assert line("Replaying", 12, 10, 4).endswith("  10 of 10")  # a seal can name files that are not there


def test_where_there_is_no_room_for_a_bar_words_say_the_same() -> None:
    assert words("Judging", 43, 100) == "Judging 43 %"
    assert words("Planning", 1200, 10000) == "Planning 1,200 of 10,000"
    assert words("Reading", 1200, 0) == "Reading 1,200 …"


def test_in_a_pipe_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    progress.show("Nothing", 1, 2)
    say("done")
    assert capsys.readouterr() == ("done\n", "")


def test_what_is_written_takes_the_line_away_first(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = terminal_of(monkeypatch)
    progress.show("First", 1, 2)
    tell("A remark.")
    assert terminal.getvalue().endswith("1 of 2\r\x1b[KA remark.\n")
    progress.show("Second", 1, 2)
    say("An answer.")
    assert terminal.getvalue().endswith("1 of 2\r\x1b[K")


def test_it_is_drawn_ten_times_a_second_and_no_wider_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = terminal_of(monkeypatch)
    monkeypatch.setenv("COLUMNS", "20")
    for done in range(500):
        progress.show("Third", done, 500)
    progress.take_away()
    drawn = terminal.getvalue().split("\r\x1b[K")[1:-1]
    assert 1 <= len(drawn) < 20 and all(len(each) == 19 for each in drawn)
