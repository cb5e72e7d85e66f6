"""A small knowledge folder made for one test, with whatever words the test wants in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from wizard.pack.knowledge import Knowledge

Words = Callable[[str], str]

BAD = {"channel": "app", "lock": "off"}
"""Facts that raise everything: two findings, a worst verdict, plans to do better."""


def make_knowledge(folder: Path, words: Words = str, body: str = "") -> Knowledge:
    """Writes one tree and its pages; `words` has the last say on every text, `body` ends every page."""
    (folder / "trees").mkdir(parents=True)
    (folder / "trees" / "small.yaml").write_text(json.dumps(_tree(words), indent=1), "utf-8")
    own = {"rules": {"cite": words("Rule 1"), "url": "https://example.org/rule"}}
    own["cases"] = {name: words(name) for name in ("year", "amount", "resolution", "place")}
    own["handbook"] = {"order": "1"}
    for page in ("rules/rule-1", "cases/case-1", "handbook/more", "help/channel", "help/lock"):
        _write_page(folder, page, own.get(page.partition("/")[0], {}), words, body)
    for outcome in ("stopped", "careful", "fine"):
        _write_page(folder, f"outcomes/{outcome}", {}, words, body)
    return Knowledge(folder)


def add_deck(knowledge: Knowledge) -> None:
    """Writes two scenarios of the small tree and a deck of both."""
    for id, lock, outcome, verdict, raised in (
        ("locked", "on", "stopped", "impermissible", ("open-channel",)),
        ("lying-open", "off", "stopped", "impermissible", ("open-channel", "no-lock")),
    ):
        own = {"origin": "invented", "tree": "small", "facts": {"channel": "app", "lock": lock}}
        told = own | {"outcome": outcome, "verdict": verdict, "raises": list(raised)}
        _write_page(knowledge.root, f"scenarios/{id}", told, str, _STORY)
    own = {"scenarios": ["locked", "lying-open"]}
    _write_page(knowledge.root, "decks/both", own, str, _AIMS)


_STORY = """Sam writes a note in the app. The phone lies on the table, and the room is full.

## The teaching point

The app is the trouble. See [the rule](../rules/rule-1.md).

## Presenter notes

- **The room says:** "It is only a note."
- **Then ask:** who else reads it?

## Discuss

Where do notes lie in your team?"""

_AIMS = """## Aims

- The room can tell a lock from an open phone.

## Common wrong ideas

- "A lock is enough." It is one of two things.

## Before you start

- Walk both cards once yourself."""


def page_path(knowledge: Knowledge, page: str) -> Path:
    """The file of a page, named as trees name it."""
    return knowledge.root / "content" / page


def _write_page(folder: Path, page: str, own: Mapping[str, object], words: Words, body: str) -> None:
    path = folder / "content" / f"{page}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = {
        "title": words(f"Title of {page}"),
        "summary": words(f"Summary of {page}"),
        **own,
        "sources": ["https://example.org/source"],
        "status": "primary",
        "reviewed": "2026-11-22",
        "review-by": "2099-11-22",
    }
    front = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
    path.write_text(f"---\n{front}---\n\nText of {page}.\n\n{body}\n", "utf-8")


def _tree(words: Words) -> dict[str, Any]:
    return {
        "tree": "small",
        "title": words("A small tree"),
        "version": "1",
        "reviewed": "2026-11-22",
        "notice": words("Notice"),
        "start": "channel",
        "verdicts": {
            "permissible": {"label": words("Permissible"), "tone": "good"},
            "conditional": {"label": words("Conditional"), "tone": "caution", "forced-by": "condition"},
            "impermissible": {"label": words("Impermissible"), "tone": "stop", "forced-by": "violation"},
        },
        "weights": {"violation": {"label": words("Violations")}, "condition": {"label": words("Conditions")}},
        "questions": {
            "channel": _question(words, "channel", ("app", "portal"), "lock", unsure="app"),
            "lock": _question(words, "lock", ("on", "off"), "end"),
        },
        "findings": {
            "open-channel": _finding(words, "violation", {"channel": "app"}),
            "no-lock": _finding(words, "condition", {"lock": "off"}),
        },
        "outcomes": {
            "stopped": {"verdict": "impermissible", "page": "outcomes/stopped.md"},
            "careful": {"verdict": "conditional", "page": "outcomes/careful.md"},
            "fine": {"verdict": "permissible", "page": "outcomes/fine.md"},
        },
        "date": {"ask": words("Which day?"), "why": words("Why a day")},
        "deadlines": {
            "soon": {
                "when": {"channel": "app"},
                "days": "60",
                "says": words("A deadline"),
                "rules": ["rule-1"],
            }
        },
    }


def _question(words: Words, id: str, answers: tuple[str, ...], next: str, **more: str) -> dict[str, Any]:
    return {
        "ask": words(f"Which {id}?"),
        "why": words(f"Why {id}"),
        "learn": f"help/{id}.md",
        "find-out": words(f"Find out about {id}"),
        "answers": {answer: {"label": words(f"Answer {answer}")} for answer in answers},
        "next": next,
        **more,
    }


def _finding(words: Words, weight: str, when: dict[str, str]) -> dict[str, Any]:
    return {
        "weight": weight,
        "when": when,
        "says": words(f"A {weight}"),
        "rules": ["rule-1"],
        "cases": ["case-1"],
        "learn": "handbook/more.md",
        "remedy": words(f"Remedy of a {weight}"),
    }
