"""How a question stands on screen: the path to it, its answers, what is still possible, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused
from wizard.tree.model import Verdict
from wizard.tree.ticks import YES
from wizard.ui.ink import Line, Piece, say
from wizard.ui.parts import bar
from wizard.ui.question_lines import (
    HIGH,
    Leaves,
    answer_items,
    head_lines,
    progress_pieces,
    standing_lines,
    trail_items,
    verdict_lines,
)
from wizard.ui.rows import WIDE, set_title
from wizard.ui.screens.help import HelpedScreen
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.walk.walk import Walk

if TYPE_CHECKING:
    from wizard.walk.ahead import Look

TOO_SMALL = "Too small: make this window larger. Your answers are kept."


class AskingScreen(HelpedScreen):
    """Draws the walk's current question, anew whenever the walk or the room for it changes."""

    def __init__(self, knowledge: Knowledge, walk: Walk) -> None:
        super().__init__(knowledge, walk)
        self.ahead: Look | None = None
        self.leaves: Leaves = {}
        self.seen: Walk | None = None
        self.ready = False
        self.show_verdicts = False
        self.ticked: set[str] = set()

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
    def too_small(self) -> bool:
        """Whether the question cannot be seen, so that no key may answer it."""
        return self.has_class("-tiny") or self.has_class("-flat")

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
        high = self.app.size.height >= HIGH
        return answer_items(self.knowledge, self.walk, self.leaves, self.ticked, high)

    def look_ahead(self) -> None:
        """Works out, once for each walk, what is possible, and what each answer leaves where that shows."""
        if not self.ready:
            return
        from wizard.walk.ahead import by_answer, look

        if self.seen is not self.walk:
            self.seen, self.ahead, self.leaves = self.walk, look(self.walk), {}
        if not self.show_verdicts:
            self.leaves = {}
        elif not self.leaves and self.walk.question is not None:
            self.leaves = by_answer(self.walk)

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
        return [*pairs, ("v", "what each leaves"), ("/", "library"), ("x", "home"), ("?", "keys")]

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
        if self.show_verdicts:
            self.query_one("#answers", Sheet).update(self._answers())

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
        self.look_ahead()
        for lines in self.query(Lines):
            lines.again()
        self.refresh_bindings()
