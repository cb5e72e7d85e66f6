"""One visitor's app, in a process of its own: what it keeps, what it goes on with, how it ends.

Its input and output are the server's socket, in the packets of Textual's web driver. It touches no folder
but the visitor's own, no clipboard and no browser of the machine that it runs on.
"""

from __future__ import annotations

import gc
import os
import select
import threading
import time
from pathlib import Path
from typing import Any

from wizard.pack.knowledge import Knowledge
from wizard.records.keeper import Keeper
from wizard.records.resuming import take_up
from wizard.records.sessions import Sessions
from wizard.source.problems import Broken, Refused
from wizard.ui.app import WizardApp
from wizard.ui.guard import accept_any_byte
from wizard.walk.walk import Walk

WAIT_SECONDS = 5.0


def run_guest(knowledge: Knowledge, state: Path, width: int, height: int, theme: str) -> int:
    """Runs the app to its end; 0 where it ended in order."""
    os.environ.update(COLUMNS=str(width), ROWS=str(height))
    threading.Thread(target=end_with_the_server, daemon=True).start()
    accept_any_byte()
    keeper = Keeper(state)
    walk, told = go_on(knowledge, state, keeper)
    app = WizardApp(knowledge, theme=theme or None, walk=walk)
    app.keeper = keeper
    app.greeting = told
    gc.enable()
    app.run()
    return 1 if app.error is not None or app.failure is not None else 0


def go_on(knowledge: Knowledge, state: Path, keeper: Keeper) -> tuple[Walk | None, tuple[str, ...]]:
    """The walk that this visitor was in, and what has changed since; none where there is none."""
    sessions = Sessions(state)
    try:
        for kept in sessions.all():
            if kept.steps:
                let_go(sessions, kept.id)
                again = take_up(knowledge, sessions, keeper, kept.id)
                return again.walk, again.told[:1] if len(again.told) > 1 else ()
    except (Broken, Refused):
        pass
    return None, ()


def let_go(sessions: Sessions, id: str) -> None:
    """Waits for the app of the page before this one, which may hold the session for a moment longer."""
    end = time.monotonic() + WAIT_SECONDS
    while not sessions.free(id) and time.monotonic() < end:
        time.sleep(0.05)


def end_with_the_server() -> None:
    """Ends this process once the server has closed its end, whatever the app is doing then."""
    watch = select.poll()
    watch.register(0, 0)  # nothing but hanging up, which is always told
    watch.poll()
    os._exit(1)


def guest_of(knowledge: Knowledge, said: dict[str, Any]) -> int:
    """Runs the app that a request asks for."""
    state = Path(said["state"])
    return run_guest(knowledge, state, int(said["width"]), int(said["height"]), str(said["theme"]))
