"""An id is a file's name and a word of a command: whatever is no id is refused wherever it is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.calling import call
from tests.helpers.small import PAGES, TREE, edited, make_root
from wizard.library.load import read_entry
from wizard.library.model import Kind
from wizard.pack.knowledge import Knowledge
from wizard.tree.load import read_tree

HELP = Kind("help", "help page", "Help")
WEIGHTS = "weights:\n  violation: {label: Bad}\n  note: {label: Note}\n  Extra: {label: ^More}\n\n"
OFTEN = [("  often:\n", "  ^Often:\n"), ("next: often", "next: Often"), ("{often: yes}", "{Often: yes}")]


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([("tree: small", "tree: ^Small")], id="tree"),
        pytest.param(OFTEN, id="question"),
        pytest.param([("      plain: {", "      ^a b: {")], id="answer"),
        pytest.param([("  daily:", "  ^daily_use:")], id="finding"),
        pytest.param([("  free:\n", "  ^freé:\n")], id="outcome"),
        pytest.param([("  much-is", "  ^much.is")], id="invariant"),
        pytest.param([("  fine: {", "  ^Fine: {"), ("verdict: fine", "verdict: Fine")], id="verdict"),
        pytest.param([("findings:", f"{WEIGHTS}findings:")], id="weight"),
    ],
)
def test_an_id_that_is_none_keeps_a_tree_from_being_read(edits: list[tuple[str, str]]) -> None:
    text, (place,) = edited(TREE, *edits)
    _, problems = read_tree(text, "small.yaml")
    assert [f"{each.line}:{each.column} {each.code}" for each in problems] == [f"{place} bad-id"]


@pytest.mark.parametrize(("name", "bad"), [("Twin", True), ("a_b", True), ("..", True), ("a.b-2", False)])
def test_an_entry_may_have_dots_in_its_id(name: str, bad: bool) -> None:
    _, problems = read_entry(PAGES["outcomes/free.md"], HELP, f"help/{name}.md", "x.md")
    assert [each.code for each in problems] == (["bad-id"] if bad else [])


PATHS = ["../../x", "/tmp/x", "..", "a/b", "C:\\x", "x\\..\\y", "~", "x\x1b[2J"]


@pytest.mark.parametrize("path", PATHS, ids=ascii)
@pytest.mark.parametrize("part", ["tree", "verdict"])
def test_an_id_that_is_a_path_writes_nowhere(tmp_path: Path, path: str, part: str) -> None:
    quoted = json.dumps(path)
    old, new = {"tree": ("tree: small", f"tree: {quoted}"), "verdict": ("  fine: {", f"  {quoted}: {{")}[part]
    tree = TREE.replace(old, new).replace("verdict: fine", f"verdict: {quoted}" if part == "verdict" else "")
    root = make_root(tmp_path / "deep" / "er" / "root", {"trees/small.yaml": tree})
    before = sorted(tmp_path.rglob("*"))
    out = tmp_path / "deep" / "er"
    given = ["-a", "colour=plain"]
    calls = (["map", "--all", "-o", str(out)], ["assess", *given, "-o", str(out / "x")], ["check"])
    for arguments in calls:
        called = call(*arguments, "--root", str(root))
        assert called.code == (1 if arguments == ["check"] else 2)
        assert "bad-id" in called.out + called.err
    assert sorted(tmp_path.rglob("*")) == before


def test_our_own_ids_are_ids(knowledge: Knowledge) -> None:
    for id in knowledge.tree_ids:
        assert knowledge.tree(id).id == id
