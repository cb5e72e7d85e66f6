"""One page of the library, with its links, back and forward."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from wizard.library.links import resolve
from wizard.library.model import Entry
from wizard.library.shelves import Library
from wizard.source.problems import Broken, Refused
from wizard.ui.ink import Line, Piece, say
from wizard.ui.parts import bar
from wizard.ui.rows import card
from wizard.ui.widgets.lines import KeysLine, Lines
from wizard.ui.widgets.page_view import PageView

if TYPE_CHECKING:
    from wizard.ui.desk import Desk


def follow(app: App[None], library: Library, path: str, href: str) -> None:
    """Follows a link on the page at `path`: to another page, or to an `https:` address."""
    target = resolve(path, href)
    if target is None:
        app.notify(f"This link cannot be followed: {href}", severity="warning", markup=False)
    elif target.url:
        show_address(app, target.url)
    else:
        app.push_screen(PageScreen(library, target.id))


def show_address(app: App[None], url: str) -> None:
    """Opens a web page; over a remote terminal, where no browser is near, shows its address."""
    remote = "SSH_CONNECTION" in os.environ or app.is_web
    app.copy_to_clipboard(url)
    if not remote:
        app.open_url(url)
    app.notify(f"{url}\nThe address was sent to the clipboard.", title="Web page", timeout=12, markup=False)


def offer_links(
    app: App[None],
    library: Library,
    path: str,
    links: Sequence[tuple[str, str]],
    go: Callable[[str], None] | None = None,
) -> None:
    """Lists the links of the page at `path` to follow one by keyboard, by `go` or on a new screen."""
    from wizard.ui.screens.pick import PickScreen

    if not links:
        app.notify("This page has no links.", markup=False)
        return
    items = [
        card(f"{at}", str(at + 1), words, leads(library, path, href))
        for at, (words, href) in enumerate(links)
    ]

    def chosen(which: str | None) -> None:
        if which is not None:
            href = links[int(which)][1]
            go(href) if go is not None else follow(app, library, path, href)

    app.push_screen(PickScreen("Links on this page", items), chosen)


def leads(library: Library, path: str, href: str) -> str:
    """Where a link leads, in words: the title of an entry or the address."""
    target = resolve(path, href)
    if target is None or target.url or target.id not in library.paths:
        return href
    try:
        return library.entry(target.id).title
    except (Refused, Broken):
        return href


class PageScreen(Screen[None]):
    """Shows entries; following a link goes on from page to page."""

    app: Desk

    BINDINGS = [
        Binding("escape,b", "leave", "Back", key_display="b"),
        Binding("l", "links", "Links"),
        Binding("left", "go(-1)", "Page before", show=False, priority=True),
        Binding("right", "go(1)", "Page after", show=False, priority=True),
        Binding("w", "cited", "Where cited"),
        Binding("y", "copy", "Copy citation", show=False),
    ]

    def __init__(self, library: Library, id: str) -> None:
        super().__init__()
        self.library = library
        self.visited = [id]
        self.at = 0
        self.title_shown = ""
        self.standing_shown: list[Piece] = []

    def compose(self) -> ComposeResult:
        """Title, page, status line."""
        yield bar("", lambda: self.title_shown, self._place)
        yield PageView(id="page")
        yield Lines(self._standing, id="standing")
        yield Lines(lambda width: say("Too small: make this window larger.", width), id="too-small")
        yield KeysLine(self._keys)

    def _place(self, width: int) -> list[Piece]:
        return [(f"{self.at + 1} of {len(self.visited)}" if len(self.visited) > 1 else "", "muted")]

    def _keys(self) -> list[tuple[str, str]]:
        turn = [("←→", "pages visited")] if len(self.visited) > 1 else []
        pairs = [("l", "links"), ("b", "back"), *turn, ("w", "where cited"), ("y", "copy citation")]
        return [*pairs, ("/", "library"), ("?", "keys")]

    def _standing(self, width: int) -> list[Line]:
        lines = [Line([("─" * width, "line")])]
        for words, token in self.standing_shown:
            lines += say(words, width - 2, token, " ")
        return lines if self.standing_shown else []

    def on_mount(self) -> None:
        """Shows the first page."""
        self.query_one("#page").focus()
        self.show()

    @work(exclusive=True)
    async def show(self) -> None:
        """Shows the page at hand, or says why it cannot be shown."""
        view = self.query_one(PageView)
        try:
            entry = self.library.entry(self.visited[self.at])
        except (Refused, Broken) as error:
            self._tell("This page cannot be shown", [(str(error), "stop")])
            await view.show("")
            return
        cite: list[Piece] = [(entry.cite, "b")] if entry.cite != entry.title else []
        self._tell(entry.title, [*cite, (f"{entry.kind.name}; {entry.standing(date.today())}", "muted")])
        await view.show(entry.body)

    def _tell(self, title: str, standing: list[Piece]) -> None:
        """What stands in the bar and under the page."""
        self.title_shown, self.standing_shown = title, standing
        for lines in self.query(Lines):
            lines.again()

    def on_page_view_followed(self, event: PageView.Followed) -> None:
        """Goes where a clicked link leads."""
        self._follow(event.href)

    def _follow(self, href: str) -> None:
        _, path = self.library.paths[self.visited[self.at]]
        target = resolve(path, href)
        if target is None or target.url or target.id not in self.library.paths:
            follow(self.app, self.library, path, href)
            return
        self._visit(target.id)

    def _visit(self, id: str) -> None:
        self.visited = [*self.visited[: self.at + 1], id]
        self.at += 1
        self.show()

    def action_links(self) -> None:
        """Lists the links of the page and its sources, to follow one by keyboard."""
        links = list(self.query_one(PageView).links)
        entry = self._entry()
        if entry is not None:
            links += [("Source", url) for url in dict.fromkeys([*entry.addresses, *entry.sources])]
        path = self.library.paths[self.visited[self.at]][1] if entry is not None else ""
        offer_links(self.app, self.library, path, links, self._follow)

    def _entry(self) -> Entry | None:
        """The entry at hand, or None when it cannot be read."""
        try:
            return self.library.entry(self.visited[self.at])
        except (Refused, Broken):
            return None

    def action_cited(self) -> None:
        """Lists the questions, findings and outcomes that cite this entry, and the pages that link it."""
        from wizard.library.citing import cited_by_trees, linked_from
        from wizard.ui.screens.pick import PickScreen

        entry = self._entry()
        if entry is None:
            return
        knowledge = self.app.knowledge
        trees = [tree for id in knowledge.tree_ids if (tree := knowledge.readable(id)) is not None]
        rows = [(f"tree:{at}", what, "") for at, what in enumerate(cited_by_trees(entry, trees))]
        rows += [
            (each.id, each.title, each.kind.name) for each in linked_from(entry, self.library.readable())
        ]
        items = [card(id, str(number), words, note) for number, (id, words, note) in enumerate(rows, 1)]
        if not items:
            self.notify("Nothing cites or links this page.", markup=False)
            return
        self.app.push_screen(PickScreen("Where this is cited", items), self._go_to)

    def _go_to(self, chosen: str | None) -> None:
        if chosen is not None and not chosen.startswith("tree:"):
            self._visit(chosen)

    def action_copy(self) -> None:
        """Sends the citation to the clipboard."""
        entry = self._entry()
        if entry is None:
            self.notify("This page cannot be cited.", markup=False)
            return
        self.app.copy_to_clipboard(f"{entry.cite}. {entry.url}")
        self.notify("The citation was sent to the clipboard.", markup=False)

    def action_go(self, way: int) -> None:
        """Back (-1) or forward (1) through the pages visited."""
        if 0 <= self.at + way < len(self.visited):
            self.at += way
            self.show()

    def action_leave(self) -> None:
        """Back to the page before, and from the first one to the screen below."""
        if self.at:
            self.action_go(-1)
        else:
            self.dismiss()
