"""The schemas that editors use know every field, and accept every file of the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.helpers.fitting import ENTRY, SCHEMAS, TREE, entry_fits, front, part, plain, tree_fits
from tests.helpers.kinds import KINDS
from tests.helpers.small import PAGES
from wizard.library.model import COMMON, STATUSES, Kind
from wizard.tree.schema import as_json, tree_schema


@pytest.mark.parametrize("schema", [TREE, ENTRY], ids=["tree", "entry"])
def test_a_schema_keeps_the_rules_of_schemas(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


def test_the_schema_accepts_every_tree_of_the_project(root: Path) -> None:
    trees = list((root / "trees").glob("*.yaml"))
    assert trees
    assert [path.name for path in trees if not tree_fits(plain(path.read_text("utf-8")))] == []


@pytest.mark.parametrize("kind", KINDS, ids=part)
def test_the_schema_accepts_every_entry_of_the_project(kind: Kind, root: Path) -> None:
    pages = list((root / "content" / kind.folder).glob("*.md"))
    assert pages
    assert [path.name for path in pages if not entry_fits(front(path.read_text("utf-8")), kind)] == []


def test_the_schema_of_entries_as_a_whole_takes_a_page_of_any_kind() -> None:
    whole, own = Draft202012Validator(ENTRY), {"decks/deck.md": {"order": "1", "minutes": "5"}}
    fronts = {path: {**front(text), **own.get(path, {})} for path, text in PAGES.items()}
    assert [path for path, value in fronts.items() if not whole.is_valid(value)] == []
    assert not whole.is_valid({"title": "x"})


def test_a_field_of_another_kind_is_refused() -> None:
    rule = front(PAGES["rules/rule-1.md"])
    assert [part(kind) for kind in KINDS if entry_fits(rule, kind)] == ["rules"]


def test_a_page_without_a_source_is_refused() -> None:
    rules = KINDS[0]
    rule = front(PAGES["rules/rule-1.md"])
    assert entry_fits({**rule, "sources": ["https://example.org"]}, rules)
    assert not entry_fits({**rule, "sources": []}, rules)


def test_the_schema_of_trees_is_made_from_the_grammar() -> None:
    file = SCHEMAS / "tree.schema.json"
    assert file.read_text("utf-8") == as_json(tree_schema()), "run: python docs/make_schemas.py"


@pytest.mark.parametrize("kind", KINDS, ids=part)
def test_the_schema_knows_the_fields_of_a_kind(kind: Kind) -> None:
    schema = ENTRY["$defs"][part(kind)]
    needed = {*COMMON, *kind.fields, *(["facts"] if kind.facts else [])}
    assert set(schema["required"]) == needed
    assert set(schema["properties"]) == needed | set(kind.lists)
    assert ENTRY["$defs"]["status"]["enum"] == list(STATUSES)


@pytest.mark.parametrize("schema", [TREE, ENTRY], ids=["tree", "entry"])
def test_every_field_has_a_description_for_the_editor(schema: dict[str, Any]) -> None:
    for holder in (schema, *schema["$defs"].values()):
        for name, field in holder.get("properties", {}).items():
            named = field if "description" in field else schema["$defs"][field["$ref"].split("/")[-1]]
            assert named["description"], name


@pytest.mark.parametrize(
    ("field", "value", "fits"),
    [
        ("effort", 2, True),
        ("effort", 9, False),
        ("fixed", True, True),
        ("fixed", 1.5, False),
        ("ask", 5, True),
    ],
)
def test_numbers_and_flags_are_taken_as_an_editor_reads_them(field: str, value: object, fits: bool) -> None:
    question = {"ask": "x", "why": "x", "answers": {"a": {"label": "x"}}, "next": "end", field: value}
    own = {**TREE["$defs"]["question"], "$defs": TREE["$defs"]}
    assert Draft202012Validator(own).is_valid(question) is fits
