"""The pages about the house name every room, in the order that is enforced, and no module is made up."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

import wizard

PACKAGE = Path(wizard.__file__).parent
TOP = PACKAGE.parent
ROOMS = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
ARCHITECTURE = (TOP / "docs" / "architecture.md").read_text("utf-8")


def test_the_picture_has_every_room_once() -> None:
    drawn = re.findall(r'(\w+)\["(\w+) · ', ARCHITECTURE)
    assert all(node == name for node, name in drawn)
    assert sorted(name for _, name in drawn) == sorted(ROOMS)


def test_the_picture_draws_the_rooms_in_the_order_that_is_enforced() -> None:
    contracts = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [set(layer.split(" : ")) for layer in contracts[0]["layers"]]
    assert set().union(*layers) == ROOMS
    places = [[ARCHITECTURE.index(f'{room}["{room} · ') for room in layer] for layer in layers]
    assert all(max(above) < min(below) for above, below in pairwise(places))


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_every_module_that_is_named_is_there(page: str) -> None:
    named = re.findall(rf"`(?:wizard/)?((?:{'|'.join(ROOMS)})(?:/\w+)+)`", (TOP / page).read_text("utf-8"))
    missing = [
        each for each in named if not (PACKAGE / f"{each}.py").exists() and not (PACKAGE / each).is_dir()
    ]
    assert missing == []


def test_contributing_names_every_room() -> None:
    text = (TOP / "CONTRIBUTING.md").read_text("utf-8")
    assert [room for room in sorted(ROOMS) if f"`{room}`" not in text] == []
