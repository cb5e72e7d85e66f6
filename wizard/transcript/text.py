"""A transcript as plain text: no colour, no boxes, lines that fit a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.source.printable import printable
from wizard.transcript.model import Transcript
from wizard.transcript.outline import Item, Section, outline
from wizard.words.wrapping import wrap


def as_text(transcript: Transcript, full: bool = True) -> str:
    """The transcript as text, whole or in its short form."""
    parts = outline(transcript, full)
    return printable("\n".join(line for section in parts for line in _section(section)))


def _section(section: Section) -> Iterator[str]:
    yield from wrap(section.title if section.level == 1 else section.title.upper())
    yield ""
    for item in section.items:
        yield from _item(item)
    if section.items:
        yield ""


def _item(item: Item) -> Iterator[str]:
    lead = f"{item.mark} " if item.mark else ""
    under = " " * len(lead)
    yield from wrap(item.text, under, lead)
    for line in item.more:
        nested = under + " " * (len(line) - len(line.lstrip()))
        yield from wrap(line.strip(), nested + "  ", nested)
