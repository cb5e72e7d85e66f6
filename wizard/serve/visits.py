"""The visits under way: who may start one, how many there are, and the life of each from start to end."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
import secrets
import shutil
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from wizard.serve.place import Place
from wizard.serve.starting import App, Starter

GRACE = 3.0
"""So many seconds an app has to end in order once its visitor has left."""
START_SECONDS = 20.0
MOST_FILE = 5_000_000
MOST_PACKET = 8_000_000
RATE, RATE_SECONDS = 60, 60.0
"""From one address so many starts in so many seconds, or as many as there are places: a room of people
shares one address."""
KEPT_HOURS = 24
"""So long a walk waits for its visitor to come back."""
WARNED = 60.0
"""So many seconds before an unused visit ends, the page says so."""

FULL = "All places are taken. Try again in a few minutes."
TOO_MANY = "Too many starts from your network. Try again in a minute."
FAILED = "The app stopped by an error. Your answers are kept: go on takes you back to them."
LEFT = "You have left. Nothing of this walk is kept here."
IDLE = "Nothing was pressed for a long time, so this visit was ended. Your answers are kept for a day."
ELSEWHERE = "This walk is now open in another window."
CLOSING = "The server is being stopped. Your answers are kept: come back in a moment."


@dataclass
class Visit:
    """One visitor's app, and the socket of the page that shows it."""

    visitor: str
    app: App
    pressed: float = field(default_factory=time.monotonic)
    warned: bool = False
    leaving: str = ""
    over: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(frozen=True)
class Download:
    """A file that a visitor may fetch once."""

    visitor: str
    name: str
    text: str
    until: float


class Visits:
    """All visits of one server."""

    def __init__(self, place: Place, starter: Starter) -> None:
        self.place = place
        self.starter = starter
        self.now: dict[str, Visit] = {}
        self.starting = 0
        self.turn = asyncio.Semaphore(2 * (os.cpu_count() or 1))
        self.starts: dict[str, deque[float]] = {}
        self.downloads: dict[str, Download] = {}

    def state(self, visitor: str) -> Path:
        """Where a visitor's walks are kept; its name does not give the cookie away."""
        return self.place.state / "visitors" / hashlib.sha256(visitor.encode()).hexdigest()[:32]

    def refused(self, visitor: str, address: str) -> str:
        """Why a visit cannot start now; empty when it can."""
        if visitor not in self.now and len(self.now) + self.starting >= self.place.most:
            return FULL
        now = time.monotonic()
        recent = self.starts.setdefault(address, deque())
        while recent and recent[0] < now - RATE_SECONDS:
            recent.popleft()
        if len(recent) >= max(RATE, self.place.most):
            return TOO_MANY
        recent.append(now)
        return ""

    async def begin(self, visitor: str, width: int, height: int) -> Visit:
        """Starts an app, when its turn comes; one that the visitor has open elsewhere is ended first."""
        self.starting += 1
        try:
            if (before := self.now.get(visitor)) is not None:
                await self.end(before, ELSEWHERE)
            async with self.turn:
                app = await self.starter.start(secrets.token_hex(8), str(self.state(visitor)), width, height)
                try:
                    await asyncio.wait_for(app.reader.readuntil(b"__GANGLION__\n"), START_SECONDS)
                except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, OSError):
                    self.starter.end(app)
                    raise
            visit = self.now[visitor] = Visit(visitor, app)
            return visit
        finally:
            self.starting -= 1

    async def end(self, visit: Visit, why: str) -> None:
        """Asks an app to end, and ends it where it does not."""
        visit.leaving = visit.leaving or why
        with suppress(OSError, asyncio.TimeoutError):
            visit.app.writer.write(packet(b"M", b'{"type": "quit"}'))
            await asyncio.wait_for(visit.over.wait(), GRACE)
        self.starter.end(visit.app)
        if self.now.get(visit.visitor) is visit:
            del self.now[visit.visitor]
        visit.over.set()

    async def show(
        self, visit: Visit, data: Callable[[bytes], Awaitable[None]], told: Callable[[str], Awaitable[None]]
    ) -> str:
        """Passes on what the app draws and asks for, to its end; the sentence to tell then."""
        reader = visit.app.reader
        try:
            while True:
                head = await reader.readexactly(5)
                size = int.from_bytes(head[1:], "big")
                if size > MOST_PACKET:
                    return FAILED
                payload = await reader.readexactly(size)
                if head[:1] == b"D":
                    await data(payload)
                elif head[:1] == b"M":
                    said = json.loads(payload)
                    if said.get("type") == "exit":
                        if not visit.leaving:
                            shutil.rmtree(self.state(visit.visitor), ignore_errors=True)
                        return visit.leaving or LEFT
                    if (message := self.asked(visit, said)) is not None:
                        await told(message)
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            return visit.leaving or FAILED
        finally:
            visit.over.set()

    def asked(self, visit: Visit, said: dict[str, object]) -> str | None:
        """What the page is told of something that the app asks for: to open a page, or to save a file."""
        if said.get("type") == "open_url" and str(said.get("url", "")).startswith("https://"):
            return json.dumps(["open_url", {"url": said["url"], "new_tab": True}])
        text = str(said.get("text", ""))
        if said.get("type") == "file" and len(text) <= MOST_FILE:
            key = secrets.token_urlsafe(24)
            name = safe_name(str(said.get("name", "")))
            now = time.monotonic()
            self.downloads = {key: each for key, each in self.downloads.items() if each.until > now}
            self.downloads[key] = Download(visit.visitor, name, text, now + 60)
            return json.dumps(["deliver_file_start", key])
        return None

    def fetch(self, visitor: str, key: str) -> Download | None:
        """A file that this very visitor may fetch, once."""
        found = self.downloads.get(key)
        if found is None or found.visitor != visitor or found.until < time.monotonic():
            return None
        return self.downloads.pop(key)

    def purge(self) -> None:
        """Deletes the walks that nobody has come back to, and forgets who started what long ago."""
        recent = time.monotonic() - RATE_SECONDS
        self.starts = {
            address: times for address, times in self.starts.items() if times and times[-1] > recent
        }
        before = time.time() - KEPT_HOURS * 3600
        used = {self.state(each).name for each in self.now}
        with suppress(OSError):
            for folder in list((self.place.state / "visitors").iterdir()):
                newest = max(
                    (each.stat().st_mtime for each in folder.rglob("*")), default=folder.stat().st_mtime
                )
                if newest < before and folder.name not in used:
                    shutil.rmtree(folder, ignore_errors=True)


def packet(kind: bytes, payload: bytes) -> bytes:
    """A packet for the app: `D` for keys, `M` for all else."""
    return kind + len(payload).to_bytes(4, "big") + payload


def safe_name(name: str) -> str:
    """A file's name in which nothing means anything to a header, a shell or a folder."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", name).lstrip(".-")[:100] or "transcript.txt"
