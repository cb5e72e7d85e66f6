"""Asks for the one day that a tree's deadlines count from."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Input

from wizard.source.problems import Refused
from wizard.tree.model import DateQuestion
from wizard.ui.ink import Line, say
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import Lines
from wizard.walk.deadlines import read_day


class DayScreen(Dialog[date | None]):
    """Dismisses with the day given, or with None."""

    BINDINGS = [Binding("escape", "dismiss", "Close")]
    AUTO_FOCUS = "#day"

    def __init__(self, asked: DateQuestion) -> None:
        super().__init__()
        self.asked = asked
        self.wrong = ""

    def compose(self) -> ComposeResult:
        """The question, why it is asked, the field."""
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title, dialog.border_subtitle = (
                "The day to count from",
                "Enter takes it · Esc closes",
            )
            yield Lines(self._asked, id="asked", ground="surface")
            field = Input(placeholder=date.today().isoformat(), id="day")
            field.border_title = "Day"
            yield field
            yield Lines(self._told, id="told", ground="surface")

    def _asked(self, width: int) -> list[Line]:
        why = say(self.asked.why, width - 2, "muted", "  ")
        return [*say(self.asked.ask, width - 2, "b", "  "), *why]

    def _told(self, width: int) -> list[Line]:
        if self.wrong:
            return say(f"✗ {self.wrong}.", width - 2, "stop", "  ")
        return say(f"Write it as {date.today().isoformat()}.", width - 2, "muted", "  ")

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(read_day(event.value, date.today()))
        except Refused as error:
            self.wrong = str(error)
            self.query_one("#told", Lines).again()
