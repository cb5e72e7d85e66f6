"""The folded walks and the graphs of a tree, against every walk of random trees one by one."""

from __future__ import annotations

from hypothesis import given, settings

from tests.brute_force import Document
from tests.random_trees import Case, Judged, Steps, case, cases
from wizard.tree.fold import Fold, State, bits
from wizard.tree.graph import routes, step
from wizard.tree.model import END
from wizard.tree.space import Space, exact_graph, explore, judged_space, routing_fold


def states(space: Space, each: Case) -> dict[State, list[Steps]]:
    """The beginnings of walks that every state folds."""
    result: dict[State, list[Steps]] = {}
    for beginning in each.beginnings():
        result.setdefault(space.at(dict(beginning)), []).append(beginning)
    return result


def taken(each: Case) -> set[tuple[str, str, str]]:
    """Question, answer, and the question, outcome or end after it, for every step of every walk."""
    result = set()
    for walk in each.walks:
        following = [*list(walk.facts)[1:], str(walk.outcome)]
        result |= {(id, answer, to) for (id, answer), to in zip(walk.facts.items(), following, strict=True)}
    return result


@settings(max_examples=80)
@given(each=cases())
def test_walks_are_counted_exactly(each: Case) -> None:
    assert judged_space(each.tree).walks == len(each.walks)
    assert explore(routing_fold(each.tree)).walks == len(each.walks)


@settings(max_examples=150)
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


@settings(max_examples=80)
@given(each=cases())
def test_every_state_is_one_that_some_walk_is_in(each: Case) -> None:
    space = judged_space(each.tree)
    folded = states(space, each)
    assert set(folded) == set(space.parents) == set(space.ahead)
    assert set(space.ends) == {state for state in folded if state.at < 0}
    assert space.at({}) == space.start


@settings(max_examples=80)
@given(each=cases())
def test_the_facts_to_a_state_are_those_of_a_shortest_walk_there(each: Case) -> None:
    space = judged_space(each.tree)
    for state, beginnings in states(space, each).items():
        facts = space.facts_to(state)
        assert tuple(facts.items()) in beginnings
        assert len(facts) == min(map(len, beginnings))
        for answer in space.steps.get(state, {}):
            assert space.facts_to(state, answer) == {**facts, each.tree.order[state.at]: answer}


@settings(max_examples=200)
@given(each=cases())
def test_a_folded_end_has_the_verdict_outcome_and_broken_invariants_of_its_walks(each: Case) -> None:
    space, verdicts = judged_space(each.tree), list(each.tree.verdicts)
    for walk in each.walks:
        end = space.at(walk.facts)
        outcome = space.fold.outcome(end)
        assert verdicts[end.worst] == walk.verdict
        assert outcome is not None and outcome.id == walk.outcome
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


@settings(max_examples=80)
@given(each=cases())
def test_a_tried_when_held_as_a_plain_reading_holds_it(each: Case) -> None:
    space, order = judged_space(each.tree), each.tree.order
    for walk in each.walks:
        asked = [*walk.facts, None]
        for place, (question, answer) in enumerate(walk.facts.items()):
            facts = dict(list(walk.facts.items())[:place])
            tried = [(order[at], held) for at, held in space.fold.tried(space.at(facts), answer)]
            facts[question] = answer
            for id, held in tried:
                assert held == any(clause.holds(facts) for clause in each.reading.whens[id])
            if asked[place + 1] in each.reading.whens:
                assert tried[-1] == (asked[place + 1], True)
            else:
                assert not any(held for _, held in tried)


@settings(max_examples=80)
@given(each=cases())
def test_the_exact_graph_has_an_edge_for_every_step_that_some_walk_takes_and_no_other(each: Case) -> None:
    graph = exact_graph(each.tree)
    assert {(at, answer, to) for at, to, answer in graph.edges(keys=True)} == taken(each)
    assert graph.number_of_edges() == len(taken(each))
    questions = {question for walk in each.walks for question in walk.facts}
    outcomes = {walk.outcome for walk in each.walks}
    kinds = dict(graph.nodes(data="kind"))
    assert {id for id, kind in kinds.items() if kind == "question"} == questions
    assert {id for id, kind in kinds.items() if kind == "outcome"} == outcomes


@settings(max_examples=80)
@given(each=cases())
def test_the_routes_hold_every_step_and_what_each_passes_over(each: Case) -> None:
    graph = routes(each.tree)
    for walk in each.walks:
        targets = [*list(walk.facts)[1:], END]
        for (question, answer), target in zip(walk.facts.items(), targets, strict=True):
            assert graph.has_edge(question, target, answer)
            passes = graph.edges[question, target, answer]["passes"]
            assert not set(passes) & set(walk.facts)


@settings(max_examples=40)
@given(each=cases())
def test_a_step_leads_where_a_plain_reading_leads_and_always_forward(each: Case) -> None:
    place = {id: at for at, id in enumerate([*each.tree.order, END])}
    for beginning in each.beginnings():
        if beginning:
            facts, last = dict(beginning), beginning[-1][0]
            following = step(each.tree, last, facts)
            assert following == (each.reading.current(facts) or END)
            assert place[following] > place[last]


def chain(length: int) -> Document:
    """Questions one after the other, of which only the first matters."""
    return {
        **{"tree": "chain", "title": "Chain", "version": "1", "reviewed": "2026-01-01", "start": "q0"},
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
    from wizard.tree.load import read_tree

    import json

    tree, problems = read_tree(json.dumps(chain(60)), "chain.yaml")
    assert not problems
    space = judged_space(tree)
    assert space.walks == 3**60
    assert len(space.parents) == 1 + 2 * 60


def test_the_strategy_makes_trees_worth_testing() -> None:
    """Passing over, unlike lengths, several verdicts, own nexts and `found` all occur."""
    seen: set[str] = set()

    @settings(max_examples=60)
    @given(each=cases())
    def look(each: Case) -> None:
        seen.update(kinds(each, each.walks))

    look()
    assert seen == {"passed-over", "lengths", "verdicts", "own-next", "found", "broken", "fixed"}


def kinds(each: Case, walks: list[Judged]) -> set[str]:
    """What a random tree has in it."""
    reading = each.reading
    answers = [answer for question in reading.questions.values() for answer in question["answers"].values()]
    graph = routes(each.tree)
    passed = {id for *_, edge in graph.edges(data=True) for id in edge["passes"]}
    asked = {question for walk in walks for question in walk.facts}
    return {
        kind
        for kind, is_so in {
            "passed-over": passed & asked,
            "lengths": len({len(walk.facts) for walk in walks}) > 1,
            "verdicts": len({walk.verdict for walk in walks}) > 2,
            "own-next": any("next" in answer for answer in answers),
            "found": any(clause.found for ends in reading.ends.values() for clause in ends),
            "broken": any(reading.broken(walk.facts, walk.raised, walk.verdict) for walk in walks),
            "fixed": any(reading.is_fixed(*step) for walk in walks for step in walk.facts.items()),
        }.items()
        if is_so
    }
