"""What only `--strict` reports of trees and entries: said twice, or too long."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.library.model import Entry
from wizard.library.shelves import Library
from wizard.source.places import problem_at
from wizard.source.problems import Problem
from wizard.tree.model import Tree

LONGEST_LABEL = 120


def check_wording(tree: Tree) -> Iterator[Problem]:
    """Labels that fill the screen, and findings that say the same."""
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


def check_entries(library: Library, entries: dict[str, Entry]) -> Iterator[Problem]:
    """Entries that have the text of another."""
    seen: dict[str, Entry] = {}
    for entry in entries.values():
        shown = f"{library.shown}/{entry.path}"
        body = _plain(entry.body)
        if body and body in seen:
            message = f"the same text as {seen[body].path}"
            yield Problem(
                shown, entry.body_line, 1, "same-body", message, "say what is different, or link it"
            )
        seen.setdefault(body, entry)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()
