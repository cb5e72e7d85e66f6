"""The voting page: one vote a browser, changed until the reveal, counted once, and kept on the disk."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

aiohttp = pytest.importorskip("aiohttp", reason="the extra votes is not installed")

from aiohttp import ClientSession, CookieJar

from tests.helpers.calling import call
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.workshop.deck import Deck
from wizard.workshop.page import HEADERS
from wizard.workshop.room import COUNTS, END, VERDICT
from wizard.workshop.session import Passing, Session, begin, resume
from wizard.workshop.votes import MOST_VOTERS, Bucket, Limits, Votes, bind, room_code, seen_as

LARGEST = 15_000


@asynccontextmanager
async def hosted(session: Session) -> AsyncIterator[Votes]:
    votes = Votes(session, bind("127.0.0.1", 0))
    await votes.start()
    try:
        yield votes
    finally:
        await votes.stop()


@asynccontextmanager
async def phone() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
        yield client


async def vote(client: ClientSession, votes: Votes, choice: str, **more: str) -> str:
    """The page that a vote leads to."""
    form = {"card": str(votes.session.room.at), "place": votes.session.room.place, "choice": choice, **more}
    async with client.post(votes.address, data=form) as answer:
        assert answer.status == 200
        return await answer.text()


async def page(client: ClientSession, votes: Votes) -> str:
    async with client.get(votes.address) as answer:
        assert answer.status == 200
        assert all(answer.headers[name] == value for name, value in HEADERS.items())
        return await answer.text()


def counts(session: Session) -> dict[str, int]:
    return dict(session.room.played.last.tally.counts)


async def test_a_browser_has_one_vote_through_reloads_and_double_taps(
    workshop: Callable[[], Session],
) -> None:
    session = workshop()
    session.forward()
    async with hosted(session) as votes, phone() as one, phone() as two:
        first = await page(one, votes)
        assert "A mother calls" in first
        assert "Your vote is in" not in first
        taken = await asyncio.gather(*(vote(one, votes, "conditional") for _ in range(3)))
        assert all("Your vote is in" in each for each in taken)
        await page(two, votes)
        await vote(two, votes, "permissible")
        assert "Your vote is in" in await vote(one, votes, "impermissible")
        assert 'value="impermissible" aria-pressed="true"' in await page(one, votes)
        assert counts(session) == {"impermissible": 1, "permissible": 1}


async def test_a_vote_is_on_the_disk_before_it_is_answered(
    workshop: Callable[[], Session], knowledge: Knowledge, tmp_path: Path
) -> None:
    session = workshop()
    session.forward()
    async with hosted(session) as votes, phone() as one:
        await page(one, votes)
        await vote(one, votes, "conditional")
        session.close()
        again = resume(knowledge, tmp_path)
        assert again.room.played.first == session.room.played.first
        assert room_code(again.opened.secret) == votes.code
        async with hosted(again) as later:
            moved = {each.key: each.value for each in one.cookie_jar}
            async with ClientSession(cookies=moved) as same:
                assert 'value="conditional" aria-pressed="true"' in await page(same, later)
        again.close()


async def test_after_the_reveal_nothing_is_counted_and_the_page_says_so(
    workshop: Callable[[], Session],
) -> None:
    session = workshop()
    session.forward()
    async with hosted(session) as votes, phone() as one:
        await page(one, votes)
        before = {"card": "0", "place": "vote", "choice": "permissible"}
        session.go((0, COUNTS))
        async with one.post(votes.address, data=before) as answer:
            assert "nothing was counted" in await answer.text()
        assert counts(session) == {}
        session.go((1, "vote"))
        async with one.post(votes.address, data=before) as answer:
            assert "nothing was counted" in await answer.text()
        assert counts(session) == {}


async def test_nothing_on_the_page_tells_the_answer_or_how_others_voted(
    workshop: Callable[[], Session],
) -> None:
    session = workshop()
    async with hosted(session) as votes, phone() as one, phone() as two:
        assert "The first card comes soon" in await page(one, votes)
        session.forward()
        card = session.deck.cards[0]
        await page(two, votes)
        await vote(two, votes, "impermissible")
        for place in ("vote", COUNTS, VERDICT):
            session.go((0, place))
            text = await page(one, votes)
            assert len(text.encode()) < LARGEST
            assert card.title not in text
            assert card.point[0][:30] not in text
            assert re.search(r"\b1 votes?\b", text) is None
        session.go((-1, END))
        assert "Nothing about you is kept" in await page(one, votes)


async def test_late_joiners_come_in_at_the_card_at_hand(workshop: Callable[[], Session]) -> None:
    session = workshop()
    session.jump(2)
    async with hosted(session) as votes, phone() as one:
        assert "discharge coordinator" in await page(one, votes)
        await vote(one, votes, "permissible")
        assert session.room.cards[0].first.tally.total == 0
        assert votes.connected() == 1


async def test_the_second_vote_is_asked_anew(workshop: Callable[[], Session]) -> None:
    session = workshop()
    session.forward()
    async with hosted(session) as votes, phone() as one:
        await page(one, votes)
        await vote(one, votes, "permissible")
        session.again()
        assert "Your vote is in" not in await page(one, votes)
        await vote(one, votes, "impermissible")
        assert session.room.played.first.tally.counts == {"permissible": 1}
        assert counts(session) == {"impermissible": 1}


async def test_who_is_sure_is_asked_after_the_choice(deck: Deck, tmp_path: Path) -> None:
    session = begin(deck, tmp_path, sure=True)
    session.forward()
    async with hosted(session) as votes, phone() as one:
        await page(one, votes)
        assert "How sure are you?" in await vote(one, votes, "permissible")
        assert "Your vote is in" in await vote(one, votes, "permissible", sure="sure")
        assert session.room.played.first.tally.sure == {"permissible": 1}
    session.forget()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"card": "0", "place": "vote", "choice": "no-such"},
        {"card": "99", "place": "vote", "choice": "permissible"},
        {"card": "-1", "place": "vote", "choice": "permissible"},
        {"card": "²", "place": "vote", "choice": "permissible"},
        {"card": "0", "place": "verdict", "choice": "permissible"},
        {"card": "0", "place": "vote", "choice": "permissible", "sure": "x" * 900},
    ],
)
async def test_a_form_that_no_page_sent_counts_nothing(
    workshop: Callable[[], Session], form: dict[str, str]
) -> None:
    session = workshop()
    session.forward()
    async with hosted(session) as votes, phone() as one:
        await page(one, votes)
        async with one.post(votes.address, data=form) as answer:
            assert answer.status == 200
        assert counts(session) == {}


async def test_strangers_are_kept_out(workshop: Callable[[], Session]) -> None:
    session = workshop()
    session.forward()
    form = {"card": "0", "place": "vote", "choice": "permissible"}
    async with hosted(session) as votes, phone() as one:
        base = votes.address.removesuffix(votes.path)
        async with one.get(f"{base}/XXXX") as answer:
            assert (answer.status, "No room has this code" in await answer.text()) == (404, True)
        async with one.post(votes.address, data={**form, "token": "made.up"}) as answer:
            assert "Your vote is in" not in await answer.text()
        async with one.post(votes.address, data=form, headers={"Origin": "https://evil.example"}) as answer:
            assert answer.status == 403
        async with one.post(votes.address, data={**form, "choice": "x" * 9_000}) as answer:
            assert answer.status == 413
        assert counts(session) == {}
        statuses = []
        for _ in range(60):
            async with one.get(f"{base}/YYYY") as answer:
                statuses.append(answer.status)
        assert statuses[-1] == 429
        async with one.get(f"{base}/?code={votes.code.lower()}") as answer:
            assert "A mother calls" in await answer.text()


async def test_a_code_in_small_letters_is_the_same_browser(workshop: Callable[[], Session]) -> None:
    session = workshop()
    session.forward()
    async with hosted(session) as votes, phone() as one:
        async with one.get(votes.address.lower()) as answer:
            assert str(answer.url) == votes.address
        await vote(one, votes, "permissible")
        async with one.get(votes.address.lower()) as answer:
            assert 'aria-pressed="true"' in await answer.text()


async def test_a_browser_that_votes_without_end_is_slowed(workshop: Callable[[], Session]) -> None:
    session = workshop()
    session.forward()
    form = {"card": "0", "place": "vote", "choice": "permissible"}
    async with hosted(session) as votes, phone() as one:
        await page(one, votes)
        statuses = []
        for _ in range(30):
            async with one.post(votes.address, data=form, allow_redirects=False) as answer:
                statuses.append(answer.status)
        assert statuses[0] == 303
        assert 429 in statuses


async def test_the_page_ends_at_once(workshop: Callable[[], Session]) -> None:
    async with phone() as one:
        async with hosted(workshop()) as votes:
            await page(one, votes)
            began = asyncio.get_running_loop().time()
        assert asyncio.get_running_loop().time() - began < 2
        with pytest.raises(aiohttp.ClientError):
            await page(one, votes)


async def test_a_full_disk_is_told_and_counts_nothing(
    workshop: Callable[[], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = workshop()
    session.forward()
    async with hosted(session) as votes, phone() as one:
        await page(one, votes)

        def full(lines: list[str]) -> None:
            raise Refused("the disk is full")

        assert session.journal is not None
        monkeypatch.setattr(session.journal, "write", full)
        assert "nothing was counted" in await vote(one, votes, "permissible")
        assert counts(session) == {}


def test_limits_refill_with_time_and_stay_small() -> None:
    bucket = Bucket(2, 1)
    assert [bucket.take(now) for now in (10, 10, 10, 11, 11)] == [True, True, False, True, False]
    limits = Limits(1, 0)
    for each in range(5 * MOST_VOTERS):
        limits.take(str(each))
    assert len(limits.buckets) <= 4 * MOST_VOTERS + 1


def test_a_port_that_is_taken_is_refused_with_its_number() -> None:
    bound = bind("127.0.0.1", 0)
    bound.listen()
    port = bound.getsockname()[1]
    with pytest.raises(Refused, match=f"port {port}"):
        bind("127.0.0.1", port)
    bound.close()
    assert seen_as("10.1.2.3") == "10.1.2.3"


def test_an_open_host_is_warned_of_and_people_can_vote_while_a_script_runs(tmp_path: Path) -> None:
    (tmp_path / "script.txt").write_text("vote 1=1\nreveal\n", "utf-8")
    script = (
        "present",
        "article-scenarios",
        "--script",
        str(tmp_path / "script.txt"),
        "--votes",
        "--port",
        "0",
    )
    quiet = call(*script)
    assert quiet.code == 0
    assert quiet.err.startswith("Vote: http://127.0.0.1:")
    warned = call(*script, "--host", "0.0.0.0")
    assert "Whoever reaches this machine" in warned.err


def test_time_is_the_clocks() -> None:
    clock = Passing()
    assert clock() == clock.now
