"""What only the presenter reads: the card and its answer, counts, what to do, notes, the clock."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.ui.ink import Piece
from wizard.ui.room_rows import named, voted
from wizard.ui.room_view import state
from wizard.ui.rows import blank, heading, text
from wizard.ui.widgets.sheet import Item
from wizard.workshop.card import Card
from wizard.workshop.deck import Deck
from wizard.workshop.report import GUIDES
from wizard.workshop.room import END, TITLE, Played, Room
from wizard.workshop.tally import guide
from wizard.workshop.timer import left


def clock(seconds: float) -> str:
    """A span of time as minutes and seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def status(deck: Deck, room: Room, connected: int | None, now: float) -> str:
    """Times, timer and who is there, in a line."""
    parts = [f"{clock(now - room.began)} so far" if room.began else "not begun"]
    if room.at != TITLE and room.seen:
        parts.append(f"this card {clock(now - room.seen)} of {deck.minutes}:00")
    if told := left(room.until, now):
        parts.append(told)
    if connected is not None:
        parts.append(f"{connected} connected")
    return " · ".join(parts)


def notes_items(deck: Deck, room: Room, connected: int | None, now: float) -> Iterator[Item]:
    """The presenter's view, as rows."""
    yield text(status(deck, room, connected, now), "b accent")
    if room.at == TITLE:
        yield from _before(deck, room)
        return
    card, played = deck.cards[room.at], room.played
    yield blank()
    yield text(f"{room.at + 1} of {len(deck.cards)}  {card.title}", "b")
    yield text([(f"{state(room)}; ", "muted"), ("right: ", "muted"), (card.label(card.right), "b good")])
    yield from _counts(card, played)
    if played.second is None and (advice := guide(played.first.tally, card.right)) is not None:
        yield text(GUIDES[advice], "b caution")
    yield blank()
    yield heading("Notes")
    yield from (text(f"• {each}") for each in card.notes)
    yield heading("Teaching point")
    yield from (text(each) for each in card.point)
    yield heading("To talk about")
    yield from (text(each) for each in card.discuss)
    yield blank()
    following = deck.cards[room.at + 1].title if room.at + 1 < len(deck.cards) else "the end"
    yield text([("Next: ", "muted"), (following, "b")])


def _counts(card: Card, played: Played) -> Iterator[Item]:
    first, last = played.first.tally, played.last.tally
    yield heading("Counts", voted(last.total))
    for choice in card.asked.choices:
        now, before = last.counts.get(choice.id, 0), first.counts.get(choice.id, 0)
        pieces: list[Piece] = [
            (f"{now:>4}  ", "b"),
            (named(choice), "good" if choice.id == card.right else ""),
        ]
        if last is not first and played.second is not None:
            pieces.append((f"  {before} at first", "muted"))
        if last.sure.get(choice.id):
            pieces.append((f"  {last.sure[choice.id]} sure", "muted"))
        yield text(pieces)


def _before(deck: Deck, room: Room) -> Iterator[Item]:
    """What a trainer reads before the first card, or after the last one."""
    yield blank()
    if room.place == END:
        yield text("That was the last card. Write the report (w), then finish (f).", "b")
        return
    for part in deck.parts:
        if part.title:
            yield heading(part.title)
        yield from (text(f"• {line.text}" if line.mark else line.text) for line in part.lines)
    yield blank()
    yield text([("First: ", "muted"), (deck.cards[0].title, "b")])
