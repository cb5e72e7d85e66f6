"""Prints pip constraints that hold every dependency to the lowest version that pyproject.toml allows."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

BOUND = re.compile(r"([A-Za-z0-9._-]+)>=([0-9.]+)")


def main() -> None:
    """One line for each dependency of the program and of its tests."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *extras["test"]]
    while own := next((each for each in needed if each.startswith(f"{project['name']}[")), None):
        needed.remove(own)
        needed += [each for extra in own.partition("[")[2].rstrip("]").split(",") for each in extras[extra]]
    for requirement in needed:
        bound = BOUND.match(requirement)
        if bound is None:
            raise SystemExit(f"{requirement}: pyproject.toml gives no lower bound")
        print(f"{bound[1]}=={bound[2]}")


if __name__ == "__main__":
    main()
