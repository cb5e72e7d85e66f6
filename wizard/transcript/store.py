"""Transcripts to files: a name that sorts by date, never over a file that is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from wizard.source.files import write_new
from wizard.source.printable import gated
from wizard.source.problems import Refused
from wizard.transcript.calendar import as_calendar
from wizard.transcript.html import as_html
from wizard.transcript.markdown import as_markdown
from wizard.transcript.model import Transcript
from wizard.transcript.record import as_json
from wizard.transcript.text import as_text

FORMATS: dict[str, tuple[str, Callable[[Transcript], str]]] = {
    "text": (".txt", as_text),
    "markdown": (".md", as_markdown),
    "html": (".html", as_html),
    "json": (".json", as_json),
    "calendar": (".ics", as_calendar),
}
"""Format to file ending and the function that writes it."""

SHORT: dict[str, Callable[[Transcript], str]] = {
    "text": partial(as_text, full=False),
    "markdown": partial(as_markdown, full=False),
}
"""The forms that have a short one, for reading on the spot; files get the whole."""

MOST_TRIES = 1000


def file_name(transcript: Transcript, format: str) -> str:
    """A name that sorts by date and says which tree and verdict: `2026-11-22-130501-small-….md`."""
    moment = re.sub(r"[^0-9-]", "", transcript.finished.replace("T", "-"))
    name = f"{moment}-{transcript.tree.id}-{transcript.verdict}"
    return re.sub(r"[^A-Za-z0-9-]", "", name) + FORMATS[format][0]


def folder_named(text: str) -> Path:
    """The folder a reader names, `~` included; nothing means the current one.

    Raises `Refused` for the home of somebody unknown.
    """
    try:
        return Path(text.strip() or ".").expanduser()
    except RuntimeError:
        raise Refused(f"there is no home folder for {text.strip()}") from None


def save(transcript: Transcript, format: str, folder: Path) -> Path:
    """Writes the transcript into a folder under a new name and returns the path.

    The file is readable by its owner only. Raises `Refused` when it cannot be written.
    """
    name = Path(file_name(transcript, format))
    text = gated(FORMATS[format][1](transcript), format)
    for number in range(1, MOST_TRIES):
        path = folder / (name if number == 1 else f"{name.stem}-{number}{name.suffix}")
        if write_new(path, text):
            return path
    raise Refused(f"too many transcripts with the name {name} in {folder}")
