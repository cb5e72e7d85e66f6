"""Saves the transcript to a new file, or sends it to the clipboard; shows first what will stand where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Input

from wizard.records.label import checked_label
from wizard.source.printable import gated
from wizard.source.problems import Refused
from wizard.transcript.model import Transcript
from wizard.transcript.record import sealed
from wizard.transcript.store import FORMATS, file_name, folder_named, save
from wizard.ui.ink import Line, clip, say, wrap
from wizard.ui.rows import HIGH_ROWS, card, rule
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
SHOWN = 8
"""So many lines of the file are shown, where there is room."""


class ExportScreen(Dialog[Path | None]):
    """Dismisses with the path written, or with None. `label` is the workflow's name as it was given last."""

    BINDINGS = [
        Binding("escape", "dismiss", "Close"),
        Binding("v", "view", "Read it all first", show=False),
    ]
    AUTO_FOCUS = "#forms"
    app: Desk

    def __init__(self, transcript: Transcript) -> None:
        super().__init__()
        self.transcript = transcript
        self.wrong = ""
        self.done = ""

    @property
    def label(self) -> str:
        """What the workflow is called."""
        return self.transcript.label

    def compose(self) -> ComposeResult:
        """In which form, where to, what the workflow is called; what will be written."""
        with VerticalScroll(classes="dialog", can_focus=False) as dialog:
            dialog.border_title = "Save the transcript"
            dialog.border_subtitle = "Enter saves · v reads it · Tab goes on · Esc closes"
            yield Sheet(self._forms(), id="forms", ground="surface")
            if not self.app.is_web:
                place = folder_named(self.app.folder).absolute()
                folder = Input(value=str(place), id="folder", select_on_focus=True)
                folder.border_title = "Folder"
                yield folder
            label = Input(value=self.label, id="label", placeholder="What it is about, never who")
            label.border_title = "Name of the workflow, if you like"
            yield label
            yield Lines(self._told, id="told", ground="surface")
            yield Lines(self._preview, id="preview", ground="surface")

    def _forms(self) -> list[Item]:
        forms = dict(FORMS)
        if any(each.due for each in self.transcript.deadlines):
            forms |= dict([CALENDAR])
        items = [
            card(form, str(number), words, tag=(FORMATS[form][0], "muted"))
            for number, (form, words) in enumerate(forms.items(), 1)
        ]
        return [*items, card(COPY, str(len(items) + 1), "Copy as Markdown to the clipboard")]

    @property
    def _form(self) -> str:
        """The form under the cursor; what is copied is Markdown."""
        form = self.query_one("#forms", Sheet).pointed
        return form if form is not None and form != COPY else "markdown"

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
        if self.app.is_web:
            kept = "Your browser saves it. This server keeps no copy."
            return [*lines, *say(kept, width - 2, "muted", "  ")]
        try:
            folder = folder_named(self.query_one("#folder", Input).value)
            there = folder.is_dir()
        except (Refused, OSError, ValueError):
            there = False
        if not there:
            return [*lines, *say("! That folder is not there.", width - 2, "caution", "  ")]
        lines += wrap(
            [(str(folder.absolute()), "")], width - 2, [("  ", ""), ("in  ", "muted")], [("  ", "")]
        )
        kept = "Only you can read it. Nothing that is there is written over."
        return [*lines, *say(kept, width - 2, "muted", "  ")]

    def _preview(self, width: int) -> list[Line]:
        """How the file begins."""
        if self.app.size.height < HIGH_ROWS:
            return []
        text = FORMATS[self._form][1](self.transcript)
        first = [line for line in text.splitlines() if line.strip()][:SHOWN]
        head = rule("It begins", width, token="b muted")
        return [Line([]), head, *(Line([("  ", ""), (clip(each, width - 4), "muted")]) for each in first)]

    def on_resize(self) -> None:
        """Draws what depends on how much room there is."""
        self.query_one("#preview", Lines).again()

    @on(Sheet.Pointed)
    @on(Input.Changed)
    def _pointed(self) -> None:
        self._tell()
        self.query_one("#preview", Lines).again()

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        if self._named():
            self.query_one("#forms").focus()

    def _named(self) -> bool:
        """Takes the name of the workflow; one that is refused stays in its field, and why stands under it."""
        field = self.query_one("#label", Input)
        try:
            label = checked_label(field.value) if field.value.strip() else ""
        except Refused as error:
            self._tell(wrong=f"{error}.")
            field.focus()
            return False
        if label != self.label:
            self.transcript = sealed(replace(self.transcript, label=label))
            self._pointed()
        return True

    @on(Sheet.Chosen)
    def _chosen(self, event: Sheet.Chosen) -> None:
        if event.stale or not self._named():
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
        field = self.query_one("#folder", Input)
        try:
            path = save(self.transcript, event.id, folder_named(field.value))
        except Refused as error:
            self._tell(wrong=f"{error}. Name another folder.")
            field.focus()
        else:
            self.dismiss(path)

    def action_view(self) -> None:
        """Shows the whole file before it is written."""
        from wizard.ui.screens.reading import ReadingScreen

        if self._named():
            name = file_name(self.transcript, self._form)
            self.app.push_screen(ReadingScreen(name, FORMATS[self._form][1](self.transcript)))

    def _tell(self, wrong: str = "", done: str = "") -> None:
        self.wrong, self.done = wrong, done
        self.query_one("#told", Lines).again()
