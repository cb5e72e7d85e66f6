"""A missing extra is told with the command that installs it for the Python that runs."""

from __future__ import annotations

import shlex
import sys
from importlib import import_module
from importlib.metadata import entry_points

import pytest

from wizard.source.extras import extra
from wizard.source.problems import Refused


def test_the_command_installs_the_extra_into_this_python() -> None:
    installed = {
        each.name for each in entry_points(group="console_scripts") if each.value.startswith("wizard.")
    }
    assert installed, "the tests run with the program installed"
    with pytest.raises(Refused) as refused, extra("votes"):
        import_module("no_such_package")
    assert refused.value.message == "no_such_package is not installed"
    command = shlex.split(refused.value.hint.partition(": ")[2])
    assert command[:4] == [sys.executable, "-m", "pip", "install"]
    assert command[4] == f"{installed.pop()}[votes]"


def test_a_module_of_our_own_that_is_missing_is_our_mistake() -> None:
    with pytest.raises(ModuleNotFoundError), extra("votes"):
        import_module("wizard.no_such_module")
