"""What keeps the terminal and the answers safe: signals, errors, strange bytes. `WizardApp` is made of it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from textual.app import App

from wizard.source.problems import Broken, Refused
from wizard.source.signals import ENDING, Ended

RESET = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?7h\x1b[<u"
RESET += "\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
"""Takes back what an app asks of a terminal: mouse, paste, wrapping, keyboard, screen, cursor, focus."""


class Guarded(App[None]):
    """An app that a signal ends in order, and that tells its errors without showing what it held.

    `failure` is what ended it, if anything did: an error, or `Ended`.
    """

    failure: BaseException | None = None

    def on_load(self) -> None:
        """Ends in order on the signals that end programs; paints all of the screen after a stop."""
        loop = asyncio.get_running_loop()
        for each, code in ENDING.items():
            with suppress(NotImplementedError, RuntimeError, ValueError):  # none on Windows, or in a thread
                loop.add_signal_handler(each, partial(self._end, int(code)))

        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))

    def _end(self, code: int) -> None:
        self.failure = Ended(code)
        self.exit()

    async def run_action(self, action: object, *arguments: object, **more: object) -> bool:
        """Runs an action; a file that cannot be used any more is told, and the next key works."""
        try:
            return await super().run_action(action, *arguments, **more)  # type: ignore[arg-type]
        except (Broken, Refused) as error:
            self.notify(str(error), severity="error", timeout=12, markup=False)
            return True

    def panic(self, *_: object) -> None:
        """Ends the app; what it would have shown may hold a reader's answers."""
        self._fail()

    def _fatal_error(self) -> None:
        self._fail()

    def _fail(self) -> None:
        self.failure = self.failure or self._exception or RuntimeError("the terminal could not be read")
        self._close_messages_no_wait()


def accept_any_byte() -> None:
    """Lets Textual read bytes that are not UTF-8, such as a Latin-1 key, which else end the app.

    See Textualize/textual#6456; its input thread makes its decoder by this name.
    """
    if sys.platform != "win32":
        from codecs import getincrementaldecoder

        from textual.drivers import linux_driver

        def forgiving(encoding: str) -> object:
            return partial(getincrementaldecoder(encoding), errors="replace")

        linux_driver.getincrementaldecoder = forgiving  # type: ignore[attr-defined, assignment]


def outlive_the_terminal() -> None:
    """Lets Textual end where the terminal is gone: its output thread dies of the first write that fails,
    and the app then waits for ever to hand it the next one."""
    if sys.platform != "win32":
        from textual.drivers import linux_driver
        from textual.drivers._writer_thread import WriterThread

        class Lasting(WriterThread):
            """Writes as long as there is a terminal; what comes afterwards goes nowhere."""

            def run(self) -> None:
                """Writes what is handed over, until there is no more."""
                try:
                    super().run()
                except OSError:
                    while self._queue.get() is not None:
                        pass

        linux_driver.WriterThread = Lasting  # type: ignore[attr-defined]


@contextmanager
def terminal_kept() -> Iterator[None]:
    """The terminal is afterwards as it was before, even where the app could not see to it."""
    if sys.platform == "win32" or not sys.__stdin__ or not sys.__stdin__.isatty():
        yield
        return
    import termios

    before = termios.tcgetattr(0)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            os.write(2, RESET.encode())
        raise
    finally:
        with suppress(termios.error):
            termios.tcsetattr(0, termios.TCSADRAIN, before)
