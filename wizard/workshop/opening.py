"""Opening the voting page of a session, where the packages for it are installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from wizard.source.extras import extra

if TYPE_CHECKING:
    from wizard.workshop.session import Session
    from wizard.workshop.votes import Votes

HERE, EVERYWHERE = "127.0.0.1", "0.0.0.0"
"""Where a page answers: this machine alone, or everyone on its networks."""

EXPOSED = (
    "Whoever reaches this machine over its network can open the page and see the cards as they are shown. "
    "It asks for no names, keeps nothing and is not encrypted."
)


def voting_page(host: str, port: int | None = None) -> Callable[[Session], Votes]:
    """What opens the voting page of a session. Raises `Refused` where that cannot be."""
    with extra("votes"):
        import segno  # noqa: F401 - draws the page's code, later

        from wizard.workshop.votes import Votes, bind
    bound = bind(host, port)
    return lambda session: Votes(session, bound)


def exposed(host: str) -> bool:
    """Whether others than this machine reach a page that answers there."""
    from wizard.workshop.votes import WAYS_IN

    return host not in WAYS_IN
