"""The folded walks of a tree, against every walk of random trees one by one."""

from __future__ import annotations

import json
from random import Random

from hypothesis import given, settings

from tests.helpers.brute_force import Document
from tests.helpers.random_trees import Author, Case, Steps, cases, load
from wizard.space.fold import Fold, State
from wizard.space.masks import bits
from wizard.space.space import Space, explore, judged_space, routing_fold
from wizard.tree.load import read_tree


def states(space: Space, each: Case) -> dict[State, list[Steps]]:
    """The beginnings of walks that every state folds."""
    result: dict[State, list[Steps]] = {}
    for beginning in each.beginnings():
        result.setdefault(space.at(dict(beginning)), []).append(beginning)
    return result


@settings(max_examples=60)
@given(each=cases())
def test_walks_are_counted_exactly(each: Case) -> None:
    assert judged_space(each.tree).walks == len(each.walks)
    assert explore(routing_fold(each.tree)).walks == len(each.walks)


@settings(max_examples=100)
@given(each=cases())
def test_what_lies_ahead_of_a_state_is_what_lies_ahead_of_every_walk_it_folds(each: Case) -> None:
    space = judged_space(each.tree)
    order, outcomes, verdicts = each.tree.order, list(each.tree.outcomes), list(each.tree.verdicts)
    for beginning, walks in each.beginnings().items():
        ahead = space.ahead[space.at(dict(beginning))]
        left = [len(walk.facts) - len(beginning) for walk in walks]
        asked = {question for walk in walks for question in list(walk.facts)[len(beginning) :]}
        assert (ahead.least, ahead.most, ahead.walks) == (min(left), max(left), len(walks))
        assert {verdicts[at] for at in bits(ahead.verdicts)} == {walk.verdict for walk in walks}
        assert {outcomes[at] for at in bits(ahead.outcomes)} == {walk.outcome for walk in walks}
        assert {order[at] for at in bits(ahead.questions)} == asked


@settings(max_examples=60)
@given(each=cases())
def test_every_state_is_one_that_some_walk_is_in(each: Case) -> None:
    space = judged_space(each.tree)
    folded = states(space, each)
    assert set(folded) == set(space.ahead)
    assert set(space.ends) == {state for state in folded if state.at < 0}
    assert space.at({}) == space.start


@settings(max_examples=60)
@given(each=cases())
def test_the_facts_to_a_state_are_those_of_a_shortest_walk_there(each: Case) -> None:
    space = judged_space(each.tree)
    for state, beginnings in states(space, each).items():
        facts = space.facts_to(state)
        assert tuple(facts.items()) in beginnings
        assert len(facts) == min(map(len, beginnings))
        for answer in space.steps.get(state, {}):
            assert space.facts_to(state, answer) == {**facts, each.tree.order[state.at]: answer}


@settings(max_examples=120)
@given(each=cases())
def test_a_folded_end_has_the_verdict_outcome_and_broken_invariants_of_its_walks(each: Case) -> None:
    verdicts = list(each.tree.verdicts)
    judged, space = judged_space(each.tree), explore(Fold(each.tree, invariants=each.tree.invariants))
    for walk in each.walks:
        for folded in (judged, space):
            end = folded.at(walk.facts)
            outcome = folded.fold.outcome(end)
            assert verdicts[end.worst] == walk.verdict
            assert outcome is not None and outcome.id == walk.outcome
        assert judged.fold.broken(judged.at(walk.facts)) == []
        assert space.fold.broken(end) == each.reading.broken(walk.facts, walk.raised, walk.verdict)


def raised_somewhere(space: Space) -> set[str]:
    """The findings that some step of a folded walk raises."""
    fold = space.fold
    return {
        str(fold.findings[at].id)
        for state, following in space.steps.items()
        for answer in following
        for at in bits(fold.raised_by(state, answer))
    }


@settings(max_examples=60)
@given(each=cases())
def test_a_watched_finding_is_raised_in_the_fold_where_some_walk_raises_it(each: Case) -> None:
    raised = {id for walk in each.walks for id in walk.raised}
    for finding in each.tree.findings:
        watching = explore(Fold(each.tree, judged=False, watch=[finding]))
        assert raised_somewhere(watching) == raised & {finding}
        assert watching.walks == len(each.walks)


@settings(max_examples=60)
@given(each=cases())
def test_findings_raised_in_the_judged_fold_are_raised_by_some_walk(each: Case) -> None:
    assert raised_somewhere(judged_space(each.tree)) <= {id for walk in each.walks for id in walk.raised}


