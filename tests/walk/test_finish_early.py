"""A walk finished early, when one verdict is left: its verdict, outcome and assumptions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from tests.helpers.random_trees import Case, cases, follow
from wizard.tree.load import read_tree
from wizard.tree.model import Tree
from wizard.walk.ahead import assumptions, conclude, settled
from wizard.walk.walk import UNSURE, begin

TREE = """
tree: small
title: Small
version: "1"
reviewed: 2026-01-01
start: one
verdicts:
  fine: {label: Fine, tone: good}
  bad: {label: Bad, tone: stop, forced-by: harm}
questions:
  one:
    ask: One?
    why: It matters.
    unsure: x
    answers: {x: {label: X}, y: {label: Y}, z: {label: Z}}
    groups: {harmful: [x, z]}
    next: two
  two: {ask: Two?, why: It matters., answers: {x: {label: X}, y: {label: Y}}, next: end}
findings:
  harmed-one-way: {weight: harm, when: {one: harmful, two: x}, says: Harmed., remedy: Stop.}
  harmed-another: {weight: harm, when: {one: harmful, two: y}, says: Harmed., remedy: Stop.}
outcomes:
  harmed: {verdict: bad, when: [{found: harmed-one-way}, {found: harmed-another}], page: page.md}
  bad: {verdict: bad, page: page.md}
  fine: {verdict: fine, page: page.md}
"""


@pytest.fixture(scope="module")
def tree() -> Tree:
    small, problems = read_tree(TREE, "small.yaml")
    assert not problems
    return small


def test_the_verdict_is_the_only_one_left_though_nothing_forces_it_yet(tree: Tree) -> None:
    walk = begin(tree).answer("x")
    only = settled(walk)
    assert only is not None and only.id == "bad"
    judgement = conclude(walk.finish())
    assert judgement.verdict.id == "bad" and judgement.findings == ()


def test_the_outcome_is_one_that_some_way_on_reaches(tree: Tree) -> None:
    outcome = conclude(begin(tree).answer("x").finish()).outcome
    assert outcome is not None and outcome.id == "harmed"


def test_an_assumption_names_first_the_answers_that_would_change_the_only_verdict_left(tree: Tree) -> None:
    (assumption,) = assumptions(begin(tree).answer(UNSURE).finish())
    assert [answer for answer, _ in assumption.others] == ["y", "z"]


@settings(max_examples=100)
@given(each=cases())
def test_random_walks_finished_early_get_an_outcome_that_some_way_on_reaches(each: Case) -> None:
    for beginning, walks in each.beginnings().items():
        walk = follow(each.tree, dict(beginning))
        if settled(walk) is not None:
            judgement = conclude(walk.finish())
            assert judgement.verdict.id == walks[0].verdict
            assert judgement.outcome is not None
            assert judgement.outcome.id in {whole.outcome for whole in walks}
