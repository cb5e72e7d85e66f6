"""A transcript as Markdown, with everything that came from files escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.printable import printable
from wizard.transcript.outline import Item, Section, outline
from wizard.transcript.record import Transcript

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
URL = re.compile(r"https?://[^\s<>]+")


def as_markdown(transcript: Transcript) -> str:
    """The transcript as a Markdown page."""
    return printable("\n".join(line for section in outline(transcript) for line in _section(section)))


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * section.level} {escape(section.title)}"
    yield ""
    for item in section.items:
        yield from _item(item)
        if not item.mark:
            yield ""
    if section.items and section.items[-1].mark:
        yield ""


def _item(item: Item) -> Iterator[str]:
    lead = f"{item.mark} " if item.mark else ""
    yield lead + escape(item.text)
    for line in item.more:
        nested = len(line) - len(line.lstrip())
        yield f"{' ' * (len(lead) + nested)}- {escape(line.strip())}"


def escape(text: str) -> str:
    """Text that Markdown shows as it is; web addresses become links."""
    result, end = [], 0
    for match in URL.finditer(text):
        result.append(SPECIAL.sub(r"\\\1", text[end : match.start()]))
        result.append(f"<{match.group()}>")
        end = match.end()
    result.append(SPECIAL.sub(r"\\\1", text[end:]))
    line = " ".join("".join(result).split())
    line = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", line)
    return re.sub(r"^([-+])", r"\\\1", line)
