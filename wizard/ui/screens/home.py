"""Where the app starts when no tree is named: go on, choose a tree or find one, look something up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.screen import Screen

from wizard.library.model import Kind
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.tree.tones import SYMBOLS
from wizard.ui.ink import Line, Piece, say
from wizard.ui.parts import bar
from wizard.ui.rows import HIGH_ROWS, MEASURE, WIDE, blank, card, done, heading, text
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.walk.walk import begin

if TYPE_CHECKING:
    from wizard.records.lately import Recent
    from wizard.records.resuming import Offer
    from wizard.ui.desk import Desk

CONTINUE, FIND, LIBRARY, RECENT = "go-on:", "find:", "library:", "recent:"
WORKSHOP, QUIZ, TABLES = "workshop:", "quiz:", "tables:"
"""Rows that are no tree; a tree's row has its id, which holds no colon."""
ACTIONS = {
    CONTINUE: "go_on",
    FIND: "find",
    LIBRARY: "app.library",
    RECENT: "recent",
    WORKSHOP: "decks(False)",
    QUIZ: "decks(True)",
    TABLES: "tables",
}
KINDS_NAMED = 4
"""So many kinds of entries are named where the library is offered."""
LOW = 20
NOTHING_YET = "Walks that you finish, and transcripts that you save, will stand here."
NOT_KEPT = "Transcripts that you save will stand here. Walks are not kept (--private)."


