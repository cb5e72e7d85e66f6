"""Prints pip constraints that hold every dependency to the lowest version that pyproject.toml allows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

BOUND = re.compile(r"([A-Za-z0-9._-]+)>=([0-9.]+)")

OWN = re.compile(r"hipaa-wizard\[([a-z]+)\]")


def main() -> None:
    """One line for each dependency of the program and of its tests."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    waiting = [*project["dependencies"], *extras["test"]]
    for requirement in waiting:
        if own := OWN.fullmatch(requirement):
            waiting += extras[own[1]]
            continue
        bound = BOUND.match(requirement)
        if bound is None:
            raise SystemExit(f"{requirement}: pyproject.toml gives no lower bound")
        print(f"{bound[1]}=={bound[2]}")


if __name__ == "__main__":
    main()
