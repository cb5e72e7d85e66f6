"""Every key of a pack's file, declared once: it is read with these, and its JSON Schema is made of them."""

from __future__ import annotations

from wizard.library.model import TYPES
from wizard.tree.grammar import FLAG, TEXT, Key, Part, Schema, named

FIELD = Part(
    (
        Key(
            "type",
            {"enum": list(TYPES)},
            "What it holds: text, address, day, order or number. text when left out.",
        ),
        Key("caption", TEXT, "The words before the value where a page shows it."),
        Key("about", TEXT, "What an author should write, for the file that new makes.", True),
    )
)
KIND = Part(
    (
        Key("name", TEXT, "One such page in words, which new takes too: rule, case, product."),
        Key("plural", TEXT, "Several of them in words."),
        Key("about", TEXT, "What stands in such a page, in one sentence."),
        Key("fields", named("field"), "The fields that each such page has beside the common ones, by name."),
        Key(
            "lists",
            {"type": "object", "additionalProperties": TEXT},
            "Fields that may name several things, with what they name: findings, or the folder of a kind.",
        ),
        Key(
            "facts", FLAG, "true: such a page holds a walk's answers, which check walks. false when left out."
        ),
        Key("cited", {"enum": ["rules", "cases"]}, "The key under which trees cite such pages."),
        Key("cite", TEXT, "How one is cited, with its fields in braces. {title} when left out."),
        Key("line", TEXT, "How one is told under an outcome, with its fields in braces."),
        Key("section", TEXT, "The heading over them under an outcome."),
        Key("body", TEXT, "What the words of a new page start from."),
    )
)
PACK = Part(
    (
        Key("name", TEXT, "What the field of knowledge is called, such as in the bar of the app.", True),
        Key("tagline", TEXT, "One line under the name on the home screen."),
        Key("command", TEXT, "What readers type to call the program, where it has a name of its own."),
        Key(
            "default", TEXT, "The id of the tree that is walked when none is named. The first when left out."
        ),
        Key(
            "trees",
            {"type": "object", "additionalProperties": TEXT},
            "The trees by id, in the order of the home screen, each with its line there.",
        ),
        Key("notice", TEXT, "A caution that stands in every record."),
        Key(
            "retain",
            {
                "anyOf": [
                    {"type": "integer", "minimum": 1, "maximum": 99},
                    {"type": "string", "pattern": "^[1-9][0-9]?$"},
                ]
            },
            "How many years a record is kept after it was last in use, for the register of export pack.",
        ),
        Key("privacy", TEXT, "What must never be typed, in one sentence."),
        Key("kinds", named("kind"), "The kinds of pages, by their folder in content."),
    )
)


def pack_schema() -> Schema:
    """The schema of `content/pack.yaml`, as JSON-ready data."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:wizard:pack",
        "title": "What a pack says of itself",
        **PACK.schema(),
        "description": "The file content/pack.yaml.",
        "$defs": {
            "text": {
                "description": "A text that is not empty.",
                "type": ["string", "number", "boolean"],
                "pattern": "\\S",
            },
            "flag": {"description": "true or false.", "enum": [True, False, "true", "false"]},
            "kind": KIND.schema(),
            "field": FIELD.schema(),
        },
    }
