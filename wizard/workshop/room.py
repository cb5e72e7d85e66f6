"""A room as what happened in it: events, and the pure function that makes the state of them.

`session` writes the events down; whoever has them all, such as the presenter's second window, has the room.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from wizard.source.problems import Refused
from wizard.transcript.typed import typed
from wizard.workshop.tally import Tally

VOTE, AGAIN, COUNTS, STEP, VERDICT, DISCUSS, MOVED = (
    "vote",
    "again",
    "counts",
    "step",
    "verdict",
    "discuss",
    "moved",
)
TITLE, END = -1, "end"
"""Where a room is before its first card, and the place after its last one."""

SURE, UNSURE = "sure", "not-sure"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `at` is in seconds since 1970; what a kind of event has not stays empty.

    `do`: go (to `place` of `card`), count (`number` hands for `choice`, `sure_hands` of them sure), vote (a
    `voter`'s ballot), undo (the last count), again (the second vote opens), restart (a card), timer
    (`number` seconds from now, 0 for none), end.
    """

    do: str
    at: float = 0
    card: float = field(default=TITLE, metadata={"optional": True})
    place: str = field(default="", metadata={"optional": True})
    choice: str = field(default="", metadata={"optional": True})
    number: float = field(default=0, metadata={"optional": True})
    sure: str = field(default="", metadata={"optional": True})
    voter: str = field(default="", metadata={"optional": True})
    sure_hands: float = field(default=0, metadata={"optional": True})


EMPTY = Event("")
MOST = 1e12
"""No number in an event is as large as this."""


def as_line(event: Event) -> str:
    """An event as a line of a log."""
    data = {name: getattr(event, name) for name in Event.__slots__}
    return json.dumps({name: value for name, value in data.items() if value != getattr(EMPTY, name)})


def read_event(line: bytes | str) -> Event:
    """A line of a log as an event. Raises `Refused` for anything else."""
    try:
        data: Any = json.loads(line)
    except (ValueError, RecursionError):
        raise Refused("this is not a line of a workshop") from None
    event = typed(Event, data, more=True)
    if not all(-MOST < each < MOST for each in (event.at, event.card, event.number, event.sure_hands)):
        raise Refused("a number in it is out of all bounds")
    return event


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one phone said."""

    choice: str
    sure: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """Hands counted for a choice, some of them sure; fewer than none takes back."""

    choice: str
    number: int
    sure: int = 0


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote on a card: hands in the order they were counted, and the ballots of phones."""

    hands: tuple[Count, ...] = ()
    phones: Mapping[str, Ballot] = field(default_factory=dict)

    @property
    def tally(self) -> Tally:
        """The vote counted."""
        counts: dict[str, int] = {}
        sure: dict[str, int] = {}
        for each in self.hands:
            counts[each.choice] = max(counts.get(each.choice, 0) + each.number, 0)
            sure[each.choice] = min(max(sure.get(each.choice, 0) + each.sure, 0), counts[each.choice])
        for ballot in self.phones.values():
            counts[ballot.choice] = counts.get(ballot.choice, 0) + 1
            sure[ballot.choice] = sure.get(ballot.choice, 0) + (ballot.sure == SURE)
        return Tally(
            {choice: number for choice, number in counts.items() if number},
            {choice: number for choice, number in sure.items() if number},
        )


@dataclass(frozen=True, slots=True)
class Played:
    """What happened on one card. `late`: its second vote was opened after the reveal."""

    first: Vote = Vote()
    second: Vote | None = None
    late: bool = False
    revealed: bool = False
    moved: bool = False

    @property
    def last(self) -> Vote:
        """The vote that counts for what the room thinks now."""
        return self.second if self.second is not None and self.second.tally.total else self.first


