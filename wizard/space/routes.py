"""The tree as a `networkx.MultiDiGraph`: the routes that a walk chooses from at each answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from wizard.tree.model import END, Condition, Facts, Question, Tree, first_holding

if TYPE_CHECKING:
    import networkx as nx

    Graph = nx.MultiDiGraph[str]


@lru_cache(maxsize=8)
def routes(tree: Tree) -> Graph:
    """Questions and `END` as nodes; an edge, keyed by the answer, to each place it may lead.

    Where questions in between may be passed over, one answer has several edges; their `order`
    is the order in which a walk tries them, and `passes` the questions passed over. Edges that
    the answer itself rules out are left out. Which edges some walk really takes is proved by
    `wizard.space.space`.
    """
    import networkx as nx  # a tenth of a second: not before the first question is on screen

    graph: Graph = nx.MultiDiGraph(id=tree.id)
    graph.add_nodes_from((id, {"kind": "question"}) for id in tree.order)
    graph.add_node(END, kind="end")
    for question in tree.questions.values():
        for answer in question.answers:
            for order, (target, passes) in enumerate(_candidates(tree, question, answer)):
                graph.add_edge(question.id, target, key=answer, order=order, passes=passes)
    return graph


def _candidates(tree: Tree, question: Question, answer: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where an answer may lead, in the order a walk tries, with what is passed over on the way."""
    passed: list[str] = []
    target = question.target(answer)
    while target is not None and target != END:
        following = tree.questions[target]
        if following.when is None:
            yield target, tuple(passed)
            return
        if _may_hold(following.when, question.id, answer):
            yield target, tuple(passed)
        passed.append(target)
        target = following.next
    yield END, tuple(passed)


def _may_hold(condition: Condition, question: str, answer: str) -> bool:
    """Whether the condition can still hold once this question has this answer."""
    return any(
        all(term.question != question or answer in term.answers for term in clause.terms)
        for clause in condition
    )


def step(tree: Tree, question: str, facts: Facts) -> str:
    """Where the walk goes from an answered question: a question id or `END`.

    `facts` hold the answers so far, this question's among them.
    """
    answer = facts[question]
    edges = [
        (keyed[answer]["order"], target)
        for target, keyed in routes(tree)[question].items()
        if answer in keyed
    ]
    for _, target in sorted(edges):
        if target == END:
            break
        when = tree.questions[target].when
        if when is None or first_holding(when, facts) is not None:
            return target
    return END
