"""Changes an earlier answer, showing beforehand what that does."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from wizard.ui.widgets.choices import Choice, Choices
from wizard.ui.words import DIM, joined, literal
from wizard.walk.ahead import preview
from wizard.walk.walk import UNSURE, Walk
from wizard.words.phrases import possible, ways_to_answer


class ChangeScreen(ModalScreen[Walk | None]):
    """Dismisses with the changed walk, or with None.

    With no question given, first lists the answers so far.
    """

    BINDINGS = [Binding("escape,b", "back", "Back"), Binding("q", "dismiss", "Close", show=False)]

    def __init__(self, walk: Walk, question: str | None = None) -> None:
        super().__init__()
        self.walk = walk
        self.question = question
        self.chosen_here = question is None
        self.offered: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Heading, list, what the pointed answer would do."""
        with Vertical(classes="dialog"):
            yield Static(id="asked")
            yield Choices(numbered=True, id="picks")
            with VerticalScroll(id="effect", can_focus=False):
                yield Static(id="effect-text")

    def on_mount(self) -> None:
        """Fills the list once its width is known."""
        self.call_after_refresh(self.show)
        self.query_one(Choices).focus()

    def show(self) -> None:
        """The answers so far, or the answers to the question being changed."""
        picks, heading = self.query_one(Choices), self.query_one("#asked", Static)
        self.query_one("#effect").display = self.question is not None
        if self.question is None:
            heading.update(literal("Change which answer?", "bold"))
            picks.show([self._line(place) for place in range(len(self.walk.steps))])
            return
        asked = self.walk.tree.questions[self.question]
        step = next(each for each in self.walk.steps if each.question == self.question)
        now = UNSURE if step.assumed else step.answer
        heading.update(literal(asked.ask, "bold"))
        labels = ways_to_answer(asked)
        choices = [Choice(id, label, "your answer now" if id == now else "") for id, label in labels.items()]
        self.offered = frozenset(labels)
        picks.show(choices, now)

    def _line(self, place: int) -> Choice:
        step = self.walk.steps[place]
        asked = self.walk.tree.questions[step.question]
        known = " (assumed)" if step.assumed else ""
        return Choice(step.question, asked.answers[step.answer].label + known, asked.ask)

    @on(Choices.Pointed)
    def _pointed(self, event: Choices.Pointed) -> None:
        if self.question is None or event.id not in self.offered:
            return
        tree = self.walk.tree
        shown = preview(self.walk, self.question, event.id)
        parts = [
            ("Verdict now: ", DIM),
            (possible(shown.before), ""),
            ("\nAfter this change: ", DIM),
            (possible(shown.after), "bold"),
        ]
        for step in shown.set_aside:
            asked = tree.questions[step.question]
            parts += [("\nSet aside: ", DIM), (f"{asked.ask} {asked.answers[step.answer].label}", "")]
        for id in shown.asks:
            parts += [("\nAsks next: ", DIM), (tree.questions[id].ask, "")]
        self.query_one("#effect-text", Static).update(joined(*parts))

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.stale:
            return
        if self.question is None:
            self.question = event.id
            self.show()
        else:
            self.dismiss(self.walk.change(self.question, event.id))

    def action_back(self) -> None:
        """Back to the list of answers, or closes."""
        if self.question is not None and self.chosen_here:
            self.question = None
            self.show()
        else:
            self.dismiss(None)
