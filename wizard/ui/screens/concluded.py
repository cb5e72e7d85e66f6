"""How an outcome stands on screen: the verdict, the rows, beside them what the pointed one opens."""

from __future__ import annotations

from datetime import UTC, datetime

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused
from wizard.transcript.model import Transcript
from wizard.transcript.record import record
from wizard.ui.desk import Desk
from wizard.ui.ink import Line, Piece, say
from wizard.ui.outcome_lines import every_fold, first_fold, outcome_items
from wizard.ui.outcome_told import FINDING, FIRST, FOLD, LOW, PLAN, Told
from wizard.ui.parts import banner, bar, small_banner
from wizard.ui.rows import HIGH_ROWS, set_title
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Sheet
from wizard.walk.result import Result, result_of
from wizard.walk.walk import Walk


class ConcludedScreen(Screen[Walk | None]):
    """Judges a walk that is done, and draws the result, the groups open that were.

    `returns` says what there is to return to, where there is anything.
    """

    app: Desk

    def __init__(
        self, knowledge: Knowledge, walk: Walk, started: datetime, returns: str | None = None
    ) -> None:
        super().__init__()
        self.returns = returns
        self.knowledge = knowledge
        self.started = started
        self.walk = walk
        self.result: Result
        self.transcript: Transcript
        self.ready = False
        self.left_out: tuple[str, ...] = ()
        self.opened: frozenset[str] = frozenset()
        self.small = False
        self.broken = ""
        self.label = ""
        self.before: Walk | None = None

    def compose(self) -> ComposeResult:
        """Bar, verdict, list, the pointed row's text, keys."""
        yield bar(self.knowledge.pack.name, lambda: self.walk.tree.title, self._count)
        yield Lines(self._banner, id="head")
        with Horizontal(id="body"):
            yield Sheet(id="lines")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    def _count(self, width: int) -> list[Piece]:
        count = len(self.walk.steps)
        return [(f"{count} answer{'s' if count != 1 else ''}", "muted")]

    def _keys(self) -> list[tuple[str, str]]:
        pairs = [("Enter", "open"), ("w", "why"), ("c", "change"), ("s", "save")]
        if self.before is not None:
            pairs.insert(1, ("u", "undo"))
        if self.ready and self.transcript.plans:
            pairs.append(("p", "what would change it"))
        pairs += [("e", "open all"), ("b", "back"), ("h", "page"), ("m", "map"), ("n", "start again")]
        return [*pairs, ("x", "home"), ("/", "library"), ("?", "keys")]

    def _banner(self, width: int) -> list[Line]:
        if self.broken:
            lines = say("The library is incomplete", width - 2, "b stop", " ")
            return [*lines, *say(self.broken, width - 2, "", " ")]
        if not self.ready:
            return []
        outcome, rows = self.transcript.outcome, self.app.size.height
        if self.small and rows < HIGH_ROWS:
            return small_banner(self.result.verdict, outcome.title, width)
        more = [outcome.summary] if rows >= LOW and outcome.summary else []
        if not self.transcript.complete:
            more.append(self._early())
        return banner(self.result.verdict, outcome.title, more, width, rows >= LOW)

    def _early(self) -> str:
        count = len(self.left_out)
        questions = f"{count} question{'s' if count != 1 else ''} that may have come"
        return f"Finished early: findings may be missing. Not asked: {questions}."

    def on_mount(self) -> None:
        """Works out the result once the screen is there to show it."""
        self.call_after_refresh(self.conclude)

    def on_resize(self) -> None:
        """Puts right what depends on how much room there is."""
        self.call_after_refresh(self.fit)

    def fit(self) -> None:
        """Gives the list the focus back that it lost in too small a window; fills the room beside it."""
        rows = self.query_one("#lines", Sheet)
        if not self.ready:
            return
        rows.update(outcome_items(self.told))
        self.query_one("#head", Lines).again()
        if self.focused is None and rows.display:
            rows.focus()
        if rows.pointed is not None and not self.query("#reading"):
            self.point(rows.pointed)

    @property
    def told(self) -> Told:
        """What the rows are made from."""
        low = self.app.size.height < LOW
        return Told(
            self.transcript, self.result, self.knowledge, self.returns, self.left_out, self.opened, low
        )

    def conclude(self) -> None:
        """Judges the walk and shows the result, the groups open that were."""
        verdict = self.result.verdict if self.ready else None
        try:
            self.result = result_of(self.walk)
            now, program = datetime.now(UTC), self.knowledge.pack.program
            self.transcript = record(self.result, self.knowledge.library, self.started, now, program)
        except (Refused, Broken) as error:
            self.broken = str(error)
            self.query_one("#head", Lines).again()
            return
        self.ready = True
        self.app.walk = self.walk
        self.left_out = self._left_out()
        if verdict != self.result.verdict:
            self.opened |= {first_fold(self.told)}
        self.small = False
        self.query_one("#lines", Sheet).show(outcome_items(self.told))
        for lines in self.query(Lines):
            lines.again()

    def _left_out(self) -> tuple[str, ...]:
        """The questions that a walk finished early might still have asked."""
        if not self.walk.stopped:
            return ()
        from wizard.space.space import askable

        ahead = askable(self.walk.tree, self.walk.facts)
        return tuple(id for id in self.walk.tree.order if id in ahead)

    @on(Sheet.Pointed, "#lines")
    def _pointed(self, event: Sheet.Pointed) -> None:
        self.point(event.id)

    def point(self, row: str) -> None:
        """Shows beside the list what a row opens, where there is room; past the first section the
        banner gives its room to the list."""
        small = row.partition(":")[0] not in (*FIRST, "") and not row.startswith(f"{FOLD}:part-")
        if small != self.small:
            self.small = small
            self.query_one("#head", Lines).again()
        if self.has_class("-wide"):
            self.read_beside(row)

    @work(exclusive=True)
    async def read_beside(self, line: str) -> None:
        """Shows what a line opens. What shows pages is loaded here, since most screens have no room."""
        from wizard.ui.beside import text_beside, title_beside
        from wizard.ui.widgets.page_view import PageView

        if not self.query("#reading"):
            await self.query_one("#body").mount(PageView(id="reading", classes="pane"))
        if not self.ready:
            return
        pane = self.query_one("#reading", PageView)
        title, acts = title_beside(line, self.transcript)
        set_title(pane, title, acts)
        text = text_beside(line, self.transcript, self.walk.tree, self.knowledge.library)
        await self.query_one("#reading", PageView).show(text)

    def _fold(self, id: str) -> None:
        self.opened ^= {id}
        self.query_one("#lines", Sheet).update(outcome_items(self.told))

    def action_folds(self) -> None:
        """Opens all groups, or closes them where all are open."""
        if self.ready:
            everything = every_fold(self.told)
            self.opened = frozenset() if everything <= self.opened else everything
            self.query_one("#lines", Sheet).update(outcome_items(self.told))

    def action_why(self) -> None:
        """Puts the cursor on the first finding, its group open."""
        if self.ready and self.transcript.findings:
            self.opened |= {first_fold(self.told)}
            rows = self.query_one("#lines", Sheet)
            rows.update(outcome_items(self.told))
            rows.skip_to(f"{FINDING}:0")

    def action_skip(self) -> None:
        """Puts the cursor on the first change plan."""
        if self.ready and self.transcript.plans:
            self.query_one("#lines", Sheet).skip_to(f"{PLAN}:0")
