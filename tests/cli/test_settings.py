"""A reader's settings: read where they count, refused in one sentence where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.calling import call, spawn
from tests.helpers.small import make_root
from wizard.cli.settings import STARTER, Settings, read_settings
from wizard.pack.knowledge import Knowledge, find_root
from wizard.ui.app import WizardApp, key_named
from wizard.walk.walk import begin


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("WIZARD_CONFIG", str(path))
    return path


def test_without_a_file_the_defaults_are_told(file: Path) -> None:
    done = call("config")
    assert done.code == 0
    assert f"{file} (not there" in done.out and "theme: dark" in done.out and "tree: whatsapp" in done.out


def test_the_starting_file_is_written_once_and_changes_nothing(file: Path) -> None:
    assert call("config", "--init").code == 0
    assert read_settings(file) == Settings()
    again = call("config", "--init")
    assert again.code == 2 and "is there already; edit it" in again.err


def test_the_starting_file_holds_every_setting(file: Path) -> None:
    lines = [line.removeprefix("# ") for line in STARTER.splitlines()]
    chosen = [line for line in lines if "=" in line and '"' in line and not line[0].isupper()] + ["[keys]"]
    keys = [line for line in chosen if line.startswith("f1")]
    file.write_text("\n".join([*(set(chosen) - {*keys, "[keys]"}), "[keys]", *keys]), "utf-8")
    found = read_settings(file)
    assert found.theme and found.tree and found.export_folder and found.keys == {"f1": "?", "f10": "q"}


def test_the_default_tree_is_the_readers_own(file: Path) -> None:
    file.write_text('tree = "phi"\n', "utf-8")
    assert "digraph" in call("map", "--format", "dot").out
    assert call("map").out == call("map", "phi").out != call("map", "whatsapp").out
    assert call("ask", "--plain", "--private", given=b"q\n").out.startswith("Is this message protected")


def test_a_tree_that_another_pack_has_not_is_no_matter_there(file: Path, tmp_path: Path) -> None:
    file.write_text('tree = "phi"\n', "utf-8")
    root = make_root(tmp_path / "root")
    assert call("map", "--root", str(root)).out == call("map", "small", "--root", str(root)).out


def test_transcripts_are_saved_in_the_folder_that_is_set(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    file.write_text(f'export-folder = "{folder}"\n', "utf-8")
    done = spawn(
        "--private",
        "ask",
        "--plain",
        "--private",
        cwd=tmp_path,
        given=b"4\ns\n\nq\n",
        WIZARD_CONFIG=str(file),
    )
    assert done.code == 0, done.err
    assert [each.suffix for each in folder.iterdir()] == [".md"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme = light", "is no TOML"),
        ('themee = "light"', "there is no setting themee"),
        ('theme = "ligth"', "there is no theme ligth"),
        ("theme = 1", "theme must be a text in quotation marks"),
        ('tree = "wattsapp"', "there is no tree wattsapp"),
        ("keys = 3", "keys must be a table of keys"),
        ("[keys]\nf1 = 3", "keys must be a table of keys"),
        ("\ufefftheme = 1", "byte order mark"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(file: Path, text: str, said: str) -> None:
    file.write_text(text, "utf-8")
    done = call("config")
    assert done.code == 2 and said in done.err and str(file) in done.err
    assert "Traceback" not in done.err


async def test_a_key_of_ones_own_does_what_it_stands_for() -> None:
    app = WizardApp(Knowledge(find_root()), begin(Knowledge(find_root()).tree("whatsapp")))
    app.stand_ins = {key_named("f2"): key_named("?"), key_named("f6"): key_named("1")}
    async with app.run_test() as pilot:
        await pilot.press("f6")
        await pilot.pause()
        assert app.walk is not None and app.walk.number == 2
        await pilot.press("f2")
        await pilot.pause()
        assert type(app.screen).__name__ == "KeysScreen"
