"""The reference explains every key, with examples of files that are checked; schemas accept our files."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.helpers.calling import call
from tests.helpers.fitting import front, plain
from tests.helpers.kinds import KINDS
from wizard.pack.reference import chapters, schema_of


@pytest.fixture(scope="module")
def making() -> dict[str, Any]:
    return runpy.run_path(str(Path(__file__).parents[2] / "docs" / "make_format.py"))


def test_the_reference_is_what_the_program_makes(root: Path, making: dict[str, Any]) -> None:
    made = (root / "docs" / "format.md").read_text("utf-8")
    assert made == making["page"](), "run: python docs/make_format.py"


def test_every_key_has_an_example_and_a_meaning(root: Path, making: dict[str, Any]) -> None:
    examples = making["found"]()
    keys = {(title, key) for title, part in chapters(KINDS) for key in part["properties"]}
    assert sorted(keys - examples.keys()) == []
    assert "|  |" not in (root / "docs" / "format.md").read_text("utf-8").replace("| yes |  |", "")


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("tree", "trees/*.yaml"),
        ("shared", "trees/shared/*.yaml"),
        ("pack", "content/pack.yaml"),
        ("scenario", "content/scenarios/*.md"),
        ("deck", "content/decks/*.md"),
        ("entry", "content/rules/*.md"),
    ],
)
def test_the_schema_of_each_kind_accepts_our_own_files(root: Path, kind: str, files: str) -> None:
    called = call("schema", kind)
    assert called.code == 0
    fitting = Draft202012Validator(json.loads(called.out))
    for path in root.glob(files):
        text = path.read_text("utf-8")
        value = front(text) if path.suffix == ".md" else plain(text)
        assert list(fitting.iter_errors(value)) == [], path


@pytest.mark.parametrize("kind", ["tree", "shared", "pack", "scenario", "deck"])
def test_a_schema_refuses_a_key_that_is_not_there(kind: str) -> None:
    fitting = Draft202012Validator(schema_of(KINDS, kind))
    assert not fitting.is_valid({"nonsense": "x"})


def test_an_unknown_kind_is_refused_with_the_nearest_one() -> None:
    called = call("schema", "scenaro")
    assert called.code == 2 and "did you mean scenario?" in called.err
