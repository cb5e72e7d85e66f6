"""The three sizes the screens are made for, windows that are too small, and resizing at any moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from textual.containers import VerticalScroll

from tests.conftest import example
from tests.ui.driving import NARROW, NORMAL, SIZES, WIDE, Driver, running, walked
from wizard.pack.knowledge import Knowledge
from wizard.ui.ink import Line, size
from wizard.ui.screens.page import PageScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.ui.widgets.lines import Lines
from wizard.ui.widgets.sheet import Sheet
from wizard.walk.ahead import walk_to
from wizard.walk.walk import Walk, begin

TOO_SMALL = (20, 6)

Opening = Callable[[Driver], Awaitable[None]]


def half_walk(driver: Driver) -> Walk:
    facts = dict(list(example("texted-phi-no-baa").items())[:7])
    return walked(driver.app.knowledge, facts)


async def the_first_question(driver: Driver) -> None:
    """Where the app starts."""


async def a_later_question(driver: Driver) -> None:
    await driver.show(half_walk(driver))


async def the_help(driver: Driver) -> None:
    await driver.show(half_walk(driver))
    await driver.press("h")


async def a_page(driver: Driver) -> None:
    driver.app.push_screen(PageScreen(driver.app.knowledge.library, "164.502-e"))
    await driver.settle()


async def the_links_of_a_page(driver: Driver) -> None:
    await a_page(driver)
    await driver.press("l")


async def the_answers_to_change(driver: Driver) -> None:
    await driver.show(half_walk(driver))
    await driver.press("c")


async def a_change_with_its_preview(driver: Driver) -> None:
    await the_answers_to_change(driver)
    await driver.choose("#picks", "product")
    await driver.point("#picks", "business-platform")


async def the_outcome(driver: Driver) -> None:
    await driver.show(walked(driver.app.knowledge, example("texted-phi-no-baa")))


async def a_finding(driver: Driver) -> None:
    await the_outcome(driver)
    await driver.choose("#lines", "finding:0")


async def a_plan(driver: Driver) -> None:
    await the_outcome(driver)
    await driver.choose("#lines", "plan:1")


async def the_ways_to_save(driver: Driver) -> None:
    await the_outcome(driver)
    await driver.press("s")


async def the_keys(driver: Driver) -> None:
    await driver.press("question_mark")


async def the_question_before_leaving(driver: Driver) -> None:
    await driver.show(half_walk(driver))
    await driver.press("q")


EVERYWHERE: tuple[Opening, ...] = (
    the_first_question,
    a_later_question,
    the_help,
    a_page,
    the_links_of_a_page,
    the_answers_to_change,
    a_change_with_its_preview,
    the_outcome,
    a_finding,
    a_plan,
    the_ways_to_save,
    the_keys,
    the_question_before_leaving,
)
LISTS: dict[Opening, str] = {
    the_first_question: "#answers",
    the_links_of_a_page: "#picks",
    the_answers_to_change: "#picks",
    a_change_with_its_preview: "#picks",
    a_finding: "#picks",
    the_ways_to_save: "#forms",
    the_question_before_leaving: "#picks",
}


def assert_inside(driver: Driver) -> None:
    """Nothing on screen reaches past its edges: no key of the footer, no widget, no line of a list."""
    width, height = driver.app.size
    for widget in driver.screen.query("*"):
        if widget.display and widget.region.area:
            assert widget.region.x >= 0 and widget.region.right <= width, widget
    for dialog in driver.screen.query(".dialog"):
        assert dialog.region.y >= 0 and dialog.region.bottom <= height
    for sheet in driver.screen.query(Sheet):
        room = sheet.scrollable_content_region.width
        for line in (line for _, line in sheet.rows if line is not None and sheet.region.area):
            assert size([*line.parts, *line.right]) <= room, line.text
    for drawn in [*driver.screen.query(Lines), *driver.screen.query(Sheet)]:
        for y in range(drawn.size.height if drawn.display else 0):
            room = drawn.scrollable_content_region.width if isinstance(drawn, Sheet) else drawn.size.width
            assert drawn.render_line(y).cell_length == room


@pytest.mark.parametrize("opening", EVERYWHERE, ids=lambda opening: opening.__name__)
async def test_nothing_reaches_past_the_edges_at_any_of_the_three_sizes(
    knowledge: Knowledge, opening: Opening
) -> None:
    async with running(knowledge, NORMAL) as wizard:
        await opening(wizard)
        assert_inside(wizard)
        for size in (NARROW, TOO_SMALL, WIDE):
            await wizard.resize(size)
            if size in SIZES:
                assert_inside(wizard)


@pytest.mark.parametrize("size", SIZES)
async def test_the_home_screen_fits(knowledge: Knowledge, size: tuple[int, int]) -> None:
    async with running(knowledge, size, None) as wizard:
        assert_inside(wizard)
        await assert_all_reached(wizard, "#trees")


async def assert_all_reached(driver: Driver, selector: str) -> None:
    """Going down the list brings every line of it on screen."""
    sheet = driver.sheet(selector)
    sheet.action_first()
    for place in [place for place, item in enumerate(sheet.items) if item.pick]:
        await driver.settle()
        assert sheet.at == place
        line = next(line for at, line in sheet.rows if at == place and line is not None)
        first = Line(line.parts).text
        assert first.strip() in driver.shown(), first
        sheet.action_move(1)


@pytest.mark.parametrize("opening", LISTS, ids=lambda opening: opening.__name__)
async def test_every_line_of_a_list_is_reached_by_keyboard_on_a_narrow_screen(
    knowledge: Knowledge, opening: Opening
) -> None:
    async with running(knowledge, NARROW) as wizard:
        await opening(wizard)
        await assert_all_reached(wizard, LISTS[opening])


@pytest.mark.parametrize("size", [*SIZES, (80, 20), (60, 15)])
async def test_the_question_stands_in_view_however_long_the_path_to_it(
    knowledge: Knowledge, size: tuple[int, int]
) -> None:
    facts = list(example("texted-phi-no-baa").items())
    async with running(knowledge, size) as wizard:
        for number in range(len(facts)):
            walk = walked(knowledge, dict(facts[:number]))
            await wizard.show(walk)
            assert walk.question is not None
            assert walk.question.ask.rsplit(" ", 1)[-1] in wizard.shown(), walk.current
            assert wizard.screen.query_one("#question").region.bottom <= wizard.sheet("#answers").region.y
            assert not number or "✓" in wizard.shown() or "answers so far" in wizard.shown()


async def test_every_answer_of_every_question_is_reached_on_a_narrow_screen(knowledge: Knowledge) -> None:
    tree = knowledge.tree("whatsapp")
    async with running(knowledge, NARROW) as wizard:
        for id in tree.questions:
            await wizard.show(walk_to(tree, id))
            assert wizard.screen.query_one("#question", VerticalScroll).max_scroll_y == 0, id
            await assert_all_reached(wizard, "#answers")


@pytest.mark.parametrize("opening", [a_plan, the_keys], ids=lambda opening: opening.__name__)
async def test_a_long_text_over_the_screen_is_read_to_its_end_by_keyboard(
    knowledge: Knowledge, opening: Opening
) -> None:
    async with running(knowledge, NARROW) as wizard:
        await opening(wizard)
        assert "Esc closes" not in read(wizard)
        await wizard.press("end")
        assert "Esc closes" in read(wizard)


def read(driver: Driver) -> str:
    """What stands inside the dialog."""
    lines = [line for line in driver.shown().split("\n") if line.startswith("│")]
    return " ".join(" ".join(line.strip("│▁▂▃▄▅▆▇") for line in lines).split())


async def test_the_folder_to_save_in_is_reached_on_a_narrow_screen(knowledge: Knowledge) -> None:
    async with running(knowledge, NARROW) as wizard:
        await the_ways_to_save(wizard)
        await wizard.press("tab")
        folder = wizard.screen.query_one("#folder")
        assert folder.has_focus
        assert wizard.screen.query_one(".dialog").region.contains_region(folder.region)


async def test_a_window_too_small_says_so_and_keeps_the_answers(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(half_walk(wizard))
        before = wizard.walk
        await wizard.resize(TOO_SMALL)
        assert "Too small" in wizard.shown()
        assert not wizard.sheet("#answers").region.area
        await wizard.resize(NORMAL)
        assert "Too small" not in wizard.shown()
        assert before.question is not None and before.question.ask in wizard.shown()
        assert wizard.walk == before
        await wizard.press("1")
        assert len(wizard.walk.steps) == len(before.steps) + 1


async def test_an_outcome_in_a_window_too_small_comes_back(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await the_outcome(wizard)
        await wizard.resize(TOO_SMALL)
        assert "Too small" in wizard.shown()
        await wizard.resize(NORMAL)
        assert "NOT PERMISSIBLE" in wizard.shown()
        assert wizard.walk.facts == example("texted-phi-no-baa")


async def test_arrows_work_again_after_the_window_was_too_small(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        for opening, selector in ((a_later_question, "#answers"), (the_outcome, "#lines")):
            await opening(wizard)
            before = wizard.pointed(selector)
            await wizard.resize(TOO_SMALL)
            await wizard.resize(NORMAL)
            await wizard.press("down")
            assert wizard.pointed(selector) != before


async def test_a_key_pressed_while_the_window_is_too_small_answers_nothing(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.resize(TOO_SMALL)
        await wizard.press("1", "enter")
        assert wizard.walk == begin(knowledge.tree("whatsapp"))


async def test_a_screen_resized_under_another_is_right_when_it_comes_back(knowledge: Knowledge) -> None:
    async with running(knowledge, NARROW) as wizard:
        await the_help(wizard)
        await wizard.resize(WIDE)
        await wizard.press("escape")
        assert isinstance(wizard.screen, QuestionScreen)
        trail = [each.id for each in wizard.sheet("#trail").items if each.pick]
        assert trail == list(wizard.walk.facts)
        assert_inside(wizard)
