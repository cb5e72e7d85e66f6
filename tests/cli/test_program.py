"""Every command is found where the program says that it stands, and no module has another."""

from __future__ import annotations

from importlib import import_module

from tests.helpers.calling import call
from wizard.cli.program import WHERE, program


def test_each_command_stands_where_the_program_looks_for_it() -> None:
    found = {
        each.name: module
        for module in sorted(set(WHERE.values()))
        for each in import_module(f"wizard.cli.{module}").COMMANDS
    }
    assert found == WHERE
    assert {name: each.name for name, each in program.everything().items()} == {name: name for name in WHERE}


def test_an_unknown_command_is_refused_with_the_one_that_was_meant() -> None:
    asked = call("asess")
    assert asked.code == 2 and "There is no command asess. Did you mean assess?" in asked.err
    assert call("qqqqqq").err.endswith("There is no command qqqqqq.\n")


def test_a_short_form_says_what_it_rests_on_and_nothing_where_that_is_nothing() -> None:
    answers = ("coverage=covered-entity", "stage=planning", "product=messenger", "content=no-patient-info")
    given = [part for each in answers for part in ("-a", each)]
    told = call("assess", "whatsapp", *given, "--format", "markdown").out
    assert "This is the short form. To file it" in told
    told = call("assess", "whatsapp", "-a", "coverage=outside-us", "--format", "markdown").out
    assert "This is the short form. " in told and "rests on nothing" not in told
