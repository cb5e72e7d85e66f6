"""The graphs of a tree, against the steps that the walks of random trees take."""

from __future__ import annotations

from hypothesis import given, settings

from tests.helpers.random_trees import Case, cases
from wizard.space.routes import routes, step
from wizard.space.space import exact_graph
from wizard.tree.model import END


def taken(each: Case) -> set[tuple[str, str, str]]:
    """Question, answer, and the question, outcome or end after it, for every step of every walk."""
    result = set()
    for walk in each.walks:
        following = [*list(walk.facts)[1:], str(walk.outcome)]
        result |= {(id, answer, to) for (id, answer), to in zip(walk.facts.items(), following, strict=True)}
    return result


@settings(max_examples=60)
@given(each=cases())
def test_the_exact_graph_has_an_edge_for_every_step_that_some_walk_takes_and_no_other(each: Case) -> None:
    graph = exact_graph(each.tree)
    assert {(at, answer, to) for at, to, answer in graph.edges(keys=True)} == taken(each)
    assert graph.number_of_edges() == len(taken(each))
    questions = {question for walk in each.walks for question in walk.facts}
    outcomes = {walk.outcome for walk in each.walks}
    kinds = {id: each_node["kind"] for id, each_node in graph.nodes(data=True)}
    assert {id for id, kind in kinds.items() if kind == "question"} == questions
    assert {id for id, kind in kinds.items() if kind == "outcome"} == outcomes


@settings(max_examples=60)
@given(each=cases())
def test_the_routes_hold_every_step_and_what_each_passes_over(each: Case) -> None:
    graph = routes(each.tree)
    for walk in each.walks:
        facts: dict[str, str] = {}
        for question, answer in walk.facts.items():
            facts[question] = answer
            target = each.reading.current(facts) or END
            passed = tuple(id for id, held in each.reading.tried(facts) if not held)
            assert graph.edges[question, target, answer]["passes"] == passed


@settings(max_examples=60)
@given(each=cases())
def test_the_routes_hold_no_step_that_the_answer_itself_rules_out(each: Case) -> None:
    for question, target, answer in routes(each.tree).edges(keys=True):
        clauses = each.reading.whens.get(target, ())
        ruled_out = [
            any(id == question and answer not in answers for id, answers in one.terms) for one in clauses
        ]
        assert not clauses or not all(ruled_out)


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
