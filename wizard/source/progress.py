"""How far long work is: one line on a terminal that the next text takes away, and nothing in a pipe."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much; that is 0 where nobody can know."""

OFTEN = 0.1
"""The line is drawn anew after so many seconds at the earliest."""
BAR = 24


def quiet(what: str, done: int, of: int) -> None:
    """Progress that nobody watches."""


def words(what: str, done: int, of: int) -> str:
    """What is done and how much of it: hundredths, so many of so many, or as many as are known."""
    if not of:
        return f"{what} {done:,} …" if done else f"{what} …"
    return f"{what} {share(min(done, of), of)}"


def share(done: int, of: int) -> str:
    """How much is done, of 100 as hundredths."""
    return f"{done} %" if of == 100 else f"{done:,} of {of:,}"


def line(what: str, done: int, of: int, passed: float) -> str:
    """What is done, a bar, how much of it, and after some seconds how long the rest will take."""
    if not of:
        return words(what, done, of)
    done = min(done, of)
    full = BAR * done // of
    rest = passed * (of - done) / done if done else 0.0
    left = "" if passed < 3 or rest < 1 else f", about {spoken(rest)} left"
    return f"{what}  {'█' * full}{'─' * (BAR - full)}  {share(done, of)}{left}"


def spoken(seconds: float) -> str:
    """A time in seconds or minutes, as exactly as anybody waits."""
    return f"{round(seconds)} s" if seconds < 90 else f"{round(seconds / 60)} min"


class _Line:
    """The line on this terminal: whether it stands there, when it was drawn, and when its work began."""

    def __init__(self) -> None:
        self.stands = False
        self.what = ""
        self.began = self.drawn = 0.0

    def show(self, what: str, done: int, of: int) -> None:
        """Draws the line, if there is a terminal and it was not drawn just now."""
        if not sys.stderr.isatty():
            return
        now = time.monotonic()
        if what != self.what:
            self.what, self.began, self.drawn = what, now, 0.0
        if now - self.drawn < OFTEN:
            return
        self.drawn = now
        text = line(what, done, of, now - self.began)[: shutil.get_terminal_size().columns - 1]
        self._write(f"\r\x1b[K{text}")
        self.stands = True

    def take_away(self) -> None:
        """Takes the line away if it stands there."""
        if self.stands:
            self.stands, self.drawn = False, 0.0
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            self.stands = False


_LINE = _Line()
show = _LINE.show
take_away = _LINE.take_away
