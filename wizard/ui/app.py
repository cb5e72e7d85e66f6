"""The app: themes, the screens it starts with, and what is printed after it ends."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.events import AppBlur, Key
from textual.screen import Screen
from textual.types import CSSPathType

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused
from wizard.tree.tones import SYMBOLS
from wizard.ui.desk import Desk, Saver, Waiting
from wizard.ui.guard import Guarded, accept_any_byte, outlive_the_terminal, terminal_kept
from wizard.ui.theme import DARK, LIGHT, SIXTEEN
from wizard.words.phrases import as_options

if TYPE_CHECKING:
    from wizard.records.keeper import Keeper
    from wizard.walk.walk import Walk


class WizardApp(Guarded, Desk):
    """Walks trees full-screen; goes on with `walk`, or starts at home."""

    CSS_PATH: ClassVar[CSSPathType | None] = "wizard.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (32, "-narrow"), (72, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (9, "-low"), (20, "-snug"), (30, "-high")]
    BINDINGS = [
        Binding("question_mark", "keys", "Keys"),
        Binding("ctrl+t", "theme", "Light or dark, remembered", show=False),
        Binding("slash", "library", "Library", show=False),
        Binding("q", "leave", "Quit"),
    ]

    def __init__(
        self,
        knowledge: Knowledge,
        walk: Walk | None = None,
        theme: str | None = None,
        opening: Callable[[], Screen[Any]] | None = None,
    ) -> None:
        super().__init__(knowledge)
        self.first_walk = walk
        self.opening = opening
        self.title = knowledge.pack.name
        self.failed = False
        self.remembers = False
        self.stand_ins: Mapping[str, str] = {}
        self.greeting: tuple[str, ...] = ()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.register_theme(SIXTEEN)
        named = theme or os.environ.get("TEXTUAL_THEME", "")
        self.set_reactive(App.theme, "dark")
        self.stylesheet.set_variables(self.get_css_variables())
        if named in self.available_themes and named != "dark":
            self.theme = named

    def on_ready(self) -> None:
        """Collects garbage again, from after the first screen is painted; says what there is to say first."""
        self.call_after_refresh(gc.enable)
        for each in self.greeting:
            self.notify(each, timeout=12, markup=False)

    def get_default_screen(self) -> Screen[Any]:
        """The screen that was asked for, the question that the walk waits at, or the home screen."""
        if self.opening is not None:
            return self.opening()
        if self.first_walk is None:
            from wizard.ui.screens.home import HomeScreen

            return HomeScreen(self.knowledge)
        from wizard.ui.screens.question import QuestionScreen

        return QuestionScreen(self.knowledge, self.first_walk)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own tokens, where a theme does not set them."""
        return (DARK if self.current_theme.dark else LIGHT).variables

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: what the keys of the screen do, and the app's own commands."""
        from wizard.ui.own_keys import own_keys

        for binding, node in own_keys(screen):
            yield SystemCommand(
                binding.description,
                f"Key {self.get_key_display(binding)}",
                lambda action=binding.action, node=node: self.run_worker(self.run_action(action, node)),
            )
        if not self.is_web:
            yield SystemCommand("Save a picture", "Save the screen as SVG", self.deliver_screenshot)

    def on_app_blur(self, event: AppBlur) -> None:
        """In a page the app is in use as long as it is shown: on a phone nothing ever tells it so."""
        if self.is_web:
            event.prevent_default()

    def on_key(self, event: Key) -> None:
        """A key of the reader's own, which nothing on the screen has taken, does what it stands for."""
        if event.key in self.stand_ins:
            event.stop()
            self.simulate_key(self.stand_ins[event.key])

    def action_theme(self) -> None:
        """Changes between the dark and the light theme, and remembers which was chosen."""
        self.theme = "light" if self.theme != "light" else "dark"
        if self.remembers and not self.is_web:
            from wizard.records.folders import config_file
            from wizard.records.preferences import remember_theme

            try:
                remember_theme(config_file(self.knowledge.pack.program), self.theme)
            except (Broken, Refused) as error:
                self.notify(f"The theme is not remembered: {error}", severity="warning", markup=False)

    def action_keys(self) -> None:
        """Lists the keys that work on this screen."""
        from wizard.ui.screens.keys import KeysScreen

        self.push_screen(KeysScreen(self.screen))

    def action_library(self) -> None:
        """Opens the library."""
        from wizard.ui.screens.library import LibraryScreen

        self.push_screen(LibraryScreen(self.knowledge))

    @property
    def unsaved(self) -> bool:
        """Whether answers would be lost by leaving or starting again."""
        if self.waits is not None:
            return bool(self.waits.lost)
        if self.walk is None or not self.walk.steps or self.walk == self.saved_walk:
            return False
        return self.keeper is None or not self.keeper.keeps(self.walk)

    @property
    def lost(self) -> str:
        """Why answers would be lost."""
        if self.waits is not None:
            return self.waits.lost
        trouble = self.keeper.trouble if self.keeper is not None else ""
        return trouble or "Nothing is kept (--private): your answers would be gone."

    def action_leave(self) -> None:
        """Leaves the app, asking first when answers would be lost."""
        from wizard.ui.screens.leave import LeaveScreen

        if not self.unsaved or isinstance(self.screen, LeaveScreen):
            self.exit()
            return
        self.sure("Leave now?", "Leave; nothing is saved", self.exit)

    def action_home(self) -> None:
        """To the home screen; what is kept can be gone on with there."""

        def go() -> None:
            self._to_home()

        self.sure("To the home screen?", "Go; nothing is saved", go)

    @work
    async def _to_home(self) -> None:
        """To the home screen; a register that the app was started with stands in its place."""
        from wizard.ui.screens.home import HomeScreen

        while len(self.screen_stack) > 1 and not isinstance(self.screen, HomeScreen):
            await self.pop_screen()
        if self.keeper is not None:
            self.keeper.close()
        if not isinstance(self.screen, HomeScreen | Waiting):
            await self.push_screen(HomeScreen(self.knowledge))

    async def action_quit(self) -> None:
        """Leaves as `q` does; this is what Ctrl+Q asks for."""
        self.action_leave()

    def action_help_quit(self) -> None:
        """Leaves as `q` does; this is what Ctrl+C asks for where nothing is marked."""
        self.action_leave()

    def _handle_exception(self, error: Exception) -> None:
        """Closes the screen that failed and says so; the walk below stays. Without one below, the app ends.

        Textual calls this for every exception that nothing else catches. A second failure ends the app.
        """
        failed = self.screen if self.screen_stack else None
        if self.failed or failed is None or len(self.screen_stack) < 2 or not hasattr(failed, "dismiss"):
            super()._handle_exception(error)
            return
        self.failed = True
        self.call_later(self._close_failed, failed, error)

    def _close_failed(self, failed: Screen[Any], error: Exception) -> None:
        if failed in self.screen_stack and failed is self.screen:
            self.pop_screen()
        words = f"That screen failed and was closed; your answers are kept. ({type(error).__name__}: {error})"
        self.notify(words, severity="error", timeout=15, markup=False)
        self.call_after_refresh(self._recovered)

    def _recovered(self) -> None:
        self.failed = False

    def sure(self, ask: str, lose: str, go: Callable[[], None]) -> None:
        """Goes on at once where nothing would be lost; else asks, and offers to save an outcome first."""
        if not self.unsaved:
            go()
            return
        from wizard.ui.screens.leave import LOSE, SAVE, LeaveScreen

        walking = next((each for each in reversed(self.screen_stack) if hasattr(each, "started")), None)
        saver = walking if isinstance(walking, Saver) else None

        def chosen(way: str | None) -> None:
            if way == LOSE:
                go()
            elif way == SAVE and saver is not None:
                saver.save_then(go)

        self.push_screen(LeaveScreen(ask, self.lost, lose, saver is not None), chosen)

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
            kept = self.keeper.keeps(self.walk) if self.keeper is not None else ""
            if kept:
                lines.append(f"Open it again with: {self.knowledge.pack.command} sessions resume {kept}")
        elif self.walk is not None and self.walk.steps:
            lines.append(f"Not finished. Your answers so far: {as_options(self.walk)}")
        open_still = self.keeper.ids() if self.keeper is not None else []
        command = self.knowledge.pack.command
        lines += [f"Go on later with: {command} sessions resume {id}" for id in open_still]
        return [*lines, *(f"Transcript: {path}" for path in self.saved)]


