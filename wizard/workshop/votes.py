"""The host of the voting page: gives each browser a token, takes one vote of each, and loses none.

Needs aiohttp. Votes that come in together share one wait for the disk, and each is answered after it.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import socket
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from wizard.source.problems import Refused
from wizard.tree.tones import SYMBOLS
from wizard.workshop.page import HEADERS, Phone, asking_code, confidence, voting, waiting
from wizard.workshop.room import AGAIN, END, SURE, TITLE, UNSURE, VOTE, Ballot, Event, Room
from wizard.workshop.session import Session

COOKIE = "wizard-vote"
HERE = 15
"""Seconds for which a browser that was heard of counts as connected."""

MOST_VOTERS, MOST_BODY = 2_000, 4_096
PORT, PORTS = 8080, 20
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Signs of a room's code: none that is read as another."""

WAYS_IN = ("127.0.0.1", "::1", "localhost")
"""Addresses that only this machine reaches."""


@dataclass(slots=True)
class Bucket:
    """A limit on how often: so many at once, and so many more a second."""

    most: float
    rate: float
    left: float = 0
    at: float = 0

    def take(self, now: float) -> bool:
        """Whether one more is allowed now."""
        self.left = min(self.most, self.left + (now - self.at) * self.rate) if self.at else self.most
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


@dataclass
class Limits:
    """Buckets by what is limited; forgotten all together when there are too many."""

    most: float
    rate: float
    buckets: dict[str, Bucket] = field(default_factory=dict)

    def take(self, key: str) -> bool:
        """Whether one more of this key is allowed."""
        if len(self.buckets) > 4 * MOST_VOTERS:
            self.buckets.clear()
        return self.buckets.setdefault(key, Bucket(self.most, self.rate)).take(time.monotonic())


def room_code(secret: str) -> str:
    """The code of a room, which its secret decides, so that it is the same after a restart."""
    number = int.from_bytes(hashlib.sha256(f"code {secret}".encode()).digest()[:8], "big")
    code = ""
    for _ in range(4):
        number, at = divmod(number, len(LETTERS))
        code += LETTERS[at]
    return code


