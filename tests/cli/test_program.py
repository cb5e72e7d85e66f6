"""The commands but assess and check: version, map, show, which root they read, what they refuse."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.calling import call, environment, spawn
from tests.helpers.small import PAGES, TREE, make_root
from wizard import __version__

MUCH = ["-a", "colour=red", "-a", "amount=much", "-a", "often=no"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_root(tmp_path / "root")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A root with one problem in its tree and one in a page."""
    files = {
        "trees/small.yaml": TREE.replace("tone: good", "tone: god"),
        "content/outcomes/free.md": PAGES["outcomes/free.md"] + "\n[lost](lost.md)\n",
    }
    return make_root(tmp_path / "broken", files)


def test_the_version_is_told(tmp_path: Path) -> None:
    called = spawn("--version", cwd=tmp_path)
    assert (called.code, called.out, called.err) == (0, f"python -m wizard {__version__}\n", "")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_command(option: str) -> None:
    called = call(option)
    assert called.code == 0
    assert all(f"  {name} " in called.out for name in ("ask", "assess", "check", "map", "show"))


@pytest.mark.parametrize("command", ["ask", "assess", "check", "map", "show"])
def test_each_command_has_help(command: str) -> None:
    called = call(command, "--help")
    assert called.code == 0 and "--root" in called.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["asses"], ["asses"], id="unknown command"),
        pytest.param(["--rot", "x"], ["--rot"], id="unknown option"),
        pytest.param(["--root"], ["--root"], id="root without a folder"),
        pytest.param(["--root", "missing", "check"], ["missing is no knowledge folder"], id="root not there"),
        pytest.param(
            ["check", "--root", "root/trees"], ["root/trees is no knowledge folder"], id="root without trees"
        ),
        pytest.param(
            ["assess", "--root", "root/trees/small.yaml"], ["no knowledge folder"], id="root is a file"
        ),
        pytest.param(
            ["assess", "smal", "--root", "root"], ["no tree smal", "did you mean small?"], id="unknown tree"
        ),
        pytest.param(["assess", "../small", "--root", "root"], ["no tree ../small"], id="path for a tree"),
        pytest.param(["map", "smal", "--root", "root"], ["did you mean small?"], id="map of an unknown tree"),
        pytest.param(
            ["map", "small", "--root", "root", "--format", "png"], ["png", "mermaid"], id="unknown picture"
        ),
        pytest.param(
            ["ask", "smal", "--root", "root", "--plain"],
            ["did you mean small?"],
            id="walk of an unknown tree",
        ),
        pytest.param(
            ["ask", "--root", "bare", "--plain"], ["no tree in bare", "new tree NAME"], id="no tree at all"
        ),
        pytest.param(
            ["show", "rule1", "--root", "root"],
            ["no entry rule1", "did you mean rule-1?"],
            id="unknown entry",
        ),
        pytest.param(["show"], ["ID"], id="nothing to show"),
        pytest.param(
            ["check", "missing", "--root", "root"], ["there is no missing"], id="check of what is not there"
        ),
        pytest.param(
            ["check", "broken/content", "--root", "root"], ["--root"], id="check of another root's folder"
        ),
        pytest.param(
            ["assess", "small", "--root", "broken"], ["trees/small.yaml:8:29: wrong-value"], id="broken tree"
        ),
        pytest.param(
            ["map", "small", "--root", "broken"],
            ["trees/small.yaml:8:29: wrong-value"],
            id="map of a broken tree",
        ),
        pytest.param(
            ["ask", "small", "--root", "broken"],
            ["trees/small.yaml:8:29: wrong-value"],
            id="walk of a broken tree",
        ),
    ],
)
def test_a_call_that_cannot_be_met_says_what_is_wrong(
    root: Path, broken: Path, arguments: list[str], told: list[str]
) -> None:
    (root.parent / "bare" / "trees").mkdir(parents=True, exist_ok=True)
    called = spawn(*arguments, cwd=root.parent)
    assert (called.code, called.out) == (2, "")
    assert [each for each in told if each not in called.err] == []
    assert "Traceback" not in called.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--root", "root", "assess", "small", *MUCH],
        ["assess", "--root", "root", "small", *MUCH],
        ["assess", "small", *MUCH, "--root", "root"],
        ["--root", "missing", "assess", "small", *MUCH, "--root", "root"],
    ],
    ids=["before the command", "after it", "at the end", "the later one wins"],
)
def test_the_root_may_be_named_before_and_after_the_command(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(root.parent)
    called = call(*arguments)
    assert (called.code, called.err) == (0, "using trees/ in root: root\n") and "Not fine" in called.out


def test_the_environment_names_the_root_and_an_option_wins_over_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIZARD_ROOT", str(root))
    assert call("assess", "small", *MUCH).code == 0
    assert call("--root", str(root / "trees"), "assess", "small", *MUCH).code == 2
    monkeypatch.setenv("WIZARD_ROOT", str(root / "trees"))
    assert call("assess", "small", *MUCH).code == 2
    assert call("--root", str(root), "assess", "small", *MUCH).code == 0


def test_a_root_without_content_can_be_mapped(tmp_path: Path) -> None:
    (tmp_path / "trees").mkdir()
    (tmp_path / "trees" / "small.yaml").write_text(TREE)
    assert call("map", "small", "--root", str(tmp_path)).code == 0


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        (
            "text",
            ["colour: Which colour has it?", "  red: Red or pink -> amount", "plain: None at all -> [free]"],
        ),
        ("mermaid", ["flowchart TD", 'q0["Which colour has it?"]', 'q0 -->|"red"| q1', 'q0 -->|"blue"| q2']),
        ("dot", ['digraph "small" {', 'q0 [label="Which colour has it?"];', 'q0 -> q1 [label="red"];']),
    ],
)
def test_a_map_has_the_answers_on_its_edges(root: Path, form: str, parts: list[str]) -> None:
    called = call("map", "small", "--root", str(root), "--format", form)
    assert (called.code, called.err) == (0, f"using trees/ in {root}: root\n")
    assert [part for part in parts if part not in called.out] == []


