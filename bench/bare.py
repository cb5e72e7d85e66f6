"""The baseline app: the widgets of the question screen with fixed texts, nothing behind them.

`bare.py FILE`: FILE holds the texts as JSON; any digit shows the next ones in place.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option


class BareApp(App[None]):
    """Shows the first texts; each digit shows the next ones."""

    CSS = """
    #title { dock: top; background: $panel; text-style: bold; padding: 0 2; height: 1; }
    #keys { dock: bottom; background: $surface; height: 1; }
    #too-small { display: none; padding: 1; }
    #body { height: 1fr; }
    OptionList { border: none; padding: 0 1; height: 1fr; scrollbar-size-vertical: 1; }
    OptionList:focus { border: none; }
    #side { display: none; width: 40; }
    #asking { width: 1fr; }
    #question { height: auto; max-height: 60%; padding: 1 2; }
    #answers { padding: 0 2; }
    #standing { height: auto; padding: 0 2; }
    """
    AUTO_FOCUS = "#answers"
    BINDINGS = [
        *(Binding(str(digit), "next", show=False) for digit in range(1, 10)),
        Binding("b", "none", "Back"),
        Binding("h", "none", "Help"),
        Binding("c", "none", "Change"),
        Binding("question_mark", "none", "Keys"),
        Binding("q", "quit", "Quit"),
    ]

    def __init__(self, texts: list[dict[str, str | list[str]]]) -> None:
        super().__init__()
        self.texts = texts
        self.place = 0

    def compose(self) -> ComposeResult:
        """The same widgets as the question screen's, in the same order."""
        yield Static("May I use this messenger for this?", id="title")
        with Horizontal(id="body"):
            with Vertical(id="side"):
                yield OptionList(id="trail")
                yield Static(id="verdicts")
            with Vertical(id="asking"):
                with VerticalScroll(id="question", can_focus=False):
                    yield Static(id="head")
                yield OptionList(id="answers", markup=False)
        yield Static(id="standing")
        yield Static("Too small", id="too-small")
        yield Static("1 answer  b back  h help  c change  ? keys  q quit", id="keys")

    def on_mount(self) -> None:
        """Shows the first texts."""
        self.show_texts()

    def action_next(self) -> None:
        """Shows the next texts."""
        self.place = (self.place + 1) % len(self.texts)
        self.show_texts()

    def show_texts(self) -> None:
        """Updates the question, the answers and the standing in place."""
        texts = self.texts[self.place]
        ask = Content.styled(str(texts["ask"]), "bold")
        self.query_one("#head", Static).update(Content.assemble(ask, "\n", str(texts["why"])))
        self.query_one("#question", VerticalScroll).scroll_home(animate=False)
        answers = self.query_one("#answers", OptionList)
        lines = (f"{number}  {label}" for number, label in enumerate(texts["answers"], 1))
        answers.set_options(Option(Content(line)) for line in lines)
        answers.highlighted = 0
        answers.focus()
        self.query_one("#standing", Static).update(Content(str(texts["standing"])))


if __name__ == "__main__":
    BareApp(json.loads(Path(sys.argv[1]).read_text("utf-8"))).run()
