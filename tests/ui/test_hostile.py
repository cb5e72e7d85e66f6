"""Trees and pages that hold markup, escape sequences and unsafe links: shown as they are, never acted on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Input, Markdown

from tests.ui.driving import NORMAL, WIDE, Driver, running, walked
from tests.ui.made import BAD, make_knowledge, page_path
from wizard.pack.knowledge import Knowledge
from wizard.ui.screens.change import ChangeScreen
from wizard.ui.screens.day import DayScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.page import PageScreen
from wizard.ui.screens.pick import PickScreen
from wizard.ui.screens.plan import PlanScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.ui.widgets.lines import Lines
from wizard.ui.widgets.page_view import PageView
from wizard.ui.widgets.sheet import Sheet

NASTY = "[/] [@click=app.quit]x [b] $v \x1b[2J\x9b31m \u202e"
SHOWN = r"[/] [@click=app.quit]x [b] $v \x1b[2J\x9b31m \u202e"
"""How the words above must stand on screen: as they are, what a terminal would act on spelt out."""

BODY = f"""## A heading {NASTY}

{NASTY}

[run](javascript:alert(1)) [read](file:///etc/passwd) [data](data:text/html,x)

[up](../../../../etc/passwd) [root](/etc/passwd) [share](//example.org/x) [mail](mailto:a@example.org)
[web](http://example.org/) [odd](https:example.org) [b]

[b]: javascript:alert(2)
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Knowledge:
    """A knowledge folder with the nasty words in every text of its tree and on every page."""
    return make_knowledge(tmp_path / "made", lambda text: f"{text} {NASTY}", BODY)


def texts(driver: Driver) -> list[str]:
    """Every text of the screen on top: labels, and lines of lists with their breaks undone."""
    found = [[line.text for line in each.lines(WIDE[0])] for each in driver.screen.query(Lines)]
    for sheet in driver.screen.query(Sheet):
        found += [[line.text for line in item.lay(WIDE[0])] for item in sheet.items]
    return [" ".join(" ".join(line.strip("▌│● ") for line in lines).split()) for lines in found]


def assert_literal(driver: Driver, *starts: str) -> None:
    """Each of these texts is on the screen with the nasty words after it; nothing has been run."""
    everything = "\n".join(texts(driver))
    for start in starts:
        assert f"{start} {SHOWN}" in everything, start
    for acting in ("\x1b", "\x9b", "\u202e"):
        assert acting not in everything
        assert acting not in driver.shown()
    assert driver.app.return_code is None
    assert driver.app.opened == []


async def test_a_question_shows_every_text_as_it_is(hostile: Knowledge) -> None:
    async with running(hostile, WIDE, "small") as wizard:
        assert_literal(
            wizard,
            "A small tree",
            "Which channel?",
            "Why channel",
            "Notice",
            "1 Answer app",
            "2 Answer portal",
        )
        assert f"Which channel? {SHOWN}" in wizard.shown()
        await wizard.press("v", "1")
        assert_literal(wizard, "Which lock?", "✓ Answer app", "✗ Impermissible")


async def test_what_looks_like_an_action_does_nothing_when_clicked(hostile: Knowledge) -> None:
    async with running(hostile, NORMAL, "small") as wizard:
        await wizard.click_words("[@click=app.quit]")
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.app.return_code is None
        await wizard.press("h")
        await wizard.click_words("[@click=app.quit]x [b]")
        assert isinstance(wizard.screen, PageScreen)
        assert wizard.app.return_code is None


async def test_the_home_screen_shows_titles_as_they_are(hostile: Knowledge) -> None:
    async with running(hostile, tree=None) as wizard:
        assert_literal(wizard, "1 A small tree", "Notice")


async def test_an_outcome_shows_every_text_as_it_is(hostile: Knowledge) -> None:
    async with running(hostile, WIDE, "small") as wizard:
        await wizard.show(walked(hostile, BAD, "small"))
        assert_literal(
            wizard,
            "Title of outcomes/stopped",
            "Summary of outcomes/stopped",
            "A violation",
            "Two changes make this: ✓ Permissible",
            "Which day?",
            "60 days after the day you give: A deadline",
            "Rule 1",
            "Title of cases/case-1",
        )
        verdict = wizard.told("#head")
        assert "[/] [@CLICK=APP.QUIT]X [B] $V" in verdict


@pytest.mark.parametrize(
    "line, screen, starts",
    [
        ("finding:0", PickScreen, ["A violation", "What to do: Remedy of a violation", "1 Rule 1"]),
        ("plan:0", PlanScreen, ["Two changes make this: Permissible", "now ✗ Impermissible", "Which lock?"]),
        (
            "answer:channel",
            ChangeScreen,
            ["Which channel?", "2 Answer portal", "verdict now ✗ Impermissible"],
        ),
        ("entry:case-1", PageScreen, ["Title of cases/case-1"]),
        ("day:", DayScreen, ["Which day?", "Why a day"]),
    ],
    ids=["finding", "plan", "change", "page", "day"],
)
async def test_whatever_an_outcome_opens_shows_its_texts_as_they_are(
    hostile: Knowledge, line: str, screen: type, starts: list[str]
) -> None:
    async with running(hostile, NORMAL, "small") as wizard:
        await wizard.show(walked(hostile, BAD, "small"))
        await wizard.choose("#lines", line)
        assert isinstance(wizard.screen, screen)
        assert_literal(wizard, *starts)


async def test_every_line_of_an_outcome_can_be_read_beside_it(hostile: Knowledge) -> None:
    async with running(hostile, WIDE, "small") as wizard:
        await wizard.show(walked(hostile, BAD, "small"))
        for each in wizard.sheet("#lines").items:
            if each.pick and not each.id.startswith("fold:part"):
                await wizard.point("#lines", each.id)
                source = wizard.screen.query_one("#reading Markdown", Markdown).source
                assert "\x1b" not in source and r"\x1b" in source, each.id
        assert isinstance(wizard.screen, OutcomeScreen)
        assert wizard.app.return_code is None


async def test_a_page_shows_its_text_as_it_is(hostile: Knowledge) -> None:
    async with running(hostile, NORMAL, "small") as wizard:
        await wizard.press("h")
        assert_literal(wizard, "Title of help/channel")
        shown = wizard.shown()
        assert f"A heading {SHOWN}" in shown
        assert "[run](javascript:alert(1))" in shown
        assert "[read](file:///etc/passwd)" in shown


async def test_the_help_beside_a_question_shows_its_title_as_it_is(hostile: Knowledge) -> None:
    async with running(hostile, WIDE, "small") as wizard:
        await wizard.press("h")
        assert wizard.screen.query("#help")
        assert_literal(wizard, "Which channel?")
        assert f"A heading {SHOWN.split()[0]}" in wizard.shown()


async def test_unsafe_links_are_not_links_or_are_told_and_not_followed(hostile: Knowledge) -> None:
    async with running(hostile, NORMAL, "small") as wizard:
        await wizard.press("h", "l")
        offered = [each.words for each in wizard.sheet("#picks").items]
        assert offered == ["up", "root", "share", "mail", "web", "odd", "Source"]
        await wizard.press("1")
        assert len(wizard.app.told) == 1
        view = wizard.screen.query_one(PageView)
        for words, href in view.links:
            wizard.app.told.clear()
            view.post_message(PageView.Followed(href))
            await wizard.settle()
            assert isinstance(wizard.screen, PageScreen)
            assert wizard.screen.visited == ["channel"], words
            assert any(href in told for told in wizard.app.told)
        assert (wizard.app.opened, wizard.app.clipboard) == ([], "")


async def saved_text(driver: Driver, knowledge: Knowledge, folder: Path) -> Path:
    """Saves an outcome's transcript as plain text."""
    await driver.show(walked(knowledge, BAD, "small"))
    await driver.press("s")
    driver.screen.query_one(Input).value = str(folder)
    await driver.choose("#forms", "text")
    (saved,) = folder.glob("*.txt")
    return saved


async def test_a_saved_transcript_of_nasty_texts_has_a_plain_name(hostile: Knowledge, tmp_path: Path) -> None:
    async with running(hostile, NORMAL, "small") as wizard:
        saved = await saved_text(wizard, hostile, tmp_path)
        assert saved.name.endswith("-small-impermissible.txt")


async def test_a_saved_transcript_acts_on_no_terminal_that_shows_it(
    hostile: Knowledge, tmp_path: Path
) -> None:
    async with running(hostile, NORMAL, "small") as wizard:
        saved = await saved_text(wizard, hostile, tmp_path)
        assert "\x1b" not in saved.read_text("utf-8")


async def test_a_folder_with_a_nasty_name_is_told_as_it_is(hostile: Knowledge, tmp_path: Path) -> None:
    folder = tmp_path / "[b][@click=app.quit]x"
    folder.mkdir()
    async with running(hostile, NORMAL, "small") as wizard:
        await wizard.show(walked(hostile, BAD, "small"))
        for name in (f"{folder}/none", str(folder)):
            await wizard.press("s")
            wizard.screen.query_one(Input).value = name
            await wizard.choose("#forms", "text")
            if name != str(folder):
                assert "[b][@click=app.quit]x/none" in re.sub(r"\n *", "", wizard.told("#told"))
                await wizard.press("escape")
        assert str(folder) in wizard.app.told[-1]
        assert wizard.app.return_code is None


async def test_a_missing_page_with_a_nasty_name_is_told_as_it_is(hostile: Knowledge) -> None:
    path = page_path(hostile, "help/channel.md")
    path.write_text(f"{path.read_text('utf-8')}\n\n[gone](../rules/[b]$v.md)\n", "utf-8")
    async with running(hostile, NORMAL, "small") as wizard:
        await wizard.press("h", "l")
        at = [each.words for each in wizard.sheet("#picks").items].index("gone")
        await wizard.choose("#picks", str(at))
        assert isinstance(wizard.screen, PageScreen)
        assert "%5Bb%5D$v" in wizard.told("#standing") or "[b]$v" in wizard.told("#standing")


async def test_spelt_out_characters_count_when_lines_are_wrapped(tmp_path: Path) -> None:
    made = make_knowledge(tmp_path / "made", lambda text: f"{text} " + "\u202e " * 40)
    async with running(made, NORMAL, "small") as wizard:
        answers = wizard.sheet("#answers")
        longest = max(len(line.text) for _, line in answers.rows if line is not None)
        assert longest <= answers.scrollable_content_region.width
