"""Saving and copying the transcript, and what stays in the terminal afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.conftest import example
from tests.ui.driving import WIDE, Driver, running, walked
from wizard.pack.knowledge import Knowledge
from wizard.transcript.model import as_data
from wizard.transcript.reading import read_transcript
from wizard.ui.screens.export import ExportScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.reading import ReadingScreen


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
        wizard.screen.query_one("#folder", Input).value = str(tmp_path)
        await wizard.choose("#forms", form)
        assert [each.suffix for each in tmp_path.iterdir()] == [ending]


async def test_the_saved_json_is_the_transcript_on_screen(knowledge: Knowledge, tmp_path: Path) -> None:
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one("#folder", Input).value = str(tmp_path)
        await wizard.choose("#forms", "json")
        (saved,) = tmp_path.iterdir()
        assert json.loads(saved.read_text("utf-8")) == as_data(wizard.outcome.transcript)


async def test_saving_again_never_writes_over_a_file(knowledge: Knowledge, tmp_path: Path) -> None:
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one("#folder", Input).value = str(tmp_path)
        await wizard.choose("#forms", "markdown")
        (first,) = tmp_path.iterdir()
        first.write_text("kept", "utf-8")
        await wizard.press("s")
        wizard.screen.query_one("#folder", Input).value = str(tmp_path)
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
        wizard.screen.query_one("#folder", Input).value = f"{tmp_path}/{where}"
        await wizard.choose("#forms", "markdown")
        assert isinstance(wizard.screen, ExportScreen)
        assert "cannot write" in wizard.told("#told")
        assert wizard.app.saved == []
        wizard.screen.query_one("#folder", Input).value = str(tmp_path)
        await wizard.choose("#forms", "markdown")
        assert len(wizard.app.saved) == 1
    assert (tmp_path / "a-file").read_text("utf-8") == "kept"


async def test_the_home_of_nobody_is_told_like_any_bad_folder(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one("#folder", Input).value = "~no-such-user/notes"
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
        wizard.screen.query_one("#folder", Input).value = str(tmp_path)
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


async def test_the_name_of_the_workflow_stands_in_the_file_and_is_kept_for_the_next(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one("#folder", Input).value = str(tmp_path)
        wizard.screen.query_one("#label", Input).value = "Lab results by chat"
        await wizard.choose("#forms", "json")
        (saved,) = tmp_path.iterdir()
        read = read_transcript(saved, saved.name)
        assert (read.transcript.label, read.altered) == ("Lab results by chat", "")
        await wizard.press("s")
        assert wizard.screen.query_one("#label", Input).value == "Lab results by chat"
        wizard.screen.query_one("#folder", Input).value = str(tmp_path)
        await wizard.choose("#forms", "markdown")
        (page,) = tmp_path.glob("*.md")
        again = read_transcript(page, page.name)
        assert (again.claims.label, again.altered) == ("Lab results by chat", "")


async def test_a_name_that_tells_of_a_person_is_refused_with_the_reason_and_stays_in_its_field(
    knowledge: Knowledge, tmp_path: Path
) -> None:
    async with running(knowledge) as wizard:
        await at_outcome(wizard, knowledge)
        wizard.screen.query_one("#folder", Input).value = str(tmp_path)
        label = wizard.screen.query_one("#label", Input)
        label.value = "Mr Smith 555-123-4567"
        await wizard.choose("#forms", "markdown")
        assert isinstance(wizard.screen, ExportScreen)
        assert "looks as if it holds" in wizard.told("#told")
        assert label.has_focus and label.value == "Mr Smith 555-123-4567"
        assert list(tmp_path.iterdir()) == []


async def test_what_will_be_written_is_shown_before_and_read_whole_by_v(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(knowledge, WIDE) as wizard:
        await at_outcome(wizard, knowledge)
        outcome = wizard.app.screen_stack[-2]
        assert isinstance(outcome, OutcomeScreen)
        assert str(tmp_path) in wizard.told("#told").replace("\n  ", "")
        assert "# " in wizard.told("#preview")
        await wizard.choose("#forms", "copy")
        await wizard.point("#forms", "json")
        assert '"schema"' in wizard.told("#preview")
        await wizard.press("v")
        assert isinstance(wizard.screen, ReadingScreen)
        assert outcome.transcript.digest in wizard.told("#text")
        await wizard.press("escape")
        wizard.screen.query_one("#folder", Input).value = str(tmp_path / "missing")
        await wizard.settle()
        assert "not there" in wizard.told("#told")
