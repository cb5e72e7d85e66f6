"""Where the app is served and to whom: what a call of `serve` says, and what follows from it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from wizard.source.problems import Refused


@dataclass(frozen=True, slots=True)
class Place:
    """What a call of `serve` says.

    `root` is the knowledge, `state` where visitors' walks are kept; `idle` are the minutes after which an
    unused session ends; `token` is what a visitor's address must hold, empty where none is asked for.
    """

    host: str
    port: int
    root: Path
    state: Path
    public_url: str = ""
    most: int = 20
    idle: float = 30
    token: str = ""
    theme: str = ""

    @property
    def address(self) -> str:
        """The address to tell people, with the token where one is asked for."""
        named = f"[{self.host}]" if ":" in self.host else self.host
        base = self.public_url or f"http://{named}:{self.port}"
        return f"{base.rstrip('/')}/{f'?token={self.token}' if self.token else ''}"

    @property
    def secure(self) -> bool:
        """Whether visitors come by https."""
        return self.public_url.startswith("https://")

    def welcomes(self, headers: Mapping[str, str]) -> bool:
        """Whether a request calls this server by its own name, and not another's (DNS rebinding)."""
        host = headers.get("Host", "")
        return host == urlsplit(self.public_url).netloc != "" or self._reaches(host)

    def _reaches(self, host: str) -> bool:
        """Whether a host is one that the server itself is bound to, or an address of the machine."""
        name = urlsplit(f"//{host}").hostname or ""
        return is_loopback(name) or name == self.host or (self.host in EVERYWHERE and _is_address(name))

    def own(self, headers: Mapping[str, str]) -> bool:
        """Whether a page of this very server makes the request: its `Origin` is where it was sent to."""
        origin, host = headers.get("Origin", ""), headers.get("Host", "")
        if self.public_url and origin == self.public_url:
            return True
        return bool(host) and origin == f"http://{host}" and self._reaches(host)


EVERYWHERE = ("0.0.0.0", "::", "")
"""Hosts that stand for every address of the machine."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def checked_url(url: str) -> str:
    """A public address that can be used. Raises `Refused` for any other."""
    parts = urlsplit(url)
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or parts.path not in ("", "/")
        or parts.query
    ):
        raise Refused(
            f"--public-url {url} must be an address such as https://wizard.example.org, with no path"
        )
    return url.rstrip("/")
