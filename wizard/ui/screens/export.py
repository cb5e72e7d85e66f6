"""Saves the transcript to a new file, or sends it to the clipboard."""

from __future__ import annotations

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from wizard.source.problems import Refused
from wizard.transcript.model import Transcript
from wizard.transcript.store import FORMATS, file_name, folder_named, save
from wizard.ui.widgets.choices import Choice, Choices
from wizard.ui.words import DIM, literal

FORMS = {
    "markdown": "Markdown, reads well anywhere",
    "text": "Plain text",
    "html": "Web page, to print",
    "json": "JSON, to replay or process",
}
CALENDAR = ("calendar", "Calendar file with the last days")
COPY = "copy"


class ExportScreen(ModalScreen[Path | None]):
    """Dismisses with the path written, or with None."""

    BINDINGS = [Binding("escape", "dismiss", "Close")]
    AUTO_FOCUS = "#forms"

    def __init__(self, transcript: Transcript) -> None:
        super().__init__()
        self.transcript = transcript

    def compose(self) -> ComposeResult:
        """Where to, in which form."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(literal("Save the transcript", "bold"))
            yield Choices(numbered=True, id="forms")
            yield Static(literal("Folder (Tab to change it):", DIM))
            yield Input(value=".", id="folder", select_on_focus=True)
            yield Static(id="told")

    def on_mount(self) -> None:
        """Fills the list once its width is known."""
        forms = dict(FORMS)
        if any(each.due for each in self.transcript.deadlines):
            forms |= dict([CALENDAR])
        choices = [Choice(form, words, file_name(self.transcript, form)) for form, words in forms.items()]
        choices.append(Choice(COPY, "Copy as Markdown to the clipboard"))
        self.call_after_refresh(lambda: self.query_one(Choices).show(choices))

    @on(Input.Submitted)
    def _folder_given(self) -> None:
        self.query_one(Choices).focus()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.stale:
            return
        if event.id == COPY:
            self.app.copy_to_clipboard(FORMATS["markdown"][1](self.transcript))
            self._tell("Sent to the clipboard. If it does not arrive, save it to a file.")
            return
        try:
            path = save(self.transcript, event.id, folder_named(self.query_one(Input).value))
        except Refused as error:
            self._tell(f"{error}. Name another folder.")
            self.query_one(Input).focus()
        else:
            self.dismiss(path)

    def _tell(self, text: str) -> None:
        self.query_one("#told", Static).update(literal(text, "bold"))
