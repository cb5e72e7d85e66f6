"""Every command is found where the program says that it stands, and no module has another."""

from __future__ import annotations

from importlib import import_module

from wizard.cli.program import WHERE, program


def test_each_command_stands_where_the_program_looks_for_it() -> None:
    found = {
        each.name: module
        for module in sorted(set(WHERE.values()))
        for each in import_module(f"wizard.cli.{module}").COMMANDS
    }
    assert found == WHERE
    assert {name: each.name for name, each in program.everything().items()} == {name: name for name in WHERE}
