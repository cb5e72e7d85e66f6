"""The site: a page to start from, a page for each tree, and the library. `site` gives all its files.

Every text from a file is escaped on its way into a page.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from wizard.handout.rendered import rendered
from wizard.library.links import Target
from wizard.library.model import Entry
from wizard.pack.knowledge import Knowledge
from wizard.space.space import exact_graph
from wizard.tree.model import Tree
from wizard.web.compiled import Compiler
from wizard.web.frame import framed, part
from wizard.web.outline import Outline
from wizard.words.escaping import safe
from wizard.words.page_text import facts_of

START, LIBRARY = "index.html", "library.html"


def site(knowledge: Knowledge, today: date) -> Iterator[tuple[str, str]]:
    """Each page by its path in the site. Raises `Broken` or `Refused` where the knowledge cannot be used."""
    pages = Pages(knowledge, today)
    yield START, pages.start()
    for id in knowledge.tree_ids:
        yield f"{id}.html", pages.tree(knowledge.tree(id))
    yield LIBRARY, pages.library()
    for entry in knowledge.library.entries():
        yield page_of(entry), pages.entry(entry)


def page_of(entry: Entry) -> str:
    """Where the page of an entry stands in the site."""
    return f"library/{entry.kind.key}/{entry.id}.html"


@dataclass(frozen=True)
class Pages:
    """The pages of one knowledge, as they stand `today`."""

    knowledge: Knowledge
    today: date

    def start(self) -> str:
        """The trees in the pack's order, and the library."""
        pack = self.knowledge.pack
        cards = [
            (f"{id}.html", line or self.knowledge.tree(id).title, self.knowledge.tree(id).title)
            for id, line in pack.lines.items()
        ]
        cards.append((LIBRARY, "Library", "What the answers rest on, to read and to look up"))
        rows = "".join(
            f'<li><a class="card" href="{safe(to)}"><strong>{safe(line)}</strong><br>'
            f"<span>{safe(title)}</span></a></li>"
            for to, line, title in cards
        )
        body = f'<h1>{safe(pack.name)}</h1><p>{safe(pack.tagline)}</p><ul class="cards">{rows}</ul>'
        return framed(pack.name, body, [(pack.name, START), ("Library", LIBRARY)], self.foot())

    def foot(self) -> str:
        """What stands at the foot of every page."""
        pack = self.knowledge.pack
        said = " ".join(each for each in (pack.notice, pack.privacy) if each)
        return (
            f"<p>{safe(said)}</p><p>Written on {self.today.isoformat()}. Your answers stay in this browser, "
            "in the address behind #; this page sends nothing anywhere.</p>"
        )

    def tree(self, tree: Tree) -> str:
        """The walk through a tree, and without a script its outline."""
        library = self.knowledge.library
        outline = Outline(tree, library, exact_graph(tree), page_of, partial(self.turn, "")).html()
        version = f"Tree {safe(tree.id)}, version {safe(tree.version)}, reviewed {safe(tree.reviewed)}."
        body = (
            f'<h1>{safe(tree.title)}</h1>\n<p class="notice">{safe(tree.notice)}</p>\n'
            "<noscript><p>This browser runs no script here. Start with the first question below and follow "
            "the links; findings tell what your answers mean.</p></noscript>\n"
            '<p id="status" role="status"></p><div id="walk" hidden></div>\n'
            f'<details id="outline" open><summary>All questions and outcomes</summary>{outline}</details>'
        )
        data = json.dumps(Compiler(self.knowledge, tree, page_of).data(), separators=(",", ":"))
        ways = [(self.knowledge.pack.name, START), ("Library", LIBRARY)]
        shown = "\n".join(map(part, ("parts.js", "question.js", "outcome.js", "record.js", "page.js")))
        script = f"{part('walk.js')}(() => {{\n{shown}}})();\n"
        return framed(tree.title, body, ways, f"<p>{version}</p>{self.foot()}", script, data)

    def library(self) -> str:
        """Every entry by its kind, with words to look for."""
        library = self.knowledge.library
        shelves = "".join(
            f'<section data-shelf><h2>{safe(kind.plural)}</h2><ul class="shelf">'
            + "".join(
                f'<li data-row><a href="{safe(page_of(each))}">{safe(each.title)}</a>: '
                f"{safe(each.summary)}</li>"
                for each in entries
            )
            + "</ul></section>\n"
            for kind in library.kinds
            if (entries := list(library.entries(kind)))
        )
        body = (
            '<h1>Library</h1><p hidden><label for="words">Look for words</label>'
            '<input type="search" id="words" autocomplete="off"></p><p id="count" role="status"></p>'
            f"{shelves}"
        )
        ways = [(self.knowledge.pack.name, START), ("Library", LIBRARY)]
        return framed("Library", body, ways, self.foot(), part("filter.js"))

    def entry(self, entry: Entry) -> str:
        """A page of the library, with what its front matter says."""
        folder = posixpath.dirname(page_of(entry))
        up = partial(posixpath.relpath, start=folder)
        facts = "".join(f"<li>{_linked(line)}</li>" for line in facts_of(entry, self.today))
        body = (
            f'<h1>{safe(entry.title)}</h1><p class="notice">{safe(entry.summary)}</p>\n'
            f"{rendered(entry, 2, partial(self.turn, folder), named=True)}"
            f'<h2>About this page</h2><ul class="facts">{facts}</ul>'
        )
        ways = [(self.knowledge.pack.name, up(START)), ("Library", up(LIBRARY))]
        return framed(entry.title, body, ways, self.foot())

    def turn(self, folder: str, target: Target) -> str | None:
        """Where a link of a page in a folder of the site leads; None where the library has no such page."""
        if target.url:
            return target.url
        library = self.knowledge.library
        if target.id not in library.paths or library.paths[target.id][1] != target.path:
            return None
        path = posixpath.relpath(page_of(library.entry(target.id)), folder or ".")
        return f"{path}#{target.anchor}" if target.anchor else path


def _linked(line: str) -> str:
    """A line with the web address that ends it, if one does, as a link."""
    words, _, last = line.rpartition(" ")
    if not last.startswith("https://"):
        return safe(line)
    return f'{safe(words)} <a href="{safe(last)}">{safe(last)}</a>'
