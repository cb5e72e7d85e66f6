"""What was found, as lines: for a terminal, and for a screen that shows the same words."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from wizard.find.ranking import Finding, Match
from wizard.pack.knowledge import Knowledge

OTHERS = 2
"""So many further trees are named."""


def told(knowledge: Knowledge, found: Finding) -> Iterator[str]:
    """The tree that fits best with what was understood and the command that opens it; others; pages."""
    if found.trees:
        first, *others = found.trees
        yield first.tree.title
        yield from understood(first)
        yield "Open it:"
        yield f"    {command(knowledge, first)}"
        for other in others[:OTHERS]:
            yield f"Or: {other.tree.title}"
            yield f"    {command(knowledge, other)}"
    else:
        yield "No tree fits these words. Try others, or start the main one:"
        yield f"    {knowledge.pack.command} ask"
    if found.entries:
        yield ""
        yield "Pages that may help:"
        yield from (f"  {entry.id}: {entry.title}" for entry in found.entries)
        yield f"Read one: {knowledge.pack.command} show {found.entries[0].id}"
    yield ""
    yield " ".join(filter(None, ["Your words are kept nowhere.", knowledge.pack.privacy]))


def understood(match: Match) -> Iterator[str]:
    """Each answer that the words give, with those words."""
    if match.understood:
        yield "From your words; you are still asked each of these:"
    for each in match.understood:
        words = " ... ".join(each.words)
        yield f'  - {each.question.ask} {each.label} ("{words}")'


def command(knowledge: Knowledge, match: Match) -> str:
    """What a reader types to open the tree with what was understood."""
    root = []
    if knowledge.foreign and knowledge.root.resolve() != Path.cwd():
        root = ["--root", shlex.quote(str(knowledge.root))]
    suggested = [
        word for question, answer in match.facts.items() for word in ("--suggest", f"{question}={answer}")
    ]
    return " ".join([knowledge.pack.command, *root, "ask", match.tree.id, *suggested])
