"""A page of the library as plain text, its links numbered and listed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from markdown_it.tree import SyntaxTreeNode

from wizard.library.links import parser, resolve
from wizard.library.model import Entry
from wizard.words.wrapping import cells, wrap


@dataclass
class _Writer:
    """Turns one page into lines, collecting its links on the way."""

    width: int
    links: list[tuple[str, str]] = field(default_factory=list)

    def words(self, node: SyntaxTreeNode) -> str:
        """The text of an inline node."""
        if node.type in ("text", "code_inline"):
            return node.content
        if node.type in ("softbreak", "hardbreak"):
            return " "
        inside = "".join(self.words(child) for child in node.children)
        if node.type == "link":
            link = (inside, str(node.attrs.get("href", "")))
            if link not in self.links:
                self.links.append(link)
            return f"{inside} [{self.links.index(link) + 1}]"
        return inside

    def wrap(self, text: str, first: str = "", rest: str = "") -> list[str]:
        """Lines of the page's width; none for no text."""
        return wrap(text, rest, first, self.width) if text.strip() else []

    def blocks(self, nodes: list[SyntaxTreeNode], indent: str = "") -> Iterator[str]:
        """The lines of block nodes, an empty line after each."""
        for node in nodes:
            yield from self.block(node, indent)

    def block(self, node: SyntaxTreeNode, indent: str) -> Iterator[str]:
        """The lines of one block node."""
        if node.type == "heading":
            yield from self.wrap(self.words(node).upper(), indent, indent)
            yield ""
        elif node.type in ("bullet_list", "ordered_list"):
            for number, item in enumerate(node.children, int(node.attrs.get("start", 1))):
                mark = "- " if node.type == "bullet_list" else f"{number}. "
                yield from self.item(item, indent, mark)
            yield ""
        elif node.type == "table":
            yield from self.table(node, indent)
            yield ""
        elif node.type in ("fence", "code_block"):
            yield from (indent + line for line in node.content.splitlines())
            yield ""
        elif node.type == "paragraph":
            yield from self.wrap(self.words(node), indent, indent)
            yield ""
        else:
            yield from self.blocks(node.children, indent + ("  " if node.type == "blockquote" else ""))

    def item(self, node: SyntaxTreeNode, indent: str, mark: str) -> Iterator[str]:
        """A list item: its first block beside the mark, the others under it."""
        inner = indent + " " * len(mark)
        lines = list(self.blocks(node.children, inner))
        while lines and not lines[-1]:
            lines.pop()
        if lines:
            yield indent + mark + lines[0][len(inner) :]
            yield from (line for line in lines[1:] if line)

    def table(self, node: SyntaxTreeNode, indent: str) -> Iterator[str]:
        """A table, row by row, each cell under its column's name, as a screen reader needs it."""
        rows = [
            [self.words(cell) for cell in row.children] for part in node.children for row in part.children
        ]
        heads = rows[0] if rows else []
        for row in rows[1:]:
            yield from self.wrap(row[0], f"{indent}- ", f"{indent}  ")
            for head, cell in zip(heads[1:], row[1:], strict=False):
                yield from self.wrap(f"{head}: {cell}", f"{indent}  ", f"{indent}    ")


def plain_lines(markdown: str, width: int = 80) -> tuple[list[str], list[tuple[str, str]]]:
    """The lines of a Markdown text, and its links (words, address) in the order of their numbers."""
    writer = _Writer(width)
    root = SyntaxTreeNode(parser().parse(markdown))
    lines = list(writer.blocks(root.children))
    while lines and not lines[-1]:
        lines.pop()
    return lines, writer.links


def facts_of(entry: Entry, today: date) -> list[str]:
    """What an entry's front matter says, a line each: cite or amount, status and dates, sources."""
    own = [
        f"{each.caption}: {entry.fields[each.name]}"
        for each in entry.kind.fields.values()
        if each.type != "order"
    ]
    standing = f"Status: {entry.standing(today)}"
    return [*own, standing, *(f"Source: {source}" for source in entry.sources)]


def plain_page(entry: Entry, today: date, width: int = 80) -> str:
    """A whole entry as plain text."""
    lines, links = plain_lines(entry.body, width)
    parts = [entry.title, "=" * min(cells(entry.title), width), "", *lines, ""]
    if links:
        parts += ["LINKS", ""]
        parts += [f"[{n}] {words}: {address(entry, href)}" for n, (words, href) in enumerate(links, 1)]
        parts += [""]
    return "\n".join([*parts, *facts_of(entry, today)]) + "\n"


def address(entry: Entry, href: str) -> str:
    """Where a link on an entry leads, as a reader can use it: an entry's id or a web address."""
    target = resolve(entry.path, href)
    if target is None:
        return href
    return target.url or (f"{target.id}, at {target.anchor}" if target.anchor else target.id)
