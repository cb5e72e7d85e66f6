"""A headless Chromium, where this machine has one, and the checks of accessibility that run in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
QUIET = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --disable-ipc-flooding-protection"
)
AXE = "WIZARD_AXE"
"""The variable that names the file axe.min.js of the npm package axe-core."""

needs_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no chromium with chromedriver on this machine"
)


@contextmanager
def chromium(
    width: int = 1000,
    height: int = 800,
    scripts: bool = True,
    dark: bool = False,
    downloads: Path | None = None,
) -> Iterator[Chrome]:
    """A browser with a window of this size in CSS pixels; ended afterwards."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for each in QUIET.split():
        options.add_argument(each)
    if dark:
        options.add_argument("--force-prefers-color-scheme=dark")
        options.add_argument("--blink-settings=preferredColorScheme=0")
    wanted: dict[str, Any] = {} if scripts else {"profile.managed_default_content_settings.javascript": 2}
    if downloads is not None:
        wanted["download.default_directory"] = str(downloads)
    options.add_experimental_option("prefs", wanted)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    driver.set_script_timeout(120)
    try:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        yield driver
    finally:
        driver.quit()


def errors(driver: Chrome) -> list[str]:
    """What the browser's console calls severe since it was last asked."""
    logged: list[dict[str, str]] = driver.get_log("browser")  # type: ignore[no-untyped-call]
    return [each["message"] for each in logged if each["level"] == "SEVERE"]


def complaints(driver: Chrome) -> list[str]:
    """What axe has against the page, a line each; the test is skipped where there is no axe."""
    source = os.environ.get(AXE, "")
    if not Path(source).is_file():
        pytest.skip(f"{AXE} does not name axe.min.js of the npm package axe-core")
    driver.execute_script(Path(source).read_text("utf-8"))
    found = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done);"
    )
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:120]} ({each['nodes'][0].get('failureSummary', '')})"
        for each in found["violations"]
    ]
