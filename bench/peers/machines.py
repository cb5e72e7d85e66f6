"""One neutral state machine, and how each peer writes it down in the form it loads.

`of_tree` makes the machine of a generated tree, `of_spec` that of the small tree of the fault table.
Both sides of a comparison come from the same source, and no peer's file is mended by hand.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from wizard.tree.model import END, Tree

Guard = tuple[tuple[str, ...], ...]
"""Clauses of which any will do; a clause is names of flags that must be up, or down after a `!`."""

LINK = re.compile(r"\]\(([^)]+)\)")
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Edge:
    """A way out of a state: the event, where to (None where the author forgot), flags it puts up."""

    event: str
    target: str | None
    notes: tuple[str, ...] = ()
    when: Guard | None = None


@dataclass
class Machine:
    """States in order (a name may stand twice: that is one of the faults), and the flags there are."""

    start: str
    states: list[tuple[str, list[Edge]]] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    finals: set[str] = field(default_factory=set)
    facts: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def name(*parts: str) -> str:
    """An identifier that every peer accepts."""
    return "__".join(re.sub(r"\W+", "_", part).strip("_") for part in parts)


def of_tree(tree: Tree) -> Machine:
    """The routing of a generated tree. Where each end has an outcome of its own, it has a state."""
    machine = Machine(tree.start)
    own_ends = len(tree.outcomes) > 2
    ends = {} if own_ends else {"end": None}
    for question in tree.questions.values():
        edges = []
        for answer in question.answers:
            target = question.target(answer)
            if target == END:
                target = f"end_{question.id}_{answer}" if own_ends else "end"
                ends[target] = None
            edges.append(Edge(answer, target))
        machine.states.append((str(question.id), edges))
    machine.states += [(end, []) for end in ends]
    machine.finals = set(ends)
    return machine


def of_spec(spec: Mapping[str, Any]) -> Machine:
    """The small tree with its library: questions, a chain of judgements, outcomes, pages to read.

    A question with a `when`, a finding and the choice of an outcome are states passed with the
    event `go`; a page that is cited or linked is a state that an event `read …` leads to, its
    headings too. Answers given, findings raised and their weights are flags.
    """
    tree, machine = spec["tree"], Machine("")
    questions = dict(tree["questions"])
    findings = list(tree["findings"])

    def enter(target: str | None) -> str | None:
        if target is None:
            return None
        if target == END:
            return name("judge", findings[0])
        return name("at" if "when" in questions.get(target, {}) else "q", target)

    machine.start = enter(tree["start"]) or ""
    for id, question in tree["questions"]:
        if "when" in question:
            asked = Edge("go", name("q", id), when=guard(question["when"], questions))
            machine.states.append((name("at", id), [asked, Edge("go", enter(question.get("next")))]))
        edges = []
        for answer, each in question["answers"].items():
            flag = name(id, answer)
            if flag not in machine.flags:
                machine.flags.append(flag)
            target = enter(each.get("next") or question.get("next"))
            edges.append(Edge(name(each["label"]), target, (flag,)))
        machine.states.append((name("q", id), edges))
        machine.words[name("q", id)] = question["ask"]
    weights = dict.fromkeys(name("weight", each["weight"]) for each in tree["findings"].values())
    machine.flags += [name("raised", id) for id in findings] + list(weights)
    for place, (id, finding) in enumerate(tree["findings"].items()):
        onward = name("judge", findings[place + 1]) if place + 1 < len(findings) else "outcomes"
        raised = Edge("go", name("finding", id), when=guard(finding["when"], questions))
        machine.states.append((name("judge", id), [raised, Edge("go", onward)]))
        flags = (name("raised", id), name("weight", finding["weight"]))
        cited = [f"{kind}/{each}.md" for kind in ("rules", "cases") for each in finding.get(kind, ())]
        machine.states.append((name("finding", id), [Edge("go", onward, flags), *map(read, cited)]))
        machine.words[name("finding", id)] = finding["says"]
        remedy = [f"remedy: {finding['remedy']}"] if "remedy" in finding else []
        machine.facts[name("finding", id)] = [f"weight: {finding['weight']}", *remedy]
    machine.states.append(("outcomes", list(_outcomes(tree, questions, list(weights)))))
    for id, outcome in tree["outcomes"].items():
        machine.states.append((name("out", id), [Edge("done", "closed"), read(outcome["page"])]))
    for path, page in spec["pages"].items():
        machine.states += _page(path, page["body"])
        front = page["front"]
        machine.facts[name("page", path)] = [
            f"{key}: {len(value) if key == 'sources' else value}"
            for key, value in front.items()
            if key in ("sources", "status", "review-by")
        ]
    machine.states.append(("closed", []))
    machine.finals = {"closed"}
    return machine


def _outcomes(tree: Mapping[str, Any], questions: Mapping[str, Any], weights: list[str]) -> Iterator[Edge]:
    verdicts = list(tree["verdicts"].items())
    forced = [[name("weight", each["forced-by"])] if "forced-by" in each else [] for _, each in verdicts]
    for id, outcome in tree["outcomes"].items():
        rank = next(at for at, (verdict, _) in enumerate(verdicts) if verdict == outcome["verdict"])
        worse = tuple(f"!{flag}" for flags in forced[rank + 1 :] for flag in flags if flag in weights)
        own = tuple(flag for flag in forced[rank])
        clauses = guard(outcome["when"], questions) if "when" in outcome else ((),)
        yield Edge("go", name("out", id), when=tuple((*own, *worse, *clause) for clause in clauses))


def guard(when: Mapping[str, Any], questions: Mapping[str, Any]) -> Guard:
    """A condition of a tree file over flags, with its groups written out."""
    terms: list[list[str]] = []
    for question, written in when.items():
        names = [written] if isinstance(written, str) else list(written)
        if question == "found":
            terms += [[name("raised", each)] for each in names]
            continue
        groups = questions.get(question, {}).get("groups", {})
        answers = [answer for each in names for answer in groups.get(each, [each])]
        terms.append([name(question, answer) for answer in answers])
    return tuple(product(*terms))


def read(path: str) -> Edge:
    """The event that opens a page, or one of its headings."""
    page, _, heading = path.partition("#")
    target = name("page", page, heading) if heading else name("page", page)
    return Edge(f"read_{target}", target)


def _page(path: str, body: str) -> Iterator[tuple[str, list[Edge]]]:
    headings = [heading.lower().replace(" ", "-") for heading in HEADING.findall(body)]
    links = [posixpath.normpath(posixpath.join(posixpath.dirname(path), href)) for href in LINK.findall(body)]
    inner = [read(f"{path}#{heading}") for heading in headings]
    yield name("page", path), [Edge("close", "closed"), *inner, *map(read, links)]
    for heading in headings:
        yield name("page", path, heading), [Edge("close", "closed")]


def whole(states: Iterable[tuple[str, Any]], **rest: Any) -> str:
    """A JSON object with `states`, in which a name may stand twice, as a person may write it."""
    pairs = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in states)
    return f'{json.dumps(rest)[:-1]},\n"states": {{{pairs}}}}}'


def _by_event(edges: Iterable[Edge]) -> dict[str, list[Edge]]:
    result: dict[str, list[Edge]] = {}
    for edge in edges:
        result.setdefault(edge.event, []).append(edge)
    return result


def xstate(machine: Machine) -> str:
    """A machine configuration; guards and flags are named, as xstate's `setup` wants them."""
    states = []
    for id, edges in machine.states:
        state: dict[str, Any] = {"type": "final"} if id in machine.finals else {}
        on = {event: [_xstate_edge(edge) for edge in same] for event, same in _by_event(edges).items()}
        if on:
            state["on"] = on
        meta = {"words": machine.words.get(id), "facts": machine.facts.get(id)}
        if any(meta.values()):
            state["meta"] = meta
        states.append((id, state))
    head = {"id": "m", "initial": machine.start}
    return whole(states, flags=machine.flags, head=head)


