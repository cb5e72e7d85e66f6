"""What the question screen shows of a walk: progress, the head, the answers, the path, the standing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from wizard.pack.knowledge import Knowledge
from wizard.tree.model import Verdict
from wizard.tree.ticks import NONE
from wizard.tree.tones import SYMBOLS
from wizard.ui.ink import Line, Piece, clean, say, wrap
from wizard.ui.parts import answer_of, possible_lines, rail, steps_bar
from wizard.ui.rows import MEASURE, WIDE, card, key_of, margin, text
from wizard.ui.widgets.sheet import Item
from wizard.walk.walk import UNSURE, Walk
from wizard.words.phrases import possible, ways_to_answer

SETTLE, TAKE = "settle", "take-ticks"
LOW, HIGH = 20, 30
"""Below so many rows only what is needed stands; from so many there is room to spare."""
MOST_CELLS = 24

Leaves = Mapping[str, tuple[Verdict, ...]]
Range = tuple[int, int] | None
"""Questions left at least and at most, this one included; None while that is being worked out."""


def progress_pieces(walk: Walk, left: Range, width: int) -> list[Piece]:
    """How far the walk is, for the right end of the bar."""
    number = walk.number
    if left is None:
        return [(f"Question {number}", "b")]
    least, most = left[0] - 1, left[1] - 1
    if width < 72:
        total = f"{number + least}" if least == most else f"{number + least}–{number + most}"
        return [(f"{number} ", "b"), (f"of {total}", "muted")]
    more = "the last" if most == 0 else f"{least} more" if least == most else f"{least}–{most} more"
    cells = 2 if width >= WIDE else 1
    track = steps_bar(number - 1, least, most, cells) if number + most <= MOST_CELLS else []
    return [(f"Question {number}  ", "b"), *track, (f" {more}", "muted")]


def ask_of(walk: Walk) -> tuple[str, str]:
    """The words of the current question, or of the ticks it is the first of, and why it is asked."""
    question, screen = walk.question, walk.screen
    assert question is not None
    return (screen.ask, screen.why) if screen is not None else (question.ask, question.why)


def head_lines(walk: Walk, width: int, rows: int, wide: bool, room: int) -> list[Line]:
    """The question and why it is asked; above it, in the `room` that the answers leave, the path."""
    words, why = ask_of(walk)
    low, edge = rows < LOW, margin(width)
    most = min(width - 2, MEASURE)
    if low:
        path = rail(walk, width, 1) if walk.steps and rows >= 12 else []
        return [*path, *wrap([(words, "b")], most, [(edge, "")], [(edge, "")])]
    ask = wrap([(words, "b")], most, [(edge, ""), ("● ", "accent")], [(f"{edge}  ", "")])
    ask += say(why, most, "muted", f"{edge}  ")
    if wide:
        return [Line([]), *ask, Line([])]
    left = room - len(ask) - 2
    path = rail(walk, width, max(left, 1)) if walk.steps else []
    gap = [Line([])] if left > len(path) else []
    return [*gap, *path, *ask, Line([])]


def answer_items(
    knowledge: Knowledge, walk: Walk, leaves: Leaves, ticked: Collection[str], high: bool
) -> list[Item]:
    """The ways to answer a question, one maybe from the reader's words; another tree may help to."""
    question, screen = walk.question, walk.screen
    assert question is not None
    before = walk.earlier.get(question.id)
    worded = before.answer if before is not None and before.suggested else ""
    if screen is not None:
        items = [*_tick_items(walk, ticked)]
    elif question.bands is not None:
        items = [_answer(id, "", label, leaves, worded) for id, label in ways_to_answer(question).items()]
    else:
        ways = ways_to_answer(question).items()
        items = [
            _answer(id, key_of(number), label, leaves, worded) for number, (id, label) in enumerate(ways, 1)
        ]
    other = knowledge.readable(question.settle)
    if other is not None:
        items.append(card(SETTLE, "›", f"Help me find out: {other.title}", weight="accent", gap=True))
    if high and question.find_out:
        items.append(text([("To find out: ", "b muted"), (question.find_out, "muted")], indent=7))
    return items


