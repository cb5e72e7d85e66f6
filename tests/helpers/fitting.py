"""Whether a value fits a schema, and what the loader says of the same value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

import wizard
from tests.helpers.kinds import KINDS
from wizard.library.load import read_entry
from wizard.library.model import Kind
from wizard.library.schema import entry_schema
from wizard.source.problems import Broken
from wizard.tree.load import read_tree

SCHEMAS = Path(wizard.__file__).parent / "schemas"
TREE: dict[str, Any] = json.loads((SCHEMAS / "tree.schema.json").read_text("utf-8"))
ENTRY: dict[str, Any] = entry_schema(KINDS)
FITTING_TREE = Draft202012Validator(TREE)


def part(kind: Kind) -> str:
    """The name of a kind's part of the schema of entries."""
    return kind.key


def plain(text: str) -> Any:
    """YAML with every scalar a text, as the loader reads it."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def front(page: str) -> Any:
    """The front matter of a page, every scalar a text."""
    return plain(page.split("---\n", 2)[1])


def tree_fits(value: Any) -> bool:
    return FITTING_TREE.is_valid(value)


def entry_fits(value: Any, kind: Kind) -> bool:
    own = {**ENTRY, "anyOf": [{"$ref": f"#/$defs/{part(kind)}"}]}
    return Draft202012Validator(own, format_checker=Draft202012Validator.FORMAT_CHECKER).is_valid(value)


def tree_codes(value: Any) -> set[str]:
    """The codes of what the loader refuses in a tree."""
    try:
        return {each.code for each in read_tree(json.dumps(value), "f.yaml")[1]}
    except Broken as broken:
        return {each.code for each in broken.problems}


def entry_codes(value: Any, kind: Kind) -> set[str]:
    """The codes of what the loader refuses in a front matter."""
    text = f"---\n{json.dumps(value)}\n---\n\nWords.\n"
    return {each.code for each in read_entry(text, kind, "x/y.md", "x/y.md")[1]}
