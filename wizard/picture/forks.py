"""The ways from box to box in a tree's picture: from a question, by its answers, to what follows.

`boxes` and `picture` call it. Answers that lead to the same boxes go together, so each answer of
a question is in one fork; the outcomes of a verdict are one box.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from wizard.space.routes import step
from wizard.space.space import exact_graph, judged_space
from wizard.tree.model import END, Facts, Tree


@dataclass(frozen=True, slots=True)
class End:
    """A box of the picture: a question or, where `verdict` holds, a verdict."""

    id: str
    verdict: bool = False


@dataclass(frozen=True, slots=True)
class Fork:
    """The answers of a question that may lead to the same boxes."""

    source: End
    answers: tuple[str, ...]


Forks = Mapping[Fork, tuple[End, ...]]
"""Each fork with the boxes that some walk comes to right after it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The walk that a picture shows: each answer and the box it led to, and the outcome reached."""

    steps: tuple[tuple[str, str, End], ...] = ()
    outcome: str | None = None

    @property
    def answers(self) -> dict[str, str]:
        """Question id to answer id."""
        return {question: answer for question, answer, _ in self.steps}

    @property
    def passed(self) -> frozenset[End]:
        """The boxes that the walk came through or to."""
        ends = {end for question, _, target in self.steps for end in (End(question), target)}
        return frozenset(ends)


def forks(tree: Tree) -> dict[Fork, tuple[End, ...]]:
    """Every way that some walk takes, question by question in the walks' order."""
    graph = exact_graph(tree)
    place = _places(tree).__getitem__
    found: dict[Fork, tuple[End, ...]] = {}
    for source in tree.order:
        together: dict[tuple[End, ...], list[str]] = {}
        for answer in tree.questions[source].answers if source in graph else ():
            targets = (_end(tree, target) for target in graph[source] if answer in graph[source][target])
            together.setdefault(tuple(sorted(set(targets), key=place)), []).append(answer)
        found |= {Fork(End(source), tuple(answers)): ends for ends, answers in together.items()}
    return found


def _end(tree: Tree, node: str) -> End:
    return End(node) if node in tree.questions else End(tree.outcomes[node].verdict, True)


def _places(tree: Tree) -> dict[End, int]:
    places = {End(id): at for at, id in enumerate(tree.order)}
    return places | {End(id, True): len(places) + each.rank for id, each in tree.verdicts.items()}


def reached(tree: Tree) -> dict[str, tuple[str, ...]]:
    """The verdicts that walks reach, each with the outcomes that they reach, in the tree's order."""
    graph = exact_graph(tree)
    ends = {
        verdict: tuple(id for id, each in tree.outcomes.items() if each.verdict == verdict and id in graph)
        for verdict in tree.verdicts
    }
    return {verdict: outcomes for verdict, outcomes in ends.items() if outcomes}


def shown(tree: Tree, facts: Facts) -> Shown:
    """The walk that these facts give, up to the first question that they leave open.

    Facts that the walk does not ask for, or that are no answer, are left out.
    """
    asked: dict[str, str] = {}
    steps: list[tuple[str, str, End]] = []
    at: str = tree.start
    while facts.get(at) in tree.questions[at].answers:
        asked[at] = facts[at]
        following = step(tree, at, asked)
        if following == END:
            break
        steps.append((at, facts[at], End(following)))
        at = following
    else:
        return Shown(tuple(steps))
    space = judged_space(tree)
    outcome = space.fold.outcome(space.at(asked))
    if outcome is None:
        return Shown(tuple(steps))
    return Shown((*steps, (at, facts[at], End(outcome.verdict, True))), outcome.id)


def depths(found: Forks, start: str) -> dict[End, int]:
    """How many questions come before each box on the longest way to it, in the order of the forks."""
    graph: nx.DiGraph[End] = nx.DiGraph()
    graph.add_node(End(start))
    graph.add_edges_from((fork.source, target) for fork, targets in found.items() for target in targets)
    depth = {end: at for at, ends in enumerate(nx.topological_generations(graph)) for end in ends}
    return {end: depth[end] for end in graph}
