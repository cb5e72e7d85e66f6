"""Who may come in, and what a browser is told to keep."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="the serve extra is not installed")
pytest.importorskip("textual_serve", reason="the serve extra is not installed")

from tests.helpers.calling import call
from wizard.serve.place import Place, checked_url, is_loopback
from wizard.serve.server import Server
from wizard.serve.starting import Starter
from wizard.serve.visits import FULL, IDLE, RATE, TOO_MANY, Visit, Visits, safe_name
from wizard.source.problems import Refused

HERE = Path(".")


def place(host: str = "127.0.0.1", public: str = "", most: int = 2) -> Place:
    return Place(host, 8000, HERE, HERE, public, most)


@pytest.mark.parametrize(
    ("host", "public", "named", "welcome"),
    [
        ("127.0.0.1", "", "127.0.0.1:8000", True),
        ("127.0.0.1", "", "localhost:8000", True),
        ("127.0.0.1", "", "[::1]:8000", True),
        ("127.0.0.1", "", "evil.example:8000", False),
        ("127.0.0.1", "", "", False),
        ("0.0.0.0", "", "192.168.1.7:8000", True),
        ("0.0.0.0", "", "evil.example:8000", False),
        ("127.0.0.1", "https://wizard.example", "wizard.example", True),
        ("127.0.0.1", "https://wizard.example", "other.example", False),
    ],
)
def test_the_server_answers_to_its_own_names_only(host: str, public: str, named: str, welcome: bool) -> None:
    assert place(host, public).welcomes({"Host": named}) is welcome


@pytest.mark.parametrize(
    ("public", "host", "origin", "own"),
    [
        ("", "127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("", "localhost:8000", "http://localhost:8000", True),
        ("", "localhost:8000", "http://127.0.0.1:8000", False),
        ("", "127.0.0.1:8000", "http://127.0.0.1:9000", False),
        ("", "127.0.0.1:8000", "https://evil.example", False),
        ("", "evil.example:8000", "http://evil.example:8000", False),
        ("", "127.0.0.1:8000", "null", False),
        ("", "127.0.0.1:8000", "", False),
        ("https://wizard.example", "wizard.example", "https://wizard.example", True),
        ("https://wizard.example", "wizard.example", "http://wizard.example", False),
        ("https://wizard.example", "wizard.example", "https://wizard.example.evil.example", False),
    ],
)
def test_a_visit_is_opened_by_the_servers_own_page_only(
    public: str, host: str, origin: str, own: bool
) -> None:
    assert place(public=public).own({"Host": host, "Origin": origin}) is own


def test_past_this_machine_is_told_apart() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "localhost", "::1", "127.1.2.3")))
    assert not any(map(is_loopback, ("0.0.0.0", "192.168.1.7", "wizard.example", "::")))


@pytest.mark.parametrize("url", ["wizard.example", "ftp://x", "https://", "https://x/app", "https://x?y"])
def test_a_public_address_that_cannot_be_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="must be an address such as"):
        checked_url(url)
    assert call("serve", "--public-url", url).code == 2


def test_the_address_told_holds_the_token() -> None:
    assert Place("0.0.0.0", 8000, HERE, HERE, token="abc").address == "http://0.0.0.0:8000/?token=abc"
    assert Place("::1", 8000, HERE, HERE).address == "http://[::1]:8000/"
    assert place(public="https://wizard.example").address == "https://wizard.example/"


async def test_the_cap_and_the_rate_are_kept() -> None:
    visits = Visits(place(most=2), Starter(place()))
    visits.starting = 2
    assert visits.refused("somebody", "10.0.0.1") == FULL
    visits.starting = 0
    assert [visits.refused("somebody", "10.0.0.1") for _ in range(RATE + 1)] == [*[""] * RATE, TOO_MANY]
    assert visits.refused("somebody", "10.0.0.2") == ""


async def test_a_room_with_one_address_can_take_every_place() -> None:
    visits = Visits(place(most=RATE + 40), Starter(place()))
    assert [visits.refused(f"{each}", "10.0.0.1") for each in range(RATE + 40)] == [""] * (RATE + 40)


async def test_a_visit_in_which_nothing_is_pressed_is_warned_and_then_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[object] = []
    ended: list[str] = []

    class Page:
        async def send_json(self, said: object) -> None:
            told.append(said)

    server = Server(Place("127.0.0.1", 8000, HERE, HERE, idle=0.02), "Small")
    monkeypatch.setattr("wizard.serve.server.WARNED", 0.6)

    async def end(_: object, why: str) -> None:
        assert told == [["say", "This visit ends in a minute. Press any key to stay."]]
        ended.append(why)

    monkeypatch.setattr(server.visits, "end", end)
    visit = Visit("somebody", None)  # type: ignore[arg-type]
    await asyncio.wait_for(server.watch(Page(), visit), 5)  # type: ignore[arg-type]
    assert ended == [IDLE]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("2026-11-22-whatsapp.md", "2026-11-22-whatsapp.md"),
        ('my "trans; cript.md', "my--trans--cript.md"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\r\nSet-Cookie: b", "a--Set-Cookie--b"),
        ("…", "transcript.txt"),
        ("", "transcript.txt"),
    ],
)
def test_a_download_has_a_name_that_means_nothing(name: str, safe: str) -> None:
    assert safe_name(name) == safe
