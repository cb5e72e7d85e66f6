"""Where the app starts when no tree is named: choose one, or leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer, Static

from wizard.library.model import Kind
from wizard.pack.knowledge import Knowledge
from wizard.ui.widgets.choices import Choice, Choices
from wizard.ui.words import literal
from wizard.walk.walk import begin

if TYPE_CHECKING:
    from wizard.ui.desk import Desk

LIBRARY = "library"
KINDS_NAMED = 4
"""So many kinds of entries are named where the library is offered."""


class HomeScreen(Screen[None]):
    """The trees to walk."""

    app: Desk
    AUTO_FOCUS = "#trees"

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self.knowledge = knowledge

    def compose(self) -> ComposeResult:
        """The name, the trees, the notice."""
        ids, pack = self.knowledge.tree_ids, self.knowledge.pack
        trees = [tree for id in ids if (tree := self.knowledge.readable(id)) is not None]
        yield Static(literal(pack.name), id="title")
        yield Static(literal("What would you like to settle?"), classes="lead")
        choices = [Choice(tree.id, *_named(pack.lines[tree.id], tree.title)) for tree in trees]
        for id in ids:
            if self.knowledge.readable(id) is None:
                broken = f"The tree {id} cannot be used; {pack.command} check says why."
                choices.append(Choice(id, broken, heading=True))
        choices.append(Choice(LIBRARY, "Look something up in the library", _kinds(pack.kinds)))
        yield Choices(choices, numbered=True, id="trees")
        yield Static(literal(trees[0].notice if trees else pack.notice), classes="notice")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Fills the list once its width is known."""
        self.call_after_refresh(lambda: self._list().show(self._list().choices))

    def _list(self) -> Choices:
        return self.query_one("#trees", Choices)

    @on(Choices.Chosen)
    async def _walk(self, event: Choices.Chosen) -> None:
        if event.stale:
            return
        if event.id == LIBRARY:
            await self.app.run_action("library")
        else:
            self.app.ask(begin(self.knowledge.tree(event.id)))


def _named(line: str, title: str) -> tuple[str, str]:
    """A tree on the home screen: the pack's words for it, and its title; or its title alone."""
    return (line, title) if line else (title, "")


def _kinds(kinds: Sequence[Kind]) -> str:
    """What the library holds, in a line."""
    return ", ".join(kind.plural.lower() for kind in kinds[:KINDS_NAMED])
