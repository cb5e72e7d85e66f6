"""The voting page of a workshop on the wall: opens it, and shows its address and its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wizard.source.problems import Refused
from wizard.ui.counting import Counting
from wizard.ui.ink import Line, Piece, clip, size
from wizard.ui.room_view import Page, code_lines
from wizard.ui.rows import card
from wizard.workshop.session import Session
from wizard.workshop.timer import left

if TYPE_CHECKING:
    from wizard.workshop.follow import Following


class Voting(Counting):
    """A screen beside which a voting page may answer: `page`, and `follow` for the presenter's own window."""

    def __init__(self, session: Session, page: Page | None, follow: Following | None) -> None:
        super().__init__(session)
        self.page = page
        self.follow = follow

    def draw(self) -> None:
        """Shows the room as it is now."""
        raise NotImplementedError

    @property
    def beside(self) -> list[Page]:
        """What others look at."""
        return [each for each in (self.page, self.follow) if each is not None]

    @property
    def address(self) -> str:
        """The address of the voting page, or nothing."""
        return self.page.address if self.page is not None else ""

    def _told(self) -> tuple[tuple[str, str, str], ...]:
        """The address, what was counted last, the timer and how many are connected, each with its token."""
        last = self.last if self.session.room.open is not None else ""
        timer = left(self.session.room.until, self.session.clock())
        joined = f"{self.page.connected()} connected" if self.page is not None else ""
        return (
            ("Vote: ", self.address, "b accent"),
            ("last: ", last, "b"),
            ("", timer, "b caution"),
            ("", joined, "b caution"),
        )

    def _standing(self, width: int) -> list[Line]:
        pieces: list[Piece] = []
        for before, what, token in self._told():
            more: list[Piece] = [(f"  {before}", "muted"), (clip(what, width - 12), token)]
            if what and size(pieces) + size(more) <= width:
                pieces += more
        return [Line(pieces)] if pieces else []

    def _code(self, width: int) -> list[Line]:
        return code_lines(self.address, self.session.room.place, self.app.size)

    def action_code(self) -> None:
        """Shows the code of the voting page alone; where there is no page yet, offers to open one."""
        if self.address:
            from wizard.ui.screens.code import CodeScreen

            self.app.push_screen(CodeScreen(self.address))
            return
        from wizard.ui.screens.pick import PickScreen
        from wizard.workshop.opening import EVERYWHERE, EXPOSED, HERE

        heading = "People open a page on their phones and vote there."
        items = [
            card("", "1", "Not now", "Raised hands are counted with the number keys."),
            card(EVERYWHERE, "2", "Open it to everyone on this network", EXPOSED),
            card(HERE, "3", "Open it on this machine alone", "To try it before the room comes in."),
        ]

        async def chosen(host: str | None) -> None:
            if host:
                await self._open_page(host)

        self.app.push_screen(
            PickScreen("A page to vote by phone", items, heading, "Enter chooses · Esc closes"), chosen
        )

    async def _open_page(self, host: str) -> None:
        from wizard.workshop.opening import voting_page

        try:
            page = voting_page(host)(self.session)
        except Refused as error:
            self.notify(str(error), severity="error", markup=False)
            return
        await page.start()
        self.page = page
        if self.follow is not None:
            self.follow.counted = page.connected
        self.draw()
        self.action_code()