def _xstate_edge(edge: Edge) -> dict[str, Any]:
    result: dict[str, Any] = {} if edge.target is None else {"target": edge.target}
    if edge.when is not None:
        result["guard"] = edge.when
    if edge.notes:
        result["actions"] = {"type": "note", "params": {"flags": edge.notes}}
    return result


def statemachine(machine: Machine) -> str:
    """Definitions for `create_machine_class_from_definition`; guards are boolean expressions.

    The start is a mark on a state, so a start that is not there cannot be written: the first is marked.
    """
    states, notes = [], []
    names = [id for id, _ in machine.states]
    start = machine.start if machine.start in names else names[0]
    for id, edges in machine.states:
        state: dict[str, Any] = {"name": machine.words.get(id, id)}
        if id == start:
            state["initial"] = True
        if id in machine.finals:
            state["final"] = True
        on: dict[str, list[dict[str, Any]]] = {}
        for edge in edges:
            if edge.target is None:
                continue
            written: dict[str, Any] = {"target": edge.target}
            if edge.when is not None:
                written["cond"] = expression(edge.when, "not ", " and ", " or ")
            on.setdefault(edge.event, []).append(written)
            if edge.notes:
                notes.append([id, edge.event, edge.target, edge.notes])
        if on:
            state["on"] = on
        states.append((id, state))
    return whole(states, flags=machine.flags, notes=notes)


