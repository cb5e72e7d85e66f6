"""`content/synonyms.yaml`: what it may say, what stands in for it, and every fault named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.small import edited, make_root
from wizard.check.run import check_knowledge
from wizard.pack.knowledge import Knowledge

FILE = "content/synonyms.yaml"
WHOLE = """\
same:
  - [crimson, scarlet]
  - [big, large, huge]
trees:
  small: [take away]
answers:
  small:
    colour: {red: [scarlet], blue: [navy, dark navy]}
"""


def pack_of(tmp_path: Path, text: str) -> Knowledge:
    return Knowledge(make_root(tmp_path / "root", {FILE: text}))


def told(knowledge: Knowledge) -> list[str]:
    problems = check_knowledge(knowledge).problems
    return [f"{each.line}:{each.column} {each.code}" for each in problems if each.path == FILE]


def test_a_file_says_what_words_point_to(tmp_path: Path) -> None:
    knowledge = pack_of(tmp_path, WHOLE)
    cues = knowledge.cues
    assert told(knowledge) == []
    assert cues.synonyms.of("larger") == ()
    assert cues.synonyms.of("large") == ("big", "huge")
    assert dict(cues.trees) == {"small": ("take away",)}
    assert cues.answers["small"] == {"colour": {"red": ("scarlet",), "blue": ("navy", "dark navy")}}


def test_a_pack_without_the_file_has_no_cues(tmp_path: Path) -> None:
    knowledge = Knowledge(make_root(tmp_path / "root"))
    assert (knowledge.cue_problems, dict(knowledge.cues.trees), dict(knowledge.cues.answers)) == ([], {}, {})
    assert knowledge.cues.synonyms.of("crimson") == ()


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (("[crimson, scarlet]", "[^crimson]"), "wrong-value"),
        (("[crimson, scarlet]", "[crimson, ^deep scarlet]"), "wrong-value"),
        (("[big, large, huge]", "[big, ^scarlet]"), "wrong-value"),
        (("same:\n  - [crimson, scarlet]\n  - [big, large, huge]", "same: ^red"), "wrong-type"),
        (("  small: [take away]", "  ^smal: [take away]"), "unknown-tree"),
        (("[take away]", "[^take it away]"), "wrong-value"),
        (("[take away]", "[^of the]"), "wrong-value"),
        (("answers:\n  small:", "answers:\n  ^smal:"), "unknown-tree"),
        (("    colour:", "    ^color:"), "unknown-question"),
        (("{red: [scarlet]", "{^green: [scarlet]"), "unknown-answer"),
        (("colour: {red: [scarlet], blue: [navy, dark navy]}", "colour: ^red"), "wrong-type"),
        (("trees:", "^hints: []\ntrees:"), "unknown-key"),
    ],
)
def test_every_fault_is_named_with_its_place(tmp_path: Path, edit: tuple[str, str], code: str) -> None:
    text, places = edited(WHOLE, edit)
    assert told(pack_of(tmp_path, text)) == [f"{places[0]} {code}"]
