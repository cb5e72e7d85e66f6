"""The picture of a tree as text, Mermaid, DOT or SVG, from the steps that walks really take."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wizard.picture.svg import as_svg
from wizard.source.counting import counted
from wizard.space.space import exact_graph, judged_space
from wizard.tree.model import Tree
from wizard.words.wrapping import wrap

WIDTH = 100


def as_text(tree: Tree) -> str:
    """Every question with its answers and where each leads, in the order of the walks."""
    graph, space = exact_graph(tree), judged_space(tree)
    lines = [tree.title, _counts(tree, space.walks), ""]
    for id in tree.order:
        if id not in graph:
            continue
        question = tree.questions[id]
        lines += [f"{id}: {question.ask}"]
        for answer in question.answers.values():
            targets = [target for target in graph[id] if answer.id in graph[id][target]]
            text = f"{answer.label} -> {_leads(tree, targets)}"
            lines += wrap(text, "      ", f"  {answer.id}: ", WIDTH)
        lines.append("")
    for verdict in tree.verdicts.values():
        ends = [outcome.id for outcome in tree.outcomes.values() if outcome.verdict == verdict.id]
        lines += wrap(f"{verdict.label}: {', '.join(ends)}", "  ", width=WIDTH)
    return "\n".join(lines)


def _counts(tree: Tree, walks: int) -> str:
    counts = {"question": len(tree.questions), "outcome": len(tree.outcomes), "walk": walks}
    return ", ".join(counted(number, noun) for noun, number in counts.items())


def _leads(tree: Tree, targets: list[str]) -> str:
    questions = [target for target in targets if target in tree.questions]
    ends = [target for target in targets if target in tree.outcomes]
    parts = [*questions, *(f"[{end}]" for end in ends)]
    return " or ".join(parts)


def _edges(tree: Tree) -> Iterator[tuple[str, str, list[str]]]:
    """Each pair of joined nodes with the labels of the answers between them."""
    graph = exact_graph(tree)
    place = {id: at for at, id in enumerate([*tree.order, *tree.outcomes])}
    for source in sorted(graph, key=place.__getitem__):
        for target in sorted(graph[source], key=place.__getitem__):
            yield (
                source,
                target,
                [answer for answer in tree.questions[source].answers if answer in graph[source][target]],
            )


def as_mermaid(tree: Tree) -> str:
    """A Mermaid flowchart; several answers between the same two nodes share an edge."""
    names, lines = _names(tree), ["flowchart TD"]
    graph = exact_graph(tree)
    for id, name in names.items():
        if id in tree.questions and id in graph:
            lines.append(f'  {name}["{_mermaid(tree.questions[id].ask)}"]')
        elif id in graph:
            lines.append(f'  {name}(["{_mermaid(_outcome(tree, id))}"])')
    for source, target, answers in _edges(tree):
        lines.append(f'  {names[source]} -->|"{_mermaid(" / ".join(answers))}"| {names[target]}')
    return "\n".join(lines)


def as_dot(tree: Tree) -> str:
    """A Graphviz digraph; several answers between the same two nodes share an edge."""
    names, graph = _names(tree), exact_graph(tree)
    lines = [f"digraph {_dot(tree.id)} {{", "  rankdir=TB;", "  node [shape=box];"]
    for id, name in names.items():
        if id in tree.questions and id in graph:
            lines.append(f"  {name} [label={_dot(tree.questions[id].ask)}];")
        elif id in graph:
            lines.append(f"  {name} [label={_dot(_outcome(tree, id))}, shape=ellipse];")
    for source, target, answers in _edges(tree):
        lines.append(f"  {names[source]} -> {names[target]} [label={_dot(' / '.join(answers))}];")
    return "\n".join([*lines, "}"])


def _names(tree: Tree) -> dict[str, str]:
    """Node names that no picture language trips over."""
    questions = {id: f"q{at}" for at, id in enumerate(tree.order)}
    return questions | {id: f"o{at}" for at, id in enumerate(tree.outcomes)}


def _outcome(tree: Tree, id: str) -> str:
    return f"{id}: {tree.verdicts[tree.outcomes[id].verdict].label}"


def _mermaid(text: str) -> str:
    for letter, code in (("&", "#amp;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;")):
        text = text.replace(letter, code)
    return " ".join(text.split())


def _dot(text: str) -> str:
    clean = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{clean}"'


DRAWINGS: dict[str, Callable[[Tree], str]] = {
    "text": as_text,
    "mermaid": as_mermaid,
    "dot": as_dot,
    "svg": as_svg,
}
