"""What a replay found, in words and as tables."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from wizard.records.replay import STATES, UNREADABLE, Replayed
from wizard.source.counting import counted
from wizard.words.escaping import row

COLUMNS = ("path", "state", "tree", "verdict", "now", "changes")


def line(found: Replayed) -> str:
    """One transcript in words."""
    if found.state == UNREADABLE:
        return f"{found.state}: {found.why}"
    return f"{found.path}: {found.state}{f': {_changes(found)}' if _changes(found) else ''}"


def summary(counts: Counter[str], verdicts: int) -> str:
    """How many transcripts there were of each state, and of those changed how many in their verdict."""
    told = [f"{counts[state]} {state}" for state in STATES if counts[state]]
    lost = f", {verdicts} with another verdict" if verdicts else ""
    return f"{counted(sum(counts.values()), 'transcript')}: {', '.join(told) or 'none'}{lost}."


def as_csv(found: Iterable[Replayed]) -> Iterator[str]:
    """A header, then a row each; no field can act as a formula."""
    yield row(COLUMNS)
    for each in found:
        yield row((each.path, each.state, each.tree, each.verdict, each.now, _changes(each)))


def as_json(found: Iterable[Replayed]) -> Iterator[str]:
    """A list with an object each, line by line."""
    lead = "["
    for each in found:
        yield lead + json.dumps(
            {
                "path": each.path,
                "state": each.state,
                "tree": each.tree,
                "verdict": each.verdict,
                "now": each.now,
                "changes": [{"part": part, "what": what} for part, what in each.parts],
                "why": each.why,
            }
        )
        lead = ","
    yield "]" if lead == "," else "[]"


def _changes(found: Replayed) -> str:
    return found.why or "; ".join(f"{part}: {what}" for part, what in found.parts)
