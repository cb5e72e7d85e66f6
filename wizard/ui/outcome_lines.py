"""The rows of the outcome screen, in the order in which a reader needs them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from wizard.transcript.cited import headings
from wizard.transcript.model import Found, Unknown
from wizard.ui.ink import Line, Piece, clip, say, size, wrap
from wizard.ui.outcome_first import first_rows, part_rows
from wizard.ui.outcome_plans import change_rows
from wizard.ui.outcome_told import (
    ANSWER,
    CHANGES,
    ENTRY,
    FINDING,
    FOLD,
    IN_WORDS,
    LEFT_OUT,
    UNKNOWN,
    WHY,
    Told,
)
from wizard.ui.rows import MEASURE, NARROW, blank, card, fold, heading, margin
from wizard.ui.widgets.sheet import Item
from wizard.words.phrases import either


def outcome_items(on: Told) -> Iterator[Item]:
    """All rows, in the order in which a reader needs them."""
    for title, rows in (
        ("Do this first", [*first_rows(on)]),
        (WHY, [*_why(on)]),
        ("What to find out", [*_unknown(on)]),
        (CHANGES, [*change_rows(on)]),
        ("What it rests on", [*_rests(on)]),
    ):
        if rows:
            if not on.low:
                yield heading(title)
            yield from rows
            if not on.low:
                yield blank()


def first_fold(on: Told) -> str:
    """The group that stands open at first: the weightiest."""
    return f"{FOLD}:{on.told.findings[0].weight}" if on.told.findings else ""


def every_fold(on: Told) -> frozenset[str]:
    """All groups there are."""
    weights = (each.weight for each in on.told.findings)
    parts = (f"part-{place}" for place in range(1, len(on.told.outcome.page)))
    cited = (f"cited-{title}" for title in headings((*on.told.rules, *on.told.cases)))
    return frozenset(f"{FOLD}:{id}" for id in (*weights, *parts, *cited, "plans", "answers", "left-out"))


def _why(on: Told) -> Iterator[Item]:
    groups: dict[str, list[tuple[int, Found]]] = {}
    for place, each in enumerate(on.told.findings):
        groups.setdefault(each.weight, []).append((place, each))
    for weight, found in groups.items():
        verdict = on.tree.verdict_of_weight(weight)
        tone = verdict.tone if verdict is not None else ""
        yield fold(f"{FOLD}:{weight}", found[0][1].weight_label, str(len(found)), tone, on.is_open(weight))
        if on.is_open(weight):
            for place, each in found:
                yield _finding(on, place, each, tone, spaced=each is not found[-1][1])
    for place, part in enumerate(on.told.outcome.page):
        if place and part.title == WHY:
            yield from part_rows(on, place, part, IN_WORDS)


def _finding(on: Told, place: int, each: Found, tone: str, spaced: bool) -> Item:
    named = {entry.id: entry.name for entry in on.told.rules}
    named |= {entry.id: entry.name for entry in on.told.cases}
    cites = [named[id] for id in (*each.rules, *each.cases)]

    def lay(width: int) -> list[Line]:
        edge: list[Piece] = [("    " if width >= NARROW else " ", ""), ("│ ", tone or "line")]
        most = min(width - 1, MEASURE)
        lines = wrap([(each.says, "")], most, edge, edge)
        if cites:
            lines.append(Line([*edge, *cites_that_fit(cites, most - size(edge))]))
        return [*lines, Line(edge)] if spaced and not on.low else lines

    return Item(f"{FINDING}:{place}", lay, each.says, "; ".join(cites))


def cites_that_fit(cites: Sequence[str], width: int) -> list[Piece]:
    """As many citations as fit on a line, then how many more there are."""
    shown: list[str] = []
    for cite in cites:
        if sum(map(len, [*shown, cite])) + 3 * len(shown) > width - 5:
            break
        shown.append(cite)
    shown = shown or [clip(cites[0], width - 5)]
    pieces: list[Piece] = []
    for place, cite in enumerate(shown):
        pieces += [(" · " if place else "", "faint"), (clip(cite, width), "accent")]
    more = len(cites) - len(shown)
    return [*pieces, (f"  +{more}" if more else "", "muted")]


def _unknown(on: Told) -> Iterator[Item]:
    for each in on.told.assumptions:
        others = "\n".join(f"if “{other.label}”: {either(other.verdict_labels)}" for other in each.others)
        yield _unknown_row(each, others, on.low)


def _unknown_row(each: Unknown, others: str, low: bool) -> Item:
    def lay(width: int) -> list[Line]:
        hang: list[Piece] = [(f"{margin(width)}  ", "")]
        most = min(width - 1, MEASURE)
        lines = wrap([(each.ask, "")], most, [(margin(width), ""), ("! ", "b caution")], hang)
        if not low:
            lines += wrap([(each.find_out, "muted")], most, hang, hang)
            for line in others.split("\n"):
                lines += wrap([(line, "muted")], most, hang, [*hang, ("  ", "")])
        return lines

    return Item(f"{UNKNOWN}:{each.question}", lay, f"{each.ask} {each.find_out}", others)


def _rests(on: Told) -> Iterator[Item]:
    """The questions left out, the answers, the rules and cases: folded."""
    tree, told = on.tree, on.told
    if on.left_out:
        count = str(len(on.left_out))
        yield fold(f"{FOLD}:left-out", "Questions not asked", count, "caution", on.is_open("left-out"))
        if on.is_open("left-out"):
            for id in on.left_out:
                yield card(f"{LEFT_OUT}:{id}", "", tree.questions[id].ask)
    count = f"{len(told.steps)}, each can be changed"
    yield fold(f"{FOLD}:answers", "Your answers", count, "", on.is_open("answers"))
    if on.is_open("answers"):
        for step in told.steps:
            given = f" ({step.given})" if step.given else ""
            known = " (assumed: you did not know)" if step.assumed else ""
            yield _pair(f"{ANSWER}:{step.question}", step.ask, f"{step.label}{given}{known}")
    yield from _cited(on)


def _cited(on: Told) -> Iterator[Item]:
    """The rules and the cases, each kind folded under its own heading."""
    for title, entries in headings((*on.told.rules, *on.told.cases)).items():
        id = f"cited-{title}"
        yield fold(f"{FOLD}:{id}", title, str(len(entries)), "", on.is_open(id))
        if on.is_open(id):
            for each in entries:
                standing = on.knowledge.library.entry(each.id).standing(date.today())
                yield _entry(f"{ENTRY}:{each.id}", each.told, standing)


def _entry(id: str, told: str, standing: str) -> Item:
    def lay(width: int) -> list[Line]:
        edge = "    " if width >= NARROW else "   "
        most = min(width - 1, MEASURE)
        return [*say(told, most, "accent", edge), *say(standing, most, "muted", f"{edge}  ")]

    return Item(id, lay, told, standing)


def _pair(id: str, ask: str, label: str) -> Item:
    """A question beside its answer, as in a summary list; one under the other where there is no room."""

    def lay(width: int) -> list[Line]:
        if width < NARROW:
            return [*say(ask, width - 1, "muted", "   "), *say(label, width - 1, "", "   ")]
        most = min(width - 1, MEASURE)
        half = (most - 8) * 45 // 100
        left, right = say(ask, half, "muted"), say(label, most - half - 7)
        lines = []
        for n in range(max(len(left), len(right))):
            a = left[n].parts if n < len(left) else []
            b = right[n].parts if n < len(right) else []
            lines.append(Line([("    ", ""), *a, (" " * (half - size(a) + 2), ""), *b]))
        return lines

    return Item(id, lay, label, ask)
