"""A workshop on the wall: carries it on by keys and shows where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal

from wizard.ui.ink import Piece, clip, say
from wizard.ui.parts import bar
from wizard.ui.room_view import KEYS, ON, Page, room_items, state
from wizard.ui.rows import card
from wizard.ui.voting import Voting
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.sheet import Sheet
from wizard.workshop.room import COUNTS, END, TITLE, VOTE
from wizard.workshop.session import Session
from wizard.workshop.timer import following

if TYPE_CHECKING:
    from wizard.workshop.follow import Following

BLACK = "#000000"
"""What a black screen is, whatever the theme."""


class PresentScreen(Voting):
    """Shows one workshop; whatever a key does is on the disk before it is shown.

    `page` is the voting page, `report` where the report goes; `follow` serves the presenter's own window.
    """

    AUTO_FOCUS = "#room"
    BINDINGS = [
        Binding("space,right,pagedown", "forward", "On", key_display="Space →", priority=True),
        Binding("left,pageup", "back", "Back", key_display="←", priority=True),
        Binding("n", "next_card", "Next card"),
        Binding("j", "jump", "Jump to a card", priority=True),
        Binding("r", "reveal", "Reveal"),
        Binding("v", "again", "Vote again"),
        Binding("minus", "less", "One vote less for the row", key_display="-"),
        Binding("u", "undo", "Undo the last count"),
        Binding("enter", "hands", "Type how many hands", priority=True),
        Binding("s", "sure", "One of them is sure"),
        Binding("t", "timer", "Timer: 2, 3, 5 minutes, off"),
        Binding("p", "notes", "Presenter notes; hide the wall first"),
        Binding("c", "code", "Let people vote by phone: the page, its code large"),
        Binding("x", "restart", "Start this card again"),
        Binding("b,full_stop", "black", "Black screen", key_display="b ."),
        Binding("escape,f5", "light", "Out of the black screen", show=False),
        Binding("w", "write", "Write the report"),
        Binding("q", "leave", "Leave; it can be gone on with"),
        Binding("f", "finish", "Finish; the votes are not kept"),
        *(Binding(str(n), f"digit({n})", "One more vote", show=False, priority=True) for n in range(1, 10)),
    ]

    def __init__(
        self, session: Session, page: Page | None = None, report: str = "", follow: Following | None = None
    ) -> None:
        super().__init__(session, page, follow)
        self.report = report
        self.told: object = ()
        self.drawing = False
        self.shown: tuple[int, str] | None = None

    def compose(self) -> ComposeResult:
        """Bar, the card, the code of the voting page beside it, what else must stand there, keys."""
        yield bar("", lambda: self.session.deck.title, self._where)
        with Horizontal(id="body"):
            yield Sheet(id="room", airy=True, digits=False)
            yield Lines(self._code, id="code")
        yield Lines(self._standing, id="standing")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    async def on_mount(self) -> None:
        """Opens what others look at, shows where the room stands, and follows what votes come in."""
        for each in self.beside:
            await each.start()
        self.session.watchers.append(self._happened)
        self.set_interval(1, self._tick)
        self.draw()

    async def on_unmount(self) -> None:
        """Closes what others look at, and stops following."""
        for each in self.beside:
            await each.stop()
        self.session.close()
        self.session.watchers.remove(self._happened)

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        if self.is_mounted and self.shown is not None:
            self.draw()

    def _happened(self, lines: list[str]) -> None:
        """Draws once for all that came in meanwhile."""
        if not self.drawing:
            self.drawing = True
            self.call_later(self.draw)

    def _tick(self) -> None:
        """Tells of the timer at its marks, and how many are connected; not each second."""
        told = self._told()
        if told != self.told:
            self.told = told
            for each in self.query(Lines):
                each.again()

    def draw(self) -> None:
        """Shows the room as it is now; on the same place the cursor stays."""
        self.drawing = False
        room = self.session.room
        self.set_class(bool(self._code(99)), "-coded")
        for each in self.query(Lines):
            each.again()
        sheet, spot = self.query_one("#room", Sheet), (room.at, room.place)
        beside = len(self._code(99)[0].parts[0][0]) + 2 if self._code(99) else 0
        width, height = self.app.size
        items = room_items(self.session, width - beside - 1, height - 2 - len(self._standing(width)))
        if spot == self.shown:
            sheet.update(items)
        else:
            sheet.show(items)
            self.shown, self.last = spot, ""

    def _where(self, width: int) -> list[Piece]:
        room = self.session.room
        if room.at == TITLE:
            return []
        told = f"  {state(room)}" if width >= 60 else ""
        return [(f"{room.at + 1} of {self.session.cards}", "b"), (told, "muted")]

    def _keys(self) -> list[tuple[str, str]]:
        room = self.session.room
        if room.place == VOTE and room.open is None:
            return [*ON, ("?", "keys")]
        if room.at == TITLE and not self.address:
            return [("Space", "on"), ("c", "vote by phone"), ("q", "leave"), ("?", "keys")]
        once = [each for each in KEYS.get(room.place, ON) if each[0] != "v" or room.played.second is None]
        return [*once, ("?", "keys")]

    def action_forward(self) -> None:
        """On to what comes next."""
        if not self._lit():
            self.session.forward()

    def action_back(self) -> None:
        """Back to what came before."""
        if not self._lit():
            self.session.back()

    def action_next_card(self) -> None:
        """On to the next card."""
        self.session.next_card()

    def action_reveal(self) -> None:
        """Closes the vote and shows the counts."""
        if self.session.room.open is not None:
            self.session.forward() if self.session.room.played.late else self.session.go(
                (self.session.room.at, COUNTS)
            )

    def action_again(self) -> None:
        """Opens the second vote."""
        self._try(self.session.again)

    def action_timer(self) -> None:
        """The next length of the timer, or none."""
        self.session.do("timer", number=following(self.session.room.until, self.session.clock()))

    def action_jump(self) -> None:
        """Lists the cards by their first words, which tell nothing."""
        from wizard.ui.screens.pick import PickScreen

        items = [
            card(str(at), str(at), clip(" ".join(each.asked.story), 200))
            for at, each in enumerate(self.session.deck.cards, 1)
        ]

        def chosen(at: str | None) -> None:
            if at is not None:
                self.session.jump(int(at))

        self.app.push_screen(PickScreen("Jump to a card", items), chosen)

    def action_restart(self) -> None:
        """Forgets the votes on this card, once that is meant."""
        if self.session.room.at == TITLE:
            return
        from wizard.ui.screens.pick import PickScreen

        items = [card("keep", "1", "Keep them"), card("restart", "2", "Start this card again")]

        def chosen(way: str | None) -> None:
            if way == "restart":
                self.session.do("restart")

        self.app.push_screen(PickScreen("The votes on this card are forgotten", items), chosen)

    def action_notes(self) -> None:
        """Shows what only the presenter should read."""
        from wizard.ui.screens.notes import NotesPage

        self.app.push_screen(NotesPage(self.session))

    def action_black(self) -> None:
        """Makes the screen black, or takes that back."""
        self.toggle_class("-black")
        self.styles.background = BLACK if self.has_class("-black") else None

    def action_light(self) -> None:
        """Out of the black screen."""
        self._lit()

    def _lit(self) -> bool:
        """Whether the screen was black, which it is no more."""
        black = self.has_class("-black")
        self.remove_class("-black")
        self.styles.background = None
        return black

    def action_write(self) -> None:
        """Writes the report and the handout to a new folder here."""
        from wizard.workshop.report import write_report

        folder = Path(self.report or f"workshop-{self.session.opened.id}")

        def act() -> None:
            written = write_report(self.session, folder)
            self.notify(f"Written to {written[0].parent if len(written) > 1 else written[0]}", markup=False)

        self._try(act)

    def action_leave(self) -> None:
        """Back to where the workshop was opened, or out of the program."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()
        else:
            self.app.exit()

    def action_finish(self) -> None:
        """Ends the workshop: its log is deleted, so that nothing is kept of the votes."""
        if self.session.room.place != END:
            self.notify("Go to the end first: n goes on to the next card.", markup=False)
            return
        from wizard.ui.screens.pick import PickScreen

        items = [card("back", "1", "Not yet"), card("finish", "2", "Finish; the votes are deleted")]
        if self.report:
            items = [card("back", "1", "Not yet"), card("finish", "2", "Write the report and finish")]

        def chosen(way: str | None) -> None:
            if way == "finish":
                if self.report:
                    self.action_write()
                self.session.do("end")
                self.session.forget()
                self.action_leave()

        self.app.push_screen(PickScreen("Finish the workshop?", items), chosen)
