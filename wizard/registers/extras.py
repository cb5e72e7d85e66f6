"""What a register needs beside the plain program, and how a call without it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import packages_distributions

from wizard.source.problems import Refused


@contextmanager
def extra(name: str) -> Iterator[None]:
    """What is imported inside belongs to an extra. Raises `Refused` where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] == "wizard":
            raise
        program = next(iter(packages_distributions().get("wizard", [])), "the program")
        raise Refused(
            f"{missing.name} is not installed: install {program} with its extra: "
            f"pip install '{program}[{name}]'"
        ) from None
