"""The one screen for questions, updated in place; it owns the walk, and answers it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.containers import VerticalScroll

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.tree.ticks import NONE
from wizard.ui.desk import Waiting
from wizard.ui.question_lines import SETTLE, TAKE
from wizard.ui.rows import set_title
from wizard.ui.screens.asking import AskingScreen
from wizard.ui.widgets.lines import Lines
from wizard.ui.widgets.sheet import Sheet
from wizard.walk.walk import UNSURE, Walk, begin

if TYPE_CHECKING:
    from textual.widgets import Input

    from wizard.ui.screens.outcome import OutcomeScreen


class QuestionScreen(AskingScreen):
    """Asks the walk's current question. The outcome is a screen pushed on top.

    Dismisses with the done walk when its reader returns to the screen below.
    """

    AUTO_FOCUS = "#answers"
    BINDINGS = [
        Binding("b,backspace", "back", "Back", key_display="b"),
        Binding("h", "help", "Help"),
        Binding("c", "change", "Change"),
        Binding("l", "links", "Links of the help beside the question", show=False),
        Binding("f", "finish", "Finish now", show=False),
        Binding("m", "map", "Map", show=False),
        Binding("v", "verdicts", "What each answer leaves possible", show=False),
        Binding("g", "take_ticks", "Go on with what is ticked", show=False),
        Binding("x", "app.home", "To the home screen", show=False),
        Binding("escape", "step_back", "One step back", show=False),
        *(Binding(str(n), f"digit({n})", "Answer", show=False) for n in range(10)),
    ]

    def __init__(self, knowledge: Knowledge, walk: Walk) -> None:
        super().__init__(knowledge, walk)
        self.started = datetime.now(UTC)

    def on_mount(self) -> None:
        """Shows the first question; the graph is made ready once it is on screen."""
        self.render_walk()
        if self.walk.steps:
            self.call_after_refresh(lambda: self.app.keep(self.walk))
        self.call_after_refresh(self.make_ready)

    def on_screen_resume(self) -> None:
        """Takes the app's attention back from a screen that was on top."""
        self.app.walk = self.walk
        self.refresh_bindings()

    def render_walk(self) -> None:
        """Shows the current question, or the outcome when there is none."""
        question = self.walk.question
        self.app.walk = self.walk
        if self.walk.done or question is None:
            self.show_outcome()
            return
        before = self.walk.earlier.get(question.id)
        pointed = None
        if before is not None:
            pointed = UNSURE if before.assumed else before.answer
        self.look_ahead()
        self.ticked = self._ticked_before()
        self.close_help()
        answers = self.query_one("#answers", Sheet)
        answers.show(self._answers(), pointed)
        answers.focus()
        self.query_one("#question", VerticalScroll).scroll_home(animate=False)
        self.render_figure(before.given if before is not None else "")
        self.render_trail()
        self.render_standing()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Finishing early is offered only when one verdict is left, the help's keys only beside it."""
        if action == "finish":
            return self.only is not None
        if action == "links":
            return self.has_class("-helping")
        return bool(self.ticked) if action == "take_ticks" else True

    @on(Sheet.Chosen, "#answers")
    def _answered(self, event: Sheet.Chosen) -> None:
        if not event.stale:
            self.take(event.id)

    def take(self, answer: str) -> None:
        """Answers the current question, ticks a tick of it, or opens the tree that helps to."""
        question = self.walk.question
        if question is None or self.walk.done or self.too_small:
            return
        if answer == SETTLE and question.settle is not None:
            other = self.knowledge.tree(question.settle)
            helping = QuestionScreen(self.knowledge, begin(other, self.walk.facts, self.walk.assumed))
            self.app.push_screen(helping, self._settled)
        elif self.walk.screen is not None:
            self._tick(answer)
        else:
            self.set_walk(self.walk.answer(answer), len(self.walk.steps) + 1)

    def _tick(self, answer: str) -> None:
        if answer in (NONE, UNSURE):
            self.set_walk(self.walk.tick(answer))
        elif answer == TAKE:
            self.action_take_ticks()
        else:
            self.ticked ^= {answer}
            self.query_one("#answers", Sheet).update(self._answers())
            self.render_standing()

    def action_take_ticks(self) -> None:
        """Answers with everything that is ticked."""
        if self.ticked and not self.too_small:
            self.set_walk(self.walk.tick(",".join(sorted(self.ticked))))

    def _settled(self, by: Walk | None) -> None:
        """Takes the answer that the walk of another tree gives, where it gives one."""
        from wizard.walk.ahead import given_by, settle

        question = self.walk.question
        answer = given_by(question, by) if question is not None and by is not None else None
        if question is None or by is None or answer is None:
            return
        self.notify(f"That is settled: {question.answers[answer].label}.", markup=False)
        self.set_walk(settle(self.walk, by), len(self.walk.steps) + 1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answers with the number or day typed; what is wrong with it stands at the field."""
        event.stop()
        question = self.walk.question
        if self.too_small or question is None or question.bands is None:
            return
        try:
            walk = self.walk.answer(event.value)
        except Refused as error:
            set_title(event.input, question.bands.wanted, str(error))
            event.input.add_class("-wrong")
            return
        self.set_walk(walk, len(self.walk.steps) + 1)

    def set_walk(self, walk: Walk, expected: int | None = None) -> None:
        """Takes a new walk and shows it; tells which kept answers were taken up."""
        self.walk = walk
        self.app.keep(walk)
        kept = len(walk.steps) - expected if expected is not None else 0
        if kept > 0:
            self.notify(f"Kept {kept} of your answers that still apply.", markup=False)
        self.render_walk()

    @on(Sheet.Chosen, "#trail")
    def _open_answer(self, event: Sheet.Chosen) -> None:
        if not event.stale:
            self._change(event.id)

    def action_digit(self, digit: int) -> None:
        """Answers by number wherever the focus is, beside an open help page too.

        The answer is taken at once, so that digits typed ahead go to the questions that follow.
        """
        if self.query("#figure"):
            self.query_one("#figure").focus()
            self.app.simulate_key(str(digit))
            return
        answer = self.query_one("#answers", Sheet).typed(digit)
        if answer is not None:
            self.take(answer)

    def action_step_back(self) -> None:
        """Closes what is open beside the question, else goes back one question."""
        if self.has_class("-helping"):
            self.close_help()
            self.query_one("#answers").focus()
        else:
            self.action_back()

    def action_back(self) -> None:
        """Goes back one question; from the first one, to the screen below where there is one."""
        if self.walk.steps:
            self.set_walk(self.walk.back())
        elif len(self.app.screen_stack) > 1:
            self.dismiss(None)

    def action_change(self) -> None:
        """Lists the answers so far to change one."""
        if self.walk.steps:
            self._change(None)
        else:
            self.notify("There is no answer to change yet.", markup=False)

    def _change(self, question: str | None) -> None:
        from wizard.ui.screens.change import ChangeScreen

        self.app.push_screen(ChangeScreen(self.walk, question), self._changed)

    def _changed(self, walk: Walk | None) -> None:
        if walk is not None:
            self.set_walk(walk)

    def action_finish(self) -> None:
        """Finishes while only one verdict is left."""
        self.set_walk(self.walk.finish())

    def action_verdicts(self) -> None:
        """Shows or hides what each answer leaves possible."""
        self.show_verdicts = not self.show_verdicts
        self.look_ahead()
        self.query_one("#answers", Sheet).update(self._answers())
        self.query_one("#head", Lines).again()

    def action_map(self) -> None:
        """Opens the map of the tree, to see what is behind and ahead."""
        from wizard.ui.screens.map import MapScreen

        self.app.push_screen(MapScreen(self.walk), self._from_map)

    def _from_map(self, question: str | None) -> None:
        if question is None or question == self.walk.current:
            return
        if any(step.question == question for step in self.walk.steps):
            self._change(question)
            return
        learn = self.walk.tree.questions[question].learn
        if learn is not None:
            from wizard.ui.screens.page import PageScreen

            self.app.push_screen(PageScreen(self.knowledge.library, self.knowledge.library.page(learn).id))

    def show_outcome(self) -> None:
        """Puts the outcome on top."""
        from wizard.ui.screens.outcome import OutcomeScreen

        screen = OutcomeScreen(self.knowledge, self.walk, self.started, self._below())
        self.app.push_screen(screen, lambda walk: self._after_outcome(screen, walk))

    def _below(self) -> str | None:
        """What waits under this screen: a question that this walk was to settle, or a register."""
        stack = self.app.screen_stack
        under = stack[stack.index(self) - 1] if stack.index(self) else None
        if isinstance(under, Waiting):
            return under.waiting
        waiting = under.walk.question if isinstance(under, QuestionScreen) else None
        return waiting.ask if waiting is not None else None

    def _after_outcome(self, screen: OutcomeScreen, walk: Walk | None) -> None:
        if walk is None:
            self.dismiss(screen.walk)
            return
        if not walk.steps:
            self.started = datetime.now(UTC)
        self.set_walk(walk)
