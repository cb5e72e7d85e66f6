"""Scenarios brought along with their tree: an answer added where a walk asks for it, and nothing else.

The front matter is edited as lines, not read and written again, so that comments, order, quotation
marks and line ends stay as their author has them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wizard.library.load import FENCE
from wizard.library.model import Entry
from wizard.pack.knowledge import Knowledge
from wizard.source.files import read_bytes, write_over
from wizard.source.problems import Refused
from wizard.tree.model import Tree
from wizard.walk.facts import wrong_facts
from wizard.walk.gaps import gaps_of

PLAIN = re.compile(r"[A-Za-z0-9][\w.-]*")
"""An id that YAML reads back without quotation marks."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A scenario that lacked answers: its file, and the facts that were added."""

    path: Path
    facts: Mapping[str, str]


def as_facts(words: Iterable[str]) -> dict[str, str]:
    """Words such as `question=answer` as facts. Raises `Refused` for one that is none."""
    pairs = [word.partition("=") for word in words]
    for question, equals, answer in pairs:
        if not (question and equals and answer):
            raise Refused(f"{question + equals + answer!r} is no answer; write it as question=answer")
    return {question: answer for question, _, answer in pairs}


def fill(
    knowledge: Knowledge, tree: Tree, given: Mapping[str, str], only: Mapping[str, str]
) -> Iterator[Filled]:
    """Writes these answers into every scenario of a tree whose walk asks for them and lacks them.

    `only` are facts that a scenario must hold to be filled. Raises `Refused` for an unknown question
    or answer, before any file is written.
    """
    for facts in (given, only):
        for _, refused in wrong_facts(tree, facts):
            raise refused
    for entry in list(knowledge.library.readable()):
        if entry.kind.facts and entry.fields["tree"] == tree.id and only.items() <= entry.facts.items():
            added = _lacking(tree, entry, given)
            if added:
                path = knowledge.library.folder / entry.path
                text = read_bytes(path, entry.path).decode("utf-8")
                write_over(path, with_facts(text, entry, added), shared=True)
                yield Filled(path, added)


def _lacking(tree: Tree, entry: Entry, given: Mapping[str, str]) -> dict[str, str]:
    """Those of the answers for which the scenario's walk asks, each as far as the ones before lead there."""
    facts, added = dict(entry.facts), {}
    if any(wrong_facts(tree, facts)):
        return {}
    while missing := [id for id in gaps_of(tree, facts).missing if id in given and id not in facts]:
        added[missing[0]] = facts[missing[0]] = given[missing[0]]
    return added


def with_facts(text: str, entry: Entry, added: Mapping[str, str]) -> str:
    """The text of a scenario with facts added after its last one. Raises `Refused` where they stand in
    braces, since there is no line to add one to."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    start = next(at for at, line in enumerate(lines) if re.match(r"facts:\s*(#.*)?$|facts:\s*\{", line))
    if "{" in lines[start]:
        raise Refused(f"{entry.path}: write its facts on a line each, then fill it")
    last = indent = start
    for at in range(start + 1, lines.index(FENCE, 1)):
        found = re.match(r"(\s+)[^\s#]", lines[at])
        if found is not None:
            last, indent = at, len(found[1])
        elif re.match(r"\S", lines[at]) and not lines[at].startswith("#"):
            break
    new = [f"{' ' * indent}{_scalar(question)}: {_scalar(answer)}" for question, answer in added.items()]
    return end.join([*lines[: last + 1], *new, *lines[last + 1 :]])


def _scalar(text: str) -> str:
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
