"""Asks for the one day that a tree's deadlines count from."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from wizard.source.problems import Refused
from wizard.tree.model import DateQuestion
from wizard.ui.words import DIM, literal
from wizard.walk.deadlines import read_day


class DayScreen(ModalScreen[date | None]):
    """Dismisses with the day given, or with None."""

    BINDINGS = [Binding("escape", "dismiss", "Close")]
    AUTO_FOCUS = "#day"

    def __init__(self, asked: DateQuestion) -> None:
        super().__init__()
        self.asked = asked

    def compose(self) -> ComposeResult:
        """The question, why it is asked, the field."""
        today = date.today().isoformat()
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(literal(self.asked.ask, "bold"))
            yield Static(literal(self.asked.why, DIM))
            yield Input(placeholder=today, id="day")
            yield Static(literal(f"Write it as {today}. Enter takes it, Esc closes.", DIM), id="told")

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(read_day(event.value, date.today()))
        except Refused as error:
            self.query_one("#told", Static).update(literal(f"{error}.", "bold"))
