"""What a room is shown of a card: the story and the choices, which tell nothing; then counts, walk, end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wizard.source.counting import counted
from wizard.tree.tones import SYMBOLS
from wizard.ui.ink import Line, Piece, clip, size, wrap
from wizard.ui.parts import banner, small_banner
from wizard.ui.rows import MEASURE, NARROW, blank, card, heading, margin, rule, text
from wizard.ui.widgets.sheet import Item
from wizard.words.wrapping import cells
from wizard.workshop.card import Asked, Card, Choice, Step
from wizard.workshop.room import Played
from wizard.workshop.tally import Tally, gain

STORY = "story"
BAR, BEFORE = "▆", "▔"
LEAST_BAR, LABELS = 8, 46
"""So many cells at least a bar may take, and labels at most."""

TAIL, RIGHT = 20, "this is it"
"""What stands behind a bar: room for counts, and the word for the right one."""

FEW_GROUNDS = 2
"""So many findings of an answer are shown, those that force a verdict first."""

PASSED = 3
"""So many answers before the one at hand are shown with it."""


def named(choice: Choice) -> str:
    """A choice with the sign of its tone."""
    return f"{SYMBOLS[choice.tone]} {choice.label}" if choice.tone else choice.label


def voted(number: int) -> str:
    """How many votes there are, in words."""
    return counted(number, "vote") if number else "no votes yet"


def asked_rows(asked: Asked, votes: int, tall: bool, hint: str = "") -> Iterator[Item]:
    """The story, the question, the choices by number, and how many have voted: all that may be known."""
    if tall:
        yield blank()
    for paragraph in asked.story:
        yield text(paragraph, "b", id=STORY, pick=not tall)
    if tall:
        yield blank()
    yield _asking(asked.ask, voted(votes))
    for number, choice in enumerate(asked.choices, 1):
        yield card(choice.id, str(number), named(choice), weight=choice.tone, gap=True)
    if hint:
        yield text(hint, "muted")


def _asking(ask: str, votes: str) -> Item:
    """The question on a hairline that ends in the number of votes; over it, where it is too long."""

    def lay(width: int) -> list[Line]:
        if cells(ask) + cells(votes) + 10 <= width:
            return [rule(ask, width, votes)]
        edge: list[Piece] = [(margin(width), "")]
        return [*wrap([(ask, "b accent")], width - 1, edge, edge), rule("", width, votes)]

    return Item("", lay, f"{ask} {votes}", pick=False)


def count_rows(card_: Card, played: Played, told: bool) -> Iterator[Item]:
    """How the room voted. `told`: the right choice stands out; before that none does."""
    first = played.first.tally
    second = played.second.tally if played.second is not None and played.second.tally.total else None
    most = max([*first.counts.values(), *(second.counts.values() if second else ()), 1])
    for choice in card_.asked.choices:
        token = choice.tone or "accent"
        if told:
            token = (choice.tone or "good") if choice.id == card_.right else "muted"
        mark = RIGHT if told and choice.id == card_.right else ""
        yield _bar(choice, first, second, most, token, mark, told)


def _bar(
    choice: Choice, first: Tally, second: Tally | None, most: int, token: str, mark: str, marked: bool
) -> Item:
    now, before = (second or first).counts.get(choice.id, 0), first.counts.get(choice.id, 0)
    told = _counted(now, before if second else now, (second or first).sure.get(choice.id, 0), mark)

    def lay(width: int) -> list[Line]:
        edge = margin(width)
        label = named(choice)
        beside = width >= NARROW
        labels = min(LABELS, width * 45 // 100) if beside else 0
        room = max(
            min(width, MEASURE) - labels - 2 * len(edge) - TAIL - (len(RIGHT) if marked else 0), LEAST_BAR
        )
        bar = _length(now, most, room)
        pieces: list[Piece] = [(BAR * bar, token), (told, f"b {token}" if mark else "b")]
        if not beside:
            return [
                *wrap([(label, token)], width - 1, [(edge, "")], [(f"{edge}  ", "")]),
                Line([(edge, ""), *pieces]),
            ]
        name = clip(label, labels)
        lines = [
            Line([(edge, ""), (name.ljust(labels + len(name) - cells(name)), token), ("  ", ""), *pieces])
        ]
        if second and before:
            under = f"{BEFORE * _length(before, most, room)} {before} at first"
            lines.append(Line([(edge, ""), (" " * (labels + 2), ""), (under, "muted")]))
        return lines

    return Item(f"count:{choice.id}", lay, named(choice), pick=False)


def _counted(now: int, before: int, sure: int, mark: str) -> str:
    """What stands behind a bar: the count, by how much it changed, how many are sure, whether it is right."""
    parts = [f"{' ' * bool(now)}{now}"]
    parts += [f"({now - before:+d})"] if now != before else []
    parts += [f"{sure} sure"] if sure else []
    return "  ".join([*parts, mark] if mark else parts)


def _length(number: int, most: int, room: int) -> int:
    return max(number * room // most, 1) if number else 0


def step_rows(card_: Card, at: int, tally: Tally, low: bool, tall: bool) -> Iterator[Item]:
    """The walk up to a step: its question, its answer, why, what it raises, and whose votes fall away."""
    steps = card_.steps
    hidden = max(at - (0 if low else PASSED), 0)
    if hidden and not low:
        yield _rail("⋮ ", "faint", f"{hidden} earlier answer{'s' if hidden > 1 else ''}")
    for each in steps[hidden:at]:
        yield _rail("✓ ", "good", each.answer)
    step = steps[at]
    yield _rail("● ", "b accent", step.ask, "b", whole=True)
    yield _rail("  ", "", step.answer, "b accent", whole=True)
    if not low:
        yield _rail("  ", "", step.why, "muted", whole=True)
    yield from _falls(card_, steps, at, tally)
    for found in step.grounds[: FEW_GROUNDS if tall else 1]:
        yield blank()
        yield _rail("  ", "", found.says, whole=True)
        if found.cites:
            yield _rail("  ", "", " · ".join(found.cites[: 2 if low else 4]), "accent", whole=True)


def _falls(card_: Card, steps: Sequence[Step], at: int, tally: Tally) -> Iterator[Item]:
    everything = frozenset(each.id for each in card_.asked.choices)
    before = steps[at - 1].left if at else everything
    lost = [each for each in card_.asked.choices if each.id in before - steps[at].left]
    yield blank()
    if lost:
        votes = tally.split(frozenset(each.id for each in lost))
        title = "No longer possible"
        yield heading(title, f"{votes} of {tally.total} said so" if tally.total else "")
        yield from (_choice(each, tally, "muted") for each in lost)
    left = [each for each in card_.asked.choices if each.id in steps[at].left]
    yield heading("Still possible" if len(left) > 1 else "This is left")
    yield from (_choice(each, tally, each.tone or "accent") for each in left)


def _choice(choice: Choice, tally: Tally, token: str) -> Item:
    count = tally.counts.get(choice.id, 0)
    return text([(named(choice), token), (f"  {voted(count)}" if count else "", "muted")], indent=4)


def _rail(sign: str, token: str, words: str, weight: str = "muted", whole: bool = False) -> Item:
    """A line of the walk: clipped, or wrapped where it is what the room reads."""

    def lay(width: int) -> list[Line]:
        edge: list[Piece] = [(margin(width), ""), (sign, token)]
        if not whole:
            return [Line([*edge, (clip(words, width - size(edge) - 1), weight)])]
        return wrap([(words, weight)], min(width - 1, MEASURE), edge, [(margin(width) + "  ", "")])

    return Item("", lay, words, pick=False)


def verdict_rows(card_: Card, played: Played, advice: str, tall: bool) -> Iterator[Item]:
    """The verdict, how the room had voted, the teaching point."""
    verdict, outcome = card_.judgement.verdict, card_.outcome
    title = outcome.title if outcome is not None else ""
    told = [outcome.summary] if outcome is not None and not card_.about else []

    def lay(width: int) -> list[Line]:
        return banner(verdict, title, [*told, *_said(card_, played)], width, tall)

    yield Item("verdict", lay, f"{verdict.label} {title}", pick=False)
    if card_.about:
        yield text([(f"{card_.asked.ask} ", "muted"), (card_.label(card_.right), "b good")])
    if tall:
        yield blank()
    yield from (text(each) for each in card_.point)
    if tall:
        yield blank()
    if played.first.tally.total:
        yield heading("How you voted", voted(played.last.tally.total))
        yield from count_rows(card_, played, told=True)
    if advice:
        yield text(advice, "muted")


def _said(card_: Card, played: Played) -> list[str]:
    """How many were right, before and after talking."""
    first, last = played.first.tally, played.last.tally
    if not last.total:
        return []
    right = f"{last.counts.get(card_.right, 0)} of {last.total} of you said so"
    again = played.second is not None and played.second.tally.total
    return [f"{right} after talking; {first.counts.get(card_.right, 0)} before." if again else f"{right}."]


def discuss_rows(card_: Card, tall: bool) -> Iterator[Item]:
    """The question to talk about, under the verdict in one line."""
    verdict, title = card_.judgement.verdict, card_.outcome.title if card_.outcome is not None else ""
    yield Item("verdict", lambda width: small_banner(verdict, title, width), verdict.label, pick=False)
    if tall:
        yield blank()
    yield heading("Talk about it")
    yield blank()
    yield from (text(each, "b") for each in card_.discuss)


def moved_rows(card_: Card, played: Played) -> Iterator[Item]:
    """How the room moved."""
    first, second = played.first.tally, played.last.tally
    before, after, points = (
        first.percent(card_.right),
        second.percent(card_.right),
        gain(first, second, card_.right),
    )
    yield heading("How you moved", voted(second.total))
    if before is not None and after is not None and points is not None:
        more = f"{abs(points)} points {'more' if points > 0 else 'fewer'}" if points else "no change"
        yield text(f"{before} % were right at first, {after} % now: {more}.", "b")
    yield blank()
    yield from count_rows(card_, played, told=True)
