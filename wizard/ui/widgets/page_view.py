"""A Markdown page with links that are followed by message, never opened by the widget."""

from __future__ import annotations

from urllib.parse import unquote

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Markdown

from wizard.library.links import parser
from wizard.source.printable import printable
from wizard.words.page_text import plain_lines


class PageView(VerticalScroll):
    """Shows one Markdown text. `links` are its links in order: words and address."""

    class Followed(Message):
        """A link was clicked; `href` is the address as written in the page."""

        def __init__(self, href: str) -> None:
            super().__init__()
            self.href = href

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.links: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield Markdown(parser_factory=parser, open_links=False)

    async def show(self, markdown: str) -> None:
        """Shows another text from its top."""
        self.links = plain_lines(markdown)[1]
        self.scroll_home(animate=False)
        await self.query_one(Markdown).update(printable(markdown))

    @on(Markdown.LinkClicked)
    def _clicked(self, event: Markdown.LinkClicked) -> None:
        event.stop()
        written = {unquote(href): href for _, href in self.links}
        self.post_message(self.Followed(written.get(event.href, event.href)))
