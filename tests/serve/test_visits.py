"""Whole visits, with the real server and its real processes: what is shown, kept, handed over and left."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

pytest.importorskip("aiohttp", reason="the serve extra is not installed")
pytest.importorskip("textual_serve", reason="the serve extra is not installed")
if sys.platform != "linux":
    pytest.skip("processes are watched through /proc", allow_module_level=True)

import aiohttp

from tests.serve.visiting import Served, alive, cookies_of, served, stop, visiting, wait_for
from wizard.serve.visits import CLOSING, ELSEWHERE, FAILED, FULL, LEFT


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("state"), "--max-sessions", "6") as running:
        yield running


async def test_a_walk_ends_in_a_file_that_the_browser_saves(server: Served) -> None:
    async with visiting(server) as visitor:
        await visitor.until("I want to send something")
        await visitor.press("1")
        await visitor.until("Does HIPAA cover you")
        await visitor.press("4")
        await visitor.until("HIPAA DOES NOT APPLY")
        await visitor.press("s")
        await visitor.until("Your browser saves it")
        await visitor.press("\r")
        key = await visitor.until_told("deliver_file_start")
        async with aiohttp.ClientSession() as stranger, stranger.get(f"{server.url}/download/{key}") as page:
            assert page.status == 404
        async with visitor.web.get(f"{server.url}/download/{key}") as page:
            text = await page.text()
            assert page.status == 200 and "Verdict: HIPAA does not apply" in text
            said = page.headers["Content-Disposition"]
            assert said.startswith('attachment; filename="2') and said.endswith('-not-covered.md"')
        async with visitor.web.get(f"{server.url}/download/{key}") as page:
            assert page.status == 404
    kept = [each for each in server.state.rglob("*") if each.is_file()]
    assert {each.suffix for each in kept} <= {".jsonl"}


async def test_a_page_offers_no_workshop(server: Served) -> None:
    async with visiting(server) as visitor:
        await visitor.until("Look something up in the library")
        await visitor.press("wz/")
        async with asyncio.timeout(10):
            while b"Search" not in visitor.drawn and b"search" not in visitor.drawn:
                await visitor.read()
        assert b"workshop" not in visitor.drawn.lower()


async def test_a_reload_comes_back_to_the_same_question(server: Served) -> None:
    async with visiting(server) as visitor:
        await visitor.until("I want to send something")
        await visitor.press("1")
        await visitor.until("Does HIPAA cover you")
        await visitor.press("1")
        await visitor.until("Where do you stand")
        brought = cookies_of(visitor)
        async with visiting(server, brought) as again:
            await again.until("Where do you stand")
            assert await visitor.end() == ELSEWHERE
    async with visiting(server, brought) as later:
        await later.until("Where do you stand")


async def test_leaving_deletes_what_was_kept(server: Served) -> None:
    before = set(server.state.rglob("*.jsonl"))
    async with visiting(server) as visitor:
        await visitor.until("I want to send something")
        await visitor.press("1")
        await visitor.until("Does HIPAA cover you")
        await visitor.press("4")
        await visitor.until("HIPAA DOES NOT APPLY")
        assert set(server.state.rglob("*.jsonl")) - before
        await visitor.press("q")
        assert await visitor.end() == LEFT
    wait_for(lambda: not set(server.state.rglob("*.jsonl")) - before, 3)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_foreign_page_opens_no_visit(server: Served, origin: str) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with visiting(server, Origin=origin):
            pass
    assert refused.value.status == 403


async def test_the_server_is_not_called_by_another_name(server: Served) -> None:
    async with aiohttp.ClientSession() as web, web.get(server.url, headers={"Host": "evil.example"}) as page:
        assert page.status == 421 and "wizard-visitor" not in page.headers.get("Set-Cookie", "")


async def test_pages_come_with_what_a_browser_must_keep(server: Served) -> None:
    async with aiohttp.ClientSession() as web, web.get(server.url) as page:
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        cookie = page.headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
        assert "googleapis" not in await page.text()
        async with web.get(f"{server.url}/static/") as listing:
            assert listing.status == 404


async def test_a_full_server_says_so(server: Served) -> None:
    async with asyncio.timeout(60), AsyncExitStack() as stack:
        for _ in range(6):
            visitor = await stack.enter_async_context(visiting(server))
            await visitor.until("I want to send something")
        async with aiohttp.ClientSession() as web, web.get(server.url) as page:
            assert page.status == 503 and FULL in await page.text()
        async with visiting(server, {"wizard-visitor": "x" * 32}) as late:
            assert await late.end() == FULL
    wait_for(lambda: not server.apps(), 10)


async def test_fifty_visitors_at_once_all_get_in(tmp_path: Path) -> None:
    with served(tmp_path, "--max-sessions", "50") as crowded:

        async def visit(stack: AsyncExitStack) -> None:
            visitor = await stack.enter_async_context(visiting(crowded))
            await visitor.until("I want to send something", 90)

        async with AsyncExitStack() as stack:
            await asyncio.gather(*(visit(stack) for _ in range(50)))
            assert len(crowded.apps()) == 50
        wait_for(lambda: not crowded.apps(), 15)


async def test_an_app_that_is_killed_closes_its_page_and_leaves_the_others(server: Served) -> None:
    async with visiting(server) as other, visiting(server) as visitor:
        await other.until("I want to send something")
        known = server.apps()
        await visitor.until("I want to send something")
        [mine] = set(server.apps()) - set(known) or {server.apps()[-1]}
        os.kill(mine, signal.SIGKILL)
        first, _ = await asyncio.wait(
            [asyncio.create_task(other.end()), asyncio.create_task(visitor.end())],
            return_when=asyncio.FIRST_COMPLETED,
        )
        assert [each.result() for each in first] == [FAILED]
        wait_for(lambda: len(server.apps()) == 1, 5)


async def test_a_hung_app_ends_soon_after_its_visitor_left(server: Served) -> None:
    async with visiting(server) as visitor:
        await visitor.until("I want to send something")
        [app] = server.apps()
        stop(app)
    assert wait_for(lambda: not alive(app), 10) < 10


async def test_what_is_no_message_of_the_page_ends_the_visit(server: Served) -> None:
    odd = ("[", "{}", "[]", '["resize", {"width": 1}]', '["stdin"' + " " * 20_000 + ', "1"]', "[" * 8_000)
    for sent in odd:
        async with visiting(server) as visitor:
            await visitor.socket.send_str(sent)
            await visitor.end()
    async with visiting(server) as visitor:
        await visitor.socket.send_str('["resize", {"width": "99999", "height": -5}]')
        await visitor.until("I want to send something")


async def test_a_token_is_asked_for_and_leaves_the_address(tmp_path: Path) -> None:
    with served(tmp_path, WIZARD_TOKEN="open-sesame") as server:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as web:
            for path in ("/", "/?token=wrong", "/static/own/page.js", "/ws"):
                async with web.get(server.url + path) as page:
                    assert page.status == 403, path
            async with web.get(f"{server.url}/?token=open-sesame", allow_redirects=False) as page:
                assert page.status == 303 and page.headers["Location"] == "/"
            async with web.get(server.url) as page:
                assert page.status == 200
            async with web.get(f"{server.url}/health") as page:
                assert await page.json() == {"status": "ok", "visits": 0, "most": 20}


async def test_sigterm_tells_the_visitors_and_ends_everything_in_time(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        async with visiting(server) as visitor:
            await visitor.until("I want to send something")
            left = [server.forker(), *server.apps()]
            server.process.send_signal(signal.SIGTERM)
            assert await visitor.end(5) == CLOSING
            server.process.wait(5)
        wait_for(lambda: not any(map(alive, left)), 2)


async def test_a_killed_server_leaves_no_app(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        async with visiting(server) as visitor:
            await visitor.until("I want to send something")
            apps = server.apps()
            stop(apps[0])
            left = [server.forker(), *apps]
            server.process.kill()
            assert wait_for(lambda: not any(map(alive, left)), 5) < 5


async def test_a_killed_fork_server_closes_the_pages(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        async with visiting(server) as visitor:
            await visitor.until("I want to send something")
            os.kill(server.forker(), signal.SIGKILL)
            await visitor.press("1")
            await visitor.until("Does HIPAA cover you")
            async with visiting(server) as late:
                assert await late.end() == FAILED
        async with aiohttp.ClientSession() as web, web.get(f"{server.url}/health") as page:
            assert page.status == 503
