"""The app: themes, the screens it starts with, and what is printed after it ends."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.theme import Theme
from textual.types import CSSPathType

from wizard.pack.knowledge import Knowledge
from wizard.tree.model import Facts
from wizard.tree.tones import SYMBOLS
from wizard.ui.desk import Desk

if TYPE_CHECKING:
    from wizard.records.keeper import Keeper
    from wizard.walk.walk import Walk

DARK = Theme(
    name="dark",
    primary="#7fb4e6",
    secondary="#a9c7e8",
    accent="#f0c674",
    success="#2e7d4f",
    warning="#a86a00",
    error="#b3362e",
    background="#14181d",
    surface="#1b2128",
    panel="#242c35",
    foreground="#e6e9ec",
    dark=True,
)
LIGHT = Theme(
    name="light",
    primary="#00408a",
    secondary="#003060",
    accent="#7a3e00",
    success="#00602a",
    warning="#7a4a00",
    error="#a00000",
    background="#ffffff",
    surface="#ffffff",
    panel="#e8ecf0",
    foreground="#000000",
    dark=False,
    variables={"muted": "#404040"},
)


class WizardApp(Desk):
    """Walks trees full-screen. With `tree`, starts there, `at` a question of it; with `walk`, goes on
    with that; else at home. `suggested` are answers to point at when their questions come.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = "wizard.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (32, "-narrow"), (72, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (9, "-low"), (20, "-high")]
    BINDINGS = [
        Binding("question_mark", "keys", "Keys"),
        Binding("ctrl+t", "theme", "Light or dark", show=False),
        Binding("slash", "library", "Library", show=False),
        Binding("q", "leave", "Quit"),
    ]

    def __init__(
        self,
        knowledge: Knowledge,
        tree: str | None = None,
        theme: str | None = None,
        at: str | None = None,
        suggested: Facts | None = None,
        walk: Walk | None = None,
    ) -> None:
        super().__init__(knowledge)
        self.first_walk = walk
        self.title = knowledge.pack.name
        self.first_tree = tree
        self.at = at
        self.suggested = suggested or {}
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        named = theme or os.environ.get("TEXTUAL_THEME", "")
        self.set_reactive(App.theme, "dark")
        self.stylesheet.set_variables(self.get_css_variables())
        if named in self.available_themes and named != "dark":
            self.theme = named

    def on_ready(self) -> None:
        """Collects garbage again, from after the first screen is painted."""
        self.call_after_refresh(gc.enable)

    def get_default_screen(self) -> Screen[None]:
        """The question screen of the first tree, or the home screen."""
        if self.first_tree is None and self.first_walk is None:
            from wizard.ui.screens.home import HomeScreen

            return HomeScreen(self.knowledge)
        from wizard.ui.screens.question import QuestionScreen
        from wizard.walk.walk import begin, suggest

        if self.first_walk is not None:
            return QuestionScreen(self.knowledge, self.first_walk)
        tree = self.knowledge.tree(self.first_tree or "")
        if self.at is None:
            return QuestionScreen(self.knowledge, suggest(begin(tree), self.suggested))
        from wizard.walk.ahead import walk_to

        return QuestionScreen(self.knowledge, suggest(walk_to(tree, self.at), self.suggested))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colour of side remarks, where a theme does not set it."""
        return {"muted": "#9aa7b3"}

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: what the keys of the screen do, and the app's own commands."""
        from wizard.ui.own_keys import own_keys

        for binding, node in own_keys(screen):
            yield SystemCommand(
                binding.description,
                f"Key {self.get_key_display(binding)}",
                lambda action=binding.action, node=node: self.run_worker(self.run_action(action, node)),
            )
        yield SystemCommand("Save a picture", "Save the screen as SVG", self.deliver_screenshot)

    def action_theme(self) -> None:
        """Changes between the dark and the high-contrast light theme."""
        self.theme = "light" if self.theme != "light" else "dark"

    def action_keys(self) -> None:
        """Lists the keys that work on this screen."""
        from wizard.ui.screens.keys import KeysScreen

        self.push_screen(KeysScreen(self.screen))

    def action_library(self) -> None:
        """Opens the library."""
        from wizard.ui.screens.library import LibraryScreen

        self.push_screen(LibraryScreen(self.knowledge))

    def action_leave(self) -> None:
        """Leaves the app, asking first when answers would be lost."""
        if self.walk is None or not self.walk.steps or self.walk == self.saved_walk:
            self.exit()
            return
        from wizard.ui.screens.pick import PickScreen
        from wizard.ui.widgets.choices import Choice

        choices = [Choice("stay", "Stay"), Choice("leave", "Leave; the answers are not saved")]
        self.push_screen(
            PickScreen("Leave now?", choices), lambda chosen: self.exit() if chosen == "leave" else None
        )

    def ask(self, walk: Walk) -> None:
        """Puts the questions of a walk on top of what is on screen."""
        from wizard.ui.screens.question import QuestionScreen

        self.push_screen(QuestionScreen(self.knowledge, walk))

    def farewell(self) -> list[str]:
        """What stays in the terminal after the app has ended."""
        lines = []
        if self.walk is not None and self.walk.done:
            from wizard.walk.ahead import conclude

            verdict = conclude(self.walk).verdict
            lines.append(f"{SYMBOLS[verdict.tone]} {verdict.label}")
        elif self.walk is not None and self.walk.steps:
            given = " ".join(f"{step.question}={step.answer}" for step in self.walk.steps)
            lines.append(f"Not finished. Your answers so far: {given}")
        open_still = self.keeper.ids() if self.keeper is not None else []
        command = self.knowledge.pack.command
        lines += [f"Go on later with: {command} sessions resume {id}" for id in open_still]
        return [*lines, *(f"Transcript: {path}" for path in self.saved)]


def run_app(
    knowledge: Knowledge,
    tree: str | None = None,
    theme: str | None = None,
    at: str | None = None,
    suggested: Facts | None = None,
    keeper: Keeper | None = None,
    walk: Walk | None = None,
) -> list[str]:
    """Runs the app to its end; the lines to print afterwards.

    Raises `Broken` or `Refused` when the library lacks what the tree cites.
    """
    app = WizardApp(knowledge, tree, theme, at, suggested, walk)
    app.keeper = keeper
    app.run()
    if app.error is not None:
        raise app.error
    return app.farewell()
