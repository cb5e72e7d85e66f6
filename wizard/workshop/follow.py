"""The presenter's second window: the lines of a running workshop over a local socket of its owner alone.

Whoever follows has all lines from the first on, and so the same room, by the same function.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

from wizard.source.files import read_text, write_over
from wizard.source.problems import Broken, Refused
from wizard.workshop.session import ENDING, FOLDER, Session, kept

HERE = "here"
"""A line that only tells how many are connected to the voting page."""

POINTER = ".at"
LONGEST_PATH = 100
"""The name of a local socket may not be longer, on some systems."""

MOST_WAITING = 4_000_000
"""Who reads so slowly that so many bytes wait is let go."""

EVERY = 2.0
"""Seconds between looks at how many are connected."""


class Following:
    """Serves one session to its presenter's windows."""

    def __init__(self, session: Session, state: Path, connected: Callable[[], int] | None = None) -> None:
        self.session = session
        self.pointer = state / FOLDER / f"{session.opened.id}{POINTER}"
        self.address = ""
        self.counted = connected
        self.writers: set[asyncio.StreamWriter] = set()
        self.server: asyncio.Server | None = None
        self.telling: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Opens the socket; without local sockets on this system, nothing happens."""
        if not hasattr(asyncio, "start_unix_server"):
            return
        path = self.pointer.with_suffix(".sock")
        if len(os.fsencode(path)) > LONGEST_PATH:
            path = Path(tempfile.mkdtemp(prefix="wizard-")) / "sock"
        path.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            server = await asyncio.start_unix_server(self._serve, path)
        except OSError:
            return
        finally:
            os.umask(before)
        self.address = str(path)
        try:
            write_over(self.pointer, f"{path}\n")
        except Refused:  # the workshop goes on without a second window
            server.close()
            return
        self.server = server
        self.session.watchers.append(self._tell)
        self.telling = asyncio.create_task(self._count())

    async def stop(self) -> None:
        """Closes the socket and removes it."""
        if self.server is None:
            return
        self.session.watchers.remove(self._tell)
        if self.telling is not None:
            self.telling.cancel()
        for writer in list(self.writers):
            writer.close()
        self.server.close()
        self.server = None
        for path in (Path(self.address), self.pointer):
            path.unlink(missing_ok=True)
        if Path(self.address).parent != self.pointer.parent:
            with suppress(OSError):
                Path(self.address).parent.rmdir()

    def connected(self) -> int:
        """How many windows follow."""
        return len(self.writers)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write("".join(f"{line}\n" for line in [*self.session.lines, *self._here()]).encode())
        self.writers.add(writer)
        try:
            await reader.read()
        finally:
            self.writers.discard(writer)
            writer.close()

    def _here(self) -> list[str]:
        return [json.dumps({"do": HERE, "number": self.counted()})] if self.counted is not None else []

    def _tell(self, lines: list[str]) -> None:
        held = "".join(f"{line}\n" for line in lines).encode()
        for writer in list(self.writers):
            if writer.transport.get_write_buffer_size() > MOST_WAITING:
                writer.transport.abort()
            else:
                writer.write(held)

    async def _count(self) -> None:
        """Tells how many are connected, where that has changed."""
        told: list[str] = []
        while True:
            await asyncio.sleep(EVERY)
            if told != (now := self._here()):
                told = now
                self._tell(now)


def newest(state: Path) -> str:
    """The id of the workshop that runs now. Raises `Refused` when none does."""
    for id in kept(state):
        if (state / FOLDER / f"{id}{POINTER}").exists():
            return id
    raise Refused("no workshop runs on this machine now", "start one in another window: present DECK")


async def follow(state: Path, id: str) -> AsyncIterator[str | None]:
    """The lines of a workshop as they come; None each time its window cannot be reached, until it is over."""
    pointer = state / FOLDER / f"{id}{POINTER}"
    while True:
        try:
            path = read_text(pointer, pointer.name, 4_096).strip()
            reader, writer = await asyncio.open_unix_connection(path, limit=1_000_000)
        except (OSError, Broken):
            yield None
            if not (state / FOLDER / f"{id}{ENDING}").exists():
                return
            await asyncio.sleep(0.5)
            continue
        try:
            while line := await reader.readline():
                yield line.decode("utf-8", "replace").rstrip("\n")
        except (OSError, ValueError):
            pass
        finally:
            writer.close()
        yield None