@settings(max_examples=60)
@given(each=cases())
def test_a_tried_when_held_as_a_plain_reading_holds_it(each: Case) -> None:
    space, order = judged_space(each.tree), each.tree.order
    for walk in each.walks:
        for place, (question, answer) in enumerate(walk.facts.items()):
            facts = dict(list(walk.facts.items())[:place])
            tried = [(order[at], held) for at, held in space.fold.tried(space.at(facts), answer)]
            plain = list(each.reading.tried({**facts, question: answer}))
            assert [step for step in plain if step in tried] == tried
            assert [id for id, held in tried if held] == [id for id, held in plain if held]


def test_a_step_tries_one_question_after_the_other_until_a_when_holds() -> None:
    document = chain(4)
    document["questions"]["q2"]["when"] = {"q0": "x"}
    document["questions"]["q3"]["when"] = {"q0": ["x", "y"]}
    space = judged_space(load(document))
    tried = [list(space.fold.tried(space.at({"q0": first}), "x")) for first in "xyz"]
    assert tried == [[(2, True)], [(2, False), (3, True)], [(2, False), (3, False)]]


def classes(space: Space) -> int:
    """How many states there are when two are one wherever the same lies ahead, question by question."""
    numbers: dict[object, int] = {}
    number: dict[State, int] = {}
    for state in [*space.ends, *sorted(space.steps, key=lambda each: each.at, reverse=True)]:
        outcome = space.fold.outcome(state) if state.at < 0 else None
        after = tuple((answer, number[next]) for answer, next in space.steps.get(state, {}).items())
        ahead = (state.at, state.worst if outcome else 0, outcome.id if outcome else "", after)
        number[state] = numbers.setdefault(ahead, len(numbers))
    return len(numbers)


def test_little_is_kept_apart_that_has_the_same_ahead() -> None:
    spaces = [judged_space(load(Author(Random(seed).randrange).tree())) for seed in range(200)]
    states, fewest = sum(len(space.ahead) for space in spaces), sum(map(classes, spaces))
    assert fewest <= states < 1.25 * fewest


def test_a_fold_of_the_routing_alone_holds_nothing_of_what_is_concluded() -> None:
    spaces = [explore(routing_fold(load(Author(Random(seed).randrange).tree()))) for seed in range(50)]
    assert {(state.raised, state.worst) for space in spaces for state in space.ahead} == {(0, 0)}
    assert sum(len(space.ahead) for space in spaces) < 1.03 * sum(map(classes, spaces))


def test_once_an_outcome_is_sure_later_ones_of_its_verdict_keep_nothing_apart() -> None:
    document = chain(3)
    named = {"first": {"q0": "x"}, "second": {"q1": "x"}, "rest": None}
    document["findings"] = {}
    document["outcomes"] = {
        **{
            id: {"verdict": "good", "page": "page.md", **({"when": when} if when else {})}
            for id, when in named.items()
        },
        "bad": {"verdict": "bad", "page": "page.md"},
    }
    space = judged_space(load(document))
    at = [sum(state.at == place for state in space.ahead) for place in (0, 1, 2, -1)]
    assert at == [1, 2, 3, 3]  # first; second or rest open; each of the three; each of the three
    shadowed = explore(Fold(load(document), shadowed=True))
    assert [sum(state.at == place for state in shadowed.ahead) for place in (0, 1, 2, -1)] == [1, 2, 4, 4]


def test_a_walk_without_an_outcome_is_counted_and_has_none_ahead() -> None:
    document = chain(1)
    document["outcomes"] = {"bad": {"verdict": "bad", "page": "page.md"}}
    tree, _ = read_tree(json.dumps(document), "chain.yaml")
    ahead = judged_space(tree)
    assert ahead.walks == 3
    assert [ahead.ahead[ahead.at({"q0": answer})].outcomes for answer in "xyz"] == [1, 0, 0]


def chain(length: int) -> Document:
    """Questions one after the other, of which only the first matters."""
    return {
        "tree": "chain",
        "title": "Chain",
        "version": "1",
        "reviewed": "2026-01-01",
        "start": "q0",
        "verdicts": {
            "good": {"label": "Good", "tone": "good"},
            "bad": {"label": "Bad", "tone": "stop", "forced-by": "harm"},
        },
        "questions": {
            f"q{at}": {
                "ask": "What?",
                "why": "Because.",
                "answers": {id: {"label": id} for id in "xyz"},
                "next": f"q{at + 1}" if at + 1 < length else "end",
            }
            for at in range(length)
        },
        "findings": {"harmed": {"weight": "harm", "when": {"q0": "x"}, "says": "Harm."}},
        "outcomes": {id: {"verdict": id, "page": "page.md"} for id in ("good", "bad")},
    }


def test_walks_beyond_counting_one_by_one_are_counted_exactly() -> None:
    space = judged_space(load(chain(60)))
    assert space.walks == 3**60
    assert len(space.ahead) == 1 + 2 * 60
