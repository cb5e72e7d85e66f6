"""The voting page in a real browser: on a phone, by keyboard, without JavaScript, at twice the size."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("aiohttp", reason="the extra votes is not installed")
pytest.importorskip("selenium", reason="selenium is not installed")

from tests.helpers.browser import chromium, complaints, errors, needs_browser
from wizard.workshop.room import COUNTS
from wizard.workshop.session import Session
from wizard.workshop.votes import Votes, bind

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = needs_browser
PHONE, HALF = (360, 640), (180, 320)
"""A phone, and what is left of it at 200 % zoom."""


class Host:
    """A voting page served by a thread, with its session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.votes = Votes(session, bind("127.0.0.1", 0))
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.do(self.votes.start)

    def do(self, what: Callable[[], object]) -> None:
        """Does something in the server's own thread, and waits for it."""

        async def run() -> None:
            found = what()
            if asyncio.iscoroutine(found):
                await found

        asyncio.run_coroutine_threadsafe(run(), self.loop).result(10)

    def stop(self) -> None:
        self.do(self.votes.stop)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)


@pytest.fixture
def host(workshop: Callable[[], Session]) -> Iterator[Host]:
    session = workshop()
    session.forward()
    made = Host(session)
    yield made
    if made.thread.is_alive():
        made.stop()


def words(driver: Chrome) -> str:
    """What stands on the page; nothing while it loads again."""
    from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException

    try:
        return driver.find_element("css selector", "main").text
    except (NoSuchElementException, StaleElementReferenceException):
        return ""


def until(what: Callable[[], bool], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.2)


def wide(driver: Chrome) -> bool:
    return bool(driver.execute_script("return document.documentElement.scrollWidth > innerWidth"))


def test_a_vote_by_touch_and_what_axe_says(host: Host) -> None:
    for dark in (False, True):
        with chromium(*PHONE, dark=dark) as driver:
            driver.get(host.votes.address)
            assert complaints(driver) == []
            driver.find_element("css selector", 'button[value="conditional"]').click()
            until(lambda: "Your vote is in" in words(driver))
            assert complaints(driver) == []
            assert not wide(driver)
            heights = [each.size["height"] for each in driver.find_elements("css selector", "button")]
            assert min(heights) >= 48
            driver.refresh()
            assert (
                driver.find_element("css selector", '[aria-pressed="true"]').get_attribute("value")
                == "conditional"
            )
            assert errors(driver) == []
    assert host.session.room.played.first.tally.counts == {"conditional": 2}


def test_a_vote_by_keyboard_at_twice_the_size(host: Host) -> None:
    from selenium.webdriver.common.keys import Keys

    with chromium(*HALF) as driver:
        driver.get(host.votes.address)
        assert not wide(driver)
        for _ in range(2):
            driver.switch_to.active_element.send_keys(Keys.TAB)
        focused = driver.switch_to.active_element
        assert focused.get_attribute("value") == "conditional"
        assert focused.value_of_css_property("outline-style") == "solid"
        focused.send_keys(Keys.ENTER)
        until(lambda: "Your vote is in" in words(driver))
    assert host.session.room.played.first.tally.counts == {"conditional": 1}


def test_without_javascript_it_votes_waits_and_comes_to_the_next_card(host: Host) -> None:
    with chromium(*PHONE, scripts=False) as driver:
        driver.get(host.votes.address)
        driver.find_element("css selector", 'button[value="impermissible"]').click()
        until(lambda: "Your vote is in" in words(driver))
        host.do(lambda: host.session.go((0, COUNTS)))
        until(lambda: "Look at the wall" in words(driver))
        host.do(host.session.next_card)
        until(lambda: "discharge coordinator" in words(driver))
    assert host.session.room.cards[0].first.tally.counts == {"impermissible": 1}


def test_with_javascript_it_follows_the_room_and_says_when_the_host_is_gone(host: Host) -> None:
    with chromium(*PHONE) as driver:
        driver.get(host.votes.address)
        host.do(host.session.next_card)
        until(lambda: "discharge coordinator" in words(driver))
        host.stop()
        until(lambda: "The host cannot be reached" in words(driver))