def bind(host: str, port: int | None) -> socket.socket:
    """A socket on a host: the port named, or the first free one from the usual on.

    Raises `Refused` when there is none.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for each in [port] if port is not None else range(PORT, PORT + PORTS):
        bound = socket.socket(family, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, each))
            return bound
        except (OSError, OverflowError) as error:
            bound.close()
            reason = getattr(error, "strerror", None) or str(error)
    raise Refused(f"cannot open a voting page on {host}, port {port or PORT}: {reason}")


def seen_as(host: str) -> str:
    """The address by which others reach a host; for all addresses, the one that leads out of this machine."""
    if host not in ("0.0.0.0", "::", ""):
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737); nothing is sent
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


class Votes:
    """The page of one session, over a socket that is bound already."""

    def __init__(self, session: Session, bound: socket.socket) -> None:
        self.session = session
        self.bound = bound
        host, port = bound.getsockname()[:2]
        self.code = room_code(session.opened.secret)
        self.path = f"/{self.code}"
        self.host, self.port = str(host), int(port)
        self.seen: dict[str, float] = {}
        self.issued = 0
        self.waiting: list[tuple[Event, asyncio.Future[bool]]] = []
        self.writing: asyncio.Task[None] | None = None
        self.votes = Limits(12, 2)
        self.newcomers = Limits(400, 5)
        self.guesses = Limits(40, 0.5)
        self.runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """The page's address, which changes where the machine goes to another network."""
        shown = seen_as(self.host)
        return f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}{self.path}"

    async def start(self) -> None:
        """Begins to answer."""
        app = web.Application(client_max_size=MOST_BODY, middlewares=[_headers])
        app.router.add_get("/", self._enter)
        app.router.add_get("/{code}", self._show)
        app.router.add_post("/{code}", self._take)
        app.router.add_get("/{code}/state", self._state)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self.runner.setup()
        await web.SockSite(self.runner, self.bound, backlog=1024).start()

    async def stop(self) -> None:
        """Answers no more; what was taken is on the disk."""
        if self.writing is not None:
            await self.writing
        if self.runner is not None:
            await self.runner.cleanup()
            self.runner = None

    def connected(self) -> int:
        """How many browsers were heard of lately."""
        since = time.monotonic() - HERE
        return sum(at > since for at in self.seen.values())

    async def _enter(self, request: web.Request) -> web.Response:
        code = request.query.get("code", "")
        if code:
            self._guess(request, code)
            if code.strip().upper() == self.code:
                raise web.HTTPSeeOther(self.path)
        return _html(asking_code(self._name, bool(code)))

    @property
    def _name(self) -> str:
        return f"{self.session.deck.knowledge.pack.name}: vote"

    def _guess(self, request: web.Request, code: str) -> None:
        """Lets a few wrong codes through, then asks to wait."""
        if code.strip().upper() != self.code and not self.guesses.take(request.remote or ""):
            raise web.HTTPTooManyRequests(text="Too many wrong codes. Wait a minute.")

    def _room(self, request: web.Request) -> None:
        """Refuses a code that is not the room's."""
        code = request.match_info["code"]
        self._guess(request, code)
        if code.upper() != self.code:
            raise web.HTTPNotFound(text=asking_code(self._name, True), content_type="text/html")
        if code != self.code:  # the cookie belongs to the code as it is written
            raise web.HTTPSeeOther(self.path)

    def _known(self, token: str) -> bool:
        """Whether a token is one that this room gave."""
        id, _, sign = token.partition(".")
        return hmac.compare_digest(sign, self._sign(id)) if token.isascii() else False

    def _sign(self, id: str) -> str:
        return hmac.new(self.session.opened.secret.encode(), id.encode(), "sha256").hexdigest()[:24]

    def _token(self, request: web.Request) -> tuple[str, bool]:
        """The token of a browser, and whether it is new."""
        token = request.cookies.get(COOKIE, "")
        if self._known(token):
            return token, False
        if self.issued >= MOST_VOTERS or not self.newcomers.take(request.remote or ""):
            raise web.HTTPTooManyRequests(text="Too many have come at once. Wait a moment and load again.")
        self.issued += 1
        id = secrets.token_hex(12)
        return f"{id}.{self._sign(id)}", True

    def _voter(self, token: str) -> str:
        """What the log calls a browser: nothing by which to find it again."""
        voter = hashlib.sha256(f"{self.session.opened.secret} {token}".encode()).hexdigest()[:16]
        if voter in self.seen or len(self.seen) < 2 * MOST_VOTERS:
            self.seen[voter] = time.monotonic()
        return voter

    async def _show(self, request: web.Request) -> web.Response:
        self._room(request)
        token, new = self._token(request)
        response = _html(self._page(token, "late" in request.query))
        if new:
            response.set_cookie(COOKIE, token, httponly=True, samesite="Strict", path=self.path)
        return response

    async def _state(self, request: web.Request) -> web.Response:
        self._room(request)
        token = request.cookies.get(COOKIE, "")
        if not self._known(token):
            return web.Response(text="new")
        return web.Response(text=self._stands(self._voter(token)))

    def _ballot(self, voter: str) -> Ballot | None:
        vote = self.session.room.open
        return vote.phones.get(voter) if vote is not None else None

    def _stands(self, voter: str) -> str:
        """All that makes the page of a browser another one, in short."""
        room, ballot = self.session.room, self._ballot(voter)
        said = f"{ballot.choice} {ballot.sure}" if ballot is not None else ""
        return f"{room.at} {room.place if room.open is not None else '-'} {said} {int(room.place == END)}"

    def _page(self, token: str, late: bool) -> str:
        voter, room = self._voter(token), self.session.room
        phone = Phone(self.path, self._stands(voter), token, self._name)
        note = "That vote was closed already, so nothing was counted." if late else ""
        if room.place == END or room.ended:
            return waiting(phone, "Thank you", "The workshop is over. Nothing about you is kept.", note)
        if room.at == TITLE:
            return waiting(phone, "You are in", "The first card comes soon. Look at the wall.", note)
        if room.open is None:
            return waiting(
                phone, "Look at the wall", "The vote is closed. The next one comes by itself.", note
            )
        asked, ballot = self.session.deck.cards[room.at].asked, self._ballot(voter)
        labels = [f"{SYMBOLS[each.tone]} {each.label}" if each.tone else each.label for each in asked.choices]
        if ballot is not None and self.session.opened.sure and not ballot.sure:
            label = next(each.label for each in asked.choices if each.id == ballot.choice)
            return confidence(phone, room.at, room.place, ballot.choice, label)
        return voting(phone, asked, room.at, room.place, ballot, labels, note)

    async def _take(self, request: web.Request) -> web.Response:
        self._room(request)
        origin = request.headers.get("Origin", "")
        if origin not in ("", "null") and origin.partition("://")[2] != request.host:
            raise web.HTTPForbidden(text="This vote was sent from another page.")
        form = await request.post()
        named = {name: value for name, value in form.items() if isinstance(value, str)}
        token = request.cookies.get(COOKIE) or named.get("token", "")
        if not self._known(token):
            raise web.HTTPSeeOther(self.path)
        voter = self._voter(token)
        if not self.votes.take(voter):
            raise web.HTTPTooManyRequests(
                text="Too many votes at once. Wait a moment, then load the page again."
            )
        event = self._event(named, voter)
        counted = event is not None and await self._cast(event)
        response = web.HTTPSeeOther(self.path if counted else f"{self.path}?late=1")
        if COOKIE not in request.cookies:
            response.set_cookie(COOKIE, token, httponly=True, samesite="Strict", path=self.path)
        raise response

    def _event(self, named: dict[str, str], voter: str) -> Event | None:
        """A vote as an event; None for one that no page of this room can have sent."""
        card, place, sure = named.get("card", ""), named.get("place", ""), named.get("sure", "")
        if not (card.isascii() and card.isdigit() and len(card) < 5) or place not in (VOTE, AGAIN):
            return None
        if int(card) >= self.session.cards or sure not in ("", SURE, UNSURE):
            return None
        choice = named.get("choice", "")
        if choice not in [each.id for each in self.session.deck.cards[int(card)].asked.choices]:
            return None
        now = round(self.session.clock(), 3)
        return Event("vote", now, int(card), place, choice, sure=sure, voter=voter)

    def _cast(self, event: Event) -> Awaitable[bool]:
        """Whether the vote counted; answers when it is on the disk."""
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.waiting.append((event, done))
        if self.writing is None or self.writing.done():
            self.writing = asyncio.create_task(self._write())
        return done

    async def _write(self) -> None:
        """Writes what is waiting, all at once, until nothing is."""
        while self.waiting:
            batch, self.waiting = self.waiting, []
            try:
                self.session.take([event for event, _ in batch])
                counted = [_counts(self.session.room, event) for event, _ in batch]
                await asyncio.to_thread(self.session.settle)
            except Refused:
                counted = [False] * len(batch)
            for (_, done), each in zip(batch, counted, strict=True):
                if not done.done():
                    done.set_result(each)


def _counts(room: Room, event: Event) -> bool:
    """Whether a vote was for the card and the vote that were open."""
    here = (room.at, room.place) == (int(event.card), event.place)
    return here and room.open is not None and event.voter in room.open.phones


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html")


@web.middleware
async def _headers(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Puts the headers that guard the page on every answer."""
    try:
        response = await handler(request)
    except web.HTTPException as error:
        error.headers.update(HEADERS)
        raise
    response.headers.update(HEADERS)
    return response
