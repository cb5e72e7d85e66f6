"""The reference of every file of a pack: its JSON Schemas, and the page that explains each key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from wizard.library.model import Kind
from wizard.library.schema import entry_schema
from wizard.pack.schema import pack_schema
from wizard.source.nearest import unknown
from wizard.tree.grammar import SHARED, SHARED_QUESTION, Schema
from wizard.tree.schema import tree_schema

WHOLE = ("tree", "shared", "entry", "pack")
LONGEST = 160
"""An example of more letters than these is left to the files it stands in."""
DEFAULT = re.compile(r"(\S+) when left out", re.IGNORECASE)

HEAD = """\
# The files of a pack, key by key

This page is made from what the program reads with: `python docs/make_format.py`. `COMMAND new` writes a
file of each kind to start from, `COMMAND schema` prints the JSON Schema of one, and `COMMAND check` says
what is wrong with it, with the [meaning of each code](checks.md).

The examples stand in the trees and pages of this repository, which are checked and walked by its tests.
"""


def schema_of(kinds: Sequence[Kind], name: str) -> Schema:
    """The JSON Schema of a file: `tree`, `shared` (questions of several trees), `pack`, `entry` (any page),
    or the name or the folder of a kind of pages. Raises `Refused` for any other."""
    if name == "tree":
        return tree_schema()
    if name == "pack":
        return pack_schema()
    if name == "shared":
        whole = tree_schema()
        own = {**whole["$defs"], "question": SHARED_QUESTION.schema()}
        title = "Questions that several trees ask"
        return {**whole, **_emptied(), **SHARED.schema(), "title": title, "$defs": own}
    whole = entry_schema(kinds)
    if name == "entry":
        return whole
    for kind in kinds:
        if name in (kind.key, kind.name.replace(" ", "-")):
            return {**whole, "title": f"The front matter of a {kind.name}", "anyOf": [_ref(kind.key)]}
    raise unknown(f"there is no kind {name}", name, [*WHOLE, *(kind.name for kind in kinds)])


def _emptied() -> Schema:
    """What the schema of a tree says of its whole and a shared file is not bound by."""
    return {"required": [], "dependentRequired": {}, "description": "One file in trees/shared."}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def as_format(kinds: Sequence[Kind], examples: Mapping[tuple[str, str], Any], command: str) -> str:
    """The page as Markdown. `examples` are values by chapter and key; `command` calls the program."""
    lines = [HEAD.replace("COMMAND", command)]
    for title, part in chapters(kinds):
        lines += [f"## {title}", "", *([part["description"], ""] if "description" in part else [])]
        lines += ["| key | meaning | needed | if left out |", "| --- | --- | --- | --- |"]
        lines += [_row(part, key, value) for key, value in part["properties"].items()]
        shown = [_example(key, examples.get((title, key))) for key in part["properties"]]
        lines += ["", "```yaml", *filter(None, shown), "```", ""]
    return "\n".join(lines)


def chapters(kinds: Sequence[Kind]) -> Iterator[tuple[str, Schema]]:
    """Every mapping with known keys: its title, and its part of a schema."""
    tree = tree_schema()
    yield "Tree", tree
    for name, part in tree["$defs"].items():
        for each in (part, *part.get("anyOf", ())):
            if each.get("additionalProperties") is False and name != "term":
                yield f"Tree: {name}", each
    yield "Shared questions", SHARED.schema()
    entry = entry_schema(kinds)
    for kind in kinds:
        yield f"Page: {kind.key}", entry["$defs"][kind.key]
    pack = pack_schema()
    yield "Pack", pack
    yield from ((f"Pack: {name}", pack["$defs"][name]) for name in ("kind", "field"))


def _row(part: Schema, key: str, value: Schema) -> str:
    says = value.get("description") or COMMONLY.get(key, "")
    allowed = [str(each) for each in value.get("enum", ())]
    if allowed and not all(each in says for each in allowed):
        says = f"{says} One of: {', '.join(dict.fromkeys(allowed))}."
    default = DEFAULT.search(says)
    needed = "yes" if key in part.get("required", ()) else "no"
    left_out = "" if needed == "yes" else f"{default[1]}" if default else _nothing(value)
    return f"| `{key}` | {_cell(says)} | {needed} | {_cell(left_out)} |"


COMMONLY = {
    "when": "The answers that bring it about: a condition.",
    "date": "A day that the reader may give at the end.",
    "sources": "The web addresses where the facts stand, at least one.",
    "status": "primary, secondary, general-knowledge or contested: how well it is founded.",
    "facts": "Each question that the walk asks, and its answer.",
}
"""What keys mean whose part says it in one place for all."""


def _nothing(value: Schema) -> str:
    return "false" if value.get("$ref", "").endswith("/flag") else "nothing"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


class _Plain(yaml.SafeDumper):
    """Writes texts without quotation marks wherever our reader needs none."""

    yaml_implicit_resolvers: dict[str, Any] = {}


def _example(key: str, value: Any) -> str:
    if value is None:
        return ""
    flow = None if isinstance(value, dict | list) else False
    text = yaml.dump({key: value}, Dumper=_Plain, default_flow_style=flow, sort_keys=False, width=100)
    if isinstance(value, list):
        text = text.strip().removeprefix("{").removesuffix("}")
    return text.rstrip() if len(text) <= LONGEST else f"{key}: ...  # see the chapter of its parts"
