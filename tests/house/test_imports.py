"""What importing a part brings in: the engine no front end, the first screen no graph."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers.calling import environment

FRONT_ENDS = {"textual", "rich", "click"}
HEAVY = {"networkx", "textual", "yaml"}


def brought_in(code: str) -> set[str]:
    """The names of the packages that a new process has imported after running the code."""
    watched = f"{code}\nimport sys\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", watched],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


def every_module(package: str) -> str:
    """Code that imports a package and every module in it."""
    return (
        f"import importlib, pkgutil, {package}\n"
        f"for each in pkgutil.walk_packages({package}.__path__, '{package}.'):\n"
        "    importlib.import_module(each.name)"
    )


def test_the_watch_sees_what_is_imported() -> None:
    seen = brought_in("import click, networkx, yaml, rich, textual")
    assert seen >= FRONT_ENDS | HEAVY


@pytest.mark.parametrize("package", ["tree", "walk", "library", "transcript", "check"])
def test_the_engine_imports_no_front_end(package: str) -> None:
    assert not brought_in(every_module(f"wizard.{package}")) & FRONT_ENDS


@pytest.mark.parametrize(
    "module",
    ["pack", "plain", "records", "source", "space", "words", "picture", "handout", "diff", "find", "web"],
)
def test_rooms_beside_the_engine_import_no_front_end(module: str) -> None:
    assert not brought_in(every_module(f"wizard.{module}")) & FRONT_ENDS


def test_the_room_of_registers_imports_no_front_end() -> None:
    pytest.importorskip("sqlglot", reason="the extra inventory is not installed")
    pytest.importorskip("duckdb", reason="the extra inventory is not installed")
    assert not brought_in(every_module("wizard.registers")) & FRONT_ENDS


def test_a_whole_assessment_imports_no_front_end() -> None:
    code = (
        "from datetime import UTC, datetime\n"
        "from wizard.walk.whole import walk_of\n"
        "from wizard.pack.knowledge import open_knowledge\n"
        "from wizard.transcript.record import record\n"
        "from wizard.transcript.store import FORMATS\n"
        "from wizard.walk.result import result_of\n"
        "knowledge = open_knowledge()\n"
        "walk = walk_of(knowledge.tree('whatsapp'), {'coverage': 'outside-us'})\n"
        "made = record(result_of(walk), knowledge.library, datetime.now(UTC), datetime.now(UTC))\n"
        "for _, write in FORMATS.values(): write(made)"
    )
    seen = brought_in(code)
    assert "networkx" in seen and not seen & FRONT_ENDS


def test_the_command_line_imports_nothing_heavy() -> None:
    assert not brought_in("import wizard.cli.program") & HEAVY


def test_telling_the_version_imports_nothing_heavy() -> None:
    code = (
        "import runpy, sys\n"
        "sys.argv = ['wizard', '--version']\n"
        "try:\n"
        "    runpy.run_module('wizard', run_name='__main__')\n"
        "except SystemExit as ended:\n"
        "    assert ended.code == 0, ended.code\n"
    )
    assert not brought_in(code) & HEAVY


def test_the_first_question_of_the_app_needs_no_graph() -> None:
    code = (
        "import wizard.ui.screens.question\n"
        "from wizard.pack.knowledge import open_knowledge\n"
        "from wizard.walk.walk import begin\n"
        "assert begin(open_knowledge().tree('whatsapp')).question is not None"
    )
    seen = brought_in(code)
    assert "textual" in seen and "networkx" not in seen


def test_showing_an_entry_needs_no_graph_and_no_app() -> None:
    code = (
        "from datetime import date\n"
        "from wizard.pack.knowledge import open_knowledge\n"
        "from wizard.words.page_text import plain_page\n"
        "plain_page(open_knowledge().library.entry('164.312-a-2-i'), date.today())"
    )
    assert not brought_in(code) & {"networkx", "textual", "click"}