def transitions(machine: Machine) -> str:
    """Lists for `Machine`; one transition for each clause, facts as tags of the states."""
    states = [
        {"name": id, "final": id in machine.finals, "tags": machine.facts.get(id, [])}
        if id in machine.finals or id in machine.facts
        else {"name": id}
        for id, _ in machine.states
    ]
    moves, notes = [], []
    for id, edges in machine.states:
        for edge in edges:
            if edge.target is None:
                continue
            for clause in edge.when if edge.when is not None else ((),):
                move: dict[str, Any] = {"trigger": edge.event, "source": id, "dest": edge.target}
                if clause:
                    move["conditions"] = [flag for flag in clause if flag[0] != "!"]
                    move["unless"] = [flag[1:] for flag in clause if flag[0] == "!"]
                moves.append(move)
            if edge.notes:
                notes.append([id, edge.event, edge.target, edge.notes])
    whole = {"flags": machine.flags, "notes": notes, "initial": machine.start}
    return json.dumps({**whole, "states": states, "transitions": moves}, indent=0)


def ink(machine: Machine) -> str:
    """A story: each state a knot, each event a choice, each `go` a branch, each flag a variable."""
    lines = [f"VAR {flag} = false" for flag in machine.flags] + [f"-> {machine.start}"]
    for id, edges in machine.states:
        lines.append(f"=== {id} ===")
        lines += [f"# {fact}" for fact in machine.facts.get(id, ())]
        if id in machine.finals:
            lines.append("-> END")
        elif any(edge.when is not None for edge in edges):
            lines += _ink_branches(edges)
        elif edges:
            lines.append(machine.words.get(id, id))
            for edge in edges:
                lines.append(f"+ [{edge.event}]")
                lines += [f"  ~ {flag} = true" for flag in edge.notes]
                lines += [f"  -> {edge.target}"] if edge.target is not None else []
    return "\n".join(lines) + "\n"


def _ink_branches(edges: Iterable[Edge]) -> Iterator[str]:
    yield "{"
    for edge in edges:
        clauses = edge.when
        yield f"- {'else' if clauses is None else expression(clauses, '!', ' && ', ' || ')}:"
        yield f"    -> {edge.target}" if edge.target is not None else "    nothing"
    yield "}"


def expression(when: Guard, down: str, both: str, either: str) -> str:
    """A guard as a boolean expression."""
    clauses = [
        both.join(f"{down}{flag[1:]}" if flag[0] == "!" else flag for flag in clause) for clause in when
    ]
    return either.join(f"({clause})" if both in clause and len(when) > 1 else clause for clause in clauses)


WRITERS = {
    "xstate": xstate,
    "inkjs": ink,
    "python-statemachine": statemachine,
    "transitions": transitions,
}
ENDINGS = {"xstate": "json", "inkjs": "ink", "python-statemachine": "json", "transitions": "json"}
