"""A workshop from a file of actions: what it does, and how what is wrong in it is told."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from tests.helpers.calling import call

SCRIPT = """\
# a rehearsal
next
vote 1=3 2=4/1 impermissible=10/6
reveal
revote 4=15 2=2
wait 120
next
vote 2=1
undo
vote 1=2
reveal
end
"""


def written(tmp_path: Path, text: str) -> str:
    (tmp_path / "script.txt").write_text(text, "utf-8")
    return str(tmp_path / "script.txt")


def test_a_script_runs_a_whole_workshop_and_writes_its_report(tmp_path: Path) -> None:
    out = tmp_path / "report.csv"
    called = call("present", "article-scenarios", "--script", written(tmp_path, SCRIPT), "--report", str(out))
    assert (called.code, called.out) == (0, "")
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8"))))
    first = {row["choice"]: row for row in rows if row["card"] == "1"}
    assert (first["impermissible"]["first"], first["impermissible"]["second"]) == ("10", "15")
    assert (first["impermissible"]["right"], first["impermissible"]["first sure"]) == ("yes", "6")
    assert first["conditional"]["gain"] == "29"
    assert {row["card"] for row in rows} == {"1", "2"}
    second = {row["choice"]: row["first"] for row in rows if row["card"] == "2"}
    assert (second["permissible"], second["conditional"]) == ("2", "0")


def test_without_a_report_it_is_printed(tmp_path: Path) -> None:
    called = call("present", "article-scenarios", "--script", written(tmp_path, SCRIPT))
    assert called.code == 0
    assert (
        "| Card 1: From the article: a vaccine record to a parent | 59 % | 88 % | 29 points more |"
        in called.out
    )
    assert "2 of 2 said “Permissible”" in called.out


def test_a_script_need_not_say_next_first_nor_end_last(tmp_path: Path) -> None:
    called = call("present", "article-scenarios", "--script", written(tmp_path, "vote 4=3\nreveal\n"))
    assert called.code == 0
    assert "1 of 3 cards" in called.out
    assert "100 %" in called.out


def test_time_passes_only_as_the_script_says(tmp_path: Path) -> None:
    called = call(
        "present", "article-scenarios", "--script", written(tmp_path, "vote 1=1\nwait 3000\nreveal\n")
    )
    assert "1 of 3 cards, 50 minutes" in called.out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nxt", "script.txt:2:1: script there is no action nxt (did you mean next?)"),
        ("  vote 1", "script.txt:2:3: script 1 is no count (write CHOICE=N, for example 2=14)"),
        ("vote", "vote needs a count"),
        ("vote 9=1", "there is no choice 9; allowed: 1 to 7"),
        ("vote permissable=1", "did you mean permissible?"),
        ("vote 1=2/3", "more are sure than have voted"),
        ("wait", "wait takes 1 value"),
        ("wait soon", "soon is no number"),
        ("jump 9", "there is no card 9; the deck has 3"),
        ("reveal\nvote 1=1", "script.txt:3:1: script no vote is open here"),
        ("end\nnext", "the workshop has ended before this line"),
        ("next\nnext\nnext\nvote 1=1", "the last card is over"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    called = call("present", "article-scenarios", "--script", written(tmp_path, f"next\n{line}\n"))
    assert (called.code, called.out) == (2, "")
    assert told in called.err
    assert "Traceback" not in called.err


def test_the_list_names_the_id_first() -> None:
    called = call("present", "--list")
    assert called.out.splitlines()[0] == "article-scenarios  The article's three scenarios (3 cards)"


def test_a_deck_is_built_and_rehearsed(tmp_path: Path) -> None:
    mine = str(tmp_path / "mine.md")
    cards = ("--card", "shift-swap-group", "--card", "lost-phone-on-the-bus")
    assert call("present", "--build", mine, *cards, "--title", "Mine").code == 0
    called = call("present", mine, "--script", written(tmp_path, "vote 1=1\nreveal\n"))
    assert called.out.startswith("# Mine: how the room voted")


@pytest.mark.parametrize("arguments", [["nothing"], ["article-scenarios", "--script", "nowhere.txt"]])
def test_a_wrong_call_ends_with_two(arguments: list[str], tmp_path: Path) -> None:
    called = call("present", *arguments, *([] if len(arguments) > 1 else ["--script", written(tmp_path, "")]))
    assert called.code == 2
    assert "Traceback" not in called.err


@pytest.mark.parametrize(
    ("package", "module", "arguments", "hint"),
    [
        (
            "aiohttp",
            "wizard.workshop.votes",
            ["present", "staff-meeting", "--votes", "--script"],
            "hipaa-wizard[votes]",
        ),
        ("fsrs", "", ["quiz", "staff-meeting", "--plain"], "hipaa-wizard[quiz]"),
    ],
)
def test_what_an_extra_needs_is_named_where_it_is_missing(
    package: str,
    module: str,
    arguments: list[str],
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, module or "no such module", raising=False)
    rest = [written(tmp_path, "reveal\n")] if arguments[-1] == "--script" else []
    called = call(*arguments, *rest)
    assert (called.code, hint in called.err) == (2, True)
