"""The library screen: search, kinds, the page beside the list, and pages that cannot be read."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, Markdown

from tests.helpers.kinds import KINDS
from tests.ui.driving import NARROW, NORMAL, WIDE, Driver, running
from tests.ui.made import make_knowledge, page_path
from wizard.pack.knowledge import Knowledge
from wizard.ui.screens.library import LibraryScreen
from wizard.ui.screens.page import PageScreen


def found(driver: Driver) -> list[str]:
    """The ids of the entries listed."""
    return [each.id for each in driver.sheet("#entries").items if each.pick]


async def test_the_library_opens_over_any_screen_and_closes_again(knowledge: Knowledge) -> None:
    for tree in ("whatsapp", None):
        async with running(knowledge, NORMAL, tree) as wizard:
            below = wizard.screen
            await wizard.press("slash")
            assert isinstance(wizard.screen, LibraryScreen)
            await wizard.press("escape")
            assert wizard.screen is below


async def test_typing_a_citation_finds_its_rule_first(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("slash", *"164.312")
        assert found(wizard)[0].startswith("164.312")
        assert str(len(found(wizard))) in wizard.told("#bar")
        await wizard.press("enter")
        assert isinstance(wizard.screen, PageScreen)
        assert wizard.screen.visited[0].startswith("164.312")


async def test_words_that_nothing_holds_find_nothing_and_open_nothing(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("slash", *"xyzzyxyzzy")
        assert found(wizard) == [] and "0 entries" in wizard.told("#bar")
        await wizard.press("enter", "enter", "y")
        assert isinstance(wizard.screen, LibraryScreen)


async def test_a_kind_narrows_what_is_listed(knowledge: Knowledge) -> None:
    cases = {each.id for each in knowledge.library.entries() if each.kind.folder == "cases"}
    async with running(knowledge, WIDE) as wizard:
        await wizard.press("slash")
        assert isinstance(wizard.screen, LibraryScreen)
        assert wizard.screen.kinds[1:] == [kind.key for kind in KINDS]
        await wizard.press(*["right"] * wizard.screen.kinds.index("cases"))
        assert set(found(wizard)) == cases
        assert " Cases " in wizard.told("#kinds")
        await wizard.press(*["left"] * wizard.screen.kinds.index("cases"))
        assert len(found(wizard)) > len(cases)


async def test_beside_the_list_stands_the_entry_under_the_cursor(knowledge: Knowledge) -> None:
    async with running(knowledge, WIDE) as wizard:
        await wizard.press("slash", *"phoenix")
        await wizard.point("#entries", "phoenix-cardiac")
        entry = knowledge.library.entry("phoenix-cardiac")
        assert wizard.screen.query_one("#reading Markdown", Markdown).source == entry.body
        await wizard.press("tab", "y")
        assert any("citation" in each for each in wizard.app.told)


async def test_digits_and_letters_go_to_the_search_field(knowledge: Knowledge) -> None:
    async with running(knowledge, NARROW) as wizard:
        await wizard.press("slash", "q", "1", "b")
        assert wizard.screen.query_one("#query", Input).value == "q1b"


async def test_a_page_that_cannot_be_read_is_told_and_the_others_are_listed(tmp_path: Path) -> None:
    knowledge = make_knowledge(tmp_path / "root")
    page_path(knowledge, "handbook/more.md").write_text("no front matter\n", "utf-8")
    async with running(knowledge, NORMAL, None) as wizard:
        await wizard.press("slash")
        assert any("handbook/more.md:1:1" in each for each in wizard.app.told)
        assert "rule-1" in found(wizard) and "more" not in found(wizard)


async def test_what_was_searched_for_is_marked_in_titles_and_citations(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("slash", *"164.502")
        lines = [line for item in wizard.sheet("#entries").items for line in item.lay(80)]
        found = [words for line in lines for words, token in line.parts if token == "u accent"]
        assert found and set(found) == {"164.502"}
