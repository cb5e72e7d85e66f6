"""Help and library pages: beside and over the question, links by keyboard and mouse, pages that are gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Markdown

from tests.ui.driving import NARROW, NORMAL, WIDE, Driver, running, walked
from tests.ui.made import BAD, make_knowledge, page_path
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused
from wizard.ui.screens.keys import KeysScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.page import PageScreen
from wizard.ui.screens.pick import PickScreen
from wizard.ui.screens.question import QuestionScreen

WEB = "https://example.org/a%2Fb?q=x%26y#part"
LINKS = f"""Read [the rule](../rules/rule-1.md), [the page](more.md), [the web]({WEB}),
[what is gone](../rules/gone.md) and [an old address](http://example.org/).
"""


@pytest.fixture
def made(tmp_path: Path) -> Knowledge:
    """A small knowledge folder whose pages link each other and the web."""
    return make_knowledge(tmp_path / "made", body=LINKS)


def page(driver: Driver) -> PageScreen:
    """The page on top."""
    assert isinstance(driver.screen, PageScreen)
    return driver.screen


async def follow(driver: Driver, words: str) -> None:
    """Follows a link of the page on top by keyboard."""
    await driver.press("l")
    choices = driver.sheet("#picks").items
    await driver.press(str([each.words for each in choices].index(words) + 1))


async def test_help_stands_beside_the_question_where_there_is_room(knowledge: Knowledge) -> None:
    async with running(knowledge, WIDE) as wizard:
        await wizard.press("h")
        assert isinstance(wizard.screen, QuestionScreen)
        panel = wizard.screen.query_one("#help")
        entry = knowledge.library.page("help/coverage.md")
        assert wizard.screen.query_one("#help Markdown", Markdown).source.strip().endswith(entry.body.strip())
        assert panel.region.x >= wizard.screen.query_one("#asking").region.right
        assert panel.has_focus
        await wizard.press("escape")
        assert not wizard.screen.query("#help")
        assert wizard.sheet("#answers").has_focus
        await wizard.press("h", "h")
        assert not wizard.screen.query("#help")


async def test_help_beside_the_question_leaves_it_answerable_and_closes_with_the_answer(
    knowledge: Knowledge,
) -> None:
    async with running(knowledge, WIDE) as wizard:
        await wizard.press("h", "1")
        assert wizard.walk.facts == {"coverage": "covered-entity"}
        assert not wizard.screen.query("#help")
        assert wizard.sheet("#answers").has_focus


@pytest.mark.parametrize("size", [NORMAL, NARROW])
async def test_help_covers_the_question_where_there_is_no_room(
    knowledge: Knowledge, size: tuple[int, int]
) -> None:
    async with running(knowledge, size) as wizard:
        await wizard.press("1", "h")
        assert page(wizard).visited == ["stage"]
        assert knowledge.library.entry("stage").title in wizard.told("#bar")
        assert "reviewed 2026" in " ".join(wizard.told("#standing").split())
        await wizard.press("escape")
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.walk.facts == {"coverage": "covered-entity"}
        assert wizard.sheet("#answers").has_focus


async def test_links_of_the_help_beside_the_question_are_reached_by_keyboard(made: Knowledge) -> None:
    async with running(made, WIDE, "small") as wizard:
        await wizard.press("h", "l")
        assert isinstance(wizard.screen, PickScreen)
        assert "the rule" in [each.words for each in wizard.sheet("#picks").items]


async def test_links_are_followed_by_keyboard_and_escape_goes_back_page_by_page(made: Knowledge) -> None:
    async with running(made, tree="small") as wizard:
        await wizard.press("h")
        await follow(wizard, "the rule")
        assert made.library.entry("rule-1").title in wizard.told("#bar")
        await follow(wizard, "the page")
        assert page(wizard).visited == ["channel", "rule-1", "more"]
        await wizard.press("escape")
        assert made.library.entry("rule-1").title in wizard.told("#bar")
        await wizard.press("escape", "escape")
        assert isinstance(wizard.screen, QuestionScreen)


async def test_left_and_right_go_through_the_pages_visited(made: Knowledge) -> None:
    async with running(made, tree="small") as wizard:
        await wizard.press("h")
        await follow(wizard, "the rule")
        await wizard.press("left")
        assert made.library.entry("channel").title in wizard.told("#bar")
        await wizard.press("left", "right")
        assert made.library.entry("rule-1").title in wizard.told("#bar")
        await wizard.press("right", "left")
        await follow(wizard, "the page")
        assert page(wizard).visited == ["channel", "more"]


async def test_the_list_of_keys_names_the_ways_through_the_pages(made: Knowledge) -> None:
    async with running(made, tree="small") as wizard:
        await wizard.press("h", "question_mark")
        assert isinstance(wizard.screen, KeysScreen)
        assert {"Page before", "Page after"} <= set(dict(wizard.screen.lines).values())


async def test_a_link_is_followed_by_mouse(made: Knowledge) -> None:
    async with running(made, tree="small") as wizard:
        await wizard.press("h")
        await wizard.click_words("the rule")
        assert page(wizard).visited == ["channel", "rule-1"]


async def test_a_web_page_opens_at_the_address_as_it_is_written(made: Knowledge) -> None:
    async with running(made, tree="small") as wizard:
        await wizard.press("h")
        await follow(wizard, "the web")
        assert wizard.app.opened == [WEB]
        assert wizard.app.clipboard == WEB
        assert any(WEB in told for told in wizard.app.told)


async def test_a_web_page_clicked_beside_the_question_opens_as_it_is_written(made: Knowledge) -> None:
    async with running(made, WIDE, "small") as wizard:
        await wizard.press("h")
        await wizard.click_words("the web")
        assert wizard.app.opened == [WEB]


async def test_over_a_remote_terminal_an_address_is_only_shown(
    made: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    async with running(made, tree="small") as wizard:
        await wizard.press("h")
        await follow(wizard, "the web")
        assert wizard.app.opened == []
        assert any(WEB in told for told in wizard.app.told)


async def test_an_address_that_is_not_https_is_told_and_not_followed(made: Knowledge) -> None:
    async with running(made, tree="small") as wizard:
        await wizard.press("h")
        await follow(wizard, "an old address")
        assert wizard.app.opened == []
        assert any("http://example.org/" in told for told in wizard.app.told)
        assert page(wizard).visited == ["channel"]


async def test_the_sources_of_a_page_are_among_its_links(made: Knowledge) -> None:
    async with running(made, tree="small") as wizard:
        await wizard.show(walked(made, BAD, "small"))
        await wizard.choose("#lines", "entry:rule-1")
        await wizard.press("l")
        told = [each.note for each in wizard.sheet("#picks").items if each.words == "Source"]
        assert told == ["https://example.org/rule", "https://example.org/source"]


async def test_y_sends_the_citation_to_the_clipboard(made: Knowledge) -> None:
    async with running(made, tree="small") as wizard:
        await wizard.show(walked(made, BAD, "small"))
        await wizard.choose("#lines", "entry:rule-1")
        await wizard.press("y")
        assert wizard.app.clipboard == "Rule 1. https://example.org/rule"


async def test_a_link_to_a_page_that_is_gone_says_so_and_leads_back(made: Knowledge) -> None:
    async with running(made, tree="small") as wizard:
        await wizard.press("h")
        await follow(wizard, "what is gone")
        assert "gone" in wizard.told("#standing")
        await wizard.press("l", "left", "right", "escape")
        assert page(wizard).visited == ["channel"]
        assert wizard.app.return_code is None


async def test_there_is_no_citation_of_a_page_that_is_gone(made: Knowledge) -> None:
    async with running(made, tree="small") as wizard:
        await wizard.press("h")
        await follow(wizard, "what is gone")
        await wizard.press("y")
        assert wizard.app.clipboard == ""


async def test_a_linked_page_that_cannot_be_read_does_not_keep_the_others_from_being_listed(
    made: Knowledge,
) -> None:
    path = page_path(made, "help/broken.md")
    path.write_text("no front matter\n", "utf-8")
    page_path(made, "help/channel.md").write_text(
        page_path(made, "help/channel.md").read_text("utf-8") + "\n[broken](broken.md)\n", "utf-8"
    )
    async with running(made, tree="small") as wizard:
        await wizard.press("h")
        await follow(wizard, "broken")
        assert "help/broken.md" in wizard.told("#standing")


async def test_where_a_page_is_cited_is_listed_though_another_page_cannot_be_read(made: Knowledge) -> None:
    page_path(made, "help/broken.md").write_text("no front matter\n", "utf-8")
    async with running(made, tree="small") as wizard:
        await wizard.press("h", "w")
        assert isinstance(wizard.screen, PickScreen)
        assert "small: question channel" in [each.words for each in wizard.sheet("#picks").items]


@pytest.mark.parametrize(
    "gone", ["help/lock", "handbook/more", "outcomes/fine", "rules/rule-1", "cases/case-1"]
)
async def test_a_page_that_the_tree_cites_and_is_gone_ends_the_app_with_the_reason(
    made: Knowledge, gone: str
) -> None:
    page_path(made, f"{gone}.md").unlink()
    async with running(made, tree="small") as wizard:
        assert wizard.app.return_code is not None
        assert isinstance(wizard.app.error, Refused)
        assert gone.rpartition("/")[2] in str(wizard.app.error)


async def test_every_broken_page_that_the_tree_cites_is_told_at_once(made: Knowledge) -> None:
    for name in ("help/lock", "rules/rule-1"):
        page_path(made, f"{name}.md").write_text("no front matter\n", "utf-8")
    async with running(made, tree="small") as wizard:
        assert isinstance(wizard.app.error, Broken)
        told = {problem.path for problem in wizard.app.error.problems}
        assert told == {"content/help/lock.md", "content/rules/rule-1.md"}


async def test_a_page_of_the_outcome_keeps_the_outcome_below(made: Knowledge) -> None:
    async with running(made, NARROW, "small") as wizard:
        await wizard.show(walked(made, BAD, "small"))
        await wizard.press("h")
        assert page(wizard).visited == ["stopped"]
        await wizard.press("b")
        assert isinstance(wizard.screen, OutcomeScreen)
        assert wizard.walk.facts == BAD
