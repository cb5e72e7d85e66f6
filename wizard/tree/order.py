"""The order of the questions in which every walk goes forward, and the loops that forbid one.

`ways` name, for each question, those that may follow it. Loops are looked for while a tree loads,
with the standard library: networkx costs a tenth of a second, which the first question on screen
does not wait for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter


def loop(ways: Mapping[str, Sequence[str]]) -> list[str]:
    """Question ids that lead round, from the one that stands first back to it; empty where none do."""
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for question, following in ways.items():
        for each in following:
            sorter.add(each, question)
    try:
        sorter.prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][:-1]
        at = circle.index(min(circle, key=list(ways).index))
        return [*circle[at:], *circle[:at], circle[at]]
    return []


def forward_order(ways: Mapping[str, Sequence[str]], start: str) -> tuple[str, ...]:
    """The questions that may be reached from `start`, each after all that lead to it, else as they
    stand in the file; then those that no walk comes to."""
    import networkx as nx  # not before the first question is on screen

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(ways)
    graph.add_edges_from((question, each) for question, following in ways.items() for each in following)
    place = {id: at for at, id in enumerate(ways)}
    reached = {start, *nx.descendants(graph, start)}
    parts = (graph.subgraph(reached), graph.subgraph(place.keys() - reached))
    return tuple(id for part in parts for id in nx.lexicographical_topological_sort(part, place.__getitem__))
