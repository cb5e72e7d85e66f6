"""What holds on every screen: leaving, the last words, themes, the list of keys, the command palette."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

import pytest
from textual.command import CommandPalette

from tests.conftest import example
from tests.ui.driving import Driver, running, walked
from tests.ui.made import BAD, make_knowledge
from wizard.pack.knowledge import Knowledge
from wizard.ui.app import WizardApp
from wizard.ui.screens.change import ChangeScreen
from wizard.ui.screens.home import HomeScreen
from wizard.ui.screens.keys import KeysScreen
from wizard.ui.screens.map import MapScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.pick import PickScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.walk.walk import Walk, begin

QUIT_AT_ONCE = "Key ^q"
"""How the palette calls Textual's own key for leaving, which does not ask."""


async def test_q_leaves_at_once_while_nothing_is_answered(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("q")
        assert wizard.app.return_code == 0
        assert wizard.app.farewell() == []


async def test_q_asks_when_answers_would_be_lost_and_staying_keeps_them(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("1", "1", "q")
        assert isinstance(wizard.screen, PickScreen)
        assert wizard.app.return_code is None
        await wizard.choose("#picks", "stay")
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.walk.facts == {"coverage": "covered-entity", "stage": "planning"}
        assert wizard.app.return_code is None
        await wizard.press("q")
        await wizard.choose("#picks", "leave")
        assert wizard.app.return_code == 0


async def test_q_asks_on_an_outcome_until_it_is_saved(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(knowledge) as wizard:
        await wizard.show(walked(knowledge, example("outside-us")))
        await wizard.press("q")
        assert isinstance(wizard.screen, PickScreen)
        await wizard.press("escape", "s", "1", "q")
        assert wizard.app.return_code == 0


async def test_the_last_words_tell_the_verdict_and_the_files(knowledge: Knowledge) -> None:
    app = WizardApp(knowledge, begin(knowledge.tree("whatsapp")))
    app.walk = walked(knowledge, example("texted-phi-no-baa"))
    app.saved = [Path("one.md"), Path("two.json")]
    assert app.farewell() == ["✗ Not permissible", "Transcript: one.md", "Transcript: two.json"]


async def test_the_last_words_of_a_walk_cut_short_repeat_its_answers(knowledge: Knowledge) -> None:
    app = WizardApp(knowledge, begin(knowledge.tree("whatsapp")))
    app.walk = begin(knowledge.tree("whatsapp")).answer("covered-entity").answer("in-use")
    (line,) = app.farewell()
    assert line.endswith(": -a coverage=covered-entity -a stage=in-use")


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
async def test_the_keys_that_always_quit_ask_first_and_pressed_again_leave_the_answers_behind(
    knowledge: Knowledge, key: str
) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("1", key)
        assert wizard.app.return_code is None and isinstance(wizard.screen, PickScreen)
        await wizard.press(key)
        assert wizard.app.return_code == 0
        assert "coverage=covered-entity" in wizard.app.farewell()[0]


async def test_the_theme_changes_between_dark_and_light(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        seen = [wizard.app.theme]
        for _ in range(2):
            await wizard.press("ctrl+t")
            seen.append(wizard.app.theme)
        assert seen == ["dark", "light", "dark"]
        assert wizard.app.available_themes["dark"].dark and not wizard.app.available_themes["light"].dark


async def test_a_theme_is_taken_from_the_call_or_the_environment(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_THEME", "nord")
    assert WizardApp(knowledge, begin(knowledge.tree("whatsapp"))).theme == "nord"
    assert WizardApp(knowledge, begin(knowledge.tree("whatsapp")), "light").theme == "light"
    monkeypatch.setenv("TEXTUAL_THEME", "no-such-theme")
    assert WizardApp(knowledge, begin(knowledge.tree("whatsapp"))).theme == "dark"


async def test_question_mark_lists_the_keys_of_the_screen_and_closes(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("question_mark")
        assert isinstance(wizard.screen, KeysScreen)
        keys = dict(wizard.screen.lines)
        assert {"b", "h", "c", "v", "q", "1 to 9"} <= set(keys)
        assert "f" not in keys
        assert all(does.split()[0] in wizard.shown() for does in keys.values())
        await wizard.press("escape")
        assert isinstance(wizard.screen, QuestionScreen)
        await wizard.show(walked(knowledge, example("outside-us")))
        await wizard.press("question_mark")
        assert isinstance(wizard.screen, KeysScreen)
        assert {"b", "c", "s", "n", "h"} <= set(dict(wizard.screen.lines))
        await wizard.press("question_mark")
        assert isinstance(wizard.screen, OutcomeScreen)


async def test_the_home_screen_offers_every_tree_and_opens_one(knowledge: Knowledge) -> None:
    async with running(knowledge, tree=None) as wizard:
        assert isinstance(wizard.screen, HomeScreen)
        told = [each.id for each in wizard.sheet("#trees").items if each.pick]
        assert tuple(told[: len(knowledge.tree_ids)]) == knowledge.tree_ids
        await wizard.press("1", "1")
        assert wizard.walk.facts == {"coverage": "covered-entity"}
        await wizard.press("b", "b")
        assert isinstance(wizard.screen, HomeScreen)
        await wizard.press("q")
        assert wizard.app.return_code == 0


def offered(driver: Driver) -> dict[str, str]:
    """What the palette offers on the screen on top: help and title."""
    return {each.help: each.title for each in driver.app.get_system_commands(driver.screen)}


async def test_the_palette_offers_what_the_screens_keys_do(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("1", "1")
        told = set(offered(wizard).values())
        assert {"Back", "Help", "Change", "Quit", "Keys", "Light or dark, remembered"} <= told
        assert "Finish now" not in offered(wizard).values()
        await wizard.show(walked(knowledge, example("outside-us")))
        assert {"Back", "Change", "Save", "Start again", "Quit"} <= set(offered(wizard).values())
        await wizard.press("h")
        assert {"Back", "Links", "Copy citation"} <= set(offered(wizard).values())


async def test_quitting_from_the_palette_asks_first(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("1")
        assert QUIT_AT_ONCE not in offered(wizard)
        quitting = [each for each in wizard.app.get_system_commands(wizard.screen) if each.title == "Quit"]
        assert len(quitting) == 1
        quitting[0].callback()
        await wizard.settle()
        assert isinstance(wizard.screen, PickScreen)


async def test_the_palette_offers_nothing_twice(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        titles = [each.title for each in wizard.app.get_system_commands(wizard.screen)]
        assert len(titles) == len(set(titles))


async def test_a_command_is_found_and_run_by_typing(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("1", "1", "ctrl+p")
        assert isinstance(wizard.screen, CommandPalette)
        await wizard.press(*"change")
        await wizard.press("enter")
        assert isinstance(wizard.screen, ChangeScreen)


async def run_commands(driver: Driver, walk: Walk, page: bool = False, skip: Container[str] = ()) -> set[str]:
    """Runs the commands that the palette offers on a screen, each once, the screen opened anew when one
    has left it; the titles run."""
    run: set[str] = set()
    screen = None
    while True:
        if driver.screen is not screen or driver.walk != walk:
            await driver.show(walk)
            if page:
                await driver.press("h")
            screen = driver.screen
        commands = [each for each in driver.app.get_system_commands(driver.screen) if each.title not in skip]
        left = [each for each in commands if each.title not in run and each.help != QUIT_AT_ONCE]
        if not left:
            return run
        run.add(left[0].title)
        left[0].callback()
        await driver.settle()


async def test_every_command_that_the_palette_offers_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path))
    made = make_knowledge(tmp_path / "made")
    asking = {"Back", "Help", "Change", "Finish now", "Keys", "Quit"}
    ended = {"Back", "Change", "Save", "Start again", "Read the outcome's page", "Quit"}
    reading = {"Back", "Links", "Copy citation"}
    async with running(made, tree="small") as wizard:
        half = walked(made, {"channel": "app"}, "small")
        run = await run_commands(wizard, half)
        assert asking <= run
        assert ended <= await run_commands(wizard, walked(made, BAD, "small"), skip=run - ended)
        assert reading <= await run_commands(wizard, half, page=True, skip=run - reading)
        assert wizard.app.return_code is None


async def test_a_screen_that_fails_is_closed_with_a_sentence_and_the_walk_is_kept(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: MapScreen) -> None:
        raise RuntimeError("out of [order]")

    monkeypatch.setattr(MapScreen, "_items", broken)
    async with running(knowledge) as wizard:
        await wizard.press("1", "1", "m")
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.app.return_code is None
        assert any("out of [order]" in told for told in wizard.app.told)
        await wizard.press("2")
        assert len(wizard.walk.steps) == 3


async def test_leaving_an_outcome_offers_to_save_it_first(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(knowledge) as wizard:
        await wizard.show(walked(knowledge, example("outside-us")))
        await wizard.press("q")
        await wizard.choose("#picks", "save")
        await wizard.press("1")
        assert wizard.app.return_code == 0
        assert len(list(tmp_path.iterdir())) == 1


async def test_escape_goes_one_step_back_everywhere(knowledge: Knowledge) -> None:
    async with running(knowledge, tree=None) as wizard:
        await wizard.press("1", "1", "1")
        assert len(wizard.walk.steps) == 2
        await wizard.press("escape")
        assert len(wizard.walk.steps) == 1
        await wizard.press("escape", "escape")
        assert isinstance(wizard.screen, HomeScreen)


async def test_the_theme_chosen_by_key_is_remembered_only_where_it_may_be(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("WIZARD_CONFIG", str(file))
    async with running(knowledge) as wizard:
        await wizard.press("ctrl+t")
        assert not file.exists()
        wizard.app.remembers = True
        await wizard.press("ctrl+t", "ctrl+t")
        assert file.read_text() == 'theme = "light"\n'
        file.write_text("theme =")
        await wizard.press("ctrl+t")
        assert wizard.app.theme == "dark"
        assert "not remembered" in wizard.app.told[-1]
