"""What the plain program does without: how a call ends where the packages of an extra are missing."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points

from wizard.source.problems import Refused


@contextmanager
def extra(name: str) -> Iterator[None]:
    """What is imported inside belongs to an extra. Raises `Refused` where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] == "wizard":
            raise
        wanted = f"{program}[{name}]" if (program := _program()) else missing.name or name
        command = f"{shlex.quote(sys.executable)} -m pip install {shlex.quote(wanted)}"
        raise Refused(f"{missing.name} is not installed", f"this installs it: {command}") from None


def _program() -> str:
    """The name that this program was installed under, "" where it runs without being installed."""
    scripts = entry_points(group="console_scripts")
    ours = (each.dist for each in scripts if each.module.partition(".")[0] == "wizard")
    return next((each.name for each in ours if each is not None), "")
