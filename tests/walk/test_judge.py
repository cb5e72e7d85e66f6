"""The judge: facts to findings with their reasons, the verdict and the outcome."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.helpers.random_trees import Case, cases
from wizard.tree.load import read_tree
from wizard.tree.model import Tree
from wizard.walk.judge import judge, raise_findings, worst

TREE = """
tree: small
title: Small
version: "1"
reviewed: 2026-01-01
start: one
verdicts:
  fine: {label: Fine, tone: good}
  unclear: {label: Unclear, tone: caution, forced-by: [doubt, dispute]}
  bad: {label: Bad, tone: stop, forced-by: harm}
weights:
  harm: {label: Harm}
  dispute: {label: Dispute}
  doubt: {label: Doubt}
  note: {label: Note}
questions:
  one:
    ask: One?
    why: It matters.
    answers: {x: {label: X}, y: {label: Y}, z: {label: Z}}
    groups: {early: [x, y]}
    next: two
  two:
    ask: Two?
    why: It matters.
    answers: {x: {label: X}, y: {label: Y}}
    next: end
findings:
  noted: {weight: note, when: {one: [early, z]}, says: Noted.}
  doubted: {weight: doubt, when: [{one: x}, {two: x}], says: Doubted., remedy: Ask.}
  disputed: {weight: dispute, when: {one: early, two: x}, says: Disputed., remedy: Ask.}
  harmed: {weight: harm, when: {one: y, two: x}, says: Harmed., remedy: Stop.}
outcomes:
  unclear-both: {verdict: unclear, when: {found: [doubted, disputed]}, page: page.md}
  unclear-first: {verdict: unclear, when: {found: doubted, one: x}, page: page.md}
  unclear-rest: {verdict: unclear, page: page.md}
  fine-z: {verdict: fine, when: {one: z}, page: page.md}
  fine: {verdict: fine, page: page.md}
  bad: {verdict: bad, page: page.md}
"""


@pytest.fixture(scope="module")
def tree() -> Tree:
    small, problems = read_tree(TREE, "small.yaml")
    assert not problems
    return small


def found(tree: Tree, **facts: str) -> list[str]:
    return [each.finding.id for each in judge(tree, facts).findings]


def test_findings_stand_in_the_order_of_their_weights(tree: Tree) -> None:
    assert found(tree, one="y", two="x") == ["harmed", "disputed", "doubted", "noted"]


def test_every_key_of_a_condition_must_hold(tree: Tree) -> None:
    assert "harmed" not in found(tree, one="x", two="x")
    assert "harmed" not in found(tree, one="y", two="y")


def test_a_group_and_a_list_mean_any_of_their_answers(tree: Tree) -> None:
    assert all("noted" in found(tree, one=answer, two="y") for answer in "xyz")
    assert "disputed" not in found(tree, one="z", two="x")


def test_a_question_that_was_not_asked_never_matches(tree: Tree) -> None:
    assert found(tree, two="x") == ["doubted"]
    assert found(tree) == []


def test_a_finding_names_the_facts_of_the_first_clause_that_holds(tree: Tree) -> None:
    because = {str(each.finding.id): each.because for each in raise_findings(tree, {"one": "x", "two": "x"})}
    assert because["doubted"] == (("one", "x"),)
    assert because["disputed"] == (("one", "x"), ("two", "x"))
    assert raise_findings(tree, {"one": "z", "two": "x"})[0].because == (("two", "x"),)


@pytest.mark.parametrize(
    ("weights", "verdict"),
    [
        ([], "fine"),
        (["note"], "fine"),
        (["doubt", "note"], "unclear"),
        (["harm", "dispute"], "bad"),
        (["dispute", "harm"], "bad"),
    ],
)
def test_the_verdict_is_the_worst_one_that_a_weight_forces(
    tree: Tree, weights: list[str], verdict: str
) -> None:
    assert worst(tree, weights).id == verdict


@pytest.mark.parametrize(
    ("one", "two", "outcome"),
    [
        ("x", "x", "unclear-both"),
        ("x", "y", "unclear-first"),
        ("z", "x", "unclear-rest"),
        ("z", "y", "fine-z"),
        ("y", "y", "fine"),
        ("y", "x", "bad"),
    ],
)
def test_the_outcome_is_the_first_of_the_verdict_whose_condition_holds(
    tree: Tree, one: str, two: str, outcome: str
) -> None:
    reached = judge(tree, {"one": one, "two": two}).outcome
    assert reached is not None and reached.id == outcome


@settings(max_examples=100)
@given(case=cases())
def test_random_walks_are_judged_as_a_plain_reading_judges_them(case: Case) -> None:
    for walk in case.walks:
        judgement = judge(case.tree, walk.facts)
        assert {each.finding.id: dict(each.because) for each in judgement.findings} == walk.raised
        assert judgement.verdict.id == walk.verdict
        assert (judgement.outcome.id if judgement.outcome else None) == walk.outcome


@settings(max_examples=30)
@given(case=cases())
def test_random_walks_have_their_findings_in_the_order_of_weights_and_then_of_the_file(case: Case) -> None:
    weights, findings = list(case.document["weights"]), list(case.document["findings"])
    for walk in case.walks:
        places = [
            (weights.index(each.finding.weight), findings.index(each.finding.id))
            for each in judge(case.tree, walk.facts).findings
        ]
        assert places == sorted(places)
