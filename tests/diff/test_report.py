"""The review that `diff` writes: verdicts first, a new question on one line, and the same as Markdown."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.calling import call
from tests.helpers.small import TREE, make_root

ASKED = TREE.replace(
    "    next: end\n\nfindings:",
    "    next: long\n  long:\n    ask: For how long?\n    why: Time adds up.\n    answers:\n"
    "      weeks: {label: Weeks}\n      days: {label: Days, idle: Short.}\n    next: end\n\nfindings:",
).replace("when: {often: yes}", "when: {often: yes, long: weeks}")
STRICTER = TREE.replace("{colour: bright, amount: much}", "{colour: bright, often: yes}")


def review(folder: Path, new: str, *options: str) -> list[str]:
    old = make_root(folder / "old")
    changed = make_root(folder / "new", {"trees/small.yaml": new})
    called = call("diff", str(old), str(changed), *options)
    assert called.code == 0, called.err
    return called.out.splitlines()


def test_the_first_line_says_how_many_walks_change_their_verdict(tmp_path: Path) -> None:
    first, cause, *_ = review(tmp_path, STRICTER)
    assert first.startswith("tree small: of the walks that both versions have, 3 change their verdict")
    assert cause.startswith("  finding too-much: when (trees/small.yaml:")


def test_a_new_question_is_one_line(tmp_path: Path) -> None:
    first, *lines = review(tmp_path, ASKED)
    assert "0 change their verdict and 0 only their outcome" in first
    (line,) = lines
    assert line.startswith("  the new version also asks long: ")


def test_the_review_as_markdown_holds_the_same_words(tmp_path: Path) -> None:
    plain, marked = review(tmp_path / "a", STRICTER), review(tmp_path / "b", STRICTER, "--format", "markdown")
    assert marked[:3] == ["# What this change does to readers", "", "## Tree small"]
    assert [line.strip().removeprefix("- ") for line in marked if "->" in line] == [
        line.strip() for line in plain if "->" in line
    ]
    assert all(line.strip().endswith("`") for line in marked if "shortest: " in line)


def test_pages_that_changed_stand_under_one_heading(tmp_path: Path) -> None:
    old, new = make_root(tmp_path / "old"), make_root(tmp_path / "new")
    for path in ("content/outcomes/free.md", "content/rules/rule-1.md"):
        (new / path).write_text((new / path).read_text("utf-8") + "\nMore.\n", "utf-8")
    lines = call("diff", str(old), str(new), "--format", "markdown").out.splitlines()
    place = lines.index("## Library")
    assert lines[place + 2 :] == ["- outcomes/free.md: body changed", "- rules/rule-1.md: body changed"]
