"""What every screen needs of the app, so that no screen imports the app, or one that imports it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual.app import App

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused

if TYPE_CHECKING:
    from wizard.records.keeper import Keeper
    from wizard.records.sessions import Sessions
    from wizard.walk.walk import Walk


@runtime_checkable
class Saver(Protocol):
    """A screen with something to save."""

    def save_then(self, go: Callable[[], None]) -> None:
        """Offers to save, then goes on where it was saved."""


@runtime_checkable
class Waiting(Protocol):
    """A screen that takes the walk of the screen above it when that one closes."""

    @property
    def waiting(self) -> str:
        """What is returned to, in words."""

    @property
    def lost(self) -> str:
        """Why something would be lost with this screen; empty where nothing would be."""


class Desk(App[None]):
    """The app as its screens see it: the knowledge, the walk on screen, what was saved of it and where."""

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self.knowledge = knowledge
        self.walk: Walk | None = None
        self.saved_walk: Walk | None = None
        self.saved: list[Path] = []
        self.error: Broken | Refused | None = None
        self.keeper: Keeper | None = None
        self.folder = ""

    @property
    def sessions(self) -> Sessions | None:
        """What is kept on this machine; None where this call keeps nothing."""
        if self.keeper is None or self.keeper.folder is None:
            return None
        from wizard.records.sessions import Sessions

        return Sessions(self.keeper.folder.parent)

    @property
    def waits(self) -> Waiting | None:
        """The screen that the walk on screen goes back into, where there is one."""
        return next((each for each in reversed(self.screen_stack) if isinstance(each, Waiting)), None)

    def keep(self, walk: Walk) -> None:
        """Puts a walk on the disk before its next question is shown, and says so once where that fails.

        A walk that goes back into a screen that waits for it is kept there.
        """
        if self.keeper is not None and self.waits is None:
            before = self.keeper.trouble
            if not self.keeper.keep(walk) and self.keeper.trouble != before:
                self.notify(self.keeper.trouble, severity="warning", markup=False)

    def hand_over(self, name: str, text: str) -> None:
        """Gives a reader in a browser a file to save there; no folder of this machine has a part in it."""
        driver = self._driver
        assert driver is not None and driver.is_web
        driver.write_meta({"type": "file", "name": name, "text": text})  # type: ignore[attr-defined]

    def ask(self, walk: Walk) -> None:
        """Puts the questions of a walk on top of what is on screen."""
        raise NotImplementedError

    def sure(self, ask: str, lose: str, go: Callable[[], None]) -> None:
        """Goes on at once where nothing would be lost; else asks first."""
        raise NotImplementedError

    def give_up(self, error: Broken | Refused) -> None:
        """Ends the app because the knowledge cannot be used; the caller of `run_app` is told why."""
        self.error = error
        self.exit()
