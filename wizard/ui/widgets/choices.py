"""A list to choose from by arrows and Enter, by digit, or by mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.binding import Binding
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wizard.ui.words import DIM, hanging, joined


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list: what it stands for, its words, a note under them of one or more lines.

    `heading` lines cannot be chosen. `number` shows a digit that chooses the line.
    """

    id: str
    words: str
    note: str = ""
    heading: bool = False
    style: str = ""


class Choices(OptionList):
    """Choices with hanging indents that are laid out again when the width changes.

    `digits=False` leaves the digits to the screen; `version` counts what has been shown.
    """

    BINDINGS = [
        *(Binding(str(n), f"digit({n})", "Choose", show=False) for n in range(1, 10)),
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
    ]

    class Chosen(Message):
        """A line was chosen."""

        def __init__(self, sender: Choices, id: str) -> None:
            super().__init__()
            self.sender = sender
            self.id = id
            self.version = sender.version

        @property
        def stale(self) -> bool:
            """Whether the list has changed, or another screen has come, since it was chosen.

            A key pressed twice must not choose a line that the reader has not seen.
            """
            return self.version != self.sender.version or not self.sender.screen.is_current

        @property
        def control(self) -> Choices:
            """The list it was chosen in."""
            return self.sender

    class Pointed(Message):
        """The cursor came to rest on a line."""

        def __init__(self, sender: Choices, id: str) -> None:
            super().__init__()
            self.sender = sender
            self.id = id

        @property
        def control(self) -> Choices:
            """The list whose cursor moved."""
            return self.sender

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        numbered: bool = False,
        digits: bool = True,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id, markup=False)
        self.digits = digits
        self.version = 0
        self.choices = tuple(choices)
        self.numbered = numbered
        self._laid_out = 0

    def show(self, choices: Sequence[Choice], pointed: str | None = None) -> None:
        """Shows other choices, the cursor on `pointed` or on the first that can be chosen."""
        self.choices = tuple(choices)
        self.version += 1
        self._lay_out()
        ids = [choice.id for choice in self.choices if not choice.heading]
        at = pointed if pointed in ids else ids[0] if ids else None
        self.highlighted = None if at is None else self.get_option_index(at)

    def skip_to(self, id: str) -> None:
        """Puts the cursor on a line, and the line at the top under its heading."""
        self.highlighted = self.get_option_index(id)
        self.scroll_to_highlight(top=True)
        self.scroll_relative(y=-2, animate=False)

    def _lay_out(self) -> None:
        width = (self.scrollable_content_region.width or self.app.size.width) - 2
        self._laid_out = width
        number = 0
        options: list[Option] = []
        for choice in self.choices:
            lead = "" if choice.heading else "• "
            if self.numbered and not choice.heading:
                number += 1
                lead = f"{number}  " if number < 10 else "   "
            words = hanging(lead, choice.words, width)
            notes = choice.note.split("\n") if choice.note else []
            note = "\n".join(hanging(" " * len(lead), line, width) for line in notes)
            gap = "\n" if choice.heading and options else ""
            prompt = joined((gap + words, choice.style), (f"\n{note}" if note else "", DIM))
            options.append(Option(prompt, id=choice.id, disabled=choice.heading))
        self.set_options(options)

    def on_resize(self, event: events.Resize) -> None:
        """Lays the lines out again for a new width, the cursor where it was."""
        if self.choices and self.scrollable_content_region.width - 2 != self._laid_out:
            at = self.highlighted
            self._lay_out()
            self.highlighted = at

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A list without numbers, or told so, leaves the digits to the screen."""
        return self.numbered and self.digits if action == "digit" else True

    def action_digit(self, digit: int) -> None:
        """Chooses the line with this digit."""
        id = self.numbered_id(digit)
        if id is not None:
            self.post_message(self.Chosen(self, id))

    def numbered_id(self, digit: int) -> str | None:
        """What the line with this digit stands for."""
        lines = [choice for choice in self.choices if not choice.heading]
        return lines[digit - 1].id if 0 < digit <= len(lines) else None

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(self, event.option_id))

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Pointed(self, event.option_id))
