"""The one screen for questions, updated in place; it owns the walk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused
from wizard.tree.model import Verdict
from wizard.ui.question_lines import SETTLE, answer_lines, standing, trail_lines, verdict_notes
from wizard.ui.widgets.choices import Choices
from wizard.ui.words import DIM, joined, literal
from wizard.walk.walk import UNSURE, Walk, begin

if TYPE_CHECKING:
    from wizard.ui.desk import Desk
    from wizard.ui.widgets.page_view import PageView


class QuestionScreen(Screen[None]):
    """Asks the walk's current question. The outcome is a screen pushed on top."""

    app: Desk
    AUTO_FOCUS = "#answers"
    BINDINGS = [
        Binding("b,backspace", "back", "Back", key_display="b"),
        Binding("h", "help", "Help"),
        Binding("c", "change", "Change"),
        Binding("l", "links", "Links of the help beside the question", show=False),
        Binding("f", "finish", "Finish now", show=False),
        Binding("m", "map", "Map", show=False),
        Binding("v", "verdicts", "What each answer leaves possible", show=False),
        Binding("escape", "close_help", "Close the help", show=False),
        *(Binding(str(n), f"digit({n})", "Answer", show=False) for n in range(1, 10)),
    ]

    def __init__(self, knowledge: Knowledge, walk: Walk) -> None:
        super().__init__()
        self.knowledge = knowledge
        self.walk = walk
        self.started = datetime.now(UTC)
        self.ready = False
        self.show_verdicts = False
        self.only: Verdict | None = None

    def compose(self) -> ComposeResult:
        """Title, trail, question, answers, where the walk stands."""
        yield Static(literal(self.walk.tree.title), id="title")
        with Horizontal(id="body"):
            yield Choices(id="trail")
            with Vertical(id="asking"):
                with VerticalScroll(id="question", can_focus=False):
                    yield Static(id="ask")
                    yield Static(id="why")
                yield Choices(numbered=True, digits=False, id="answers")
                yield Static(id="standing")
        yield Static(literal("Too small: make this window larger. Your answers are kept."), id="too-small")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Shows the first question; the graph is made ready once it is on screen."""
        self.render_walk()
        self.call_after_refresh(self.make_ready)

    @work(thread=True, exclusive=True)
    def make_ready(self) -> None:
        """Folds the tree's walks, so that every look ahead is quick and exact."""
        from wizard.space.space import judged_space

        judged_space(self.walk.tree)
        self.app.call_from_thread(self._readied)
        try:
            digests = self.knowledge.verify(self.walk.tree)
            if self.app.keeper is not None:
                self.app.keeper.content[self.walk.tree.id] = digests
        except (Broken, Refused) as error:
            self.app.call_from_thread(self.app.give_up, error)

    def _readied(self) -> None:
        self.ready = True
        self.render_standing()

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
        self.query_one("#ask", Static).update(literal(question.ask, "bold"))
        self.query_one("#why", Static).update(literal(question.why, DIM))
        self.query_one("#question", VerticalScroll).scroll_home(animate=False)
        before = self.walk.earlier.get(question.id)
        pointed = None
        if before is not None:
            pointed = UNSURE if before.assumed else before.answer
        self.render_answers(pointed)
        self.render_trail()
        self.render_standing()
        self.close_help()

    def render_answers(self, pointed: str | None) -> None:
        """The answers, with what each leaves possible when that is wanted."""
        question = self.walk.question
        assert question is not None
        notes = verdict_notes(self.walk) if self.show_verdicts and self.ready else {}
        before = self.walk.earlier.get(question.id)
        if pointed is not None and before is not None and before.suggested:
            notes[pointed] = " · ".join(filter(None, ["from your words", notes.get(pointed)]))
        answers = self.query_one("#answers", Choices)
        answers.show(answer_lines(self.knowledge, question, notes), pointed)
        answers.focus()

    def render_trail(self) -> None:
        """The answers so far; each opens to be changed."""
        if self.size.width >= 110:
            pointed = self.walk.steps[-1].question if self.walk.steps else None
            self.query_one("#trail", Choices).show(list(trail_lines(self.walk)), pointed)

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        self.call_after_refresh(self.render_trail)
        self.call_after_refresh(self.render_standing)
        self.call_after_refresh(self.refocus)

    def refocus(self) -> None:
        """Gives the answers the focus back that they lost while the window was too small."""
        if self.focused is None and not self.too_small:
            self.query_one("#answers").focus()

    def render_standing(self) -> None:
        """How many questions are left, and which verdicts are possible."""
        line, rest, self.only = standing(self.walk, self.ready, self.size.height >= 20)
        self.query_one("#standing", Static).update(joined((line, "bold"), (f"\n{rest}" if rest else "", DIM)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Finishing early is offered only when one verdict is left, the help's keys only beside it."""
        if action == "finish":
            return self.only is not None
        if action in ("close_help", "links"):
            return self.has_class("-helping")
        return True

    @on(Choices.Chosen, "#answers")
    def _answered(self, event: Choices.Chosen) -> None:
        if not event.stale:
            self.take(event.id)

    def take(self, answer: str) -> None:
        """Answers the current question, or opens the tree that helps to."""
        question = self.walk.question
        if question is None or self.walk.done or self.too_small:
            return
        if answer == SETTLE and question.settle is not None:
            other = self.knowledge.tree(question.settle)
            self.app.push_screen(
                QuestionScreen(self.knowledge, begin(other, self.walk.facts, self.walk.assumed))
            )
        else:
            self.set_walk(self.walk.answer(answer), len(self.walk.steps) + 1)

    @property
    def too_small(self) -> bool:
        """Whether the question cannot be seen, so that no key may answer it."""
        return self.has_class("-tiny") or self.has_class("-flat")

    def set_walk(self, walk: Walk, expected: int | None = None) -> None:
        """Takes a new walk and shows it; tells which kept answers were taken up."""
        self.walk = walk
        self.app.keep(walk)
        kept = len(walk.steps) - expected if expected is not None else 0
        if kept > 0:
            self.notify(f"Kept {kept} of your answers that still apply.", markup=False)
        self.render_walk()

    @on(Choices.Chosen, "#trail")
    def _open_answer(self, event: Choices.Chosen) -> None:
        if not event.stale:
            self._change(event.id)

    def action_digit(self, digit: int) -> None:
        """Answers by number wherever the focus is, beside an open help page too.

        The answer is taken at once, so that digits typed ahead go to the questions that follow.
        """
        answer = self.query_one("#answers", Choices).numbered_id(digit)
        if answer is not None:
            self.take(answer)

    def action_back(self) -> None:
        """Goes back one question; from the first one, to the screen below where there is one."""
        if self.walk.steps:
            self.set_walk(self.walk.back())
        elif len(self.app.screen_stack) > 1:
            self.dismiss()

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
        answers = self.query_one("#answers", Choices)
        at = answers.highlighted_option
        self.render_answers(at.id if at else None)

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

    async def action_help(self) -> None:
        """Opens the question's help page: beside the question where there is room, else over it."""
        question = self.walk.question
        if question is None or question.learn is None:
            self.notify("This question has no help page.", markup=False)
            return
        entry = self.knowledge.library.page(question.learn)
        if self.size.width < 110:
            from wizard.ui.screens.page import PageScreen

            self.app.push_screen(PageScreen(self.knowledge.library, entry.id))
        elif self.query("#help"):
            self.close_help()
        else:
            from wizard.ui.widgets.page_view import PageView
            from wizard.words.escaping import markdown_safe

            panel = PageView(id="help")
            self.add_class("-helping")
            await self.query_one("#body").mount(panel)
            await panel.show(f"## {markdown_safe(entry.title)}\n\n{entry.body}")
            panel.focus()

    def action_links(self) -> None:
        """Lists the links of the help page in the side panel."""
        from wizard.ui.screens.page import offer_links
        from wizard.ui.widgets.page_view import PageView

        question = self.walk.question
        if question is not None and question.learn is not None and self.query("#help"):
            view = self.query_one("#help", PageView)
            offer_links(self.app, self.knowledge.library, question.learn, view.links)

    def close_help(self) -> None:
        """Closes the side panel."""
        self.remove_class("-helping")
        self.query("#help").remove()

    def action_close_help(self) -> None:
        """Closes the side panel and returns to the answers."""
        self.close_help()
        self.query_one("#answers").focus()

    def on_page_view_followed(self, event: PageView.Followed) -> None:
        """Follows a link of the help page in the side panel."""
        question = self.walk.question
        if question is not None and question.learn is not None:
            from wizard.ui.screens.page import follow

            follow(self.app, self.knowledge.library, question.learn, event.href)

    def show_outcome(self) -> None:
        """Puts the outcome on top."""
        from wizard.ui.screens.outcome import OutcomeScreen

        screen = OutcomeScreen(self.knowledge, self.walk, self.started, self._below())
        self.app.push_screen(screen, self._after_outcome)

    def _below(self) -> str | None:
        """The question that waits under this screen, when this walk was to settle it."""
        stack = self.app.screen_stack
        under = stack[stack.index(self) - 1] if stack.index(self) else None
        waiting = under.walk.question if isinstance(under, QuestionScreen) else None
        return waiting.ask if waiting is not None else None

    def _after_outcome(self, walk: Walk | None) -> None:
        if walk is None:
            self.dismiss()
            return
        if not walk.steps:
            self.started = datetime.now(UTC)
        self.set_walk(walk)