@dataclass(frozen=True, slots=True)
class Room:
    """Where a room stands. `at` is its card, counted from 0; `until` the second at which a timer ends."""

    cards: tuple[Played, ...]
    at: int = TITLE
    place: str = ""
    until: float = 0
    ended: bool = False
    began: float = 0
    seen: float = 0
    """When it came to the card it is at."""
    times: Mapping[int, float] = field(default_factory=dict)
    """Seconds spent on each card."""
    now: float = 0

    @property
    def played(self) -> Played:
        """What happened on the card at hand; nothing before the first."""
        return self.cards[self.at] if 0 <= self.at < len(self.cards) else Played()

    @property
    def open(self) -> Vote | None:
        """The vote that is open now, or None."""
        played = self.played
        if self.place == VOTE and not played.revealed and played.second is None and self.at >= 0:
            return played.first
        if self.place == AGAIN and not (played.moved if played.late else played.revealed):
            return played.second
        return None


def start(size: int) -> Room:
    """A room before its first card."""
    return Room(tuple(Played() for _ in range(size)))


def replay(size: int, events: Iterable[Event]) -> Room:
    """The room after all these events."""
    room = start(size)
    for event in events:
        room = after(room, event)
    return room


def after(room: Room, event: Event) -> Room:
    """The room after one more event; the same where it means nothing there, as a vote that comes late."""
    room = replace(room, began=room.began or event.at, now=max(room.now, event.at))
    act = ACTS.get(event.do)
    if act is None or room.ended:
        return room
    return act(room, event)


def _go(room: Room, event: Event) -> Room:
    card = int(event.card)
    if not TITLE <= card < len(room.cards):
        return room
    if card != room.at:
        spent = room.times.get(room.at, 0) + (event.at - room.seen if room.seen else 0)
        times = {**room.times, room.at: spent} if room.at >= 0 else room.times
        room = replace(room, at=card, seen=event.at, times=times, until=0)
    shown = event.place in (COUNTS, VERDICT, DISCUSS, MOVED, END) or event.place.startswith(STEP)
    room = replace(room, place=event.place)
    played = room.played
    changed = replace(
        played, revealed=played.revealed or shown, moved=played.moved or event.place in (MOVED, END)
    )
    return _with(room, changed) if room.at >= 0 else room


def _count(room: Room, event: Event) -> Room:
    vote = room.open
    if vote is None:
        return room
    count = Count(event.choice, int(event.number), int(event.sure_hands))
    return _voted(room, replace(vote, hands=(*vote.hands, count)))


def _vote(room: Room, event: Event) -> Room:
    vote = room.open
    if vote is None or int(event.card) != room.at or event.place != room.place:
        return room
    ballot = Ballot(event.choice, event.sure)
    return _voted(room, replace(vote, phones={**vote.phones, event.voter: ballot}))


def _undo(room: Room, event: Event) -> Room:
    vote = room.open
    return room if vote is None else _voted(room, replace(vote, hands=vote.hands[:-1]))


def _again(room: Room, event: Event) -> Room:
    played = room.played
    if room.at < 0:
        return room
    second = played.second if played.second is not None else Vote()
    late = played.late if played.second is not None else played.revealed
    return replace(_with(room, replace(played, second=second, late=late, moved=False)), place=AGAIN, until=0)


def _restart(room: Room, event: Event) -> Room:
    return replace(_with(room, Played()), place=VOTE, until=0) if room.at >= 0 else room


def _timer(room: Room, event: Event) -> Room:
    return replace(room, until=event.at + event.number if event.number > 0 else 0)


def _end(room: Room, event: Event) -> Room:
    room = _go(room, replace(event, card=TITLE, place=END))
    return replace(room, ended=True)


def _voted(room: Room, vote: Vote) -> Room:
    played = room.played
    return _with(room, replace(played, first=vote) if room.place == VOTE else replace(played, second=vote))


def _with(room: Room, played: Played) -> Room:
    return replace(room, cards=(*room.cards[: room.at], played, *room.cards[room.at + 1 :]))


ACTS = {
    "go": _go,
    "count": _count,
    "vote": _vote,
    "undo": _undo,
    "again": _again,
    "restart": _restart,
    "timer": _timer,
    "end": _end,
}
