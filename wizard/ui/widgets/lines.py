"""Lines that are read, not chosen: bars, banners, the head of a question, panes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from wizard.ui.ink import Line, Piece, draw, size

Build = Callable[[int], list[Line]]
Pairs = Sequence[tuple[str, str]]


class Lines(Widget):
    """Draws what `build` makes for a width; `again` has it made anew."""

    def __init__(
        self, build: Build, id: str | None = None, classes: str | None = None, ground: str = "background"
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.build = build
        self.ground = ground
        self._made: tuple[int, list[Line]] = (-1, [])

    def lines(self, width: int) -> list[Line]:
        """The lines at a width."""
        if self._made[0] != width:
            self._made = (width, self.build(width))
        return self._made[1]

    @property
    def text(self) -> str:
        """The words it shows now."""
        return "\n".join(line.text for line in self.lines(self.size.width or self.app.size.width))

    def again(self) -> None:
        """Makes the lines anew."""
        self._made = (-1, [])
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One line, as wide as the widget."""
        width = self.size.width
        lines = self.lines(width)
        line = lines[y] if y < len(lines) else Line([])
        return draw(self, line, width, self.ground).apply_offsets(0, y)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The words that were marked by mouse."""
        return selection.extract(self.text), "\n"


class KeysLine(Lines):
    """The last line: what keys do, as far as there is room; the last pair always stands. A click presses."""

    def __init__(self, pairs: Callable[[], Pairs]) -> None:
        super().__init__(self.lay, id="keys", ground="surface")
        self.pairs = pairs
        self.places: list[tuple[int, int, str]] = []

    def lay(self, width: int) -> list[Line]:
        """The pairs that fit, and where each stands."""
        *most, last = self.pairs()
        tail: list[Piece] = [(f" {last[0]} ", "b accent"), (f"{last[1]} ", "muted")]
        room = width - size(tail) - 1
        parts: list[Piece] = [(" ", "")]
        self.places = [(width - size(tail), width, last[0])]
        for key, does in most:
            pair: list[Piece] = [(f" {key} ", "b accent"), (f"{does}  ", "muted")]
            if size(parts) + size(pair) > room:
                break
            start = size(parts)
            parts += pair
            self.places.append((start, size(parts), key))
        return [Line(parts, "surface", tail)]

    def on_click(self, event: events.Click) -> None:
        """Presses the key that was clicked, where it is one key."""
        key = next((key for start, end, key in self.places if start <= event.x < end), "")
        named = {"Enter": "enter", "Esc": "escape", "Tab": "tab", "Space": "space", "?": "question_mark"}
        if key in named or (len(key) == 1 and key.isascii()):
            pressed = named.get(key, "slash" if key == "/" else key)
            self.app.post_message(events.Key(pressed, key if len(key) == 1 else None))
