"""Puts a deck together: scenarios are ticked, and saved as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from wizard.source.counting import counted
from wizard.source.problems import Broken, Refused
from wizard.tree.tones import SYMBOLS
from wizard.ui.ink import say
from wizard.ui.parts import bar
from wizard.ui.rows import card, heading, set_title
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Item, Sheet
from wizard.workshop.deck import Deck, put_together

if TYPE_CHECKING:
    from wizard.ui.desk import Desk


class BuildScreen(Screen[Deck | None]):
    """Lists all scenarios by tree, to be ticked in the order of the deck. Dismisses with it, or None."""

    app: Desk
    AUTO_FOCUS = "#scenarios"
    BINDINGS = [
        Binding("s", "save", "Save the deck"),
        Binding("escape,b", "dismiss(None)", "Back", key_display="b"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.ticked: list[str] = []

    def compose(self) -> ComposeResult:
        """Bar, the scenarios, keys."""
        yield bar("", lambda: "New deck", lambda width: [(counted(len(self.ticked), "card"), "muted")])
        yield Sheet(id="scenarios", digits=False)
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(lambda: [("Enter", "take or leave out"), ("s", "save"), ("b", "back"), ("?", "keys")])

    def on_mount(self) -> None:
        """Fills the list."""
        self.query_one("#scenarios", Sheet).show(self._items())

    def _items(self) -> Iterator[Item]:
        knowledge = self.app.knowledge
        entries = [each for each in knowledge.library.readable() if each.kind.facts]
        for tree in filter(None, map(knowledge.readable, knowledge.tree_ids)):
            found = [each for each in entries if each.fields["tree"] == tree.id]
            if found:
                yield heading(knowledge.offered(tree), f"{len(found)}")
            for each in found:
                place = str(self.ticked.index(each.id) + 1) if each.id in self.ticked else ""
                verdict = tree.verdicts.get(each.fields["verdict"])
                sign = f"{SYMBOLS[verdict.tone]} {verdict.label}" if verdict is not None else ""
                yield card(each.id, place, each.title, tag=(sign, "muted"))

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        if event.id in self.ticked:
            self.ticked.remove(event.id)
        else:
            self.ticked.append(event.id)
        self.query_one("#scenarios", Sheet).update(self._items())
        self.query_one("#bar", Lines).again()

    def action_save(self) -> None:
        """Asks for a name, and writes the file."""
        if not self.ticked:
            self.notify("Take at least one card first: Enter.", markup=False)
            return

        def named(name: str | None) -> None:
            if name:
                self._write(name)

        self.app.push_screen(NameScreen(), named)

    def _write(self, name: str) -> None:
        try:
            deck = put_together(self.app.knowledge, Path(name).expanduser(), Path(name).stem, self.ticked)
        except (Refused, Broken, RuntimeError) as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.app.notify(f"Written to {deck.name}", markup=False)
        self.dismiss(deck)


class NameScreen(Dialog[str | None]):
    """Dismisses with the name of a file, or None."""

    BINDINGS = [Binding("escape", "dismiss", "Close")]
    AUTO_FOCUS = "#name"

    def compose(self) -> ComposeResult:
        """A box for the name."""
        with Vertical(classes="dialog") as dialog:
            set_title(dialog, "Name of the deck", "Enter saves it here as a file · Esc closes")
            yield Input(id="name", max_length=200)

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or None)
