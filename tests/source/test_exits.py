"""Exit codes: named once, told in README, written nowhere as bare numbers."""

from __future__ import annotations

import ast
from pathlib import Path

import wizard
from wizard.source.exits import ExitCode

PACKAGE = Path(wizard.__file__).parent


def bare_codes(text: str) -> list[int]:
    """The lines on which a program ends with a number."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("SystemExit", "sys.exit", "exit")
        and any(isinstance(each, ast.Constant) for part in node.args for each in ast.walk(part))
    ]


def test_a_bare_code_is_seen() -> None:
    assert bare_codes("raise SystemExit(2)\nsys.exit(1 if x else y)\nsys.exit(code)") == [1, 2]


def test_no_module_ends_the_program_with_a_bare_number() -> None:
    found = {path.name: bare_codes(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_readme_tells_what_each_code_means() -> None:
    readme = (PACKAGE.parent / "README.md").read_text("utf-8")
    told = readme.partition("Exit codes:")[2].partition("\n\n")[0]
    assert [code.name for code in ExitCode if f"{code.value} " not in told] == []
