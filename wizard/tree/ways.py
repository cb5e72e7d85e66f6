"""The ways from box to box in a tree's picture: from a question to a question or a verdict.

`picture` calls it. The answers that take the same way are merged; so are a verdict's outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wizard.tree.graph import step
from wizard.tree.model import END, Facts, Tree
from wizard.tree.space import exact_graph, judged_space


@dataclass(frozen=True, slots=True)
class End:
    """A box of the picture: a question or, where `verdict` holds, a verdict."""

    id: str
    verdict: bool = False


Way = tuple[End, End]
"""From a question to what some walk asks or concludes right after it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The walk a picture shows: its facts in order, the ways it takes, and its outcome if it ends."""

    facts: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[Way, str] = field(default_factory=dict)
    outcome: str | None = None


def ways(tree: Tree) -> dict[Way, tuple[str, ...]]:
    """Every way that some walk takes, with its answers, in the order of the tree."""
    graph = exact_graph(tree)
    found: dict[Way, set[str]] = {}
    for source in tree.order:
        for target in graph[source] if source in graph else ():
            end = End(target) if target in tree.questions else End(tree.outcomes[target].verdict, True)
            found.setdefault((End(source), end), set()).update(graph[source][target])
    return {
        (source, target): tuple(id for id in tree.questions[source.id].answers if id in answers)
        for (source, target), answers in found.items()
    }


def reached(tree: Tree) -> dict[str, tuple[str, ...]]:
    """The verdicts that walks reach, each with the outcomes that they reach, in the tree's order."""
    graph = exact_graph(tree)
    return {
        verdict: tuple(ends)
        for verdict in tree.verdicts
        if (ends := [id for id, each in tree.outcomes.items() if each.verdict == verdict and id in graph])
    }


def shown(tree: Tree, facts: Facts) -> Shown:
    """The walk that these facts give, up to the first question that they leave open.

    Facts that the walk does not ask for are left out.
    """
    asked: dict[str, str] = {}
    taken: dict[Way, str] = {}
    at = tree.start
    while at != END and at in facts:
        asked[at] = facts[at]
        following = step(tree, at, asked)
        if following != END:
            taken[End(at), End(following)] = facts[at]
        at, last = following, at
    if at != END:
        return Shown(asked, taken)
    space = judged_space(tree)
    outcome = space.fold.outcome(space.at(asked))
    if outcome is None:
        return Shown(asked, taken)
    taken[End(last), End(outcome.verdict, True)] = asked[last]
    return Shown(asked, taken, outcome.id)


def depths(found: Mapping[Way, object], tree: Tree) -> dict[End, int]:
    """How many questions come before each box on the longest way to it."""
    result = {End(tree.start): 0}
    place = {id: number for number, id in enumerate(tree.order)}
    for source, target in sorted(found, key=lambda way: place[way[0].id]):
        result[target] = max(result.get(target, 0), result[source] + 1)
    return result