def run_app(
    knowledge: Knowledge,
    walk: Walk | None,
    keeper: Keeper,
    theme: str | None = None,
    opening: Callable[[], Screen[Any]] | None = None,
    folder: str = "",
    keys: Mapping[str, str] | None = None,
) -> tuple[list[str], BaseException | None]:
    """Runs the app to its end; the lines to print afterwards, and what ended it if not the reader.

    `folder` is where transcripts are saved at first; `keys` are the reader's own, by what each stands for.

    Raises `Broken` or `Refused` when the library lacks what the tree cites.
    """
    accept_any_byte()
    outlive_the_terminal()
    app = WizardApp(knowledge, walk, theme or few_colours(), opening)
    app.keeper = keeper
    app.remembers = keeper.folder is not None
    app.folder = folder
    app.stand_ins = {key_named(key): key_named(stands) for key, stands in (keys or {}).items()}
    with terminal_kept():
        app.run()
    if app.error is not None:
        raise app.error
    return app.farewell(), app.failure


def key_named(key: str) -> str:
    """A key as the app calls it: its name, or the sign on it."""
    from textual.keys import _character_to_key

    return _character_to_key(key) if len(key) == 1 else key


def few_colours() -> str | None:
    """The theme for a terminal of sixteen colours, where the reader names none."""
    from rich.console import Console

    named = os.environ.get("TEXTUAL_THEME")
    return "sixteen" if not named and Console(stderr=True).color_system == "standard" else None
