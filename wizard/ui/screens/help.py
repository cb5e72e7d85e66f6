"""The help page beside a question, where there is room for it; else over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from wizard.pack.knowledge import Knowledge
from wizard.ui.rows import WIDE
from wizard.ui.widgets.lines import Lines
from wizard.walk.walk import Walk

if TYPE_CHECKING:
    from wizard.ui.desk import Desk
    from wizard.ui.widgets.page_view import PageView


class HelpedScreen(Screen[Walk | None]):
    """A screen with a question that may have a help page."""

    app: Desk

    def __init__(self, knowledge: Knowledge, walk: Walk) -> None:
        super().__init__()
        self.knowledge = knowledge
        self.walk = walk

    @property
    def wide(self) -> bool:
        """Whether panes stand beside the question."""
        return self.size.width >= WIDE

    async def action_help(self) -> None:
        """Opens the question's help page: beside the question where there is room, else over it."""
        question = self.walk.question
        if question is None or question.learn is None:
            self.notify("This question has no help page.", markup=False)
            return
        entry = self.knowledge.library.page(question.learn)
        if not self.wide:
            from wizard.ui.screens.page import PageScreen

            self.app.push_screen(PageScreen(self.knowledge.library, entry.id))
        elif self.query("#help"):
            self.close_help()
        else:
            from wizard.ui.widgets.page_view import PageView
            from wizard.words.escaping import markdown_safe

            panel = PageView(id="help", classes="pane")
            panel.border_title, panel.border_subtitle = "Why and how", "l links · Esc closes"
            self.add_class("-helping")
            await self.query_one("#body").mount(panel)
            await panel.show(f"## {markdown_safe(entry.title)}\n\n{entry.body}")
            panel.focus()
            self.query_one("#head", Lines).again()

    def action_links(self) -> None:
        """Lists the links of the help page in the side panel."""
        from wizard.ui.screens.page import offer_links
        from wizard.ui.widgets.page_view import PageView

        question = self.walk.question
        if question is not None and question.learn is not None and self.query("#help"):
            view = self.query_one("#help", PageView)
            offer_links(self.app, self.knowledge.library, question.learn, view.links)

    def close_help(self) -> None:
        """Closes the side panel."""
        if self.has_class("-helping"):
            self.remove_class("-helping")
            self.query("#help").remove()
            self.query_one("#head", Lines).again()

    def on_page_view_followed(self, event: PageView.Followed) -> None:
        """Follows a link of the help page in the side panel."""
        question = self.walk.question
        if question is not None and question.learn is not None:
            from wizard.ui.screens.page import follow

            follow(self.app, self.knowledge.library, question.learn, event.href)