class HomeScreen(Screen[None]):
    """What people come for, in the order in which they do."""

    app: Desk
    AUTO_FOCUS = "#trees"
    BINDINGS = [
        Binding("r", "go_on", "Go on with the last walk", show=False),
        Binding("o", "find", "Say it in your own words", show=False),
        Binding("t", "recent", "What you did lately", show=False),
        Binding("w", "decks(False)", "Run a workshop", show=False),
        Binding("z", "decks(True)", "Take a quiz", show=False),
        Binding("l", "tables", "Judge a list of workflows", show=False),
    ]

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self.knowledge = knowledge
        self.offers: list[Offer] = []
        self.lately: list[Recent] = []

    def compose(self) -> ComposeResult:
        """The name, the ways to start, what was done lately, the notice."""
        pack = self.knowledge.pack
        yield bar("", lambda: pack.name, lambda width: [(pack.tagline if width >= WIDE else "", "muted")])
        with Horizontal(id="body"):
            yield Sheet(id="trees", airy=True)
            lately = Sheet(id="lately", classes="pane", digits=False)
            lately.border_title = "Lately"
            yield lately
        yield Lines(self._notice, id="standing")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    def _keys(self) -> list[tuple[str, str]]:
        count = len(self.knowledge.tree_ids)
        pairs = [(f"1–{count}" if count > 1 else "1", "start"), ("Enter", "open")]
        if self.offers:
            pairs.insert(0, ("r", "go on"))
        return [*pairs, ("o", "own words"), ("/", "library"), ("t", "lately"), ("q", "quit"), ("?", "keys")]

    def on_mount(self) -> None:
        """Fills the list."""
        self.query_one("#trees", Sheet).show(self._items())
        self.query_one("#lately", Sheet).show(self._lately())

    def on_screen_resume(self) -> None:
        """Looks back once this is on screen, and again when the reader comes back to it."""
        self.app.walk = None
        self.call_after_refresh(self.look_back)

    @work(thread=True, exclusive=True)
    def look_back(self) -> None:
        """Reads what is kept on this machine, and the names of the transcripts here."""
        from wizard.records.lately import finished, saved
        from wizard.records.resuming import offers
        from wizard.transcript.store import folder_named

        knowledge, sessions = self.knowledge, self.app.sessions
        open_still, done, aside = [], [], []
        if sessions is not None:
            try:
                open_still, done = offers(knowledge, sessions), finished(knowledge, sessions)
            except Refused as error:
                aside.append(str(error))
            aside += sessions.aside
        try:
            folder = folder_named(self.app.folder)
        except Refused as error:
            folder, aside = Path.cwd(), [*aside, str(error)]
        here = [] if self.app.is_web else saved(knowledge, folder, self.app.saved)
        lately = [*done, *here]
        self.app.call_from_thread(self._looked, open_still, lately, aside)

    def _looked(self, offers: list[Offer], lately: list[Recent], aside: list[str]) -> None:
        self.offers, self.lately = offers, lately
        sheet = self.query_one("#trees", Sheet)
        untouched = sheet.at < 0 or sheet.pointed == next(i.id for i in sheet.items if i.pick)
        sheet.update(self._items())
        if offers and untouched:
            sheet.point(CONTINUE)
        self.query_one("#lately", Sheet).show(self._lately())
        self.query_one(KeysLine).again()
        for told in aside:
            self.notify(told, severity="warning", timeout=15, markup=False)

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        if self.is_mounted:
            self.query_one("#trees", Sheet).update(self._items())
            self.query_one("#lately", Sheet).update(self._lately())
            self.query_one("#standing", Lines).again()

    def _items(self) -> Iterator[Item]:
        low, high, pack = self.app.size.height < LOW, self.app.size.height >= HIGH_ROWS, self.knowledge.pack
        if self.offers:
            first = self.offers[0]
            if not low:
                yield heading("Go on where you left off")
            yield card(CONTINUE, "r", first.title, "" if low else first.detail, weight="b", gap=True)
        elif not low and self.app.size.width < WIDE:
            yield text(pack.tagline, "muted")
        if not low:
            yield blank()
            yield heading("Start with a question")
        yield from self._trees(low or (bool(self.offers) and not high))
        if high:
            yield blank()
        if not low:
            yield heading("Or")
        yield card(FIND, "o", "Say it in your own words", "The question that fits is found." if high else "")
        yield card(LIBRARY, "/", "Look something up in the library", _kinds(pack.kinds) if high else "")
        if not self.app.is_web:
            yield card(TABLES, "l", "Judge a list of workflows")
        if self._decks:
            yield card(WORKSHOP, "w", "Run a workshop")
            yield card(QUIZ, "z", "Take a quiz")
        if self.app.size.width < WIDE:
            yield card(RECENT, "t", "What you did lately", tag=(str(len(self._rows()) or ""), "muted"))

    def _trees(self, short: bool) -> Iterator[Item]:
        number, pack = 0, self.knowledge.pack
        for id in self.knowledge.tree_ids:
            tree = self.knowledge.readable(id)
            if tree is None:
                told = f"The tree {id} cannot be used; {pack.command} check says why."
                yield card(id, "✗", told, weight="muted", pick=False)
                continue
            number += 1
            offered = self.knowledge.offered(tree)
            title = "" if short or offered == tree.title else tree.title
            yield card(id, str(number), offered, title, gap=True)

    def _rows(self) -> list[Item]:
        """The other walks under way, and what was finished or saved."""
        rows = [
            done(f"{CONTINUE}{each.id}", [("● ", "accent"), (each.title, "b")], each.detail)
            for each in self.offers[1:]
        ]
        for place, each in enumerate(self.lately):
            sign: list[Piece] = [(f"{SYMBOLS[each.verdict.tone]} ", f"b {each.verdict.tone}")]
            sign.append((each.verdict.label, f"b {each.verdict.tone}"))
            file = f"{each.when}, saved in a file" if each.path is not None else each.when
            rows.append(done(f"{RECENT}{place}", sign, each.title, file))
        return rows

    def _lately(self) -> list[Item]:
        empty = NOT_KEPT if self.app.sessions is None else NOTHING_YET
        return self._rows() or [text(empty, "muted")]

    def _notice(self, width: int) -> list[Line]:
        if self.app.size.height < LOW:
            return []
        ids = self.knowledge.tree_ids
        tree = next((each for id in ids if (each := self.knowledge.readable(id)) is not None), None)
        notice = self.knowledge.pack.notice or (tree.notice if tree is not None else "")
        privacy = self.knowledge.pack.privacy
        told = notice if privacy in notice else f"{notice} {privacy}"
        return say(told, min(width - 2, MEASURE), "muted", "  ")

    @property
    def _decks(self) -> bool:
        """Whether the library lists any scenarios to teach with; a page is for one reader, not for a room."""
        return not self.app.is_web and any(
            kind.key == "decks" for kind, _ in self.knowledge.library.paths.values()
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offers no decks where there are none, and no tables of this machine to a reader in a browser."""
        if action == "tables":
            return not self.app.is_web
        return self._decks if action == "decks" else super().check_action(action, parameters)

    def action_tables(self) -> None:
        """Asks which table of workflows to judge."""
        from wizard.ui.screens.tables import TablesScreen

        self.app.push_screen(TablesScreen(self.knowledge))

    def action_decks(self, quizzing: bool) -> None:
        """Lists the decks, to present one or to take it as a quiz."""
        from wizard.ui.screens.decks import DecksScreen

        keeper = self.app.keeper
        state = keeper.folder.parent if keeper is not None and keeper.folder is not None else None
        if self._decks:
            self.app.push_screen(DecksScreen(state, quizzing))

    @on(Sheet.Chosen)
    async def _chosen(self, event: Sheet.Chosen) -> None:
        if not event.stale:
            await self._open(event.id)

    async def _open(self, id: str) -> None:
        kind, colon, which = id.partition(":")
        if not colon:
            self.app.ask(begin(self.knowledge.tree(id)))
        elif f"{kind}:" == CONTINUE and which:
            self._take_up(which)
        elif f"{kind}:" == RECENT and which:
            self._open_recent(self.lately[int(which)])
        else:
            await self.run_action(ACTIONS[id])

    def action_go_on(self) -> None:
        """Goes on with the walk that was changed last."""
        if self.offers:
            self._take_up(self.offers[0].id)

    def _take_up(self, id: str) -> None:
        from wizard.ui.continuing import go_on

        go_on(self.app, id)

    def _open_recent(self, recent: Recent) -> None:
        from wizard.ui.continuing import open_transcript

        if recent.path is not None:
            open_transcript(self.app, recent.path)
        else:
            self._take_up(recent.id)

    def action_find(self) -> None:
        """Finds the tree for a sentence."""
        from wizard.ui.screens.find import FindScreen

        self.app.push_screen(FindScreen(self.knowledge))

    def action_recent(self) -> None:
        """Lists what was done lately, beside the ways to start or over them."""
        beside = self.query_one("#lately", Sheet)
        if beside.display:
            beside.focus()
            return
        from wizard.ui.screens.pick import PickScreen

        async def opened(id: str | None) -> None:
            if id is not None:
                await self._open(id)

        self.app.push_screen(PickScreen("Lately", self._lately()), opened)


def _kinds(kinds: Sequence[Kind]) -> str:
    """What the library holds, in a line."""
    return ", ".join(kind.plural.lower() for kind in kinds[:KINDS_NAMED])
