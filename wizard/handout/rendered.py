"""A page of the library as HTML inside another page: links turned, headings lowered, no raw HTML.

The handout calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy

from markdown_it.token import Token

from wizard.library.links import Target, heading_anchors, parser, resolve
from wizard.library.model import Entry

LOWEST = 6

Turn = Callable[[Target], str | None]
"""Where a link leads in the page around: an address, or None where its words stay plain text."""


def rendered(entry: Entry, level: int, turn: Turn, named: bool = False) -> str:
    """The entry's body as HTML, its highest headings at `level`.

    Links go where `turn` says; pictures and raw HTML, which the library refuses, become text. `named`:
    headings have the anchors that links to them name.
    """
    tokens = parser().parse(entry.body)
    for token, name in heading_anchors(tokens) if named else ():
        token.attrSet("id", name)
    highest = min((int(each.tag[1]) for each in tokens if each.type == "heading_open"), default=level)
    for each in tokens:
        if each.type in ("heading_open", "heading_close"):
            each.tag = f"h{min(int(each.tag[1]) - highest + level, LOWEST)}"
        if each.children is not None:
            each.children = list(_turned(each.children, entry, turn))
    written = parser().renderer.render([_text(each) for each in tokens], parser().options, {})
    return str(written)


def _turned(tokens: Iterable[Token], entry: Entry, turn: Turn) -> Iterator[Token]:
    """Inline tokens with links turned; links cannot stand in links, so one flag is enough."""
    kept = False
    for each in tokens:
        if each.type == "link_open":
            target = resolve(entry.path, str(each.attrGet("href") or ""))
            address = turn(target) if target else None
            kept = address is not None
            if address is not None:
                each.attrSet("href", address)
                yield each
        elif each.type != "link_close" or kept:
            yield _text(each)


def _text(token: Token) -> Token:
    """A token whose HTML would be copied, or that would load a picture, as text."""
    if token.type not in ("html_block", "html_inline", "image"):
        return token
    plain = copy(token)
    plain.type, plain.tag, plain.children = "text", "", None
    return plain
