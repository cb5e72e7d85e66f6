"""A transcript as one self-contained HTML page, in the colours of the app, that prints well on any paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby, zip_longest

from wizard.source.printable import printable
from wizard.transcript.model import Transcript
from wizard.transcript.outline import Item, Section, outline, verdict_item
from wizard.tree.tones import SYMBOLS, TONES
from wizard.words.palette import DARK, LIGHT

USED = ("background", "foreground", "muted", "line", "accent", "on-solid")
STYLE = """
*{box-sizing:border-box}
html{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:0;color:var(--foreground);background:var(--background)}
main{max-width:46rem;margin:0 auto;padding:1rem 1rem 3rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25}
h2{font-size:1.1rem;margin:2rem 0 .5rem;padding-bottom:.2rem}
h2{border-bottom:1px solid var(--line);color:var(--accent)}
ul,ol{padding-left:1.5rem}li{margin-bottom:.6rem}p{margin:.3rem 0}li p{margin:.1rem 0}
a{color:var(--accent)}.more,.record{color:var(--muted)}
.banner{border-left:.4rem solid var(--accent);padding:.1rem 1rem .6rem}
.verdict{display:inline-block;margin:.6rem 0;padding:.15rem .7rem;font-weight:700;border-radius:.2rem}
.verdict{background:var(--accent);color:var(--background)}
.banner p:nth-of-type(2){font-weight:700}
@page{margin:16mm}
@media print{
body{font-size:10.5pt}main{max-width:none;padding:0}
h1,h2,.banner,li>p:first-child:not(:last-child){break-after:avoid}p,.banner{break-inside:avoid}
.banner,.verdict{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
"""
"""Words never run off the paper: long ones break; a paragraph stays on one page, a title by its text."""


def as_html(transcript: Transcript) -> str:
    """The transcript as an HTML page; everything that came from files is escaped."""
    title = escape(printable(transcript.tree.title))
    meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    head = f"{meta}<title>{title}</title><style>{_colours()}{STYLE}</style>"
    lines = (line for section in outline(transcript) for line in _section(section, transcript))
    body = printable("\n".join(lines))
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}</head><body><main>\n{body}\n</main></body></html>\n'
    )


def _colours() -> str:
    """The palette for light and dark screens; paper is light."""
    light, dark = _root(LIGHT), _root(DARK)
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}\n{_tones()}"


def _root(palette: dict[str, str]) -> str:
    names = [*USED, *(f"{tone}{kind}" for tone in TONES for kind in ("", "-tint", "-solid"))]
    return f":root{{{';'.join(f'--{name}:{palette[name]}' for name in names)}}}"


def _tones() -> str:
    return "".join(
        f".banner.{tone}{{border-color:var(--{tone});background:var(--{tone}-tint)}}"
        f".{tone} .verdict{{background:var(--{tone}-solid);color:var(--on-solid)}}"
        for tone in TONES
    )


def _section(section: Section, transcript: Transcript) -> Iterator[str]:
    if section.level == 1:
        yield from _head(section, transcript)
        return
    yield f'<section class="{section.name}">'
    yield f"<h{section.level}>{escape(section.title)}</h{section.level}>"
    for kind, items in groupby(section.items, _list):
        if kind:
            yield f"<{kind}>"
            yield from (f"<li>{_item(item)}</li>" for item in items)
            yield f"</{kind}>"
        else:
            yield from map(_item, items)
    yield "</section>"


def _list(item: Item) -> str:
    """The kind of list that an item stands in, if any."""
    return {"": "", "-": "ul"}.get(item.mark, "ol")


def _head(section: Section, transcript: Transcript) -> Iterator[str]:
    """The title, and the verdict in its tone with its sign and its word."""
    tone = transcript.tone if transcript.tone in TONES else ""
    sign = f'<span aria-hidden="true">{SYMBOLS[tone]}</span> ' if tone else ""
    yield f"<h1>{escape(section.title)}</h1>"
    yield f'<div class="{f"banner {tone}".strip()}">'
    verdict = verdict_item(transcript)
    for item in section.items:
        yield f'<p class="verdict">{sign}{escape(item.text)}</p>' if item == verdict else _item(item)
    yield "</div>"


def _item(item: Item) -> str:
    more = "".join(f'<p class="more">{_linked(line.strip())}</p>' for line in item.more)
    return f"<p>{_linked(item.text)}</p>{more}"


def _linked(text: str) -> str:
    parts = re.split(r"(https://[^\s<>\"']+)", text)
    links = (f'<a href="{escape(each)}">{escape(each)}</a>' for each in parts[1::2])
    return "".join(escape(words) + link for words, link in zip_longest(parts[::2], links, fillvalue=""))
