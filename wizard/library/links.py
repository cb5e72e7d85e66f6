"""The links of a page, and where each leads."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

from wizard.library.model import Entry


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: its words, its address, and the line of the file it stands on."""

    words: str
    href: str
    line: int


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: a page of the library (`path`, `anchor`) or a web address (`url`)."""

    path: str = ""
    anchor: str = ""
    url: str = ""

    @property
    def id(self) -> str:
        """The id of the entry, when it leads to one."""
        return PurePosixPath(self.path).stem


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The one Markdown dialect of the library: CommonMark with tables and strikethrough."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


@lru_cache(maxsize=2048)
def tokens(body: str) -> tuple[Token, ...]:
    """A page parsed; kept, since links, anchors and checks read the same pages."""
    return tuple(parser().parse(body))


def links(entry: Entry) -> list[Link]:
    """The links of an entry's body, in order."""
    return [link for token in tokens(entry.body) for link in _inline_links(token, entry)]


def _inline_links(token: Token, entry: Entry) -> Iterator[Link]:
    line = entry.body_line + (token.map[0] if token.map else 0)
    words: list[str] = []
    href: str | None = None
    for child in token.children or []:
        if child.type == "link_open":
            href, words = str(child.attrGet("href") or ""), []
        elif child.type == "link_close" and href is not None:
            yield Link("".join(words), href, line)
            href = None
        elif child.type in ("softbreak", "hardbreak"):
            line += 1
            words.append(" " if href is not None else "")
        elif href is not None:
            words.append(child.content)


def resolve(entry_path: str, href: str) -> Target | None:
    """Where a link on the page at `entry_path` leads; None for what may not be followed.

    Only `https:` addresses and paths inside the library may.
    """
    if href.startswith("https://"):
        return Target(url=href)
    if ":" in href.split("/")[0] or href.startswith(("/", "\\")):
        return None
    path, _, anchor = href.partition("#")
    if not path:
        return Target(entry_path, anchor)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(entry_path), path))
    return None if joined.startswith("..") else Target(joined, anchor)


def slug(heading: str) -> str:
    """The anchor of a heading, as code hosts make it."""
    kept = (letter for letter in heading.strip().lower() if letter.isalnum() or letter in " -_")
    return "".join(kept).replace(" ", "-")


@lru_cache(maxsize=2048)
def anchors(body: str) -> frozenset[str]:
    """The anchors of a page's headings."""
    return frozenset(name for _, name in heading_anchors(tokens(body)))


def heading_anchors(parsed: Iterable[Token]) -> Iterator[tuple[Token, str]]:
    """The token that opens each heading, and its anchor; code hosts number those of one name, from -1 on."""
    seen: Counter[str] = Counter()
    for token, following in pairwise(parsed):
        if token.type == "heading_open":
            name = slug("".join(child.content for child in following.children or []))
            yield token, f"{name}-{seen[name]}" if seen[name] else name
            seen[name] += 1
