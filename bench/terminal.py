"""A program in a pseudo-terminal of 80 columns and 24 lines, read as it paints."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from types import TracebackType

from measure import ENVIRONMENT

COLUMNS, LINES = 80, 24
CONTROL = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[ -/]*[0-~])"
)
LONGEST_WAIT = 30.0
QUIT = "\x11"


class Terminal:
    """One running program. `started` is the moment just before its exec, in `perf_counter` seconds."""

    def __init__(self, command: Sequence[str]) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self.seen = b""
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=ENVIRONMENT, start_new_session=True
        )
        os.close(slave)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, *error: BaseException | TracebackType | None
    ) -> None:
        """Quits the program as a user would, or ends it when the bench itself has failed."""
        if kind is None:
            self.press(QUIT)
            while self._read(LONGEST_WAIT):
                pass
        else:
            self.process.kill()
        self.process.wait(LONGEST_WAIT)
        os.close(self.master)

    def press(self, keys: str) -> float:
        """Types; what was painted before is forgotten. The moment just before, in seconds."""
        self.seen = b""
        moment = time.perf_counter()
        os.write(self.master, keys.encode())
        return moment

    def wait_for(self, *texts: str) -> float:
        """The moment, in seconds, when all the texts have been painted since the last key."""
        wanted = [text.encode() for text in texts]
        while True:
            if not self._read(LONGEST_WAIT):
                raise TimeoutError(f"{texts} never came; the program painted {self.painted()[-2000:]!r}")
            moment = time.perf_counter()
            painted = self.painted()
            if all(text in painted for text in wanted):
                return moment

    def painted(self) -> bytes:
        """What has been written to the screen since the last key, without the escape sequences."""
        return CONTROL.sub(b"", self.seen)

    def quiet(self, seconds: float = 0.15) -> None:
        """Reads until nothing has been painted for so long."""
        while self._read(seconds):
            pass

    def _read(self, seconds: float) -> bool:
        """Reads what is there, waiting at most so long; whether there was anything."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self.seen += data
        return bool(data)
