"""The server: pages and sockets for visitors, on aiohttp. It decides who may come in, `visits` the rest."""

from __future__ import annotations

import asyncio
import hmac
import json
import secrets
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from aiohttp import WSMsgType, web

from wizard.serve.pages import POLICY, closed_page, start_page
from wizard.serve.place import Place
from wizard.serve.starting import Starter
from wizard.serve.visits import CLOSING, FAILED, FULL, IDLE, WARNED, Visit, Visits, packet

VISITOR, ENTRY = "wizard-visitor", "wizard-entry"
"""The cookies: who comes back, and that the address held the token."""
MOST_MESSAGE = 16_000
REFUSED = 4000
WRONG = "This address lacks its token. Open the whole address that you were given."
STRANGER = "This server does not answer to that name."

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """One server at one place."""

    def __init__(self, place: Place, title: str) -> None:
        self.place = place
        self.title = title
        self.starter = Starter(place)
        self.visits = Visits(place, self.starter)

    def app(self) -> web.Application:
        """The routes, behind the checks that every request passes."""
        app = web.Application(middlewares=[self.guarded], client_max_size=MOST_MESSAGE)
        static = Path(str(files("textual_serve"))) / "static"
        own = Path(str(files("wizard.serve"))) / "static"
        app.add_routes(
            [
                web.get("/", self.start),
                web.get("/ws", self.socket),
                web.get("/download/{key}", self.download),
                web.get("/health", self.health),
                web.static("/static/own", own),
                web.static("/static/js", static / "js"),
                web.static("/static/css", static / "css"),
                web.static("/static/fonts", static / "fonts"),
            ]
        )
        return app

    @web.middleware
    async def guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuses who calls this server by another's name or lacks the token; says what browsers keep."""
        if not self.place.welcomes(request.headers) and request.path != "/health":
            return self.closed(STRANGER, 421)
        if request.path not in ("/", "/health") and not self.may_enter(request):
            return self.closed(WRONG, 403)
        try:
            response = await handler(request)
        except web.HTTPException as error:
            response = self.closed(f"{error.reason}.", error.status)
        if not response.prepared:
            response.headers.update(
                {
                    "Content-Security-Policy": POLICY,
                    "X-Content-Type-Options": "nosniff",
                    "Referrer-Policy": "no-referrer",
                    "Cross-Origin-Opener-Policy": "same-origin",
                    "Cross-Origin-Resource-Policy": "same-origin",
                    "Cache-Control": "no-store"
                    if not request.path.startswith("/static/")
                    else "max-age=3600",
                }
            )
        return response

    def may_enter(self, request: web.Request) -> bool:
        """Whether the visitor has shown the token, where one is asked for."""
        given = request.cookies.get(ENTRY, "")
        return not self.place.token or hmac.compare_digest(given.encode(), self.place.token.encode())

    def closed(self, sentence: str, status: int) -> web.Response:
        """A page with one sentence."""
        return web.Response(text=closed_page(self.title, sentence), content_type="text/html", status=status)

    async def health(self, _: web.Request) -> web.Response:
        """Whether the server and its fork server run; for whoever watches over it."""
        alive = self.starter.process is not None and self.starter.process.poll() is None
        body = {
            "status": "ok" if alive else "failed",
            "visits": len(self.visits.now),
            "most": self.place.most,
        }
        return web.json_response(body, status=200 if alive else 503)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file that the app has handed over, to the visitor whose app it was, once."""
        found = self.visits.fetch(request.cookies.get(VISITOR, ""), request.match_info["key"])
        if found is None:
            return self.closed("This file has been fetched already, or is not yours.", 404)
        headers = {"Content-Disposition": f'attachment; filename="{found.name}"'}
        return web.Response(text=found.text, content_type="application/octet-stream", headers=headers)

    async def start(self, request: web.Request) -> web.StreamResponse:
        """The page that shows the app. A token in the address becomes a cookie, and leaves the address."""
        given = request.query.get("token", "")
        if self.place.token and hmac.compare_digest(given.encode(), self.place.token.encode()):
            entered = web.Response(status=303, headers={"Location": "/"})
            self.remember(entered, ENTRY, self.place.token)
            return entered
        if not self.may_enter(request):
            return self.closed(WRONG, 403)
        visitor = request.cookies.get(VISITOR, "")
        if visitor not in self.visits.now and len(self.visits.now) >= self.place.most:
            return self.closed(FULL, 503)
        response = web.Response(text=start_page(self.title), content_type="text/html")
        if len(visitor) < 20:
            self.remember(response, VISITOR, secrets.token_urlsafe(24))
        return response

    def remember(self, response: web.StreamResponse, name: str, value: str) -> None:
        """Sets a cookie that no script reads and no other site sends."""
        response.set_cookie(
            name, value, max_age=86400, httponly=True, samesite="Strict", secure=self.place.secure, path="/"
        )

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """One visit: keys come in, what the app draws goes out, and its end is told in a sentence."""
        visitor = request.cookies.get(VISITOR, "")
        if not self.place.own(request.headers) or len(visitor) < 20:
            return self.closed("Only this server's own page may open a visit.", 403)
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=MOST_MESSAGE)
        await socket.prepare(request)
        refused = self.visits.refused(visitor, self.caller(request))
        if refused:
            await socket.close(code=REFUSED, message=refused.encode())
            return socket
        width, height = (
            _cells(request.query.get(name, ""), least) for name, least in (("width", 80), ("height", 24))
        )
        try:
            visit = await self.visits.begin(visitor, width, height)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            await socket.close(code=REFUSED, message=FAILED.encode())
            return socket
        showing = asyncio.create_task(self.visits.show(visit, socket.send_bytes, socket.send_str))
        hearing = asyncio.create_task(self.hear(socket, visit))
        watching = asyncio.create_task(self.watch(socket, visit))
        try:
            await asyncio.wait({showing, hearing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            watching.cancel()
            await self.visits.end(visit, visit.leaving or "Your page was closed.")
            told = await showing
            with suppress(ConnectionError, RuntimeError):
                await socket.close(code=REFUSED, message=told.encode())
            hearing.cancel()
        return socket

    def caller(self, request: web.Request) -> str:
        """The address that a request comes from; behind a proxy, the one that the proxy names."""
        if self.place.public_url:
            return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or str(
                request.remote
            )
        return str(request.remote)

    async def hear(self, socket: web.WebSocketResponse, visit: Visit) -> None:
        """Passes on what the visitor presses; what is no message of our page ends the visit."""
        async for message in socket:
            if message.type != WSMsgType.TEXT:
                return
            try:
                kind, *rest = json.loads(message.data)
                said = rest[0] if rest else None
                if kind == "ping":
                    await socket.send_json(["pong", said])
                    continue
                sent = self.passed_on(visit, kind, said)
            except (ValueError, TypeError, KeyError, RecursionError):
                return
            if sent:
                visit.app.writer.write(sent)
                with suppress(ConnectionError):
                    await visit.app.writer.drain()

    def passed_on(self, visit: Visit, kind: object, said: object) -> bytes:
        """A message of the page as a packet for the app; empty for one that it need not know."""
        if kind == "stdin":
            visit.pressed, visit.warned = asyncio.get_running_loop().time(), False
            return packet(b"D", str(said).encode("utf-8", "replace"))
        if kind == "resize" and isinstance(said, dict):
            size = {
                "type": "resize",
                "width": _cells(said["width"], 80),
                "height": _cells(said["height"], 24),
            }
            return packet(b"M", json.dumps(size).encode())
        return packet(b"M", json.dumps({"type": kind}).encode()) if kind in ("focus", "blur") else b""

    async def watch(self, socket: web.WebSocketResponse, visit: Visit) -> None:
        """Ends a visit in which nothing is pressed, and says so before."""
        visit.pressed = asyncio.get_running_loop().time()
        while True:
            limit = self.place.idle * 60
            idle = asyncio.get_running_loop().time() - visit.pressed
            if idle >= limit:
                await self.visits.end(visit, IDLE)
                return
            if idle >= limit - WARNED and not visit.warned:
                visit.warned = True
                await socket.send_json(["say", "This visit ends in a minute. Press any key to stay."])
            await asyncio.sleep(min(5.0, limit / 10))

    async def run(self) -> None:
        """Serves until a signal ends it; then every visit is told and ended."""
        await self.starter.open()
        runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=1)
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        for each in (signal.SIGINT, signal.SIGTERM):
            with suppress(NotImplementedError):
                loop.add_signal_handler(each, over.set)
        try:
            await runner.setup()
            await web.TCPSite(runner, self.place.host, self.place.port).start()
            purging = asyncio.create_task(self.purge())
            await over.wait()
            purging.cancel()
            await asyncio.gather(*(self.visits.end(each, CLOSING) for each in list(self.visits.now.values())))
        finally:
            self.starter.close()
            await runner.cleanup()

    async def purge(self) -> None:
        """Deletes old walks now and every hour."""
        while True:
            await asyncio.to_thread(self.visits.purge)
            await asyncio.sleep(3600)


def _cells(said: object, otherwise: int) -> int:
    """A size in cells that an app can be drawn in."""
    try:
        return max(10, min(400, int(str(said))))
    except ValueError:
        return otherwise
