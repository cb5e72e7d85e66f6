"""For the tests of change plans: what makes one another, and trees in which each answer matters."""

from __future__ import annotations

from collections.abc import Collection

from tests.helpers.brute_force import Document
from tests.helpers.random_trees import load
from wizard.tree.model import Tree
from wizard.walk.plans import Plan


def covers(plan: Plan, changes: Collection[tuple[str, str]]) -> bool:
    """Whether a plan's changes, or others that would do as well, are all among these."""
    return all(
        any((change.question, answer) in changes for answer in (change.after, *change.others))
        for change in plan.changes
    )


def of_facts(count: int, harmed: list[dict[str, str]], fixed: bool = True) -> Tree:
    """Questions a, b, c…, `fixed` where nobody can change them; `harmed` are the clauses that make x bad."""
    ids = ["a", "b", "c", "d", "e"][:count]
    questions: Document = {
        id: {
            "ask": "What?",
            "why": "Because.",
            **({"fixed": "true"} if fixed else {}),
            "answers": {"x": {"label": "X"}, "y": {"label": "Y"}},
            "next": following,
        }
        for id, following in zip(ids, [*ids[1:], "end"], strict=True)
    }
    return load(
        {
            "tree": "fixed",
            "title": "Fixed",
            "version": "1",
            "reviewed": "2026-01-01",
            "start": "a",
            "verdicts": {
                "good": {"label": "Good", "tone": "good"},
                "fair": {"label": "Fair", "tone": "caution", "forced-by": "doubt"},
                "bad": {"label": "Bad", "tone": "stop", "forced-by": "harm"},
            },
            "questions": questions,
            "findings": {"harmed": {"weight": "harm", "when": harmed, "says": "Harm."}},
            "outcomes": {id: {"verdict": id, "page": "page.md"} for id in ("good", "fair", "bad")},
        }
    )
