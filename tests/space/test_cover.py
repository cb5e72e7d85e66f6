"""Walks that use every answer, and what the scenarios touch."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.helpers.calling import call
from tests.helpers.random_trees import Case, cases
from wizard.check.coverage import coverage
from wizard.pack.knowledge import Knowledge
from wizard.space.cover import Cover, cover
from wizard.space.space import judged_space
from wizard.tree.model import Tree
from wizard.walk.whole import walk_of


@settings(max_examples=60)
@given(case=cases())
def test_a_cover_uses_every_answer_and_shows_why_no_fewer_walks_can(case: Case) -> None:
    found = cover(case.tree)
    given_answers = {fact for walk in case.walks for fact in walk.facts.items()}
    assert {fact for facts in found.walks for fact in facts.items()} == given_answers
    for facts in found.walks:
        assert walk_of(case.tree, facts).done
    assert all(len(walk.facts.items() & set(found.apart)) < 2 for walk in case.walks)
    assert set(found.apart) <= given_answers and len(set(found.apart)) == len(found.apart)
    assert found.fewest


def test_one_answer_said_twice_proves_nothing() -> None:
    walks = ({"one": "x"}, {"one": "y"})
    assert not Cover(walks, (("one", "x"), ("one", "x"))).fewest
    assert Cover(walks, (("one", "x"), ("one", "y"))).fewest


@pytest.mark.parametrize("false", ["the same", "on one walk"])
def test_a_false_proof_is_never_told(monkeypatch: pytest.MonkeyPatch, whatsapp: Tree, false: str) -> None:
    wrong = [0, 0] if false == "the same" else [0, 1, 2, 3, 4, 5, 6, 7]
    monkeypatch.setattr("wizard.space.cover._apart", lambda *_: wrong)
    with pytest.raises(AssertionError, match="whatsapp"):
        cover(whatsapp)


@pytest.mark.parametrize("id", ["whatsapp", "incident", "phi", "platform", "rollout"])
def test_our_covers_use_every_answer_in_the_fewest_walks(knowledge: Knowledge, id: str) -> None:
    tree = knowledge.tree(id)
    found, space = cover(tree), judged_space(tree)
    every = {(tree.order[state.at], answer) for state, taken in space.steps.items() for answer in taken}
    assert {fact for facts in found.walks for fact in facts.items()} == every
    assert found.fewest


def test_the_command_prints_walks_that_assess_takes_and_the_proof(knowledge: Knowledge) -> None:
    called = call("scenarios", "cover", "rollout")
    lines = called.out.splitlines()
    assert called.code == 0 and len(lines) == len(cover(knowledge.tree("rollout")).walks)
    assert (
        f"{len(lines)} walks with every answer in one of them. No fewer can: no walk has two of "
        in called.err
    )
    assert call(*lines[0].split()[1:]).code == 0


def test_coverage_names_what_no_scenario_touches(knowledge: Knowledge) -> None:
    tree = knowledge.tree("whatsapp")
    entries = list(knowledge.library.entries())
    found = {each.what: each for each in coverage(tree, entries)}
    assert found["questions"].touched == found["questions"].total == len(tree.questions)
    assert found["outcomes"].untouched == ()
    none = {each.what: each for each in coverage(tree, [])}
    assert all(each.touched == 0 and len(each.untouched) == each.total for each in none.values())
