"""The map of a tree: where the walk is, what is behind, what may still come, what will not."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer, Static

from wizard.space.space import askable
from wizard.ui.widgets.choices import Choice, Choices
from wizard.ui.words import DIM, joined, literal
from wizard.walk.ahead import look
from wizard.walk.walk import Walk
from wizard.words.phrases import possible


class MapScreen(Screen[str | None]):
    """Dismisses with the id of the question to open, or with None."""

    AUTO_FOCUS = "#map"
    BINDINGS = [Binding("escape,b,m", "dismiss", "Back", key_display="b")]

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.walk = walk

    def compose(self) -> ComposeResult:
        """Title, the questions in order, what is possible."""
        yield Static(literal(f"Map: {self.walk.tree.title}"), id="title")
        yield Choices(id="map")
        ends = possible(look(self.walk).verdicts)
        yield Static(joined(("Ends at: ", DIM), (ends, "bold")), id="standing")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Fills the list once its width is known."""
        lines = list(self._lines())
        self.call_after_refresh(lambda: self.query_one(Choices).show(lines, self.walk.current))

    def _lines(self) -> Iterator[Choice]:
        tree = self.walk.tree
        given = {step.question: step for step in self.walk.steps}
        ahead = askable(self.walk.tree, self.walk.facts)
        for id in tree.order:
            asked = tree.questions[id]
            if id in given:
                step = given[id]
                known = " (assumed)" if step.assumed else ""
                yield Choice(id, asked.ask, f"✓ {asked.answers[step.answer].label}{known}")
            elif id == self.walk.current:
                yield Choice(id, asked.ask, "→ you are here", style="bold")
            elif id in ahead:
                yield Choice(id, asked.ask, "may still come")
            else:
                yield Choice(id, asked.ask, "not asked on this walk", style=DIM)

    @on(Choices.Chosen)
    def _opened(self, event: Choices.Chosen) -> None:
        if not event.stale:
            self.dismiss(event.id)
