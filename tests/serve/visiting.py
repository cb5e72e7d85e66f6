"""A server as a process of its own, and visitors who speak to it as its page does."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.helpers.calling import environment

CODES = re.compile(rb"\x1b\[[0-9;?<>$]*[a-zA-Z]|\x1b\][^\x07]*\x07")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class Served:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int
    state: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def forker(self) -> int:
        """The process that forks."""
        [pid] = children(self.process.pid)
        return pid

    def apps(self) -> list[int]:
        """The processes of visitors."""
        return children(self.forker())


def children(pid: int) -> list[int]:
    """The processes that a process has started and that have not ended."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):
                state, parent = (folder / "stat").read_text().rpartition(") ")[2].split()[:2]
                if int(parent) == pid and state != "Z":
                    found.append(int(folder.name))
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


@contextmanager
def served(state: Path, *options: str, **more: str) -> Iterator[Served]:
    """Runs `serve` on a free port until it answers; ended afterwards."""
    port = free_port()
    told = state.with_name(f"{state.name}-stderr.txt")
    with told.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "wizard", "serve", "--port", str(port), *options],
            env=environment(WIZARD_STATE=str(state), **more),
            stderr=stderr,
        )
    server = Served(process, port, state)
    try:
        wait_for(lambda: answers(port), 40)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(8)
            process.kill()
    said = told.read_text("utf-8", "replace")
    assert "Traceback" not in said, said


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def wait_for(until: Any, seconds: float) -> float:
    """Waits until something holds; how long it took."""
    start = time.monotonic()
    while not until():
        assert time.monotonic() - start < seconds, "it did not happen"
        time.sleep(0.05)
    return time.monotonic() - start


@dataclass
class Visitor:
    """A page that is open: what was drawn, what it was told, and how it ended."""

    web: aiohttp.ClientSession
    socket: aiohttp.ClientWebSocketResponse
    drawn: bytes = b""
    told: list[list[Any]] = field(default_factory=list)
    ended: str | None = None

    async def press(self, keys: str) -> None:
        await self.socket.send_str(json.dumps(["stdin", keys]))

    async def read(self) -> None:
        """Reads one message."""
        message = await self.socket.receive()
        if message.type == aiohttp.WSMsgType.BINARY:
            self.drawn += message.data
        elif message.type == aiohttp.WSMsgType.TEXT:
            self.told.append(json.loads(message.data))
        else:
            self.ended = str(message.extra or "")

    async def until(self, words: str, seconds: float = 15) -> None:
        """Reads until words have been drawn since the last call."""
        async with asyncio.timeout(seconds):
            while words not in CODES.sub(b"", self.drawn).decode("utf-8", "replace"):
                assert self.ended is None, f"ended: {self.ended}"
                await self.read()
        self.drawn = b""

    async def until_told(self, kind: str, seconds: float = 15) -> Any:
        """Reads until the page is told something of a kind."""
        async with asyncio.timeout(seconds):
            while not (found := [each for each in self.told if each[0] == kind]):
                await self.read()
        return found[0][1]

    async def end(self, seconds: float = 15) -> str:
        """Reads until the visit has ended; the sentence told."""
        async with asyncio.timeout(seconds):
            while self.ended is None:
                await self.read()
        return self.ended


@asynccontextmanager
async def visiting(
    server: Served, cookies: dict[str, str] | None = None, **headers: str
) -> AsyncIterator[Visitor]:
    """Opens the page and its socket."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, cookies=cookies) as web:
        async with web.get(f"{server.url}/") as page:
            await page.read()
        sent = {"Origin": server.url, **headers}
        async with web.ws_connect(f"{server.url}/ws?width=80&height=24", headers=sent) as opened:
            yield Visitor(web, opened)


def cookies_of(visitor: Visitor) -> dict[str, str]:
    """What the browser would bring the next time."""
    return {each.key: each.value for each in visitor.web.cookie_jar}


def stop(pid: int) -> None:
    """Hangs a process."""
    os.kill(pid, signal.SIGSTOP)
