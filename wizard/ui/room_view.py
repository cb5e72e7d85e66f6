"""What stands on the wall at each place of a workshop, and what its last line offers there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from wizard.source.counting import counted
from wizard.ui.ink import Line
from wizard.ui.room_rows import (
    asked_rows,
    count_rows,
    discuss_rows,
    moved_rows,
    step_rows,
    verdict_rows,
    voted,
)
from wizard.ui.rows import blank, card, heading, text
from wizard.ui.widgets.sheet import Item
from wizard.workshop.report import GUIDES, lines
from wizard.workshop.room import AGAIN, COUNTS, DISCUSS, END, MOVED, STEP, TITLE, VERDICT, VOTE, Room
from wizard.workshop.session import Session
from wizard.workshop.tally import guide

LOW, TALL = 20, 30

STATES = {
    VOTE: "first vote open",
    AGAIN: "second vote open",
    COUNTS: "how you voted",
    VERDICT: "the verdict",
    DISCUSS: "talk about it",
    MOVED: "how you moved",
    END: "the end",
}
VOTING = (("1–9", "one more"), ("-", "one less"), ("r", "reveal"))
KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    VOTE: (*VOTING, ("v", "vote again")),
    AGAIN: VOTING,
    DISCUSS: (("Space", "on"), ("v", "vote again"), ("t", "timer")),
    VERDICT: (("Space", "on"), ("v", "vote again"), ("←", "back")),
    END: (("w", "write the report"), ("f", "finish"), ("←", "back")),
}
ON = (("Space", "on"), ("←", "back"), ("n", "next card"))
"""What the last line offers at a place, and elsewhere."""


BESIDE, FULL = 76, 20
"""From so many columns and rows the code of the voting page stands beside the card."""


class Page(Protocol):
    """What others look at while a workshop runs."""

    @property
    def address(self) -> str:
        """Where they find it."""

    async def start(self) -> None:
        """Begins to answer."""

    async def stop(self) -> None:
        """Answers no more."""

    def connected(self) -> int:
        """How many are looking."""


def code_lines(address: str, place: str, size: tuple[int, int]) -> list[Line]:
    """The code of the voting page beside an open vote, where a window of this size has room for it."""
    if not address or size[0] < BESIDE or size[1] < FULL or place not in (VOTE, AGAIN, ""):
        return []
    from wizard.workshop.code import blocks

    return [Line([(each, "#000000/#ffffff")]) for each in blocks(address.upper())]


def state(room: Room) -> str:
    """Where the room stands on its card, in words."""
    if room.place == VOTE and room.open is None:
        return "the vote is closed"
    return "the walk" if room.place.startswith(STEP) else STATES.get(room.place, "")


def room_items(session: Session, width: int, height: int) -> list[Item]:
    """The rows of the room's place, for a window of so many columns and rows."""
    room = session.room
    if room.place in (VOTE, AGAIN) and room.at != TITLE:
        return _vote(session, width, height)
    return list(_other(session, height))


def _vote(session: Session, width: int, height: int) -> list[Item]:
    """The open vote. What is shown depends on what is asked and how many voted, on nothing else."""
    room = session.room
    asked = session.deck.cards[room.at].asked
    vote = room.played.second if room.place == AGAIN and room.played.second else room.played.first
    for tall in (True, False) if height >= LOW else (False,):
        items = list(asked_rows(asked, vote.tally.total, tall))
        if sum(len(each.lay(width)) for each in items) <= height:
            break
    return items


def _other(session: Session, height: int) -> Iterator[Item]:
    room, low = session.room, height < LOW
    if room.at == TITLE:
        yield from _end(session) if room.place == END else _title(session, low)
        return
    card_, played = session.deck.cards[room.at], room.played
    if room.place == COUNTS:
        yield heading("How you voted", voted(played.last.tally.total))
        yield from count_rows(card_, played, told=False)
    elif room.place.startswith(STEP):
        tally = (played.first if played.late else played.last).tally
        at = min(int(room.place.partition(":")[2] or 0), len(card_.steps) - 1)
        yield from step_rows(card_, at, tally, low, height >= TALL)
    elif room.place == VERDICT:
        advice = None if played.second is not None else guide(played.first.tally, card_.right)
        yield from verdict_rows(card_, played, GUIDES[advice] if advice else "", height >= TALL)
    elif room.place == MOVED:
        yield from moved_rows(card_, played)
    else:
        yield from discuss_rows(card_, not low)


def _title(session: Session, low: bool) -> Iterator[Item]:
    deck = session.deck
    yield blank()
    yield text(deck.title, "b")
    minutes = counted(session.cards * deck.minutes, "minute")
    told = f"{counted(session.cards, 'card')}, about {minutes}. Votes are counted, nobody is named."
    yield text(told, "muted")
    if deck.aims:
        yield blank()
        yield heading("What this is for")
        yield from (text(f"• {each}") for each in deck.aims)
    if not low:
        privacy = deck.knowledge.pack.privacy
        yield blank()
        yield text(privacy, "muted") if privacy else blank()


def _end(session: Session) -> Iterator[Item]:
    yield blank()
    yield text("That was the last card. Thank you.", "b")
    yield blank()
    found = lines(session)
    if found:
        yield heading("How you did", "first vote, second vote")
    for line in found:
        shares = [f"{each} % right" if each is not None else "no vote" for each in line.shares]
        tag = ", ".join(shares if line.shares[1] is not None else shares[:1])
        yield card(f"end:{line.number}", str(line.number), line.card.title, tag=(tag, "muted"), pick=False)
