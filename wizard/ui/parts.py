"""What several screens share: the bar, the rail, chips of verdicts, the banner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wizard.source.counting import counted
from wizard.tree.model import Verdict
from wizard.tree.tones import SYMBOLS
from wizard.ui.ink import Line, Piece, clean, clip, size, wrap
from wizard.ui.rows import MEASURE, WIDE, margin, rule
from wizard.ui.widgets.lines import Lines
from wizard.walk.walk import Step, Walk

PADDED = 72
"""From so many columns the bar and the banner have a margin."""


def bar(
    name: str, title: Callable[[], str], right: Callable[[int], Sequence[Piece]] = lambda width: ()
) -> Lines:
    """The top line: where the reader is, and at its right end how far."""

    def build(width: int) -> list[Line]:
        edge = "  " if width >= PADDED else " "
        tail = [*right(width), (edge, "")]
        home: list[Piece] = [(edge, "")]
        if width >= WIDE and name:
            home += [(clip(name, 30), "muted"), (" › ", "muted")]
        room = width - size(tail) - size(home) - 1
        return [Line([*home, (clip(title(), room), "b")], "panel", tail)]

    return Lines(build, id="bar", ground="panel")


def steps_bar(done: int, least: int, most: int, cells: int) -> list[Piece]:
    """Progress, some cells for each question: answered, this one, sure to come, may come."""
    return [
        ("━" * (done * cells), "accent"),
        ("●", "b accent"),
        ("─" * (least * cells), "accent"),
        ("┄" * ((most - least) * cells), "faint"),
    ]


def chip(verdict: Verdict) -> list[Piece]:
    """A verdict's sign and name in its tone; the name is never broken."""
    name = clean(verdict.label).replace(" ", "\u00a0")
    return [(f"{SYMBOLS[verdict.tone]} ", f"b {verdict.tone}"), (name, verdict.tone)]


def chips(verdicts: Iterable[Verdict], width: int, first: Sequence[Piece] = (("  ", ""),)) -> list[Line]:
    """Verdicts beside each other, wrapped between their names; `first` stands before the first line."""
    lines: list[Line] = []
    now, rest = list(first), [(" " * size(first), "")]
    start = size(first)
    for verdict in verdicts:
        pieces = chip(verdict)
        if size(now) + size(pieces) > width and size(now) > start:
            lines.append(Line(now))
            now = [*rest]
        lead = [("   ", "")] if size(now) > start else []
        if size(pieces) > width - start:
            pieces[1] = (clip(pieces[1][0], width - start - 2), pieces[1][1])
        now += [*lead, *pieces]
    return [*lines, Line(now)]


def answer_of(walk: Walk, step: Step) -> str:
    """An answer given, with what was typed and whether it was assumed."""
    label = walk.tree.questions[step.question].answers[step.answer].label
    given = f" ({step.given})" if step.given else ""
    return f"{label}{given}{' (assumed)' if step.assumed else ''}"


def rail(walk: Walk, width: int, most: int) -> list[Line]:
    """The answers so far, a line each, down to the question; only the last ones where few lines are left."""
    edge = margin(width)
    steps, hidden = walk.steps, 0
    if len(steps) > most:
        hidden = len(steps) - max(most - 1, 0)
        steps = steps[hidden:]
    lines = []
    if hidden and most > 0:
        words = counted(hidden, "earlier answer") if steps else f"{counted(hidden, 'answer')} so far"
        more: list[Piece] = [("   c changes one", "muted")] if width >= PADDED else []
        lines.append(Line([(edge, ""), ("⋮ ", "faint"), (words, "muted"), *more]))
    for step in steps:
        words = clip(answer_of(walk, step), width - len(edge) - 4)
        lines.append(Line([(edge, ""), ("✓ ", "good"), (words, "muted")]))
    return lines


def possible_lines(walk: Walk, verdicts: Sequence[Verdict], width: int) -> list[Line]:
    """Which verdicts may still come, under a hairline."""
    count = f"{len(verdicts)} of {len(walk.tree.verdicts)} verdicts"
    if len(verdicts) == 1:
        told = [("f", "b accent"), (" finishes now; go on for all findings.", "muted")]
        head = rule("Settled", width, token="b muted")
        return [head, *chips(verdicts, width - 2), *wrap(told, width - 2, [("  ", "")], [("  ", "")])]
    return [rule("Still possible", width, count, "b muted"), *chips(verdicts, width - 2)]


def banner(verdict: Verdict, title: str, summary: Sequence[str], width: int, tall: bool) -> list[Line]:
    """The verdict: its word in capitals behind its sign, on a block in its tone; urgent ones all solid."""
    tone = verdict.tone
    ground = f"{tone}-solid" if tone == "urgent" else f"{tone}-tint"
    words = "on-solid" if tone == "urgent" else ""
    edge: list[Piece] = [("▌ " if width >= PADDED else "▌", words or tone)]
    hang: list[Piece] = [*edge, (" " if width >= PADDED else "", "")]
    sign = f" {SYMBOLS[tone]} {clip(verdict.label.upper(), width - 8)} "
    room = min(width - 2, MEASURE)
    lines = [Line([*edge, (sign, f"b on-solid/{tone}-solid")], ground)]
    lines += wrap([(title, f"b {words}")], room, hang, hang, ground)
    for each in summary:
        lines += wrap([(each, words)], room, hang, hang, ground)
    if tall:
        return [Line([("▄" * width, ground)]), *lines, Line([("▀" * width, ground)])]
    return lines


def small_banner(verdict: Verdict, title: str, width: int) -> list[Line]:
    """The banner once the reader has gone past it: the verdict and its title in one line."""
    tone = verdict.tone
    ground = f"{tone}-solid" if tone == "urgent" else f"{tone}-tint"
    words = "on-solid" if tone == "urgent" else ""
    edge = "▌ " if width >= PADDED else "▌"
    sign = f" {SYMBOLS[tone]} {clip(verdict.label.upper(), width - 8)} "
    rest = clip(title, width - len(edge) - len(sign) - 3)
    parts = [(edge, words or tone), (sign, f"b on-solid/{tone}-solid"), (f"  {rest}", f"b {words}")]
    return [Line(parts if len(rest) > 10 else parts[:2], ground)]
