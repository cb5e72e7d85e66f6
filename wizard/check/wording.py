"""What only `--strict` reports of trees and entries: said twice, too long, or badly named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wizard.library.model import Entry
from wizard.library.shelves import Library
from wizard.source.ids import ENTRY_ID, ID
from wizard.source.places import problem_at
from wizard.source.problems import Problem
from wizard.tree.model import Tree

LONGEST_LABEL = 120


def check_wording(tree: Tree) -> Iterator[Problem]:
    """Ids that are none, labels that fill the screen, and findings that say the same."""
    for what, id in _ids(tree):
        if not ID.fullmatch(id):
            message = f"{what} {id} has more than small letters, digits and hyphens in its id"
            yield problem_at(tree.path, id, "bad-id", message, "rename it")
    for question in tree.questions.values():
        for answer in question.answers.values():
            if len(answer.label) > LONGEST_LABEL:
                message = f"answer {answer.id} of {question.id} has more than {LONGEST_LABEL} characters"
                yield problem_at(tree.path, answer.label, "long-label", message, "say it shorter")
    seen: dict[str, str] = {}
    for finding in tree.findings.values():
        says = _plain(finding.says)
        if says and says in seen:
            message = f"findings {seen[says]} and {finding.id} say the same"
            yield problem_at(tree.path, finding.says, "same-says", message, "say what is different")
        seen.setdefault(says, finding.id)


def _ids(tree: Tree) -> Iterator[tuple[str, str]]:
    """Every id of a tree, and what it names."""
    yield "tree", tree.id
    for question in tree.questions.values():
        yield "question", question.id
        yield from (("answer", answer.id) for answer in question.answers.values())
        yield from (("group", group) for group in question.groups)
    parts: tuple[tuple[str, Iterable[str]], ...] = (
        ("verdict", tree.verdicts),
        ("weight", tree.weights),
        ("finding", (each.id for each in tree.findings.values())),
        ("outcome", (each.id for each in tree.outcomes.values())),
        ("invariant", (each.id for each in tree.invariants.values())),
        ("deadline", (each.id for each in tree.deadlines.values())),
    )
    for what, ids in parts:
        yield from ((what, id) for id in ids)


def check_entries(library: Library, entries: dict[str, Entry]) -> Iterator[Problem]:
    """Entries that have the text of another, and entries whose id is none."""
    seen: dict[str, Entry] = {}
    for entry in entries.values():
        shown = f"{library.shown}/{entry.path}"
        if not ENTRY_ID.fullmatch(entry.id):
            message = f"the id {entry.id} has more than small letters, digits, hyphens and dots"
            yield Problem(shown, 1, 1, "bad-id", message, "rename the file")
        body = _plain(entry.body)
        if body and body in seen:
            message = f"the same text as {seen[body].path}"
            yield Problem(
                shown, entry.body_line, 1, "same-body", message, "say what is different, or link it"
            )
        seen.setdefault(body, entry)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()
