"""The one screen for questions, updated in place; it owns the walk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused
from wizard.tree.model import Verdict
from wizard.tree.ticks import NONE, YES
from wizard.ui.ink import Line, Piece, say
from wizard.ui.parts import bar
from wizard.ui.question_lines import (
    HIGH,
    SETTLE,
    TAKE,
    answer_items,
    head_lines,
    progress_pieces,
    standing_lines,
    trail_items,
    verdict_lines,
)
from wizard.ui.rows import WIDE, set_title
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.walk.walk import UNSURE, Walk, begin

if TYPE_CHECKING:
    from textual.widgets import Input

    from wizard.ui.desk import Desk
    from wizard.ui.screens.outcome import OutcomeScreen
    from wizard.ui.widgets.page_view import PageView
    from wizard.walk.ahead import Look

TOO_SMALL = "Too small: make this window larger. Your answers are kept."


class QuestionScreen(Screen[Walk | None]):
    """Asks the walk's current question. The outcome is a screen pushed on top.

    Dismisses with the done walk when its reader returns to the screen below.
    """

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
        Binding("g", "take_ticks", "Go on with what is ticked", show=False),
        Binding("escape", "step_back", "One step back", show=False),
        *(Binding(str(n), f"digit({n})", "Answer", show=False) for n in range(10)),
    ]

    def __init__(self, knowledge: Knowledge, walk: Walk) -> None:
        super().__init__()
        self.knowledge = knowledge
        self.walk = walk
        self.started = datetime.now(UTC)
        self.ahead: Look | None = None
        self.ready = False
        self.show_verdicts = False
        self.ticked: set[str] = set()
        self.wrong = ""

    def compose(self) -> ComposeResult:
        """Bar, path, question, answers, where the walk stands, keys."""
        yield bar(self.knowledge.pack.name, lambda: self.walk.tree.title, self._progress)
        with Horizontal(id="body"):
            with Vertical(id="side"):
                trail = Sheet(id="trail", classes="pane", digits=False)
                trail.border_title, trail.border_subtitle = "Your answers", "c change"
                yield trail
                verdicts = Lines(
                    lambda width: verdict_lines(self.walk, self.verdicts, width), "verdicts", "pane"
                )
                verdicts.border_title = "Still possible"
                yield verdicts
            with Vertical(id="asking"):
                with VerticalScroll(id="question", can_focus=False):
                    yield Lines(self._head, id="head")
                yield Sheet(id="answers", airy=True, digits=False)
        yield Lines(self._standing, id="standing")
        yield Lines(lambda width: say(TOO_SMALL, width), id="too-small")
        yield KeysLine(self._keys)

    @property
    def verdicts(self) -> tuple[Verdict, ...] | None:
        """The verdicts still possible, once they are known."""
        return self.ahead.verdicts if self.ahead is not None else None

    @property
    def only(self) -> Verdict | None:
        """The only verdict possible, if there is one."""
        return self.verdicts[0] if self.verdicts is not None and len(self.verdicts) == 1 else None

    @property
    def wide(self) -> bool:
        """Whether panes stand beside the question."""
        return self.size.width >= WIDE

    def _progress(self, width: int) -> list[Piece]:
        left = (self.ahead.least, self.ahead.most) if self.ahead is not None else None
        return progress_pieces(self.walk, left, width)

    def _head(self, width: int) -> list[Line]:
        if self.walk.question is None:
            return []
        rows = self.app.size.height
        answers = sum(len(item.lay(width - 1)) for item in self._answers())
        fixed = 2 + answers + len(self._standing(width)) + 3 * bool(self.query("#figure"))
        beside = self.wide and not self.has_class("-helping")
        return head_lines(self.walk, width, rows, beside, min(rows - fixed, rows * 6 // 10))

    def _standing(self, width: int) -> list[Line]:
        notice = self.walk.tree.notice or self.knowledge.pack.notice
        return standing_lines(self.walk, self.verdicts, notice, width, self.app.size.height, width >= WIDE)

    def _answers(self) -> list[Item]:
        leaves = {}
        if self.show_verdicts and self.ready:
            from wizard.walk.ahead import by_answer

            leaves = by_answer(self.walk)
        high = self.app.size.height >= HIGH
        return answer_items(self.knowledge, self.walk, leaves, self.ticked, high)

    def _keys(self) -> list[tuple[str, str]]:
        question = self.walk.question
        figure = question is not None and question.bands is not None
        most = sum(bool(item.key) for item in self._answers()) if question is not None else 0
        numbers = f"1–{most}" if most < 10 else "1–9 0"
        answering = ("Enter", "answer") if figure else (numbers, "answer")
        if self.walk.screen is not None:
            answering = (numbers, "tick")
        pairs = [answering, ("↑↓", "move")]
        if self.ticked:
            pairs.insert(1, ("g", "go on"))
        if self.only is not None:
            pairs.append(("f", "finish"))
        pairs += [("b", "back"), ("c", "change"), ("h", "why and how"), ("m", "map")]
        return [*pairs, ("v", "what each leaves"), ("/", "library"), ("?", "keys")]

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
        before = self.walk.earlier.get(question.id)
        pointed = None
        if before is not None:
            pointed = UNSURE if before.assumed else before.answer
        self.ticked = self._ticked_before()
        self.wrong = ""
        self.close_help()
        answers = self.query_one("#answers", Sheet)
        answers.show(self._answers(), pointed)
        answers.focus()
        self.query_one("#question", VerticalScroll).scroll_home(animate=False)
        self.render_figure(before.given if before is not None else "")
        self.render_trail()
        self.render_standing()

    def _ticked_before(self) -> set[str]:
        screen = self.walk.screen
        if screen is None:
            return set()
        earlier = self.walk.earlier
        ticks = {tick: earlier.get(screen.question(tick)) for tick in screen.labels}
        return {tick for tick, step in ticks.items() if step is not None and step.answer == YES}

    @work(exclusive=True, group="figure")
    async def render_figure(self, given: str) -> None:
        """The field to type a number or a day in, where the question asks for one."""
        question = self.walk.question
        await self.query("#figure").remove()
        if question is None or question.bands is None:
            return
        from wizard.ui.widgets.figure import Figure

        field = Figure(given, id="figure")
        set_title(field, question.bands.wanted, "or choose a range below")
        await self.query_one("#asking").mount(field, before="#answers")
        field.focus()
        self.query_one("#head", Lines).again()

    def render_trail(self) -> None:
        """The answers so far; each opens to be changed."""
        if self.wide:
            pointed = self.walk.steps[-1].question if self.walk.steps else None
            self.query_one("#trail", Sheet).show(trail_items(self.walk, self.size.height >= HIGH), pointed)

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        self.call_after_refresh(self.refit)

    def refit(self) -> None:
        """Draws everything anew for other room, the cursor where it was."""
        if self.walk.question is None:
            return
        self.query_one("#answers", Sheet).update(self._answers())
        self.render_trail()
        self.render_standing()
        if self.focused is None and not self.too_small:
            field = self.query("#figure")
            (field.first() if field else self.query_one("#answers")).focus()

    def render_standing(self) -> None:
        """How many questions are left, and which verdicts are possible."""
        if self.ready:
            from wizard.walk.ahead import look

            self.ahead = look(self.walk)
        for lines in self.query(Lines):
            lines.again()
        self.refresh_bindings()

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

    async def action_help(self) -> None:
        """Opens the question's help page: beside the question where there is room, else over it."""
        question = self.walk.question
        if question is None or question.learn is None:
            self.notify("This question has no help page.", markup=False)
            return
        entry = self.knowledge.library.page(question.learn)
        if not self.wide:
            from wizard.ui.screens.page import PageScreen

            self.app.push_screen(PageScreen(self.knowledge.library, entry.id))
        elif self.query("#help"):
            self.close_help()
        else:
            from wizard.ui.widgets.page_view import PageView
            from wizard.words.escaping import markdown_safe

            panel = PageView(id="help", classes="pane")
            panel.border_title, panel.border_subtitle = "Why and how", "l links · Esc closes"
            self.add_class("-helping")
            await self.query_one("#body").mount(panel)
            await panel.show(f"## {markdown_safe(entry.title)}\n\n{entry.body}")
            panel.focus()
            self.query_one("#head", Lines).again()

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
        if self.has_class("-helping"):
            self.remove_class("-helping")
            self.query("#help").remove()
            self.query_one("#head", Lines).again()

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
        self.app.push_screen(screen, lambda walk: self._after_outcome(screen, walk))

    def _below(self) -> str | None:
        """The question that waits under this screen, when this walk was to settle it."""
        stack = self.app.screen_stack
        under = stack[stack.index(self) - 1] if stack.index(self) else None
        waiting = under.walk.question if isinstance(under, QuestionScreen) else None
        return waiting.ask if waiting is not None else None

    def _after_outcome(self, screen: OutcomeScreen, walk: Walk | None) -> None:
        if walk is None:
            self.dismiss(screen.walk)
            return
        if not walk.steps:
            self.started = datetime.now(UTC)
        self.set_walk(walk)
