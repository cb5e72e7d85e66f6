"""The decks: run one in front of a room, take it as a quiz, or put one together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from wizard.source.counting import counted
from wizard.source.problems import Broken, Refused
from wizard.ui.ink import say
from wizard.ui.parts import bar
from wizard.ui.rows import blank, card
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.workshop.deck import Deck, decks, open_deck
from wizard.workshop.session import Session, begin, kept, resume

if TYPE_CHECKING:
    from wizard.ui.desk import Desk

RESUME = ":resume"
LOW = 20


class DecksScreen(Screen[None]):
    """Lists the decks; `quizzing`: Enter begins a quiz and not a workshop."""

    app: Desk
    AUTO_FOCUS = "#decks"
    BINDINGS = [
        Binding("r", "resume", "Go on with the workshop under way"),
        Binding("z", "quiz", "Take it as a quiz"),
        Binding("n", "build", "Put a deck together"),
        Binding("escape,b", "leave", "Back", key_display="b"),
    ]

    def __init__(self, state: Path | None, quizzing: bool = False) -> None:
        super().__init__()
        self.state = state
        self.quizzing = quizzing

    def compose(self) -> ComposeResult:
        """Bar, the decks, keys."""
        yield bar("", lambda: "Quiz" if self.quizzing else "Workshop: choose a deck")
        yield Sheet(id="decks", airy=True)
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    def _keys(self) -> list[tuple[str, str]]:
        if self.quizzing:
            return [("Enter", "begin"), ("b", "back"), ("?", "keys")]
        return [("Enter", "present"), ("z", "quiz"), ("n", "new deck"), ("b", "back"), ("?", "keys")]

    def on_mount(self) -> None:
        """Fills the list."""
        self.query_one("#decks", Sheet).show(self._items())

    def on_screen_resume(self) -> None:
        """Shows what there is to go on with now."""
        self.query_one("#decks", Sheet).show(self._items())

    def _items(self) -> Iterator[Item]:
        low = self.app.size.height < LOW
        if not low:
            yield blank()
        if not self.quizzing and self.state is not None and kept(self.state):
            yield card(RESUME, "r", "Go on with the workshop under way", gap=True)
        for number, each in enumerate(decks(self.app.knowledge), 1):
            tag = (counted(len(each.listed), "card"), "muted")
            yield card(each.id, str(number), each.title, "" if low else each.summary, tag, gap=True)

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        if event.stale:
            return
        if self.quizzing:
            self._quiz(event.id)
        elif event.id == RESUME and self.state is not None:
            state = self.state
            self._present(lambda: resume(self.app.knowledge, state))
        else:
            self._present(lambda: begin(open_deck(self.app.knowledge, event.id), self.state))

    def action_resume(self) -> None:
        """Goes on with the workshop under way."""
        state = self.state
        if state is not None and kept(state):
            self._present(lambda: resume(self.app.knowledge, state))

    def _present(self, make: Callable[[], Session]) -> None:
        from wizard.ui.screens.present import PresentScreen
        from wizard.workshop.follow import Following

        try:
            session = make()
        except (Refused, Broken) as error:
            self.notify(str(error), severity="error", markup=False)
            return
        follow = Following(session, self.state) if self.state is not None else None
        self.app.push_screen(PresentScreen(session, follow=follow))

    def action_quiz(self) -> None:
        """Takes the deck under the cursor as a quiz."""
        pointed = self.query_one("#decks", Sheet).pointed
        if pointed is not None and pointed != RESUME:
            self._quiz(pointed)

    def _quiz(self, id: str) -> None:
        from wizard.ui.screens.quiz import QuizScreen
        from wizard.workshop.quiz import Quiz, open_memory

        try:
            deck = open_deck(self.app.knowledge, id)
            quiz = Quiz(deck.cards, open_memory(self.state))
        except (Refused, Broken) as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.app.push_screen(QuizScreen(quiz, deck.title))

    def action_build(self) -> None:
        """Puts a deck together from scenarios."""
        from wizard.ui.screens.build import BuildScreen

        def made(deck: Deck | None) -> None:
            if deck is not None:
                self._present(lambda: begin(deck, self.state))

        self.app.push_screen(BuildScreen(), made)

    def action_leave(self) -> None:
        """Back to where this was opened."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()
        else:
            self.app.exit()
