"""What only `--strict` reports of trees and entries: said twice, too long, or badly named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wizard.library.model import Entry
from wizard.library.shelves import Library
from wizard.source.ids import ENTRY_ID, ID
from wizard.source.places import problem_at
from wizard.source.problems import Problem
from wizard.tree.model import Deadline, Finding, Invariant, Outcome, Tree, Verdict

LONGEST_LABEL = 120


def check_wording(tree: Tree) -> Iterator[Problem]:
    """Ids that are none, labels that fill the screen, and findings that say the same."""
    for what, id, where in _ids(tree):
        if not ID.fullmatch(id):
            message = f"{what} {id} has more than small letters, digits and hyphens in its id"
            yield problem_at(tree.path, where, "bad-id", message, "rename it")
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


def _ids(tree: Tree) -> Iterator[tuple[str, str, str]]:
    """What has an id, the id, and the text that stands where it is written, or beside it."""
    yield "tree", tree.id, tree.id
    for question in tree.questions.values():
        yield "question", question.id, question.id
        yield from (("answer", answer.id, answer.id) for answer in question.answers.values())
        yield from (("group", group, members[0]) for group, members in question.groups.items() if members)
    yield from (("weight", id, label) for id, label in tree.weights.items())
    parts: dict[str, Iterable[Verdict | Finding | Outcome | Invariant | Deadline]] = {
        "verdict": tree.verdicts.values(),
        "finding": tree.findings.values(),
        "outcome": tree.outcomes.values(),
        "invariant": tree.invariants.values(),
        "deadline": tree.deadlines.values(),
    }
    for what, each in parts.items():
        yield from ((what, part.id, part.id) for part in each)


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
