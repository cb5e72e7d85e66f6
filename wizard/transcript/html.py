"""A transcript as one self-contained HTML page that prints well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby, zip_longest

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
    for list_of, items in groupby(section.items, _list_of):
        if list_of:
            yield f"<{list_of}>" + "".join(f"<li>{_item(item)}</li>" for item in items) + f"</{list_of}>"
        else:
            yield from map(_item, items)


def _list_of(item: Item) -> str:
    """The kind of list that an item stands in; "" for a paragraph."""
    return "" if not item.mark else "ul" if item.mark == "-" else "ol"


def _item(item: Item) -> str:
    more = "".join(f'<p class="more">{_linked(line.strip())}</p>' for line in item.more)
    return f"<p>{_linked(item.text)}</p>{more}"


def _linked(text: str) -> str:
    parts = re.split(r"(https://[^\s<>\"']+)", text)
    links = (f'<a href="{escape(each)}">{escape(each)}</a>' for each in parts[1::2])
    return "".join(escape(words) + link for words, link in zip_longest(parts[::2], links, fillvalue=""))