@pytest.mark.parametrize("form", ["mermaid", "dot"])
def test_a_hostile_label_stays_inside_its_node(tmp_path: Path, form: str) -> None:
    tree = TREE.replace(
        "ask: Which colour has it?", """ask: 'a"] --> x; click "javascript:b" <i>\\" ]; q9'"""
    )
    called = call(
        "map", "small", "--root", str(make_root(tmp_path, {"trees/small.yaml": tree})), "--format", form
    )
    (line,) = [line for line in called.out.splitlines() if "click" in line]
    inner = line.partition('"')[2].rpartition('"')[0].replace("\\\\", "").replace('\\"', "")
    assert called.code == 0 and '"' not in inner
    assert form == "dot" or not set("<>") & set(inner)


def test_show_prints_an_entry_with_its_links_and_standing(root: Path) -> None:
    called = call("show", "stopped", "--root", str(root))
    assert (called.code, called.err) == (0, f"using trees/ in {root}: root\n")
    assert called.out.startswith("stopped\n=======\n")
    assert "[1] the rule: rule-1, at next-steps" in called.out and "Status: primary source" in called.out


def test_show_spells_out_what_a_terminal_would_act_on(tmp_path: Path) -> None:
    root = make_root(tmp_path, {"content/faq.md": PAGES["outcomes/free.md"] + "\x1b[31m \x9b2J \u202e\n"})
    called = call("show", "faq", "--root", str(root))
    assert called.code == 0 and "\\x1b[31m \\x9b2J \\u202e" in called.out
    assert not {"\x1b", "\x9b", "\u202e"} & set(called.out)


@pytest.mark.skipif(os.name != "posix", reason="a closed pipe is told by a signal")
def test_a_reader_that_stops_reading_raises_nothing(root: Path) -> None:
    command = [sys.executable, "-m", "wizard", "map", "small", "--root", str(root)]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        command, stdout=write, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False
    )
    os.close(write)
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")
def test_a_full_disk_is_told_without_a_traceback(root: Path) -> None:
    command = [sys.executable, "-m", "wizard", "map", "small", "--root", str(root)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, env=environment(), timeout=60, check=False
        )
    assert done.returncode == 2 and b"Traceback" not in done.stderr


def test_output_in_a_small_encoding_raises_nothing(root: Path) -> None:
    called = spawn("assess", "small", *MUCH, "--root", ".", cwd=root, PYTHONIOENCODING="ascii:strict")
    assert called.code == 0 and "Traceback" not in called.err
