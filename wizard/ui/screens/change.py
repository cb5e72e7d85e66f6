"""Changes an earlier answer, showing beforehand what that does."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll

from wizard.ui.ink import Line, Piece, say, wrap
from wizard.ui.parts import answer_of, chips
from wizard.ui.rows import HIGH_ROWS, card, key_of, rule
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.walk.ahead import Preview, preview
from wizard.walk.walk import UNSURE, Walk
from wizard.words.phrases import ways_to_answer

GUTTER = 15


class ChangeScreen(Dialog[Walk | None]):
    """Dismisses with the changed walk, or with None.

    With no question given, first lists the answers so far.
    """

    BINDINGS = [Binding("escape,b", "back", "Back"), Binding("q", "dismiss", "Close", show=False)]
    AUTO_FOCUS = "#picks"

    def __init__(self, walk: Walk, question: str | None = None) -> None:
        super().__init__()
        self.walk = walk
        self.question = question
        self.chosen_here = question is None
        self.shown: Preview | None = None

    def compose(self) -> ComposeResult:
        """Heading, list, what the pointed answer would do."""
        with Vertical(classes="dialog"):
            yield Lines(self._asked, id="asked", ground="surface")
            yield Sheet(id="picks", ground="surface")
            with VerticalScroll(id="effect", can_focus=False):
                yield Lines(self._effect, id="effect-text", ground="surface")

    def on_mount(self) -> None:
        """Fills the list."""
        self.show()

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        self.query_one("#effect-text", Lines).again()

    def show(self, pointed: str | None = None) -> None:
        """The answers so far, or the answers to the question being changed."""
        self.shown = None
        dialog = self.query_one(".dialog")
        dialog.border_title = "Change an answer"
        dialog.border_subtitle = (
            "Enter changes it · Esc keeps it" if self.question else "Enter opens · Esc closes"
        )
        self.query_one("#effect").display = self.question is not None
        picks = self.query_one("#picks", Sheet)
        if self.question is None:
            picks.show([self._line(place) for place in range(len(self.walk.steps))], pointed)
        else:
            picks.show(self._ways(), self._now)
        self.query_one("#asked", Lines).again()

    def _asked(self, width: int) -> list[Line]:
        if self.question is None:
            return say("Change which answer?", width - 2, "b", "  ")
        return say(self.walk.tree.questions[self.question].ask, width - 2, "b", "  ")

    @property
    def _now(self) -> str:
        """The answer that stands, or that the reader did not know."""
        step = next(each for each in self.walk.steps if each.question == self.question)
        return UNSURE if step.assumed else step.answer

    def _ways(self) -> list[Item]:
        assert self.question is not None
        ways = ways_to_answer(self.walk.tree.questions[self.question])
        tag: Piece = ("your answer now", "b accent")
        return [
            card(id, key_of(number), label, tag=tag if id == self._now else None)
            for number, (id, label) in enumerate(ways.items(), 1)
        ]

    def _line(self, place: int) -> Item:
        step = self.walk.steps[place]
        ask = self.walk.tree.questions[step.question].ask
        return card(step.question, str(place + 1), answer_of(self.walk, step), ask)

    @on(Sheet.Pointed)
    def _pointed(self, event: Sheet.Pointed) -> None:
        if self.question is None or event.id != self.query_one("#picks", Sheet).pointed:
            return
        self.shown = preview(self.walk, self.question, event.id)
        self.query_one("#effect-text", Lines).again()
        self.query_one("#effect").scroll_home(animate=False)

    def _effect(self, width: int) -> list[Line]:
        """What the pointed answer would do: nothing is said as nothing."""
        if self.shown is None:
            return []
        full = self.app.size.height >= HIGH_ROWS
        lines = [Line([]), rule("What this would do", width)]
        lines += chips(self.shown.before, width - 2, _gutter("verdict now", width))
        lines += chips(self.shown.after, width - 2, _gutter("then possible", width))
        tree = self.walk.tree
        aside: list[list[Piece]] = []
        for step in self.shown.set_aside:
            asked = tree.questions[step.question]
            answer: Piece = (f"  {asked.answers[step.answer].label}" if full else "", "muted")
            aside.append([(asked.ask, ""), answer])
        asks: list[list[Piece]] = [[(tree.questions[id].ask, "")] for id in self.shown.asks]
        lines += _told("set aside", aside, width)
        return lines + _told("asks next", asks, width)

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
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
            before, self.question = self.question, None
            self.show(before)
        else:
            self.dismiss(None)


def _gutter(word: str, width: int) -> list[Piece]:
    """A label in the gutter; on a narrow screen right before what it labels."""
    return [("  ", ""), (f"{word:<{GUTTER}}" if width >= 60 else f"{word} ", "muted")]


def _told(word: str, entries: list[list[Piece]], width: int) -> list[Line]:
    """Entries under one label; none is told as nothing."""
    first = _gutter(word, width)
    rest: list[Piece] = [(" " * (GUTTER + 2 if width >= 60 else 4), "")]
    if not entries:
        return wrap([("nothing", "muted")], width - 2, first, rest)
    lines: list[Line] = []
    for entry in entries:
        lines += wrap(entry, width - 2, rest if lines else first, rest)
    return lines
