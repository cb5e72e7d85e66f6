"""Saves the transcript to a new file, or sends it to the clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Input

from wizard.source.printable import gated
from wizard.source.problems import Refused
from wizard.transcript.model import Transcript
from wizard.transcript.store import FORMATS, file_name, folder_named, save
from wizard.ui.ink import Line, say, wrap
from wizard.ui.rows import card
from wizard.ui.screens.dialog import Dialog
from wizard.ui.widgets.lines import Lines
from wizard.ui.widgets.sheet import Item, Sheet

if TYPE_CHECKING:
    from wizard.ui.desk import Desk

FORMS = {
    "markdown": "Markdown, reads well anywhere",
    "text": "Plain text",
    "html": "Web page, to print",
    "json": "JSON, to replay or process",
}
CALENDAR = ("calendar", "Calendar file with the last days")
COPY = "copy"


class ExportScreen(Dialog[Path | None]):
    """Dismisses with the path written, or with None."""

    BINDINGS = [Binding("escape", "dismiss", "Close")]
    AUTO_FOCUS = "#forms"
    app: Desk

    def __init__(self, transcript: Transcript) -> None:
        super().__init__()
        self.transcript = transcript
        self.wrong = ""
        self.done = ""

    def compose(self) -> ComposeResult:
        """Where to, in which form."""
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = "Save the transcript"
            dialog.border_subtitle = "Enter saves · Tab to the folder · Esc closes"
            yield Sheet(self._forms(), id="forms", ground="surface")
            if self.app.is_web:
                dialog.border_subtitle = "Enter saves · Esc closes"
                yield Lines(self._told, id="told", ground="surface")
                return
            place = folder_named(self.app.folder).absolute()
            folder = Input(value=str(place), id="folder", select_on_focus=True)
            folder.border_title = "Folder"
            yield folder
            yield Lines(self._told, id="told", ground="surface")

    def _forms(self) -> list[Item]:
        forms = dict(FORMS)
        if any(each.due for each in self.transcript.deadlines):
            forms |= dict([CALENDAR])
        items = [
            card(form, str(number), words, tag=(FORMATS[form][0], "muted"))
            for number, (form, words) in enumerate(forms.items(), 1)
        ]
        return [*items, card(COPY, str(len(items) + 1), "Copy as Markdown to the clipboard")]

    def _told(self, width: int) -> list[Line]:
        """What will be written where, what went wrong, or what was done."""
        if self.wrong:
            return say(f"✗ {self.wrong}", width - 2, "b stop", "  ")
        if self.done:
            return say(self.done, width - 2, "b good", "  ")
        form = self.query_one("#forms", Sheet).pointed
        if form is None or form == COPY:
            return []
        name = file_name(self.transcript, form)
        lines = wrap([(name, "b")], width - 2, [("  ", ""), ("New file  ", "muted")], [("  ", "")])
        kept = "Only you can read it. Nothing that is there is written over."
        if self.app.is_web:
            kept = "Your browser saves it. This server keeps no copy."
        return [*lines, *say(kept, width - 2, "muted", "  ")]

    @on(Sheet.Pointed)
    def _pointed(self) -> None:
        self.wrong = self.done = ""
        self.query_one("#told", Lines).again()

    @on(Input.Submitted)
    def _folder_given(self) -> None:
        self.query_one("#forms").focus()

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        if event.stale:
            return
        if event.id == COPY:
            self.app.copy_to_clipboard(FORMATS["markdown"][1](self.transcript))
            self._tell(done="Sent to the clipboard. If it does not arrive, save it to a file.")
            return
        if self.app.is_web:
            name = file_name(self.transcript, event.id)
            self.app.hand_over(name, gated(FORMATS[event.id][1](self.transcript), event.id))
            self.app.saved_walk = self.app.walk
            self._tell(done=f"Handed to your browser: {name}")
            return
        try:
            path = save(self.transcript, event.id, folder_named(self.query_one(Input).value))
        except Refused as error:
            self._tell(wrong=f"{error}. Name another folder.")
            self.query_one(Input).focus()
        else:
            self.dismiss(path)

    def _tell(self, wrong: str = "", done: str = "") -> None:
        self.wrong, self.done = wrong, done
        self.query_one("#told", Lines).again()
