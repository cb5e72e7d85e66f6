"""The way through a deck: which places a card has, and what comes next and before."""

from __future__ import annotations

from wizard.workshop.card import Card, Step
from wizard.workshop.room import AGAIN, COUNTS, DISCUSS, END, MOVED, STEP, TITLE, VERDICT, VOTE, Played, Room
from wizard.workshop.tally import Tally

Spot = tuple[int, str]
"""A card, counted from 0, and a place of it."""


def stops(steps: tuple[Step, ...], tally: Tally) -> list[int]:
    """The steps at which votes fall away, or choices where nobody voted; at least the one that decides."""
    found, before = [], frozenset(tally.counts)
    for at, each in enumerate(steps):
        lost = before - each.left
        if tally.split(lost) if tally.total else lost:
            found.append(at)
        before = each.left
    deciding = next((at for at, each in enumerate(steps) if len(each.left) == 1), len(steps) - 1)
    return sorted({*found, deciding}) if steps else []


def places(card: Card, played: Played) -> list[str]:
    """The places of a card in order, given what happened on it."""
    voted = played.first if played.late else played.last
    early = [AGAIN] if played.second is not None and not played.late else []
    late = [AGAIN, MOVED] if played.second is not None and played.late else []
    walk = [f"{STEP}:{at}" for at in stops(card.steps, voted.tally)]
    return [VOTE, *early, COUNTS, *walk, VERDICT, DISCUSS, *late]


def forward(cards: tuple[Card, ...], room: Room) -> Spot:
    """What comes next."""
    if room.at == TITLE:
        return (0, VOTE) if room.place != END else (TITLE, END)
    here = places(cards[room.at], room.played)
    at = here.index(room.place) if room.place in here else 0
    if at + 1 < len(here):
        return room.at, here[at + 1]
    return (room.at + 1, VOTE) if room.at + 1 < len(cards) else (TITLE, END)


def back(cards: tuple[Card, ...], room: Room) -> Spot:
    """What came before."""
    if room.at == TITLE:
        last = len(cards) - 1
        return (last, places(cards[last], room.cards[last])[-1]) if room.place == END else (TITLE, "")
    here = places(cards[room.at], room.played)
    at = here.index(room.place) if room.place in here else 0
    if at:
        return room.at, here[at - 1]
    if room.at == 0:
        return TITLE, ""
    return room.at - 1, places(cards[room.at - 1], room.cards[room.at - 1])[-1]


def next_card(cards: tuple[Card, ...], room: Room) -> Spot:
    """The card after this one, or the end; on to where it was left when it was played before."""
    following = room.at + 1
    return (following, VOTE) if following < len(cards) and room.place != END else (TITLE, END)
