"""A transcript as Markdown, with everything that came from files escaped."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.source.printable import printable
from wizard.transcript.model import Transcript
from wizard.transcript.outline import Item, Section, outline
from wizard.transcript.proof import with_proof
from wizard.words.escaping import markdown_safe


def as_markdown(transcript: Transcript, full: bool = True) -> str:
    """The transcript as a Markdown page, whole or in its short form; the whole one can be replayed."""
    page = printable("\n".join(line for section in outline(transcript, full) for line in _section(section)))
    return with_proof(page, transcript) if full else page


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * section.level} {markdown_safe(section.title)}"
    yield ""
    for item in section.items:
        yield from _item(item)
        if not item.mark:
            yield ""
    if section.items and section.items[-1].mark:
        yield ""


def _item(item: Item) -> Iterator[str]:
    lead = f"{item.mark} " if item.mark else ""
    yield lead + markdown_safe(item.text)
    for line in item.more:
        nested = len(line) - len(line.lstrip())
        yield f"{' ' * (len(lead) + nested)}- {markdown_safe(line.strip())}"