def _answer(id: str, key: str, label: str, leaves: Leaves, worded: str) -> Item:
    verdicts = leaves.get(id, ())
    tag = ("from your words", "muted") if id == worded else None
    item = card(id, key, label, tag=tag, gap=True, notes=[leaves_pieces(verdicts)] if verdicts else [])
    item.note = f"leaves: {possible(verdicts)}" if verdicts else ""
    return item


def leaves_pieces(verdicts: tuple[Verdict, ...]) -> list[Piece]:
    """Which verdicts an answer leaves possible: signs, and the name of one that stands alone."""
    pieces: list[Piece] = [("leaves ", "muted")]
    for each in verdicts:
        pieces += [(SYMBOLS[each.tone], f"b {each.tone}"), (" ", "")]
    return [*pieces, (clean(verdicts[0].label), verdicts[0].tone)] if len(verdicts) == 1 else pieces


def _tick_items(walk: Walk, ticked: Collection[str]) -> Iterator[Item]:
    screen, question = walk.screen, walk.question
    assert screen is not None and question is not None
    for number, (id, label) in enumerate(screen.labels.items(), 1):
        yield card(id, key_of(number), f"{'[x]' if id in ticked else '[ ]'} {label}", gap=True)
    number = len(screen.labels) + 1
    yield card(NONE, key_of(number), screen.none, gap=True)
    if question.unsure:
        yield card(UNSURE, str(number + 1), ways_to_answer(question)[UNSURE], gap=True)
    if ticked:
        words = f"Go on with what is ticked ({len(ticked)})"
        yield card(TAKE, "g", words, weight="accent", gap=True)


def trail_items(walk: Walk, asks: bool) -> Iterator[Item]:
    """The answers so far on a rail; each opens to be changed. `asks`: their questions stand under them."""
    for step in walk.steps:
        question = walk.tree.questions[step.question]
        yield _trail_item(step.question, answer_of(walk, step), question.ask if asks else "")
    now: list[Piece] = [(" ", ""), ("● ", "accent")]
    yield Item("", lambda width: wrap([("This question", "b")], width, now), pick=False)


def _trail_item(id: str, label: str, ask: str) -> Item:
    def lay(width: int) -> list[Line]:
        edge: list[Piece] = [(" ", ""), ("│ ", "line")]
        lines = wrap([(label, "")], width - 1, [(" ", ""), ("✓ ", "good")], edge)
        if ask:
            lines += wrap([(ask, "muted")], width - 1, edge, edge)
        return [*lines, Line([(" ", ""), ("│", "line")])]

    return Item(id, lay, label, ask)


def verdict_lines(walk: Walk, verdicts: tuple[Verdict, ...] | None, width: int) -> list[Line]:
    """Which verdicts may still come, one under the other, and which cannot: for the side pane."""
    if verdicts is None:
        return [Line([(" …", "muted")])]
    lines: list[Line] = []
    for each in verdicts:
        sign: list[Piece] = [(" ", ""), (f"{SYMBOLS[each.tone]:<2}", f"b {each.tone}")]
        lines += wrap([(each.label, each.tone)], width - 1, sign, [("   ", "")])
    ruled = "; ".join(each.label for each in walk.tree.verdicts.values() if each not in verdicts)
    if ruled:
        lines += say(f"ruled out: {ruled}", width - 1, "muted", "   ")
    if len(verdicts) == 1:
        told: list[Piece] = [("f", "b accent"), (" finishes now; go on for all findings.", "muted")]
        lines += wrap(told, width - 1, [("   ", "")], [("   ", "")])
    return lines


def standing_lines(
    walk: Walk, verdicts: tuple[Verdict, ...] | None, notice: str, width: int, rows: int, wide: bool
) -> list[Line]:
    """Which verdicts may still come; at the first question the notice instead."""
    if rows < LOW:
        return []
    if walk.number == 1 and notice:
        return [*say(notice, min(width - 2, MEASURE), "muted", "  "), Line([])]
    return [] if wide or verdicts is None else possible_lines(walk, verdicts, width)
