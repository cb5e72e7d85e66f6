"""A tree as long as one likes: questions that follow each other, each raising a finding of its own."""

from __future__ import annotations

from typing import Any

from tests.helpers.random_trees import load
from wizard.tree.model import Tree


def chain(length: int) -> Tree:
    """A tree of so many questions, every third passed over where the one before has its second answer."""
    questions: dict[str, Any] = {}
    findings: dict[str, Any] = {}
    for place in range(length):
        target = f"q-{place + 1}" if place + 1 < length else "end"
        answers = {"a": {"label": "A"}, "b": {"label": "B"}, "c": {"label": "C"}}
        questions[f"q-{place}"] = {"ask": "What?", "why": "So.", "answers": answers, "next": target}
        if place % 3 == 2:
            questions[f"q-{place}"]["when"] = {f"q-{place - 1}": ["a", "c"]}
        findings[f"found-{place}"] = {"weight": "harm", "when": {f"q-{place}": "c"}, "says": "It is so."}
    return load(
        {
            "tree": "chain",
            "title": "Chain",
            "version": "1",
            "reviewed": "2026-01-01",
            "start": "q-0",
            "verdicts": {
                "good": {"label": "Good", "tone": "good"},
                "poor": {"label": "Poor", "tone": "stop", "forced-by": "harm"},
            },
            "weights": {"harm": {"label": "Harm"}},
            "questions": questions,
            "findings": findings,
            "outcomes": {each: {"verdict": each, "page": "page.md"} for each in ("good", "poor")},
        }
    )
