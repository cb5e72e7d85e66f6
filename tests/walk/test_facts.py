"""Facts that a tree does not know are told in one wording, wherever they come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.calling import call
from tests.helpers.small import make_root, page
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.walk.facts import wrong_facts
from wizard.walk.walk import read_answer

WRONG = {"color": "red", "colour": "redd"}
QUESTION = "there is no question color (did you mean colour?)"
ANSWER = "colour has no answer redd; allowed: red, blue, plain, unsure (did you mean red?)"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    front = "origin: a test\ntree: small\noutcome: free\nverdict: fine\nfacts:\n"
    front += "".join(f"  {question}: {answer}\n" for question, answer in WRONG.items())
    return make_root(tmp_path / "root", {"content/scenarios/wrong.md": page("wrong", fields=front)})


def test_each_wrong_fact_is_named_with_what_is_wrong(root: Path) -> None:
    tree = Knowledge(root).tree("small")
    found = [(id, str(wrong)) for id, wrong in wrong_facts(tree, WRONG)]
    assert found == [("color", QUESTION), ("colour", ANSWER)]
    assert list(wrong_facts(tree, {"colour": "red"})) == []


def test_a_call_a_file_a_scenario_and_a_walk_say_the_same(root: Path) -> None:
    (root / "facts.yaml").write_text("color: red\ncolour: redd\n")
    given = call("assess", "small", "-a", "color=red", "-a", "colour=redd", "--root", str(root))
    filed = call("assess", "small", "--answers", str(root / "facts.yaml"), "--root", str(root))
    checked = call("check", str(root / "content/scenarios"), "--root", str(root))
    for told in (given.err, filed.err, checked.out):
        assert QUESTION in told and ANSWER in told
    with pytest.raises(Refused) as refused:
        read_answer(Knowledge(root).tree("small").questions["colour"], "redd")
    assert str(refused.value) == ANSWER
