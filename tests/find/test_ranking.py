"""A sentence's trees and answers, with a pack's cues and without any; nothing is taken or kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.calling import call
from tests.helpers.reading import Reader
from tests.helpers.small import TREE, make_root
from wizard.find.ranking import find, opened
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.walk.walk import begin, suggest

OTHER = TREE.replace("tree: small", "tree: other").replace("May I take it?", "May I throw it away?")
CUES = """\
same:
  - [crimson, scarlet]
trees:
  other: [bin, waste basket]
answers:
  small:
    colour: {red: [scarlet], blue: [navy, dark navy]}
    often: {yes: [daily]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_root(tmp_path / "root", {"trees/other.yaml": OTHER, "content/synonyms.yaml": CUES})


@pytest.fixture
def plain(tmp_path: Path) -> Knowledge:
    """A root that says nothing of words."""
    return Knowledge(make_root(tmp_path / "plain"))


def test_a_cue_of_a_tree_brings_it_first(root: Path) -> None:
    found = find(Knowledge(root), "does this crimson thing go into the bin")
    assert [each.tree.id for each in found.trees] == ["other", "small"]


def test_an_answer_is_understood_with_the_words_that_say_so(root: Path) -> None:
    first = find(Knowledge(root), "May I take crimson ones daily?").trees[0]
    assert first.facts == {"colour": "red", "often": "yes"}
    assert [each.words for each in first.understood] == [("crimson",), ("daily",)]


def test_two_answers_of_a_question_with_equal_words_give_none(root: Path) -> None:
    assert "colour" not in find(Knowledge(root), "take crimson or navy").trees[0].facts
    assert find(Knowledge(root), "take crimson or dark navy").trees[0].facts["colour"] == "blue"


def test_without_cues_rare_words_of_the_labels_count(plain: Knowledge) -> None:
    assert find(plain, "may I take the blue one rarely").trees[0].facts == {"colour": "blue", "often": "no"}


def test_words_that_mean_nothing_find_nothing(plain: Knowledge) -> None:
    found = find(plain, "xyzzy")
    assert (found.trees, found.entries) == ((), ())


def test_what_was_understood_is_asked_all_the_same(root: Path) -> None:
    walk = opened(find(Knowledge(root), "May I take crimson ones daily?").trees[0])
    assert (walk.steps, walk.current) == ((), "colour")
    assert walk.earlier["colour"].suggested
    answered = walk.answer("blue").answer("no")
    assert answered.facts == {"colour": "blue", "often": "no"}
    assert not any(step.suggested for step in answered.steps)
    assert not answered.back().earlier["often"].suggested


def test_an_answer_that_is_not_there_cannot_be_suggested(plain: Knowledge) -> None:
    with pytest.raises(Refused, match="no answer green"):
        suggest(begin(plain.tree("small")), {"colour": "green"})


def test_line_mode_marks_what_comes_from_the_words(plain: Knowledge) -> None:
    reader = Reader(plain, "small", "blue", "b")
    reader.session.walk = suggest(reader.session.walk, {"colour": "red", "often": "no"})
    reader.run()
    assert reader.count("1  Red or pink (from your words)") == 1
    assert reader.count("2  Rarely (from your words)") == 1
    assert reader.count("2  Blue (your answer before)") == 1


def test_the_command_prints_the_tree_and_a_command_that_opens_it(root: Path) -> None:
    called = call("--root", str(root), "find", "May", "I", "take", "crimson ones daily?")
    assert called.code == 0
    assert 'Which colour has it? Red or pink ("crimson")' in called.out
    wanted = f"--root {root} ask small --suggest colour=red --suggest often=yes"
    assert wanted in called.out.replace("python -m wizard ", "")
    assert "Your words are kept nowhere." in called.out


def test_ask_takes_what_find_suggests(root: Path) -> None:
    called = call("--root", str(root), "ask", "small", "--plain", "--suggest", "colour=red", given=b"q\n")
    assert (called.code, "Red or pink (from your words)" in called.out) == (0, True)
    wrong = call("--root", str(root), "ask", "small", "--plain", "--suggest", "colour=green")
    assert (wrong.code, "no answer green" in wrong.err) == (2, True)


def test_a_file_of_cues_with_faults_is_named_and_not_used(root: Path) -> None:
    (root / "content" / "synonyms.yaml").write_text("same: red\n", "utf-8")
    called = call("--root", str(root), "find", "crimson")
    assert (called.code, called.out) == (2, "")
    assert "content/synonyms.yaml:1:7: wrong-type" in called.err


def test_nothing_is_written(root: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert call("--root", str(root), "find", "crimson").code == 0
    assert sorted(tmp_path.rglob("*")) == before
