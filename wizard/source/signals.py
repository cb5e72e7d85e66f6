"""Signals that end the program: told as exits, so that whatever is under way is tidied up first."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from wizard.source.exits import ExitCode

ENDING = {
    getattr(signal, name): code
    for name, code in (
        ("SIGINT", ExitCode.STOPPED),
        ("SIGTERM", ExitCode.TERMINATED),
        ("SIGHUP", ExitCode.HUNG_UP),
    )
    if hasattr(signal, name)
}
"""The signals that end the program, with the exit code of each."""

TOLD = {
    ExitCode.STOPPED: "Stopped.",
    ExitCode.TERMINATED: "Told to end by the system.",
    ExitCode.HUNG_UP: "The terminal went away.",
}


class Ended(SystemExit):
    """A signal has ended the program; `number` is its exit code."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Inside, a signal that ends the program raises `Ended`; a second one does not disturb the tidying.

    What the call was started to ignore (as `nohup` does) stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.getsignal(each) for each in ENDING}
    for each, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(each, _end)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _end(number: int, _: FrameType | None) -> None:
    for each in ENDING:
        if signal.getsignal(each) is _end:
            signal.signal(each, signal.SIG_IGN)
    raise Ended(int(ENDING[signal.Signals(number)]))
