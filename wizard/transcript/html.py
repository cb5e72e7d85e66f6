"""A transcript as one self-contained HTML page that prints well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import zip_longest

from wizard.source.printable import printable
from wizard.transcript.model import Transcript
from wizard.transcript.outline import Item, Section, outline

STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}
li{margin-bottom:.6rem}li p{margin:.1rem 0}.more{color:#333}@media print{body{margin:0}}"""


def as_html(transcript: Transcript) -> str:
    """The transcript as an HTML page; everything that came from files is escaped."""
    title = escape(printable(transcript.tree.title))
    head = f'<meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
    body = printable("\n".join(line for section in outline(transcript) for line in _section(section)))
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n'


def _section(section: Section) -> Iterator[str]:
    yield f"<h{section.level}>{escape(section.title)}</h{section.level}>"
    marked = [item for item in section.items if item.mark]
    if marked:
        yield "<ul>" if marked[0].mark == "-" else "<ol>"
        yield from (f"<li>{_item(item)}</li>" for item in marked)
        yield "</ul>" if marked[0].mark == "-" else "</ol>"
    yield from (_item(item) for item in section.items if not item.mark)


def _item(item: Item) -> str:
    more = "".join(f'<p class="more">{_linked(line.strip())}</p>' for line in item.more)
    return f"<p>{_linked(item.text)}</p>{more}"


def _linked(text: str) -> str:
    parts = re.split(r"(https://[^\s<>\"']+)", text)
    links = (f'<a href="{escape(each)}">{escape(each)}</a>' for each in parts[1::2])
    return "".join(escape(words) + link for words, link in zip_longest(parts[::2], links, fillvalue=""))
