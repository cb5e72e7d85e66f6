"""One workshop under way: its deck, its room, and the log from which both come back."""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wizard.pack.knowledge import Knowledge
from wizard.source.journal import Journal, read_lines
from wizard.source.nearest import unknown
from wizard.source.problems import Broken, Refused
from wizard.workshop.deck import Deck, open_deck
from wizard.workshop.path import Spot, back, forward, next_card
from wizard.workshop.room import TITLE, VOTE, Event, Room, after, as_line, read_event, replay, start

FOLDER, ENDING = "rooms", ".jsonl"
LONGEST = 10_000
"""So many hands at most are counted at once."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The first line of a log: the deck, its cards as they were, and whether the room says how sure it is.

    What the voting page gives its browsers is made with the `secret`.
    """

    id: str
    deck: str
    cards: tuple[str, ...]
    sure: bool
    secret: str

    @property
    def line(self) -> str:
        """It as a line."""
        return json.dumps({name: getattr(self, name) for name in Opened.__slots__})


class Session:
    """A workshop. Every change is written to the log first; `watch` is called after each with its lines."""

    def __init__(
        self,
        deck: Deck,
        opened: Opened,
        journal: Journal | None,
        room: Room,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.deck = deck
        self.opened = opened
        self.journal = journal
        self.room = room
        self.clock = clock
        self.lines = [opened.line]
        self.watchers: list[Callable[[list[str]], None]] = []

    @property
    def cards(self) -> int:
        """How many cards there are."""
        return len(self.deck.cards)

    def go(self, spot: Spot) -> None:
        """Goes to a place of a card."""
        self.do("go", card=spot[0], place=spot[1])

    def forward(self) -> None:
        """On to what comes next: a count, a step of the walk, the verdict, the next card."""
        self.go(forward(self.deck.cards, self.room))

    def back(self) -> None:
        """Back to what came before."""
        self.go(back(self.deck.cards, self.room))

    def next_card(self) -> None:
        """On to the next card, whatever was left of this one."""
        self.go(next_card(self.deck.cards, self.room))

    def jump(self, card: int) -> None:
        """To the first place of a card, counted from 1. Raises `Refused` when there is none."""
        if not 1 <= card <= self.cards:
            raise Refused(f"there is no card {card}; the deck has {self.cards}")
        self.go((card - 1, VOTE))

    def count(self, choice: str, number: int = 1, sure: int = 0) -> None:
        """Counts hands for a choice, named by id or number. Raises `Refused` where it cannot."""
        if self.room.open is None:
            raise Refused("no vote is open here")
        if abs(number) > LONGEST or abs(sure) > LONGEST:
            raise Refused(f"{number} is more hands than a room has; at most {LONGEST:,}")
        found = self.deck.cards[self.room.at].asked.choice(choice)
        self.do("count", choice=found.id, number=number, sure_hands=sure)

    def again(self) -> None:
        """Opens the second vote. Raises `Refused` where there is no card, or it was voted on twice."""
        if self.room.at == TITLE:
            raise Refused("no card is shown, so there is nothing to vote on again")
        played = self.room.played
        if played.second is not None and (played.moved if played.late else played.revealed):
            raise Refused("this card was voted on twice; restart it to vote anew")
        self.do("again")

    def do(self, what: str, **more: Any) -> None:
        """Writes an event down, then lets it happen."""
        self.take([Event(what, round(self.clock(), 3), **more)])
        self.settle()

    def take(self, events: list[Event]) -> None:
        """Writes events down, not yet safe from a crash before `settle`, and lets them happen."""
        lines = [as_line(each) for each in events]
        if self.journal is not None:
            self.journal.write(lines)
        self.lines += lines
        for event in events:
            self.room = after(self.room, event)
        for watch in self.watchers:
            watch(lines)

    def settle(self) -> None:
        """Waits until all is on the disk."""
        if self.journal is not None:
            self.journal.sync()

    def close(self) -> None:
        """Lets go of the log, so that the workshop can be resumed."""
        if self.journal is not None:
            self.journal.close()
            self.journal = None

    def forget(self) -> None:
        """Deletes the log: nothing is kept of a workshop that is over."""
        if self.journal is not None:
            self.journal.delete()
            self.journal = None


def begin(
    deck: Deck, state: Path | None, sure: bool = False, clock: Callable[[], float] = time.time
) -> Session:
    """A new workshop, its log in the state folder; without one it is kept in memory alone."""
    id = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    opened = Opened(id, deck.name, tuple(card.id for card in deck.cards), sure, secrets.token_hex(16))
    journal = Journal.begin(state / FOLDER / f"{id}{ENDING}", opened.line) if state is not None else None
    return Session(deck, opened, journal, start(len(deck.cards)), clock)


def kept(state: Path) -> list[str]:
    """The ids of the workshops that are not over, the last one first."""
    try:
        names = os.listdir(state / FOLDER)
    except OSError:
        return []
    return sorted(
        (name.removesuffix(ENDING) for name in names if name.endswith(ENDING) and not name.startswith(".")),
        reverse=True,
    )


def resume(
    knowledge: Knowledge, state: Path, id: str | None = None, clock: Callable[[], float] = time.time
) -> Session:
    """A workshop gone on with: the last one, or the one with an id.

    Raises `Refused` when there is none, when its log cannot be read, or when its deck has other cards now.
    """
    found = kept(state)
    if not found:
        raise Refused("no workshop is under way on this machine; start one: present DECK")
    if id is not None and id not in found:
        raise unknown(f"there is no workshop {id}", id, found)
    path = state / FOLDER / f"{id or found[0]}{ENDING}"
    journal = Journal.take_up(path)
    try:
        first, *rest = read_lines(path) or [b""]
        opened = read_opened(first, path)
        deck = open_deck(knowledge, opened.deck)
        if tuple(card.id for card in deck.cards) != opened.cards:
            raise Refused(f"the deck {opened.deck} has other cards now than when this workshop began")
        events = list(_events(rest, path))
    except (Refused, Broken):
        journal.close()
        raise
    session = Session(deck, opened, journal, replay(len(opened.cards), events), clock)
    session.lines += [as_line(each) for each in events]
    return session


def forget_all(state: Path) -> Iterator[str]:
    """Deletes the logs of all workshops that no other program has open; their ids."""
    for id in kept(state):
        try:
            Journal.take_up(state / FOLDER / f"{id}{ENDING}", unread=True).delete()
        except Refused:
            continue
        yield id


class Passing:
    """A clock for rehearsals: time passes only where the script says so."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        """The time, in seconds since 1970."""
        return self.now

    async def wait(self, seconds: float) -> None:
        """Lets time pass, at once."""
        self.now += seconds


def read_opened(line: bytes | str, path: Path | str) -> Opened:
    """The first line of a log. Raises `Refused` for anything else."""
    from wizard.transcript.typed import typed

    try:
        return typed(Opened, json.loads(line))
    except (ValueError, RecursionError, Refused):
        raise Refused(f"{path} is not the log of a workshop") from None


def _events(lines: list[bytes], path: Path) -> Iterator[Event]:
    for number, line in enumerate(lines, 2):
        try:
            yield read_event(line)
        except Refused as error:
            raise Refused(f"{path}, line {number}: {error.message}") from None
