"""Going on with what was done before: a walk kept on this machine, or the answers of a transcript."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from wizard.records.resuming import resumed, take_up
from wizard.source.problems import Broken, Refused
from wizard.ui.desk import Desk
from wizard.ui.rows import card
from wizard.ui.screens.pick import PickScreen

GO_ON, STAY = "go-on", "stay"
UNCHANGED = 1
"""So many lines are told of a session of which nothing has changed: how many answers stand."""


def go_on(app: Desk, id: str) -> None:
    """Takes a session up again; says first what has changed since, where anything has."""
    sessions, keeper = app.sessions, app.keeper
    if sessions is None or keeper is None:
        return

    def take() -> None:
        try:
            app.ask(take_up(app.knowledge, sessions, keeper, id).walk)
        except (Broken, Refused) as error:
            app.notify(str(error), severity="error", markup=False)

    try:
        told = resumed(app.knowledge, sessions.one(id)).told
    except (Broken, Refused) as error:
        app.notify(str(error), severity="error", markup=False)
        return
    if len(told) == UNCHANGED:
        take()
        return
    _sure(app, "Since you were here", told, "Go on with what still stands", take)


def open_transcript(app: Desk, path: Path) -> None:
    """Says whether a transcript still holds, and offers to open what its answers lead to now."""
    from wizard.records.again import walk_again
    from wizard.records.replay import Replayer
    from wizard.records.telling import line
    from wizard.transcript.reading import read_transcript

    told = line(Replayer(app.knowledge).replay(path, path.name))
    try:
        claims = read_transcript(path, path.name).claims
        walk = walk_again(app.knowledge.tree, claims.tree.id, claims.steps, claims.complete, claims.day)
    except (Broken, Refused) as error:
        app.notify(str(error) if isinstance(error, Broken) else told, severity="error", markup=False)
        return
    _sure(app, "A transcript", (told,), "Open its answers as they are judged now", lambda: app.ask(walk))


def _sure(app: Desk, title: str, told: tuple[str, ...], words: str, go: Callable[[], None]) -> None:
    """Tells something, and goes on where the reader wants to."""

    def chosen(way: str | None) -> None:
        if way == GO_ON:
            go()

    items = [card(GO_ON, "1", words), card(STAY, "2", "Stay here")]
    app.push_screen(PickScreen(title, items, "\n\n".join(told), "Enter chooses · Esc closes"), chosen)
