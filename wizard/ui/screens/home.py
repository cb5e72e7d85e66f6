"""Where the app starts when no tree is named: choose one, look something up, or leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from wizard.library.model import Kind
from wizard.pack.knowledge import Knowledge
from wizard.ui.ink import Line, say
from wizard.ui.parts import bar
from wizard.ui.rows import MEASURE, blank, card, heading, text
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.walk.walk import begin

if TYPE_CHECKING:
    from wizard.ui.desk import Desk

LIBRARY, WORKSHOP, QUIZ = "library", ":workshop", ":quiz"
KINDS_NAMED = 4
"""So many kinds of entries are named where the library is offered."""
LOW = 20


class HomeScreen(Screen[None]):
    """The trees to walk."""

    app: Desk
    AUTO_FOCUS = "#trees"
    BINDINGS = [
        Binding("w", "decks(False)", "Run a workshop"),
        Binding("z", "decks(True)", "Take a quiz"),
    ]

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self.knowledge = knowledge

    def compose(self) -> ComposeResult:
        """The name, the trees, the library, the notice."""
        pack = self.knowledge.pack
        yield bar("", lambda: pack.name, lambda width: [(pack.tagline if width >= 110 else "", "muted")])
        yield Sheet(id="trees", airy=True)
        yield Lines(self._notice, id="standing")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    def _keys(self) -> list[tuple[str, str]]:
        count = len(self.knowledge.tree_ids)
        start = (f"1–{count}" if count > 1 else "1", "start")
        return [start, ("Enter", "open"), ("/", "library"), ("q", "quit"), ("?", "keys")]

    def on_mount(self) -> None:
        """Fills the list."""
        self.query_one("#trees", Sheet).show(self._items())

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        if self.is_mounted:
            self.query_one("#trees", Sheet).update(self._items())
            self.query_one("#standing", Lines).again()

    def _items(self) -> Iterator[Item]:
        low, pack = self.app.size.height < LOW, self.knowledge.pack
        if not low:
            if self.app.size.width < 110:
                yield text(pack.tagline, "muted")
            yield blank()
            yield heading("Start with a question")
        number = 0
        for id in self.knowledge.tree_ids:
            tree = self.knowledge.readable(id)
            if tree is None:
                told = f"The tree {id} cannot be used; {pack.command} check says why."
                yield card(id, "✗", told, weight="muted", pick=False)
                continue
            number += 1
            line = pack.lines[id]
            note = "" if low or not line else tree.title
            yield card(id, str(number), line or tree.title, note, gap=True)
        if not low:
            yield blank()
            yield heading("Or")
        if self._decks:
            yield card(WORKSHOP, "w", "Run a workshop")
            yield card(QUIZ, "z", "Take a quiz")
        yield card(LIBRARY, "/", "Look something up in the library", "" if low else _kinds(pack.kinds))

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
        """Offers no decks where there are none."""
        return self._decks if action == "decks" else super().check_action(action, parameters)

    def action_decks(self, quizzing: bool) -> None:
        """Lists the decks, to present one or to take it as a quiz."""
        from wizard.ui.screens.decks import DecksScreen

        keeper = self.app.keeper
        state = keeper.folder.parent if keeper is not None and keeper.folder is not None else None
        if self._decks:
            self.app.push_screen(DecksScreen(state, quizzing))

    @on(Sheet.Chosen)
    async def _walk(self, event: Sheet.Chosen) -> None:
        if event.stale:
            return
        if event.id == LIBRARY:
            await self.app.run_action("library")
        elif event.id in (WORKSHOP, QUIZ):
            self.action_decks(event.id == QUIZ)
        else:
            self.app.ask(begin(self.knowledge.tree(event.id)))


def _kinds(kinds: Sequence[Kind]) -> str:
    """What the library holds, in a line."""
    return ", ".join(kind.plural.lower() for kind in kinds[:KINDS_NAMED])
