"""The theme is written into the reader's settings, and nothing else of them changes."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from wizard.records.folders import config_file
from wizard.records.preferences import read_toml, remember_theme
from wizard.source.problems import Broken, Refused

OWN = """\
# My settings.
tree = "phi"  # the one I use

[keys]
theme = "f1"
"""


def test_the_first_choice_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "wizard" / "config.toml"
    assert read_toml(path) == {}
    remember_theme(path, "light")
    assert read_toml(path) == {"theme": "light"}
    assert path.stat().st_mode & 0o077 == 0


def test_everything_else_in_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(OWN)
    remember_theme(path, "light")
    remember_theme(path, "dark")
    assert path.read_text() == f'theme = "dark"\n{OWN}'
    assert tomllib.loads(path.read_text()) == {
        "theme": "dark",
        "tree": "phi",
        "keys": {"theme": "f1"},
    }


def test_a_theme_that_stands_there_is_replaced_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('tree = "phi"\ntheme="nord" # mine\n')
    remember_theme(path, "light")
    assert path.read_text() == 'tree = "phi"\ntheme = "light"\n'


def test_settings_that_others_may_read_stay_so(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(OWN)
    path.chmod(0o644)
    remember_theme(path, "light")
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_file_that_is_no_toml_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("theme = \n")
    with pytest.raises(Refused, match="is no TOML"):
        remember_theme(path, "light")
    assert path.read_text() == "theme = \n"
    path.write_bytes(b"\xff")
    with pytest.raises(Broken):
        read_toml(path)


@pytest.mark.parametrize(
    "own",
    [
        pytest.param('"theme" = "dark"\n', id="a name in quotation marks"),
        pytest.param('theme = """\ndark"""\n', id="more than one line"),
        pytest.param('tree = """\ntheme = "x"\n"""\n', id="a line of another text"),
        pytest.param('theme.own = "dark"\n', id="a table"),
        pytest.param('tree = """\n[x]\n"""\ntheme = "dark"\n', id="no table"),
    ],
)
def test_a_theme_in_another_form_is_told_and_the_file_left_alone(tmp_path: Path, own: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(own)
    with pytest.raises(Refused, match='in another form; write it there: theme = "light"'):
        remember_theme(path, "light")
    assert path.read_text() == own


@pytest.mark.parametrize(
    ("text", "told"),
    [(f"a = {'[' * 9_000}", "too deep"), (f"a = {'9' * 9_000}", "TOML")],
    ids=["nested", "a number"],
)
def test_a_file_past_all_bounds_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(Refused, match=told):
        read_toml(path)


def test_the_file_is_the_named_one_or_in_the_users_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIZARD_CONFIG", str(tmp_path / "named.toml"))
    assert config_file("anything") == tmp_path / "named.toml"
    monkeypatch.delenv("WIZARD_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_file("../bad name").name == "config.toml"
    assert config_file("../bad name").parent.name == "badname"
