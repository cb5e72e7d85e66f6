"""The presenter's second window: it has the room of the wall, comes back after a restart, and is private."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.ui.driving import Driver, WatchedApp
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.ui.screens.follow import LOST, FollowScreen
from wizard.workshop.follow import Following, newest
from wizard.workshop.session import Session, resume


@asynccontextmanager
async def second_window(
    knowledge: Knowledge, state: Path, id: str
) -> AsyncIterator[tuple[Driver, FollowScreen]]:
    app = WatchedApp(knowledge, None)
    screen = FollowScreen(state, id)
    app.opening = lambda: screen
    async with app.run_test(size=(100, 40)) as pilot:
        yield Driver(app, pilot), screen


async def until(what: Callable[[], bool]) -> None:
    for _ in range(200):
        if what():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not come")


async def test_the_second_window_follows_and_comes_back(
    knowledge: Knowledge, workshop: Callable[[], Session], tmp_path: Path
) -> None:
    session = workshop()
    session.forward()
    session.count("4", 7)
    following = Following(session, tmp_path, lambda: 17)
    await following.start()
    mode = Path(following.address).stat().st_mode
    assert (stat.S_ISSOCK(mode), mode & 0o077) == (True, 0)
    id = newest(tmp_path)
    async with second_window(knowledge, tmp_path, id) as (driver, screen):
        await until(lambda: screen.room == session.room)
        screen.draw()
        await driver.pilot.pause()
        shown = driver.shown()
        assert session.deck.cards[0].title in shown
        assert session.deck.cards[1].title in shown
        assert "17 connected" in shown
        assert "More than 70 % were right at first" in shown
        session.count("1", 9)
        session.next_card()
        await until(lambda: screen.room == session.room)
        await following.stop()
        await until(lambda: screen.told == LOST)
        session.close()
        again = resume(knowledge, tmp_path)
        later = Following(again, tmp_path)
        await later.start()
        await until(lambda: screen.told == "" and screen.room == again.room)
        assert later.connected() == 1
        again.do("end")
        again.forget()
        await later.stop()
        await until(lambda: screen.told == "The workshop is over.")
    assert list((tmp_path / "rooms").iterdir()) == []


async def test_a_long_path_gets_a_socket_all_the_same(
    deck: object, workshop: Callable[[], Session], tmp_path: Path
) -> None:
    session = workshop()
    state = tmp_path / ("long" * 25)
    (state / "rooms").mkdir(parents=True)
    following = Following(session, state)
    await following.start()
    assert len(following.address) < 100
    await following.stop()
    assert not Path(following.address).parent.exists()


def test_without_a_workshop_there_is_nothing_to_follow(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no workshop runs"):
        newest(tmp_path)
