"""The quiz: a card, an answer, what is right and why; the next card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from wizard.source.problems import Refused
from wizard.ui.ink import Line, Piece, say, wrap
from wizard.ui.parts import bar
from wizard.ui.room_rows import named
from wizard.ui.rows import MEASURE, blank, card, heading, margin, text
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.workshop.card import Card
from wizard.workshop.quiz import Quiz, told

if TYPE_CHECKING:
    from wizard.ui.desk import Desk

LOW = 20
NEXT, WORD = "next", "word"


class QuizScreen(Screen[None]):
    """Asks one card after another."""

    app: Desk
    AUTO_FOCUS = "#quiz"
    BINDINGS = [
        Binding("g", "walk", "Walk it through its questions"),
        Binding("o", "open", "Open the page of the outcome"),
        Binding("escape,b", "leave", "Back", key_display="b"),
    ]

    def __init__(self, quiz: Quiz, title: str) -> None:
        super().__init__()
        self.quiz = quiz
        self.title_shown = title

    def compose(self) -> ComposeResult:
        """Bar with the marks, the card, keys."""
        yield bar("", lambda: self.title_shown, self._marks)
        yield Sheet(id="quiz", airy=True)
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    def _marks(self, width: int) -> list[Piece]:
        marks: list[Piece] = [
            ("✓ ", "good") if each else ("✗ ", "caution") for each in self.quiz.marks.values()
        ]
        shown = marks[-8:] if width >= 60 else []
        return [*shown, (f" {self.quiz.right} of {len(self.quiz.marks)} right", "muted")]

    def _keys(self) -> list[tuple[str, str]]:
        if self.quiz.card is None:
            return [("b", "back"), ("?", "keys")]
        if self.quiz.chosen is None:
            return [("1–9", "answer"), ("↑↓", "move"), ("b", "back"), ("?", "keys")]
        return [("Enter", "next card"), ("g", "walk it"), ("o", "its page"), ("b", "back"), ("?", "keys")]

    def on_mount(self) -> None:
        """Shows the first card."""
        self.draw()

    def draw(self) -> None:
        """Shows the card at hand, or how it went."""
        self.query_one("#quiz", Sheet).show(self._items())
        for each in self.query(Lines):
            each.again()

    def _items(self) -> Iterator[Item]:
        low, card_ = self.app.size.height < LOW, self.quiz.card
        if card_ is None:
            yield blank()
            yield text(told(self.quiz), "b")
            yield text(
                "Missed cards come back sooner. Only this machine knows; quiz --forget deletes it.", "muted"
            )
            return
        if self.quiz.chosen is None:
            if not low:
                yield blank()
            if self.quiz.again:
                yield text("You missed this one before.", "muted")
            yield from (text(each, "b", id="story", pick=low) for each in card_.asked.story)
            if not low:
                yield blank()
            yield heading(card_.asked.ask)
            for number, choice in enumerate(card_.asked.choices, 1):
                yield card(choice.id, str(number), named(choice), weight=choice.tone, gap=True)
            return
        yield from self._answered(card_, low)

    def _answered(self, card_: Card, low: bool) -> Iterator[Item]:
        right = self.quiz.chosen == card_.right
        yield _word(right, card_, low)
        if not low:
            yield blank()
        yield from (text(each) for each in card_.point)
        yield blank()
        for choice in card_.asked.choices:
            if choice.id in (card_.right, self.quiz.chosen):
                tag = "this is it" if choice.id == card_.right else "your answer"
                token = (choice.tone or "good") if choice.id == card_.right else "muted"
                yield text([(named(choice), token), (f"   {tag}", "muted")])
        for reference in card_.references[: 1 if low else 3]:
            yield text(reference.cite, "accent")
        yield blank()
        yield card(NEXT, "↵", "Next card")

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        if event.stale or event.id == "story":
            return
        try:
            if event.id in (NEXT, WORD):
                self.quiz.go_on()
            else:
                self.quiz.answer(event.id)
        except Refused as error:
            self.notify(str(error), severity="warning", markup=False)
        self.draw()

    def action_walk(self) -> None:
        """Opens the walk of the card at its end, once it is answered."""
        if self.quiz.card is not None and self.quiz.chosen is not None:
            self.app.ask(self.quiz.card.walk)

    def action_open(self) -> None:
        """Opens the page of the outcome, once the card is answered."""
        outcome = self.quiz.card.outcome if self.quiz.card is not None else None
        if outcome is not None and self.quiz.chosen is not None:
            from wizard.ui.screens.page import PageScreen

            self.app.push_screen(PageScreen(self.app.knowledge.library, outcome.id))

    def action_leave(self) -> None:
        """Back to where the quiz was begun."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()
        else:
            self.app.exit()


def _word(right: bool, card_: Card, pick: bool) -> Item:
    """Whether it was right, in a word on its ground, with the verdict; Enter on it goes on too."""
    tone, word = ("good", "✓ RIGHT") if right else ("caution", "! NOT QUITE")

    def lay(width: int) -> list[Line]:
        edge: list[Piece] = [(margin(width), ""), (f" {word} ", f"b on-solid/{tone}-solid"), ("  ", "")]
        outcome = card_.outcome.title if card_.outcome is not None else ""
        label = card_.label(card_.right)
        hang: list[Piece] = [(margin(width), "")]
        return wrap(
            [(label, "b"), (f"  {outcome}" if outcome != label else "", "")],
            min(width, MEASURE),
            edge,
            hang,
            f"{tone}-tint",
        )

    return Item(WORD, lay, word, pick=pick)
