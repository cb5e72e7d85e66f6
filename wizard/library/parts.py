"""A page as headings with lines under them, for records that hold a page's words without its Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.tree import SyntaxTreeNode

from wizard.library.links import parser, resolve


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or an item of a list with its mark such as "-" or "2."."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading; `title` is empty for what stands before the first."""

    title: str
    lines: tuple[Line, ...]


@lru_cache(maxsize=64)
def parts(path: str, body: str) -> tuple[Part, ...]:
    """The parts of the page at a path of the library, those with nothing under their heading left out."""
    found: list[tuple[str, list[Line]]] = [("", [])]
    for node in SyntaxTreeNode(parser().parse(body)).children:
        if node.type == "heading":
            found.append((_words(node, path), []))
        else:
            found[-1][1].extend(_lines(node, path))
    return tuple(Part(title, tuple(lines)) for title, lines in found if lines)


def _lines(node: SyntaxTreeNode, path: str, mark: str = "") -> Iterator[Line]:
    """The lines of a block: a paragraph is one, a list one for each item, a table one for each row."""
    if node.type in ("bullet_list", "ordered_list"):
        for number, item in enumerate(node.children, int(node.attrs.get("start", 1))):
            first = "-" if node.type == "bullet_list" else f"{number}."
            for place, block in enumerate(item.children):
                yield from _lines(block, path, first if place == 0 else "-")
    elif node.type == "table":
        rows = [
            [_words(cell, path) for cell in row.children] for part in node.children for row in part.children
        ]
        for row in rows[1:]:
            told = [f"{head}: {cell}" for head, cell in zip(rows[0][1:], row[1:], strict=False)]
            yield Line("; ".join([row[0], *told]), "-")
    elif node.type in ("fence", "code_block"):
        yield Line(" ".join(node.content.split()), mark)
    elif node.type == "paragraph":
        yield Line(_words(node, path), mark)
    else:
        for child in node.children:
            yield from _lines(child, path, mark)


def _words(node: SyntaxTreeNode, path: str) -> str:
    """The text of a node; behind the words of a link to the web, its address."""
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    inside = "".join(_words(child, path) for child in node.children)
    if node.type == "link":
        target = resolve(path, str(node.attrs.get("href", "")))
        if target is not None and target.url and target.url != inside:
            return f"{inside} ({target.url})"
    return inside
