"""What is said twice, too long or badly named is told in strict only, with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.small import PAGES, TREE, edited, make_root
from wizard.check import check_knowledge
from wizard.pack.knowledge import Knowledge

LONG = "x" * 120


def told(root: Path) -> list[str]:
    """What only the strict check says."""
    assert check_knowledge(Knowledge(root)).problems == ()
    found = check_knowledge(Knowledge(root), strict=True).problems
    return [f"{each.path}:{each.line}:{each.column} {each.code}" for each in found]


@pytest.mark.parametrize(
    ("edits", "code"),
    [
        ([("says: It adds up.", "says: ^That is  too much OF it.")], "same-says"),
        ([("label: Often", f"label: ^{LONG}x")], "long-label"),
    ],
    ids=["the same says", "label"],
)
def test_a_tree_is_told_what_reads_badly(tmp_path: Path, edits: list[tuple[str, str]], code: str) -> None:
    text, (place,) = edited(TREE, *edits)
    root = make_root(tmp_path, {"trees/small.yaml": text})
    assert told(root) == [f"trees/small.yaml:{place} {code}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: Often", f"label: {LONG}"),
        ("  daily:", "  2-daily-9:"),
        ("says: It adds up.", "says: That is too much."),
    ],
)
def test_what_is_just_within_is_not_told(tmp_path: Path, old: str, new: str) -> None:
    text, _ = edited(TREE, (old, new))
    assert told(make_root(tmp_path, {"trees/small.yaml": text})) == []


def test_two_pages_with_the_same_text_are_told_on_the_second(tmp_path: Path) -> None:
    twin = PAGES["outcomes/free.md"].replace("title: free", "title: twin")
    deck = PAGES["decks/deck.md"] + "\n[twin](../help/twin.md)\n"
    root = make_root(tmp_path, {"content/help/twin.md": twin, "content/decks/deck.md": deck})
    (line,) = told(root)
    assert line == "content/help/twin.md:10:1 same-body"
