"""Counting hands by key: what the screen of a workshop is made of, beside what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import on
from textual.screen import Screen

from wizard.source.problems import Refused
from wizard.ui.room_rows import STORY
from wizard.ui.widgets.sheet import Sheet
from wizard.workshop.session import Session

if TYPE_CHECKING:
    from wizard.ui.desk import Desk


class Counting(Screen[None]):
    """A screen with the choices of a session in the list `#room`; `last` is the number counted last."""

    app: Desk

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.last = ""

    def action_forward(self) -> None:
        """On to what comes next."""
        raise NotImplementedError

    def _try(self, act: Callable[[], None]) -> None:
        """Carries out what a key asks for; what cannot be is told."""
        try:
            act()
        except Refused as error:
            self.notify(str(error), severity="warning", markup=False)

    def action_digit(self, number: int) -> None:
        """One more vote for a choice."""
        self._count(str(number), 1)

    def _count(self, choice: str, number: int, sure: int = 0) -> None:
        def act() -> None:
            self.session.count(choice, number, sure)
            asked = self.session.deck.cards[self.session.room.at].asked
            found = asked.choice(choice)
            self.last = str(asked.choices.index(found) + 1)
            self.query_one("#room", Sheet).point(found.id)

        self._try(act)

    @property
    def pointed(self) -> str | None:
        """The choice under the cursor, while a vote is open."""
        pointed = self.query_one("#room", Sheet).pointed
        return pointed if self.session.room.open is not None and pointed != STORY else None

    @on(Sheet.Chosen, "#room")
    def _clicked(self, event: Sheet.Chosen) -> None:
        """One more vote for the choice that was clicked."""
        if not event.stale and event.id == self.pointed:
            self._count(event.id, 1)

    def action_less(self) -> None:
        """One vote less for the row under the cursor."""
        if self.pointed is not None and self._counted(self.pointed):
            self._count(self.pointed, -1)

    def _counted(self, choice: str) -> int:
        vote = self.session.room.open
        return sum(each.number for each in vote.hands if each.choice == choice) if vote is not None else 0

    def action_sure(self) -> None:
        """One of the votes of the row is sure."""
        if self.session.opened.sure and self.pointed is not None:
            self._count(self.pointed, 0, 1)

    def action_undo(self) -> None:
        """Takes the last count back."""
        self.session.do("undo")

    def action_hands(self) -> None:
        """Asks how many hands are up for the row; elsewhere goes on."""
        choice = self.pointed
        if choice is None:
            if self.session.room.open is None:
                self.action_forward()
            return
        from wizard.ui.screens.hands import HandsScreen

        label = self.session.deck.cards[self.session.room.at].label(choice)

        def given(number: int | None) -> None:
            if number is not None:
                self._count(choice, number)

        self.app.push_screen(HandsScreen(label), given)
