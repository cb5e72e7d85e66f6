"""The JSON Schema of front matter, for editors that check as one types: made from the kinds of a pack."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from wizard.library.model import ASKS, COMMON, FINDINGS, STATUSES, Field, Kind

Schema = dict[str, Any]

DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
SHARED: Schema = {
    "text": {
        "description": "A text that is not empty. Put it in quotes when it holds a colon and a space.",
        "type": ["string", "number", "boolean"],
        "pattern": "\\S",
    },
    "texts": {
        "description": "A text, or a list of texts.",
        "anyOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"$ref": "#/$defs/text"}}],
    },
    "address": {"description": "A full web address.", "type": "string", "pattern": "^https?://"},
    "day": {
        "description": "A day, as 2026-11-22.",
        "type": "string",
        "format": "date",
        "pattern": DAY,
    },
    "order": {
        "description": "A number to sort by.",
        "type": ["string", "integer"],
        "pattern": "^[0-9]{1,8}$",
        "minimum": 0,
    },
    "number": {
        "description": "A whole number.",
        "type": ["string", "integer"],
        "pattern": "^[0-9]{1,8}$",
        "minimum": 0,
    },
    "sources": {
        "description": "The web addresses where the facts stand, at least one.",
        "anyOf": [
            {"$ref": "#/$defs/address"},
            {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/address"}},
        ],
    },
    "status": {
        "description": "primary: the law, the agency or the maker itself was read. secondary: what others "
        "say of it. general-knowledge: no source was seen. contested: what it means is disputed.",
        "enum": list(STATUSES),
    },
    "facts": {
        "description": "Each question that the walk asks, and its answer. "
        'unsure stands for "I don\'t know" where the question allows it.',
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {"$ref": "#/$defs/text"},
    },
}
"""What the parts for the kinds refer to."""


def _ref(name: str, about: str = "") -> Schema:
    return {"$ref": f"#/$defs/{name}", **({"description": about} if about else {})}


FIELDS: Schema = {
    "title": _ref("text", "The page's name, plain words."),
    "summary": _ref("text", "One plain sentence of at most 160 characters."),
    "sources": _ref("sources"),
    "status": _ref("status"),
    "reviewed": _ref("day", "The day somebody last read it against its sources."),
    "review-by": _ref("day", "The day by which to do so again."),
}
"""The fields of every entry."""


def entry_schema(kinds: Sequence[Kind]) -> Schema:
    """The schema: a part for each kind, and a whole that takes an entry of any."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:wizard:entry",
        "title": "The front matter of a page of the library",
        "description": "The fields between the two lines of three hyphens. Each folder of content has its "
        "kind: give an editor the part for it, for example entry.schema.json#/$defs/help. What names other "
        "pages is checked by the command check, not here.",
        "anyOf": [_ref(kind.key) for kind in kinds],
        "$defs": {**SHARED, **{kind.key: _part(kind) for kind in kinds}},
    }


def as_json(schema: Schema) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _part(kind: Kind) -> Schema:
    facts = {"facts": _ref("facts")} if kind.facts else {}
    place = f"content/{kind.folder}" if kind.folder else "content itself"
    return {
        "title": f"{kind.about or kind.name}: {place}",
        "type": "object",
        "required": [*COMMON, *kind.fields, *facts],
        "additionalProperties": False,
        "properties": {
            **FIELDS,
            **{each.name: _field(each) for each in kind.fields.values()},
            **facts,
            **{name: _list(target) for name, target in kind.lists.items()},
        },
    }


def _field(field: Field) -> Schema:
    return _ref(field.type, field.about)


def _list(target: str) -> Schema:
    about = LISTS.get(target, f"The ids of its {target}, in order.")
    return _ref("texts", about)


LISTS = {
    FINDINGS: "Findings that must be raised.",
    ASKS: "Cards that ask for the answer to one question and not for the verdict: SCENARIO QUESTION.",
}
"""What lists hold that name no pages."""
