"""The server's side of starting apps: it holds the fork server, and gives each visitor a process."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

from wizard.serve.forking import SET_BEFORE
from wizard.serve.place import Place
from wizard.source.problems import Refused

WARM_SECONDS = 60


@dataclass
class App:
    """A visitor's app as the server sees it: what it writes and reads, and how to end it at once."""

    id: str
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class Starter:
    """Starts an app for each visitor. Ends them all, and itself, when it is closed or the server dies."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    async def open(self) -> None:
        """Starts the fork server and waits until it has read everything. Raises `Refused` where it fails."""
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "wizard.serve.forking", str(self.place.root)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=None,
                env={**os.environ, **SET_BEFORE},
                start_new_session=True,
            )
        ours.settimeout(WARM_SECONDS)
        self.control = ours
        try:
            ready = await asyncio.to_thread(ours.recv, 64)
        except OSError:
            ready = b""
        if not ready:
            self.close()
            raise Refused("the app cannot be started here; check says whether the trees can be used")
        ours.settimeout(5)

    async def start(self, id: str, state: str, width: int, height: int) -> App:
        """Starts an app. Raises `OSError` where the fork server has gone."""
        assert self.control is not None
        ours, theirs = socket.socketpair()
        said = {"id": id, "state": state, "width": width, "height": height, "theme": self.place.theme}
        with theirs:
            socket.send_fds(self.control, [json.dumps(said).encode() + b"\n"], [theirs.fileno()])
        reader, writer = await asyncio.open_connection(sock=ours)
        return App(id, reader, writer)

    def end(self, app: App) -> None:
        """Ends an app at once, whatever it is doing."""
        app.writer.close()
        if self.control is not None:
            with suppress(OSError):
                self.control.sendall(json.dumps({"end": app.id}).encode() + b"\n")

    def close(self) -> None:
        """Ends the fork server and all apps."""
        if self.control is not None:
            self.control.close()
        if self.process is not None:
            try:
                self.process.wait(2)
            except subprocess.TimeoutExpired:
                self.process.kill()
