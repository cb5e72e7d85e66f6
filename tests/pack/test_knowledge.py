"""Which root is used, and that one which is not the program's own is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.calling import call, spawn
from tests.helpers.small import make_root
from wizard.pack import knowledge as module
from wizard.pack.knowledge import Knowledge, find_root, open_knowledge
from wizard.source.problems import Refused


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with trees in it, which we stand in."""
    root = make_root(tmp_path / "here")
    monkeypatch.chdir(root)
    return root


def test_the_option_wins_over_the_environment_and_both_over_the_folder_here(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = make_root(tmp_path / "one"), make_root(tmp_path / "two")
    assert find_root() == here
    monkeypatch.setenv("WIZARD_ROOT", str(one))
    assert find_root() == one
    assert find_root(str(two)) == two


def test_elsewhere_the_built_in_pack_is_used_and_not_named(tmp_path: Path) -> None:
    called = spawn("scenarios", "list", cwd=tmp_path)
    assert (called.code, called.err) == (0, "")


def test_a_folder_without_trees_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no trees/ folder"):
        find_root(str(tmp_path))


def test_without_any_trees_the_installation_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUILT_IN", (tmp_path / "data",))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match="install the program again"):
        find_root()


def test_the_built_in_pack_is_not_foreign_however_it_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    assert not open_knowledge().foreign
    assert not open_knowledge(".").foreign
    assert not open_knowledge(str(root / "trees" / "..")).foreign


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["assess", "-a", "colour=plain"],
        ["ask", "--plain"],
        ["map"],
        ["scenarios", "list"],
        ["scenarios", "cover"],
        ["scenarios", "coverage"],
        ["search", "rule"],
        ["show", "rule-1"],
    ],
)
def test_each_command_names_the_trees_here(here: Path, arguments: list[str]) -> None:
    assert call(*arguments).err.startswith("using trees/ here: here\n")
    assert Knowledge(here).foreign


def test_diff_names_both_folders(here: Path, tmp_path: Path) -> None:
    other = make_root(tmp_path / "other")
    assert call("diff", ".", str(other)).err == f"using trees/ here: here\nusing trees/ in {other}: other\n"


def test_the_app_without_a_command_starts_on_the_default_tree(here: Path) -> None:
    called = call(given=b"q\n")
    assert called.code == 0 and "Which colour has it?" in called.out
