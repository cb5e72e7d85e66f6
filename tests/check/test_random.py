"""What `check` says of random trees, against every walk one by one."""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

from hypothesis import given, settings

from tests.helpers.random_trees import Case, Judged, cases
from wizard.check import trees
from wizard.check.trees import check_tree


def reported(each: Case, code: str) -> set[str]:
    """What the problems with a code are about: the first id that each names."""
    parts = (each.tree.questions, each.tree.findings, each.tree.outcomes, each.tree.invariants)
    ids = {id for part in parts for id in part}
    problems, _ = check_tree(each.tree)
    words = [problem.message.replace(",", " ").split() for problem in problems if problem.code == code]
    return {next(word for word in message if word in ids) for message in words}


def holding(each: Case, outcome: str) -> bool:
    """Whether an outcome's verdict and condition hold on some walk, reached or not."""
    return any(
        clause.holds(walk.facts, walk.raised)
        for walk in each.walks
        if walk.verdict == each.reading.outcomes[outcome]["verdict"]
        for clause in each.reading.ends[outcome]
    )


def broken_by(each: Case, walk: Judged) -> list[str]:
    """The invariants that a walk breaks."""
    return each.reading.broken(walk.facts, walk.raised, walk.verdict)


@settings(max_examples=60)
@given(each=cases())
def test_unreachable_questions_are_those_that_no_walk_asks(each: Case) -> None:
    asked = {question for walk in each.walks for question in walk.facts}
    assert reported(each, "unreachable-question") == set(each.reading.questions) - asked


@settings(max_examples=60)
@given(each=cases())
def test_a_when_that_never_or_always_holds_is_reported(each: Case) -> None:
    seen: dict[str, set[bool]] = {}
    for beginning in each.beginnings():
        for id, held in each.reading.tried(dict(beginning)):
            seen.setdefault(id, set()).add(held)
    assert reported(each, "when-never") == {id for id, held in seen.items() if held == {False}}
    assert reported(each, "when-always") == {id for id, held in seen.items() if held == {True}}


@settings(max_examples=60)
@given(each=cases())
def test_findings_that_no_walk_raises_are_reported(each: Case) -> None:
    raised = {id for walk in each.walks for id in walk.raised}
    assert reported(each, "finding-never") == set(each.reading.findings) - raised


@settings(max_examples=60)
@given(each=cases())
def test_outcomes_that_no_walk_reaches_are_reported_as_shadowed_or_never(each: Case) -> None:
    missed = set(each.reading.outcomes) - {walk.outcome for walk in each.walks}
    shadowed = {id for id in missed if holding(each, id)}
    assert reported(each, "outcome-shadowed") == shadowed
    assert reported(each, "outcome-never") == missed - shadowed


@settings(max_examples=60)
@given(each=cases())
def test_invariants_that_some_walk_breaks_are_reported(each: Case) -> None:
    broken = {id for walk in each.walks for id in broken_by(each, walk)}
    assert reported(each, "invariant-broken") == broken


@settings(max_examples=60)
@given(each=cases())
def test_how_many_invariants_are_proved_at_once_changes_nothing(each: Case) -> None:
    together = check_tree(each.tree)
    with patch.object(trees, "TOGETHER", 1):
        problems, proof = check_tree(each.tree)
    assert (sorted(problems), proof) == (sorted(together[0]), together[1])


@settings(max_examples=60)
@given(each=cases())
def test_invariants_that_apply_to_no_walk_are_reported(each: Case) -> None:
    applying = {
        id
        for walk in each.walks
        for id, condition in each.reading.musts.items()
        if any(clause.holds(walk.facts, walk.raised) for clause in condition)
    }
    assert reported(each, "invariant-never") == set(each.reading.invariants) - applying


@settings(max_examples=60)
@given(each=cases())
def test_the_counter_example_of_a_broken_invariant_is_a_shortest_walk_that_breaks_it(each: Case) -> None:
    problems, _ = check_tree(each.tree)
    for problem in problems:
        if problem.code == "invariant-broken":
            id = next(word for word in problem.message.split() if word in each.reading.invariants)
            facts = dict(word.strip().split("=") for word in problem.hint.split("-a ")[1:])
            broken = [walk.facts for walk in each.walks if id in broken_by(each, walk)]
            assert facts in broken
            assert len(facts) == min(map(len, broken))


@settings(max_examples=60)
@given(each=cases())
def test_the_proof_counts_the_walks(each: Case) -> None:
    _, proof = check_tree(replace(each.tree, invariants={}))
    assert proof is not None and proof.walks == len(each.walks)
    assert proof.questions == len(each.reading.questions)
