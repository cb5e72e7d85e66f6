"""A transcript's page in a real browser: axe has nothing against it, and nothing runs off the paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXAMPLES, example
from tests.helpers.browser import chromium, complaints, needs_browser
from wizard.pack.knowledge import Knowledge
from wizard.transcript.html import as_html
from wizard.transcript.record import record
from wizard.walk.result import result_of
from wizard.walk.whole import walk_of

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = needs_browser
NOW = datetime(2026, 11, 22, tzinfo=UTC)
MARGINS_MM = 32
PAPERS_MM = {"Letter": 215.9, "A4": 210.0}
PIXELS_PER_MM = 96 / 25.4
OUTSIDE = """
const width = document.documentElement.clientWidth;
return [...document.querySelectorAll('main *')].filter(each => {
  const box = each.getBoundingClientRect();
  return box.right > width + 0.5 || each.scrollWidth > each.clientWidth + 1 && each.clientWidth;
}).map(each => each.outerHTML.slice(0, 80));
"""
SPLIT = """
return [...document.querySelectorAll('main p, .banner')]
  .filter(each => getComputedStyle(each).breakInside !== 'avoid').length;
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> Path:
    """A page for each example."""
    made: Path = tmp_path_factory.mktemp("pages")
    for outcome in EXAMPLES:
        walk = walk_of(knowledge.tree("whatsapp"), example(outcome))
        page = as_html(record(result_of(walk), knowledge.library, NOW, NOW))
        (made / f"{outcome}.html").write_text(page, "utf-8")
    return made


@pytest.fixture(scope="module", params=[False, True], ids=["light", "dark"])
def browser(request: pytest.FixtureRequest) -> Iterator[Chrome]:
    with chromium(800, 900, dark=request.param) as driver:
        yield driver


@pytest.mark.parametrize("outcome", EXAMPLES)
def test_axe_has_nothing_against_the_page(browser: Chrome, folder: Path, outcome: str) -> None:
    browser.get((folder / f"{outcome}.html").as_uri())
    assert complaints(browser) == []


@pytest.mark.parametrize("paper", PAPERS_MM)
def test_nothing_runs_off_the_paper_or_is_cut_between_two_pages(
    browser: Chrome, folder: Path, paper: str
) -> None:
    browser.get((folder / "texted-phi-no-baa.html").as_uri())
    width = round((PAPERS_MM[paper] - MARGINS_MM) * PIXELS_PER_MM)
    size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert browser.execute_script(OUTSIDE) == []
    assert browser.execute_script(SPLIT) == 0
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_the_page_fits_a_telephone(browser: Chrome, folder: Path) -> None:
    size = {"width": 360, "height": 640, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get((folder / "texted-phi-no-baa.html").as_uri())
    assert browser.execute_script(OUTSIDE) == []
