"""Saving and copying the transcript, and what stays in the terminal afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.conftest import example
from tests.ui.driving import Driver, running, walked
from wizard.pack.knowledge import Knowledge
from wizard.transcript.model import as_data
from wizard.ui.screens.export import ExportScreen
from wizard.ui.screens.outcome import OutcomeScreen


async def at_outcome(driver: Driver, knowledge: Knowledge) -> None:
    """Brings the app to an outcome and opens the screen that saves it."""
    await driver.show(walked(knowledge, example("staff-chat")))
    await driver.press("s")
    assert isinstance(driver.screen, ExportScreen)


async def test_s_writes_a_new_file_into_the_folder_at_hand_and_tells_where(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        await wizard.press("1")
        (saved,) = tmp_path.iterdir()
        assert saved.name.endswith("-whatsapp-impermissible.md")
        assert isinstance(wizard.screen, OutcomeScreen)
        assert any(str(saved) in told for told in wizard.app.told)
        assert any(saved.name in line for line in wizard.app.farewell())


@pytest.mark.parametrize("form, ending", [("markdown", ".md"), ("text", ".txt"), ("html", ".html")])
async def test_each_form_is_saved_with_its_own_ending(
    knowledge: Knowledge, tmp_path: Path, form: str, ending: str
) -> None:
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one(Input).value = str(tmp_path)
        await wizard.choose("#forms", form)
        assert [each.suffix for each in tmp_path.iterdir()] == [ending]


async def test_the_saved_json_is_the_transcript_on_screen(knowledge: Knowledge, tmp_path: Path) -> None:
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one(Input).value = str(tmp_path)
        await wizard.choose("#forms", "json")
        (saved,) = tmp_path.iterdir()
        assert json.loads(saved.read_text("utf-8")) == as_data(wizard.outcome.transcript)


async def test_saving_again_never_writes_over_a_file(knowledge: Knowledge, tmp_path: Path) -> None:
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one(Input).value = str(tmp_path)
        await wizard.choose("#forms", "markdown")
        (first,) = tmp_path.iterdir()
        first.write_text("kept", "utf-8")
        await wizard.press("s")
        wizard.screen.query_one(Input).value = str(tmp_path)
        await wizard.choose("#forms", "markdown")
        assert len(list(tmp_path.iterdir())) == 2
        assert first.read_text("utf-8") == "kept"
        assert len(set(wizard.app.saved)) == 2


@pytest.mark.parametrize("where", ["missing", "a-file", "with\0nul"])
async def test_a_folder_that_cannot_be_written_is_told_and_loses_nothing(
    knowledge: Knowledge, tmp_path: Path, where: str
) -> None:
    (tmp_path / "a-file").write_text("kept", "utf-8")
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one(Input).value = f"{tmp_path}/{where}"
        await wizard.choose("#forms", "markdown")
        assert isinstance(wizard.screen, ExportScreen)
        assert "cannot write" in wizard.told("#told")
        assert wizard.app.saved == []
        wizard.screen.query_one(Input).value = str(tmp_path)
        await wizard.choose("#forms", "markdown")
        assert len(wizard.app.saved) == 1
    assert (tmp_path / "a-file").read_text("utf-8") == "kept"


async def test_the_home_of_nobody_is_told_like_any_bad_folder(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one(Input).value = "~no-such-user/notes"
        await wizard.choose("#forms", "markdown")
        assert isinstance(wizard.screen, ExportScreen)
        assert "no-such-user" in wizard.told("#told")


async def test_the_folder_is_typed_after_tab_and_enter_returns_to_the_forms(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "q1").mkdir()
    monkeypatch.chdir(tmp_path)
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        await wizard.press("tab", "q", "1", "enter", "2")
        assert [each.suffix for each in (tmp_path / "q1").iterdir()] == [".txt"]


async def test_copying_sends_the_transcript_to_the_clipboard(knowledge: Knowledge, tmp_path: Path) -> None:
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one(Input).value = str(tmp_path)
        await wizard.choose("#forms", "copy")
        assert isinstance(wizard.screen, ExportScreen)
        assert wizard.told("#told")
        await wizard.press("escape")
        assert wizard.app.clipboard.startswith("# ")
        assert wizard.outcome.transcript.digest in wizard.app.clipboard
        assert list(tmp_path.iterdir()) == []


async def test_escape_saves_nothing(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        await wizard.press("escape")
        assert isinstance(wizard.screen, OutcomeScreen)
        assert (list(tmp_path.iterdir()), wizard.app.saved) == ([], [])
