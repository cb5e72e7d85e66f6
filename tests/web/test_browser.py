"""The site in a real browser, opened from a folder: walks by click, touch and key, and what a reader sees."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import EXAMPLES, example
from tests.helpers.browser import chromium, complaints, errors, needs_browser
from wizard.pack.knowledge import Knowledge, find_root
from wizard.source.files import write_folder
from wizard.space.space import judged_space
from wizard.tree.model import Facts
from wizard.walk.judge import judge
from wizard.web.site import site

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

pytestmark = needs_browser
PHONE = 360


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("web") / "site"
    write_folder(made, site(Knowledge(find_root()), date.today()))
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Chrome]:
    with chromium() as driver:
        yield driver


@pytest.fixture(scope="module")
def phone() -> Iterator[Chrome]:
    with chromium(PHONE, 640, dark=True) as driver:
        yield driver


def opened(driver: Chrome, folder: Path, page: str) -> None:
    driver.get("about:blank")
    driver.get(f"{folder.as_uri()}/{page}")


def words(driver: Chrome, css: str) -> str:
    return driver.find_element("css selector", css).text


def answer(driver: Chrome, id: str) -> None:
    driver.find_element("css selector", f'button.answer[data-answer="{id}"]').click()


def walk(driver: Chrome, facts: Facts) -> None:
    for id in facts.values():
        answer(driver, id)


def address(facts: Facts) -> str:
    return "#" + "&".join(f"{question}={answer}" for question, answer in facts.items())


@pytest.mark.parametrize("outcome", EXAMPLES)
def test_a_walk_by_clicks_ends_at_its_outcome(browser: Chrome, folder: Path, outcome: str) -> None:
    knowledge = Knowledge(find_root())
    facts = example(outcome)
    judged = judge(knowledge.tree("whatsapp"), facts)
    assert judged.outcome is not None
    opened(browser, folder, "whatsapp.html")
    walk(browser, facts)
    assert judged.verdict.label in words(browser, ".banner .verdict")
    assert words(browser, ".banner h2") == knowledge.library.page(judged.outcome.page).title
    assert len(browser.find_elements("css selector", "details.finding")) == len(judged.findings)


@pytest.mark.parametrize("id", Knowledge(find_root()).tree_ids)
def test_every_class_of_walks_is_shown_with_its_verdict(browser: Chrome, folder: Path, id: str) -> None:
    tree = Knowledge(find_root()).tree(id)
    space = judged_space(tree)
    opened(browser, folder, f"{id}.html")
    walks = [space.facts_to(end) for end in space.ends]
    script = """
        const done = arguments[1], found = [], all = [...arguments[0]];
        const next = () => {
          if (all.length === 0) return done(found);
          addEventListener("hashchange", () => setTimeout(() => {
            found.push([document.querySelector(".banner .verdict").textContent,
                        document.querySelectorAll("#walk details.finding").length]);
            next();
          }), {once: true});
          location.hash = all.shift();
        };
        next();"""
    found = browser.execute_async_script(script, [address(each) for each in walks])
    judged = [judge(tree, each) for each in walks]
    shown = [(label.split(" ", 1)[1], count) for label, count in found]
    assert shown == [(each.verdict.label, len(each.findings)) for each in judged]


def test_a_walk_by_touch_fits_a_phone(phone: Chrome, folder: Path) -> None:
    phone.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    opened(phone, folder, "whatsapp.html")
    for id in example("texted-phi-no-baa").values():
        assert phone.execute_script("return document.documentElement.scrollWidth") <= PHONE
        button = phone.find_element("css selector", f'button.answer[data-answer="{id}"]')
        assert button.size["height"] >= 44
        place = phone.execute_script(
            "arguments[0].scrollIntoView({block: 'center'}); const at = arguments[0].getBoundingClientRect();"
            "return [at.x + at.width / 2, at.y + at.height / 2]",
            button,
        )
        point = {"x": place[0], "y": place[1]}
        phone.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        phone.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        wait(partial(gone, phone, f'button.answer[data-answer="{id}"]'))
    assert "Not permissible" in words(phone, ".verdict")
    assert phone.execute_script("return document.documentElement.scrollWidth") <= PHONE


def gone(driver: Chrome, css: str) -> bool:
    return not driver.find_elements("css selector", css)


def wait(until: Callable[[], bool], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_a_walk_by_keys_moves_the_focus_and_goes_back(browser: Chrome, folder: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    opened(browser, folder, "whatsapp.html")
    keys = ActionChains(browser)
    keys.send_keys("1").perform()
    first = words(browser, "#asked")
    assert browser.switch_to.active_element.get_attribute("id") == "asked"
    ActionChains(browser).send_keys("1").perform()
    assert words(browser, "#asked") != first
    ActionChains(browser).send_keys("b").perform()
    wait(lambda: words(browser, "#asked") == first)
    browser.back()
    wait(lambda: words(browser, "#asked") != first)


def test_an_earlier_answer_is_changed_and_what_still_applies_is_kept(browser: Chrome, folder: Path) -> None:
    facts = example("texted-phi-no-baa")
    opened(browser, folder, "whatsapp.html" + address(facts))
    ask = Knowledge(find_root()).tree("whatsapp").questions["product"].ask
    browser.find_element("css selector", f'button[aria-label="Change: {ask}"]').click()
    assert words(browser, "#asked") == ask and "(your answer now)" in words(browser, ".answers")
    answer(browser, "healthcare-platform")
    assert "Set aside" in words(browser, "#status")
    asked = words(browser, ".mine ol")
    assert "A messaging tool made for health care" in asked and "We use it for patients now" in asked
    browser.refresh()
    assert words(browser, ".mine ol") == asked


def test_not_knowing_is_told_with_what_to_find_out(browser: Chrome, folder: Path) -> None:
    facts = {**example("texted-phi-no-baa"), "content": "unsure"}
    opened(browser, folder, "whatsapp.html" + address(facts))
    assert "You did not know. Assumed, to be careful: Clinical details" in words(browser, ".unknown")
    assert "(assumed: you did not know)" in words(browser, ".mine ol")


def test_findings_open_with_their_rules_and_cases(browser: Chrome, folder: Path) -> None:
    opened(browser, folder, "whatsapp.html" + address(example("texted-phi-no-baa")))
    browser.find_element("css selector", "details.finding summary").click()
    assert "Because you answered: " in words(browser, "details.finding")
    link = browser.find_element("css selector", "details.finding .cites a")
    title = link.text
    link.click()
    assert title.split("(")[0].strip() in words(browser, "main")


def test_following_a_plan_leads_to_the_better_verdict(browser: Chrome, folder: Path) -> None:
    opened(browser, folder, "whatsapp.html" + address(example("texted-phi-no-baa")))
    promised = words(browser, ".plan .chip")
    browser.find_element("css selector", ".plan button").click()
    wait(lambda: words(browser, ".banner .verdict") == promised)


def test_another_tree_helps_to_answer_and_gives_its_answer_back(browser: Chrome, folder: Path) -> None:
    facts = example("texted-phi-no-baa")
    begun = {id: facts[id] for id in ("coverage", "stage", "product")}
    opened(browser, folder, "whatsapp.html" + address(begun))
    browser.find_element("css selector", ".aside a").click()
    tree = Knowledge(find_root()).tree("phi")
    found = next(
        (walked, judged)
        for end in judged_space(tree).ends
        if (judged := judge(tree, walked := judged_space(tree).facts_to(end))).outcome
        and judged.outcome.id == "phi-bare-pointer"
    )
    browser.execute_script("location.hash += arguments[0]", "&" + address(found[0])[1:])
    wait(lambda: bool(browser.find_elements("link text", "Go back with this answer")))
    browser.find_element("link text", "Go back with this answer").click()
    assert "Answered: Only that something is waiting" in words(browser, "#status")
    assert "Only that something is waiting" in words(browser, ".mine ol")


def test_a_day_gives_the_last_days(browser: Chrome, folder: Path) -> None:
    tree = Knowledge(find_root()).tree("incident")
    space = judged_space(tree)
    ends = [space.facts_to(end) for end in space.ends]
    found = [{each.finding.id for each in judge(tree, facts).findings} for facts in ends]
    facts = ends[next(at for at, ids in enumerate(found) if "tell-people" in ids)]
    opened(browser, folder, "incident.html" + address(facts) + "&~day=2026-01-31")
    assert "2026-04-01: Last day to tell each person affected" in words(browser, "#walk")


def test_the_answers_are_saved_as_text(folder: Path, tmp_path: Path) -> None:
    with chromium(downloads=tmp_path) as driver:
        opened(driver, folder, "whatsapp.html" + address(example("texted-phi-no-baa")))
        driver.find_element("css selector", "#download").click()
        name = f"whatsapp-{date.today().isoformat()}.txt"
        wait((tmp_path / name).is_file)
    text = (tmp_path / name).read_text("utf-8")
    assert "Verdict: Not permissible" in text and "VIOLATIONS" in text and "45 CFR 164.502(e)" in text
    assert "hipaa-wizard assess whatsapp -a coverage=covered-entity -a stage=in-use" in text


def test_without_scripts_the_page_is_a_linked_outline(folder: Path) -> None:
    with chromium(scripts=False) as driver:
        opened(driver, folder, "whatsapp.html")
        assert "This browser runs no script" in words(driver, "main")
        assert not driver.find_element("css selector", "#walk").is_displayed()
        links = driver.find_elements("css selector", "#question-coverage a")
        assert links and links[0].is_displayed()
        assert driver.find_element("css selector", "#outcome-texted-phi-no-baa").is_displayed()


@pytest.mark.parametrize(
    "page",
    [
        "index.html",
        "whatsapp.html",
        "incident.html",
        "library.html",
        "library/rules/164.312-a-2-i.html",
        "end",
    ],
)
def test_axe_finds_nothing(browser: Chrome, phone: Chrome, folder: Path, page: str) -> None:
    end = "whatsapp.html" + address({**example("texted-phi-no-baa"), "content": "unsure"})
    for driver in (browser, phone):
        opened(driver, folder, end if page == "end" else page)
        for each in driver.find_elements("css selector", "#walk details:not([open]) > summary"):
            driver.execute_script("arguments[0].parentElement.open = true", each)
        assert complaints(driver) == []
        assert driver.execute_script("return document.documentElement.scrollWidth") <= (
            PHONE if driver is phone else 1000
        )
        assert errors(driver) == []


def test_the_library_is_searched_by_words(browser: Chrome, folder: Path) -> None:
    opened(browser, folder, "library.html")
    browser.find_element("css selector", "#words").send_keys("phoenix cardiac")
    rows = [each for each in browser.find_elements("css selector", "[data-row]") if each.is_displayed()]
    assert rows and all("phoenix" in each.text.lower() for each in rows)
    assert words(browser, "#count") == f"{len(rows)} found"


def test_folded_findings_are_printed(browser: Chrome, folder: Path) -> None:
    import base64

    opened(browser, folder, "whatsapp.html" + address(example("texted-phi-no-baa")))
    printed = browser.execute_cdp_cmd("Page.printToPDF", {})
    assert len(base64.b64decode(printed["data"])) > 10_000
    browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert not browser.find_elements("css selector", "#walk details:not([open])")
    browser.execute_script("dispatchEvent(new Event('afterprint'))")
    assert browser.find_elements("css selector", "#walk details:not([open])")
