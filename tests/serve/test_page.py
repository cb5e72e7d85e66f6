"""The app in a real browser: a walk by keys, one by touch on a phone, a reload, and sentences at the end."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("aiohttp", reason="the serve extra is not installed")
pytest.importorskip("textual_serve", reason="the serve extra is not installed")
if sys.platform != "linux":
    pytest.skip("processes are watched through /proc", allow_module_level=True)

from tests.helpers.browser import chromium, errors, needs_browser
from tests.serve.visiting import Served, served
from wizard.serve.visits import FAILED

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = needs_browser
SPY = """
const Native = WebSocket; window.drawn = "";
window.WebSocket = class extends Native {
  constructor(...given) { super(...given); this.addEventListener("message", async (event) => {
    if (typeof event.data === "string") return;
    const bytes = event.data instanceof Blob ? await event.data.arrayBuffer() : event.data;
    window.drawn += new TextDecoder().decode(bytes).replace(/\\x1b\\[[0-9;?<>$]*[a-zA-Z]/g, "");
  }); }
};
"""
"""Keeps what the server has drawn, since the terminal paints on a canvas."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("state")) as running:
        yield running


def opened(driver: Chrome, server: Served) -> None:
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": SPY})
    driver.get(server.url)


def until(driver: Chrome, words: str, seconds: float = 15) -> None:
    """Waits until words have been drawn, then forgets what was."""
    holds(lambda: words in str(driver.execute_script("return window.drawn || ''")), seconds)
    driver.execute_script("window.drawn = ''")


def holds(what: Callable[[], bool], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def press(driver: Chrome, keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(driver).send_keys(keys).perform()


def tap(driver: Chrome, x: float, y: float) -> None:
    point = {"x": x, "y": y}
    for kind, points in (("touchStart", [point]), ("touchEnd", [])):
        driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_walk_by_keys_and_a_reload(server: Served, tmp_path: Path) -> None:
    with chromium(900, 600, downloads=tmp_path) as driver:
        opened(driver, server)
        until(driver, "I want to send something")
        press(driver, "1")
        until(driver, "Does HIPAA cover you")
        press(driver, "1")
        until(driver, "Where do you stand")
        driver.refresh()
        until(driver, "Where do you stand")
        press(driver, "3")
        until(driver, "ACT NOW")
        press(driver, "s")
        until(driver, "Your browser saves it")
        press(driver, "\ue007")
        holds(lambda: any(each.suffix == ".md" for each in tmp_path.iterdir()))
        assert errors(driver) == []


def test_a_walk_by_touch_on_a_phone(server: Served) -> None:
    with chromium(360, 640) as driver:
        driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 1})
        opened(driver, server)
        until(driver, "I want to send something")
        assert driver.execute_script("return matchMedia('(pointer: coarse)').matches")
        assert driver.execute_script("return document.documentElement.scrollWidth") <= 360
        field = driver.find_element("css selector", ".xterm-helper-textarea")
        assert field.get_property("inputMode") == "none"
        place = driver.find_element("css selector", ".xterm-screen").rect
        assert place["height"] > 500 and place["y"] + place["height"] <= 640 - 40
        tap(driver, 120, 110)
        until(driver, "Does HIPAA cover you")
        tap(driver, 120, 180)
        until(driver, "Where do you stand")
        driver.find_element("css selector", "#back").click()
        until(driver, "Does HIPAA cover you")
        driver.find_element("css selector", "#keys").click()
        assert field.get_property("inputMode") == "text"
        assert errors(driver) == []


def test_an_app_that_dies_tells_a_sentence_and_goes_on(server: Served) -> None:
    with chromium(900, 600) as driver:
        opened(driver, server)
        until(driver, "I want to send something")
        press(driver, "1")
        until(driver, "Does HIPAA cover you")
        press(driver, "1")
        until(driver, "Where do you stand")
        for app in server.apps():
            os.kill(app, signal.SIGKILL)
        closed = driver.find_element("css selector", "#closed")
        holds(closed.is_displayed)
        assert driver.find_element("css selector", "#why").text == FAILED
        driver.find_element("css selector", "#again").click()
        until(driver, "Where do you stand")
