"""What goes out of the door is current, and runs where a system lacks what Unix has."""

from __future__ import annotations

import ast
import runpy
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

import wizard
from wizard import __version__
from wizard.cli.program import program

TOP = Path(__file__).parents[2]
PACKAGE = Path(wizard.__file__).parent
UNIX_MODULES = {"fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "syslog"}
UNIX_CALLS = {
    *("fork", "forkpty", "setsid", "killpg", "getuid", "geteuid", "getgid", "setpgid", "mkfifo", "waitpid"),
    *("O_TMPFILE", "O_NONBLOCK", "fchmod", "chown", "WNOHANG", "getpgid", "nice"),
}
GUARDED = {"ui/guard.py", "source/journal.py", "serve/forking.py"}
"""The modules that use what only Unix has, and see first whether it is there."""


def unix_only(path: Path) -> Iterator[str]:
    """What a module takes for granted that only Unix has, `getattr` with a default aside."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in UNIX_MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in UNIX_MODULES:
            yield node.module
        elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os" and node.attr in UNIX_CALLS:
            yield f"os.{node.attr}"


def test_only_guarded_modules_use_what_only_unix_has() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): names
        for path in PACKAGE.rglob("*.py")
        if (names := list(unix_only(path)))
    }
    assert {"ui/guard.py", "serve/forking.py"} <= set(found) <= GUARDED


def test_a_guarded_module_imports_nothing_of_unix_before_it_has_seen_the_system() -> None:
    for name in GUARDED:
        path = PACKAGE / name
        body = ast.parse(path.read_text("utf-8")).body if path.exists() else []
        top = [each.name for node in body if isinstance(node, ast.Import) for each in node.names]
        assert not UNIX_MODULES & set(top), name


def test_every_command_has_its_manual_page_as_it_is_now() -> None:
    pytest.importorskip("click_man", reason="click-man is not installed")
    if tuple(map(int, version("click").split(".")[:2])) < (8, 2):
        pytest.skip("the pages are written with click 8.2 or newer, which words some usages otherwise")
    making = runpy.run_path(str(TOP / "docs" / "make_man.py"))
    assert making["stale"]() == []
    assert len(list((TOP / "docs" / "man").glob("*.1"))) > len(program.everything())


def test_the_citation_names_this_version() -> None:
    cited = yaml.safe_load((TOP / "CITATION.cff").read_text("utf-8"))
    assert cited["version"] == __version__ and cited["cff-version"] == "1.2.0"


def test_the_forms_for_issues_can_be_read() -> None:
    forms = sorted((TOP / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
    assert len(forms) == 3
    for path in forms:
        form = yaml.safe_load(path.read_text("utf-8"))
        assert path.name == "config.yml" or {"name", "description", "body"} <= set(form)
