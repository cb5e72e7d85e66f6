"""The review that `diff` writes: verdicts first, a new question on one line, and the same as Markdown."""

from __future__ import annotations

import re
from pathlib import Path

from tests.helpers.calling import call
from tests.helpers.small import TREE, make_root, page

RULE = "cite: Rule 2\nurl: https://example.org/rule\n"
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


SWAPPED = STRICTER.replace("when: {often: yes}", "when: {often: no}").replace(
    "    verdict: fine\n    page",
    "    verdict: fine\n    when: {found: daily}\n    page: outcomes/free.md\n"
    "  rest:\n    verdict: fine\n    page",
)
"""Three edits: a finding is stricter, one is for others, and an outcome counts only with that one."""


def without_places(line: str) -> str:
    """A line without the places in it."""
    return re.sub(r" \(trees/small.yaml:\d+\)", "", line)


def test_the_cause_of_most_walks_stands_first_and_one_walk_is_one(tmp_path: Path) -> None:
    first, *lines = review(tmp_path, SWAPPED)
    assert "3 change their verdict and 1 only their outcome; 7 walks before, 7 after" in first
    assert [without_places(line) for line in lines if "shortest" not in line] == [
        "  finding daily: when; finding too-much: when: 2 walks",
        "    2 walks: fine (free) -> stop (stopped)",
        "  outcome free: when: 1 walk",
        "    1 walk: fine (free) -> fine (rest)",
        "  finding too-much: when: 1 walk",
        "    1 walk: stop (stopped) -> fine (free)",
    ]


def test_the_lists_of_the_review_as_markdown_are_nested_as_the_lines_are(tmp_path: Path) -> None:
    plain, marked = review(tmp_path / "a", SWAPPED), review(tmp_path / "b", SWAPPED, "--format", "markdown")
    depths = [len(line) - len(line.lstrip()) for line in plain if line.startswith(" ")]
    assert marked[3:6] == ["", plain[0].partition(": ")[2], ""]
    assert [len(line) - len(line.lstrip()) + 2 for line in marked[6:]] == depths


def test_a_question_that_is_gone_could_not_be_left_out_before(tmp_path: Path) -> None:
    old = make_root(tmp_path / "old", {"trees/small.yaml": ASKED})
    called = call("diff", str(old), str(make_root(tmp_path / "new")))
    _, line = called.out.splitlines()
    assert line.startswith(
        "  the old version also asks long: 6 walks could not before; question long: is gone"
    )


def test_what_either_version_alone_asks_is_one_line_each_the_more_walks_first(tmp_path: Path) -> None:
    old = ASKED.replace("    ask: For how long?", "    when: {colour: red}\n    ask: For how long?")
    new = ASKED.replace("    ask: For how long?", "    when: {colour: blue}\n    ask: For how long?")
    new = new.replace("      plain: {label: None at all, next: end}\n", "")
    folders = [
        make_root(tmp_path / name, {"trees/small.yaml": text}) for name, text in (("old", old), ("new", new))
    ]
    _, *lines = call("diff", *map(str, folders)).out.splitlines()
    assert [without_places(line) for line in lines] == [
        "  the old version also asks long: 4 walks could not before; question long: when",
        "  the new version also asks long: 2 walks can no longer be walked so; question long: when",
        "  the new version has no answer plain to colour: 1 walk can no longer be walked so; "
        "question colour: answer plain is gone",
    ]


def test_trees_and_pages_that_only_one_version_has_are_named(tmp_path: Path) -> None:
    fewer = make_root(tmp_path / "fewer")
    other = TREE.replace("tree: small", "tree: other")
    more = make_root(
        tmp_path / "more", {"trees/other.yaml": other, "content/rules/rule-2.md": page("rule-2", fields=RULE)}
    )
    same = "tree small: no walk changes its verdict or outcome; 7 walks before, 7 after"
    assert sorted(call("diff", str(fewer), str(more)).out.splitlines()) == [
        "entry rules/rule-2.md: new",
        "tree other: new, 7 walks",
        same,
    ]
    assert sorted(call("diff", str(more), str(fewer)).out.splitlines()) == [
        "entry rules/rule-2.md: gone",
        "tree other: gone",
        same,
    ]
