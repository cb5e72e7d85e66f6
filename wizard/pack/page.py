"""What a new page of each kind starts from, made from what the pack says of the kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from wizard.library.model import ASKS, FINDINGS, Field, Kind
from wizard.library.shelves import Library
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.tree.model import Facts, Question, Tree
from wizard.tree.ticks import NONE, YES, Screen
from wizard.walk.judge import judge
from wizard.walk.walk import begin
from wizard.words.wrapping import wrap

PLAIN = re.compile(r"\w[\w.-]*", re.ASCII)
"""A text that YAML reads back without quotes."""

BLANKS = {"text": "FILL IN", "address": "https://example.org/FILL-IN", "order": "1", "number": "6"}
"""What stands in a field of each type until the author has written it; a day is today."""

NOTE_WIDTH = 100
FEW = 5
"""So many entries are listed to start with."""

BODY = "FILL IN what readers need to know, in two or three short sentences."


@dataclass(frozen=True, slots=True)
class Example:
    """A walk to start from: the fields that name it, and the lines of its facts."""

    fields: dict[str, str]
    facts: list[str]


def starting_page(
    kind: Kind,
    library: Library,
    today: date,
    walked: Example | None = None,
    lists: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> dict[str, str]:
    """The words of the template of entries: OWN, the lines of the kind's own fields, and its BODY.

    `walked` is there for a kind with facts; `lists` are the kind's own lists as far as they are known.
    """
    lines: list[str] = []
    for field in kind.fields.values():
        value = walked.fields.get(field.name) if walked is not None else None
        lines += _field(field, value or BLANKS.get(field.type, today.isoformat()))
    for name, target in kind.lists.items():
        known = f"{name}: [{', '.join(map(scalar, lists[name]))}]" if lists.get(name) else ""
        lines += [known] if known else _list(name, target, library)
    if walked is not None:
        lines += walked.facts
    return {"OWN": "".join(f"{line}\n" for line in lines), "BODY": kind.body.rstrip("\n") or BODY}


def _field(field: Field, value: str) -> Iterator[str]:
    yield from (f"# {line}" for line in wrap(field.about, width=NOTE_WIDTH))
    yield f"{field.name}: {value}"


def _list(name: str, target: str, library: Library) -> Iterator[str]:
    ids = [id for id, (kind, _) in library.paths.items() if kind.key == target][:FEW]
    if target == ASKS:
        yield f"# {name}: [SCENARIO QUESTION]  # a card that asks for one answer and not for the verdict"
    elif target == FINDINGS or not ids:
        yield f"# {name}: [one, another]  # delete the first # to list {target} here"
    else:
        yield f"# The ids of {target}, in order."
        yield f"{name}: [{', '.join(map(scalar, ids))}]"


def example(knowledge: Knowledge) -> Example:
    """A walk of the default tree that takes each first answer.

    Raises `Refused` when there is no tree, or the walk ends without an outcome.
    """
    tree = knowledge.tree(knowledge.default_tree)
    walk = begin(tree)
    while walk.question is not None:
        walk = walk.answer(next(iter(walk.question.answers)))
    return example_of(knowledge, tree, walk.facts)


def example_of(knowledge: Knowledge, tree: Tree, facts: Facts) -> Example:
    """A walk to start from, by its facts. Raises `Refused` when it ends without an outcome."""
    lines = [
        "# The answers, in the order in which they are asked. Answer every question that is asked, and no",
        f"# other. When you change one, run `{knowledge.pack.command} check`:",
        "# it says which question is missing or too much.",
        "facts:",
    ]
    for id, answer in gathered(tree, facts).items():
        if id in tree.screens:
            lines += _ticks(tree.screens[id], answer)
        else:
            lines += _fact(tree.questions[id], answer)
    found = judge(tree, facts)
    if found.outcome is None:
        raise Refused(
            f"a walk of the tree {tree.id} ends without an outcome; run {knowledge.pack.command} check first"
        )
    named = {"tree": tree.id, "outcome": found.outcome.id, "verdict": found.verdict.id}
    return Example({name: scalar(str(id)) for name, id in named.items()}, lines)


def gathered(tree: Tree, facts: Facts) -> dict[str, str]:
    """Facts with the ticks of each screen as one: their names, separated by commas."""
    result: dict[str, str] = {}
    for id, answer in facts.items():
        screen = tree.screens.get(tree.questions[id].screen or "")
        if screen is None:
            result[id] = answer
        elif screen.id not in result:
            ticked = [tick for tick in screen.labels if facts.get(screen.question(tick)) == YES]
            result[screen.id] = ", ".join(ticked) or NONE
    return result


def _ticks(screen: Screen, answer: str) -> list[str]:
    note = f"  # {' '.join(screen.ask.split())}"
    return [
        note,
        f"  #   or any of: {', '.join([*screen.labels, NONE])}",
        f"  {screen.id}: {scalar(answer)}",
    ]


def _fact(question: Question, answer: str) -> list[str]:
    """The lines of one fact: the question, its other answers, and the answer."""
    others = [str(each) for each in question.answers if each != answer]
    note = f"  # {' '.join(question.ask.split())}"
    other = [f"  #   or: {', '.join(' '.join(each.split()) for each in others)}"] if others else []
    return [note, *other, f"  {scalar(question.id)}: {scalar(answer)}"]


def scalar(text: str) -> str:
    """A text as YAML reads it back."""
    return str(text) if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
