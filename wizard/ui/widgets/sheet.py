"""The one widget for everything that is a list: drawn line by line, whatever its length."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from wizard.ui.ink import FLAT, POINTED, ROOMY, Line, Piece, draw, size, without_first
from wizard.ui.widgets.item import Item, number_typed

__all__ = ["Item", "Sheet"]

KEPT_IN_VIEW = 2
"""Rows beyond the pointed one that stay in view."""
WAITS: list[Piece] = [("Enter takes it", "b accent"), (" ", "")]
"""What stands at a row whose number was typed while a further digit may follow."""


class Sheet(ScrollView, can_focus=True):
    """Rows to choose from by arrows and Enter, by number, or by mouse.

    `digits=False` leaves the digits to the screen; `version` counts what has been shown.
    """

    BINDINGS = [
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "first", "To the first", show=False),
        Binding("end", "last", "To the last", show=False),
        Binding("enter,space", "choose", "Choose", show=False),
        *(Binding(str(n), f"digit({n})", "Choose", show=False) for n in range(10)),
    ]

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, sender: Sheet, id: str) -> None:
            super().__init__()
            self.sender = sender
            self.id = id
            self.version = sender.version

        @property
        def stale(self) -> bool:
            """Whether the list has changed, or another screen has come, since it was chosen.

            A key pressed twice must not choose a row that the reader has not seen.
            """
            return self.version != self.sender.version or not self.sender.screen.is_current

        @property
        def control(self) -> Sheet:
            """The list it was chosen in."""
            return self.sender

    class Pointed(Message):
        """The cursor came to rest on a row."""

        def __init__(self, sender: Sheet, id: str) -> None:
            super().__init__()
            self.sender = sender
            self.id = id

        @property
        def control(self) -> Sheet:
            """The list whose cursor moved."""
            return self.sender

    def __init__(
        self,
        items: Iterable[Item] = (),
        id: str | None = None,
        classes: str | None = None,
        ground: str = "background",
        airy: bool = False,
        digits: bool = True,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.items = list(items)
        self.ground = ground
        self.airy = airy
        self.digits = digits
        self.version = 0
        self.begun = ""
        self.roomy = False
        self.rows: list[tuple[int, Line | None]] = []
        self._laid = (-1, -1)
        self.at = next(iter(self._picks), -1)

    @property
    def _picks(self) -> list[int]:
        return [place for place, item in enumerate(self.items) if item.pick]

    @property
    def pointed(self) -> str | None:
        """The id of the row under the cursor."""
        return self.items[self.at].id if self.at >= 0 else None

    def show(self, items: Iterable[Item], pointed: str | None = None) -> None:
        """Shows other rows, the cursor on `pointed` or on the first that can be."""
        self.items = list(items)
        self.version += 1
        self.begun = ""
        picks = self._picks
        self.at = next((p for p in picks if self.items[p].id == pointed), picks[0] if picks else -1)
        self.scroll_to(y=0, animate=False)
        self.lay_out()
        if self.styles.height is not None and self.styles.height.is_auto:
            self.refresh(layout=True)
            self.call_after_refresh(self.lay_out)
        if self.at >= 0:
            self.post_message(self.Pointed(self, self.items[self.at].id))

    def update(self, items: Iterable[Item]) -> None:
        """Draws the same rows in other words or another number of them, the cursor where it was."""
        pointed = self.pointed
        self.items = list(items)
        picks = self._picks
        self.at = next((p for p in picks if self.items[p].id == pointed), picks[0] if picks else -1)
        self.lay_out()
        if self.styles.height is not None and self.styles.height.is_auto:
            self.refresh(layout=True)
            self.call_after_refresh(self.lay_out)

    def lay_out(self) -> None:
        """Works the rows out for the room there is."""
        width, height = self.scrollable_content_region.size
        if width <= 0:
            return
        self._laid = (self.size.width, self.size.height)
        laid = [item.lay(width) for item in self.items]
        gaps = sum(item.gap for item in self.items)
        self.roomy = self.airy and sum(map(len, laid)) + gaps <= height
        self.rows = []
        for place, lines in enumerate(laid):
            self.rows += [(place, line) for line in lines]
            if self.roomy and self.items[place].gap:
                self.rows.append((place, None))
        self.virtual_size = Size(width, len(self.rows))
        self.refresh()
        self.call_after_refresh(self.follow)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows of all items; the gutter of the scrollbar is part of the width handed in."""
        width -= self.styles.scrollbar_size_vertical
        return sum(len(item.lay(max(width, 1))) for item in self.items)

    def on_resize(self, event: events.Resize) -> None:
        """Lays the rows out again for other room, the cursor where it was."""
        if self._laid != (event.size.width, event.size.height):
            self.lay_out()

    def on_focus(self) -> None:
        """Shows the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hides the cursor."""
        self.refresh()

    def follow(self) -> None:
        """Brings the pointed row into view; at the first one, all that stands before it too."""
        mine = [y for y, (place, line) in enumerate(self.rows) if place == self.at and line is not None]
        top, height = round(self.scroll_y), self.size.height
        if not mine or height < 1:
            return
        if not any(item.pick for item in self.items[: self.at]) and mine[-1] < height:
            self.scroll_to(y=0, animate=False)
            return
        margin = max(min(KEPT_IN_VIEW, (height - len(mine)) // 2), 0)
        if mine[0] - margin < top or len(mine) >= height:
            self.scroll_to(y=max(mine[0] - margin, 0), animate=False)
        elif mine[-1] + margin >= top + height:
            y = mine[-1] + margin - height + 1
            while 0 < y < mine[0] and self.rows[y][0] == self.rows[y - 1][0]:
                y += 1
            self.scroll_to(y=y, animate=False)

    def render_line(self, y: int) -> Strip:
        """One line of the rows in view."""
        width = self.scrollable_content_region.width
        y += round(self.scroll_y)
        if y >= len(self.rows):
            return draw(self, Line([]), width, self.ground)
        place, line = self.rows[y]
        focused = self.has_focus and self.at >= 0
        if line is None:
            return draw(self, self._gap(y, width) if focused else Line([]), width, self.ground)
        if focused and place == self.at:
            lead: list[Piece] = [("▌", "accent"), *without_first(line.parts)]
            waits = self.begun and (y == 0 or self.rows[y - 1][0] != place)
            right = WAITS if waits and size([*lead, *WAITS]) < width else line.right
            return draw(self, Line(lead, "pick", right), width, self.ground, POINTED)
        return draw(self, line, width, self.ground, ROOMY if self.roomy and self.items[place].gap else FLAT)

    def _gap(self, y: int, width: int) -> Line:
        """A blank row; next to the pointed one it is half filled."""
        below = self.rows[y + 1][0] if y + 1 < len(self.rows) else -1
        if self.rows[y][0] == self.at:
            return Line([("▀" * width, "pick")])
        return Line([("▄" * width, "pick")] if below == self.at else [])

    def point(self, id: str) -> None:
        """Puts the cursor on a row."""
        for place in self._picks:
            if self.items[place].id == id:
                self._point(place)
                return

    def _point(self, place: int) -> None:
        self.begun = ""
        if place != self.at:
            self.at = place
            self.refresh()
            self.follow()
            self.post_message(self.Pointed(self, self.items[place].id))

    def action_move(self, by: int) -> None:
        """To the next row or the one before."""
        picks = self._picks
        if self.at in picks and 0 <= picks.index(self.at) + by < len(picks):
            self._point(picks[picks.index(self.at) + by])
        else:
            self.scroll_relative(y=by * KEPT_IN_VIEW, animate=False)

    def action_page(self, by: int) -> None:
        """As many rows on as stand in view."""
        picks, mine = self._picks, next((y for y, row in enumerate(self.rows) if row[0] == self.at), 0)
        goal = mine + by * max(self.size.height - KEPT_IN_VIEW, 1)
        near = [p for p in picks if (p > self.at if by > 0 else p < self.at)]
        starts = {p: next(y for y, row in enumerate(self.rows) if row[0] == p) for p in near}
        if near:
            self._point(min(near, key=lambda p: abs(starts[p] - goal)))

    def action_first(self) -> None:
        """To the first row."""
        if self._picks:
            self._point(self._picks[0])

    def action_last(self) -> None:
        """To the last row."""
        if self._picks:
            self._point(self._picks[-1])

    def action_choose(self) -> None:
        """Chooses the row under the cursor."""
        if self.at >= 0:
            self.begun = ""
            self.post_message(self.Chosen(self, self.items[self.at].id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A list without numbers, or told so, leaves the digits to the screen."""
        return self.digits and any(item.key for item in self.items) if action == "digit" else True

    def action_digit(self, digit: int) -> None:
        """Chooses the row with this number."""
        id = self.typed(digit)
        if id is not None:
            self.post_message(self.Chosen(self, id))

    def typed(self, digit: int) -> str | None:
        """What the number typed so far stands for; None while a further digit may follow, or for none.

        A number that begins a longer one only points: Enter takes it, a further digit goes on.
        """
        self.begun, chosen, more = number_typed([i for i in self.items if i.pick], self.begun, digit)
        if chosen is not None and more:
            begun = self.begun
            self.point(chosen)
            self.begun = begun
            self.refresh()
            return None
        return chosen

    def on_click(self, event: events.Click) -> None:
        """Points at the row clicked and chooses it."""
        y = event.y + round(self.scroll_y)
        if 0 <= y < len(self.rows) and self.items[self.rows[y][0]].pick:
            self._point(self.rows[y][0])
            self.action_choose()

    def skip_to(self, id: str) -> None:
        """Puts the cursor on a row, and the row near the top."""
        self.point(id)
        y = next((y for y, row in enumerate(self.rows) if row[0] == self.at), 0)
        self.scroll_to(y=max(y - KEPT_IN_VIEW, 0), animate=False)
