"""An answer that the walk of another tree gives."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.helpers.reading import Reader
from tests.helpers.small import TREE, edited, make_root
from wizard.check import check_knowledge
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.transcript.record import record
from wizard.walk.ahead import given_by, settle
from wizard.walk.result import result_of
from wizard.walk.walk import begin
from wizard.walk.whole import walk_of

GIVES = "{tree: other, gives: {stopped: yes, free: no}}"
OTHER = ("tree: small", "tree: other")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return root_of(tmp_path)


def root_of(folder: Path, gives: str = GIVES) -> Path:
    text, _ = edited(TREE, ("    why: It adds up.\n", f"    why: It adds up.\n    settle: {gives}\n"))
    other, _ = edited(TREE, OTHER)
    return make_root(folder, {"trees/small.yaml": text, "trees/other.yaml": other})


@pytest.mark.parametrize(("amount", "answer"), [("much", "yes"), ("little", "no")])
def test_the_outcome_of_the_other_walk_becomes_the_answer(root: Path, amount: str, answer: str) -> None:
    knowledge = Knowledge(root)
    by = walk_of(knowledge.tree("other"), {"colour": "red", "amount": amount, "often": "no"})
    walk = settle(begin(knowledge.tree("small")).answer("blue"), by)
    assert walk.current is None
    assert walk.facts["often"] == answer
    assert walk.steps[-1].settled is by


def test_the_transcript_holds_both_walks(root: Path) -> None:
    knowledge = Knowledge(root)
    by = walk_of(knowledge.tree("other"), {"colour": "red", "amount": "much", "often": "no"})
    walk = settle(begin(knowledge.tree("small")).answer("blue"), by)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    by_walk = record(result_of(walk), knowledge.library, now, now).steps[-1].settled_by
    assert by_walk is not None
    assert by_walk.tree == "other"
    assert [each.answer for each in by_walk.steps] == ["red", "much", "no"]
    assert (by_walk.verdict, by_walk.outcome) == ("stop", "stopped")


def test_a_walk_that_is_not_done_or_of_another_tree_gives_nothing(root: Path) -> None:
    knowledge = Knowledge(root)
    small = begin(knowledge.tree("small")).answer("blue")
    assert small.question is not None
    assert given_by(small.question, begin(knowledge.tree("other"))) is None
    assert given_by(small.question, small.answer("no")) is None
    with pytest.raises(Refused):
        settle(small, begin(knowledge.tree("other")))


def test_a_verdict_gives_an_answer_where_its_outcome_does_not(tmp_path: Path) -> None:
    knowledge = Knowledge(root_of(tmp_path, "{tree: other, gives: {fine: no}}"))
    small = begin(knowledge.tree("small")).answer("blue")
    assert small.question is not None
    other = knowledge.tree("other")
    assert given_by(small.question, walk_of(other, {"colour": "plain"})) == "no"
    stopped = walk_of(other, {"colour": "red", "amount": "much", "often": "no"})
    assert given_by(small.question, stopped) is None


@pytest.mark.parametrize(
    ("gives", "codes"),
    [
        (GIVES, []),
        ("{tree: other, gives: {stoped: yes}}", ["unknown-ending"]),
        ("{tree: other, gives: {stopped: maybe}}", ["unknown-answer"]),
        ("{tree: other, gives: {}}", ["missing-field"]),
        ("{tree: other}", ["missing-field"]),
        ("{tree: others, gives: {stopped: yes}}", ["unknown-tree"]),
    ],
)
def test_what_cannot_be_settled_so_is_told(gives: str, codes: list[str], tmp_path: Path) -> None:
    problems = check_knowledge(Knowledge(root_of(tmp_path, gives))).problems
    assert [each.code for each in problems if each.path == "trees/small.yaml"] == codes


def test_line_mode_comes_back_with_the_answer(root: Path) -> None:
    reader = Reader(Knowledge(root), "small", "2", "settle", "1", "q", "q").run()
    assert reader.facts == {"colour": "blue", "often": "no"}
    assert "That is settled: Rarely." in " ".join(reader.text.split())
