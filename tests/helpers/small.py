"""A small tree and library with nothing wrong in them, for tests that break one line."""

from __future__ import annotations

from pathlib import Path

CARET = "^"

TREE = """\
tree: small
title: May I take it?
version: "1"
reviewed: 2026-11-22
start: colour

verdicts:
  fine: {label: Fine, tone: good}
  stop: {label: Not fine, tone: stop, forced-by: violation}

questions:
  colour:
    ask: Which colour has it?
    why: Colour decides the rest.
    unsure: red
    answers:
      red: {label: Red or pink}
      blue: {label: Blue}
      plain: {label: None at all, next: end}
    groups:
      bright: [red, blue]
    next: amount
  amount:
    when: {colour: red}
    ask: How much of it?
    why: A little does no harm.
    effort: 2
    answers:
      little: {label: A little, idle: Harmless.}
      much: {label: A lot of it}
    next: often
  often:
    ask: Do you take it often?
    why: It adds up.
    answers:
      yes: {label: Often}
      no: {label: Rarely, idle: Harmless.}
    next: end

findings:
  too-much:
    weight: violation
    when: {colour: bright, amount: much}
    says: That is too much of it.
    rules: [rule-1]
    cases: [case-1]
    remedy: Take less of it.
    shown-by: The scale
  daily:
    weight: note
    when: {often: yes}
    says: It adds up.

outcomes:
  stopped:
    verdict: stop
    when: {found: too-much}
    page: outcomes/stopped.md
  free:
    verdict: fine
    page: outcomes/free.md

invariants:
  much-is-never-fine:
    when: {amount: much}
    verdict: [stop]
    raises: [too-much]
    because: Much of it does harm.
    rules: [rule-1]
"""

FRONT = """\
---
title: {title}
summary: What {title} says.
{fields}sources: https://example.org/{title}
status: primary
reviewed: 2026-11-22
review-by: 2999-01-01
---

"""


def page(title: str, body: str = "", fields: str = "") -> str:
    """A page of the library; `fields` are the lines of its kind. Without a body it gets one of its own."""
    return FRONT.format(title=title, fields=fields) + (body or f"Words. They are about {title}.\n")


SCENARIO_FIELDS = """\
origin: made up
tree: small
facts:
  colour: red
  amount: much
  often: no
outcome: stopped
verdict: stop
raises: [too-much]
"""

CARD_PARTS = (
    "\n## The teaching point\n\nOne thing.\n\n## Presenter notes\n\n- A note.\n\n## Discuss\n\nWhy?\n"
)
DECK_PARTS = (
    "\n## Aims\n\n- An aim.\n\n## Common wrong ideas\n\n- An idea.\n\n## What to print\n\n- A page.\n"
)

PAGES = {
    "rules/rule-1.md": page("rule-1", fields="cite: Rule 1\nurl: https://example.org/rule\n"),
    "cases/case-1.md": page(
        "case-1", fields="year: '2020'\namount: $1\nresolution: settlement\nplace: Here\n"
    ),
    "outcomes/stopped.md": page("stopped", "See [the rule](../rules/rule-1.md#next-steps).\n"),
    "outcomes/free.md": page("free"),
    "scenarios/card.md": page("card", fields=SCENARIO_FIELDS),
    "decks/deck.md": page("deck", fields="scenarios: [card]\n"),
}
PAGES["scenarios/card.md"] += CARD_PARTS
PAGES["decks/deck.md"] += DECK_PARTS
PAGES["rules/rule-1.md"] += "\n## Next steps\n\nMore words.\n"


def edited(text: str, *edits: tuple[str, str]) -> tuple[str, list[str]]:
    """The text with each edit made at its only place, and `line:column` of each caret in them."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    places = []
    while CARET in text:
        before, _, after = text.partition(CARET)
        places.append(f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}")
        text = before + after
    return text, places


def make_root(folder: Path, files: dict[str, str] | None = None) -> Path:
    """A knowledge root with the small tree and its pages; `files` replaces or adds some."""
    pages = {f"content/{path}": text for path, text in PAGES.items()}
    for path, text in {"trees/small.yaml": TREE, **pages, **(files or {})}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return folder
