"""A quiz for one person: which card comes next, and when one comes again; missed cards come back sooner.

When a card is due is told by FSRS (the extra quiz). What it remembers is one file of the reader's alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wizard.source.days import is_day
from wizard.source.extras import extra
from wizard.source.files import read_text, write_over
from wizard.source.journal import own_folder
from wizard.source.problems import Broken, Refused
from wizard.workshop.card import Card

FILE = "quiz.json"
STATES = (1, 2, 3)
REVIEW = 2
"""How FSRS numbers the states of a card: learning, review, relearning."""
MOST, MOST_STEPS = 1e15, 100
"""Numbers in the file are smaller: the id of a card is a time in milliseconds."""
SOON = 3
"""After so many other cards a missed one comes again in the same sitting."""


@dataclass
class Memory:
    """What is remembered of each card by its id, as FSRS writes it. Without a file it lasts a sitting."""

    path: Path | None
    cards: dict[str, Any] = field(default_factory=dict)

    def due(self, id: str) -> datetime | None:
        """When a card should be asked again; None for one never asked."""
        known = self.cards.get(id)
        return datetime.fromisoformat(known["due"]) if known is not None else None

    def learn(self, id: str, right: bool, now: datetime) -> None:
        """Takes an answer in, and keeps it before it is shown."""
        from fsrs import Card as Remembered
        from fsrs import Rating, Scheduler

        before = Remembered.from_dict(self.cards[id]) if id in self.cards else Remembered()
        after, _ = Scheduler(enable_fuzzing=False).review_card(
            before, Rating.Good if right else Rating.Again, now
        )
        self.cards[id] = dict(after.to_dict())
        if self.path is not None:
            own_folder(self.path.parent)
            write_over(self.path, json.dumps({"cards": self.cards}, indent=1) + "\n")


def open_memory(state: Path | None) -> Memory:
    """What is remembered so far. Raises `Refused` when its file is not one that this program wrote, or
    when FSRS is not installed."""
    with extra("quiz"):
        import fsrs  # noqa: F401 - to know now, not after the first answer
    path = state / FILE if state is not None else None
    if path is None or not path.exists():
        return Memory(path)
    try:
        cards = json.loads(read_text(path, str(path)))["cards"]
        if not all(map(_sound, cards.values())):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Broken):
        raise Refused(f"{path} cannot be read", "delete it: quiz --forget") from None
    return Memory(path, cards)


def _sound(card: Mapping[str, Any]) -> bool:
    """Whether FSRS can go on from what a card says. Raises `ValueError`, `KeyError` or `TypeError` too."""
    moments = [datetime.fromisoformat(card[name]) for name in ("due", "last_review")]
    numbers = [card[name] for name in ("card_id", "state", "stability", "difficulty")]
    step = card["step"]
    return (
        all(moment.tzinfo is not None and is_day(f"{moment:%Y-%m-%d}") for moment in moments)
        and all(type(number) in (int, float) and 0 < number < MOST for number in numbers)
        and card["state"] in STATES
        and ((type(step) is int and 0 <= step < MOST_STEPS) or (step is None and card["state"] == REVIEW))
    )


def forget(state: Path) -> bool:
    """Deletes what is remembered; whether there was anything."""
    path = state / FILE
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


def in_turn(cards: Iterable[Card], memory: Memory, now: datetime) -> list[Card]:
    """The cards in the order to ask them: those due, the longest due first, then new ones, then the rest."""

    def place(each: Card) -> tuple[int, float]:
        due = memory.due(each.id)
        if due is None:
            return 1, 0
        return (0 if due <= now else 2), due.timestamp()

    return sorted(cards, key=place)


class Quiz:
    """One sitting. `marks` are the first answers, right or wrong, in the order asked."""

    def __init__(self, cards: Iterable[Card], memory: Memory) -> None:
        self.memory = memory
        self.queue = in_turn(cards, memory, datetime.now(UTC))
        self.size = len(self.queue)
        self.marks: dict[str, bool] = {}
        self.chosen: str | None = None

    @property
    def card(self) -> Card | None:
        """The card at hand; None when the sitting is over."""
        return self.queue[0] if self.queue else None

    @property
    def right(self) -> int:
        """How many were right at first."""
        return sum(self.marks.values())

    @property
    def again(self) -> bool:
        """Whether the card at hand was missed before in this sitting."""
        return self.card is not None and self.card.id in self.marks and self.chosen is None

    def answer(self, named: str) -> bool:
        """Answers the card at hand; whether that was right. Raises `Refused` for what is no choice."""
        card = self.card
        if card is None or self.chosen is not None:
            raise Refused("there is nothing to answer")
        choice = card.asked.choice(named).id
        right = choice == card.right
        self.memory.learn(card.id, right, datetime.now(UTC))
        self.marks.setdefault(card.id, right)
        self.chosen = choice
        return right

    def go_on(self) -> None:
        """To the next card; a missed one comes again after a few others."""
        card = self.card
        if card is None or self.chosen is None:
            return
        missed = self.chosen != card.right
        self.queue.pop(0)
        self.chosen = None
        if missed:
            self.queue.insert(min(SOON, len(self.queue)), card)


def told(quiz: Quiz) -> str:
    """How the sitting went, in a sentence."""
    asked = len(quiz.marks)
    return f"{quiz.right} of {asked} right at first." if asked else "Nothing was asked."


def next_due(memory: Memory, ids: Mapping[str, object] | Iterable[str]) -> datetime | None:
    """When the first of these cards is due again."""
    return min((due for each in ids if (due := memory.due(each)) is not None), default=None)
