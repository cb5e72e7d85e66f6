"""The JSON Schema of a tree file, made from the grammar that the loader reads with."""

from __future__ import annotations

import json
from typing import Any

from wizard.tree import grammar
from wizard.tree.grammar import TEXT, TEXTS, Schema, ref

CONDITION = (
    "A condition: each key is a question, its value an answer, a group, or a list of these of which any "
    "will do. All keys must hold. In a list of such conditions, any one must hold."
)
ABOUT = (
    "One file in trees/. What names other parts (a next, a condition, a rule) is checked by "
    "the command check, not here."
)
PARTS = {
    "verdict": grammar.VERDICT,
    "weight": grammar.WEIGHT,
    "question": grammar.QUESTION,
    "used-question": grammar.USED,
    "answer": grammar.ANSWER,
    "used-answer": grammar.USED_ANSWER,
    "number": grammar.NUMBER,
    "days": grammar.DAYS,
    "gives": grammar.GIVES,
    "finding": grammar.FINDING,
    "outcome": grammar.OUTCOME,
    "invariant": grammar.INVARIANT,
    "date": grammar.DATE,
    "deadline": grammar.DEADLINE,
}


def tree_schema() -> Schema:
    """The schema, as JSON-ready data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:wizard:tree",
        "title": "A tree of questions",
        **grammar.TREE.schema(),
        "description": ABOUT,
        "$defs": {**_values(), **{name: part.schema() for name, part in PARTS.items()}},
    }


def as_json(schema: Schema) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _values() -> dict[str, Any]:
    """The kinds of values that are no mappings with known keys."""
    return {
        "text": {
            "description": "A text that is not empty. Put it in quotes when it holds a colon and a space.",
            "type": ["string", "number", "boolean"],
            "pattern": "\\S",
        },
        "day": {
            "description": "A day, as 2026-11-22.",
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
        },
        "texts": {
            "description": "A text, or a list of texts.",
            "anyOf": [TEXT, {"type": "array", "items": TEXT}],
        },
        "flag": {"description": "true or false.", "enum": [True, False, "true", "false"]},
        "count": {
            "description": "A whole number.",
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": 99_999_999},
                {"type": "string", "pattern": "^[0-9]{1,8}$"},
            ],
        },
        "bands": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"not": {"enum": ["found", "unsure"]}},
            "additionalProperties": TEXT,
        },
        "action": {"anyOf": [TEXT, grammar.ACTION.schema()]},
        "term": {
            "anyOf": [
                TEXTS,
                {
                    "type": "object",
                    "required": ["not"],
                    "additionalProperties": False,
                    "properties": {"not": {**TEXTS, "description": "Ticks that must not be set."}},
                },
                {
                    "type": "object",
                    "required": ["at-least", "of"],
                    "additionalProperties": False,
                    "properties": {"at-least": ref("count"), "of": TEXTS},
                },
            ]
        },
        "when": {"description": CONDITION, **_one_or_more("clause")},
        "clause": {
            "type": "object",
            "minProperties": 1,
            "dependentRequired": {"at-least": ["of"], "of": ["at-least"]},
            "properties": {"found": TEXTS, "at-least": ref("count"), "of": TEXTS},
            "additionalProperties": ref("term"),
        },
        "when-before-findings": {
            "description": f"{CONDITION} Findings (found) are not known yet.",
            **_one_or_more("clause-before-findings"),
        },
        "clause-before-findings": {**ref("clause"), "propertyNames": {"not": {"const": "found"}}},
    }


def _one_or_more(part: str) -> Schema:
    return {"anyOf": [ref(part), {"type": "array", "minItems": 1, "items": ref(part)}]}
