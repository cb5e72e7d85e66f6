"""Writes the reference of every key from the program, with examples: `python docs/make_format.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from wizard.pack.knowledge import Knowledge
from wizard.pack.reference import as_format

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
ROOTS = (
    TOP,
    *sorted((TOP / "tests" / "packs").glob("*")),
    *sorted((TOP / "tests" / "packs" / "flows").glob("*")),
)
PARTS = {
    "verdicts": "Tree: verdict",
    "weights": "Tree: weight",
    "findings": "Tree: finding",
    "outcomes": "Tree: outcome",
    "invariants": "Tree: invariant",
    "deadlines": "Tree: deadline",
}


def found() -> dict[tuple[str, str], Any]:
    """The shortest value of each key in the trees, pages and packs of this repository."""
    result: dict[tuple[str, str], Any] = {}
    for chapter, part in every():
        for key, value in part.items() if isinstance(part, dict) else ():
            known = result.get((chapter, key))
            if known is None or len(str(value)) < len(str(known)):
                result[chapter, key] = value
    return result


def every() -> Iterator[tuple[str, Any]]:
    """Every mapping of every file, with the chapter that explains it."""
    for root in ROOTS:
        for path in (root / "trees").glob("*.yaml"):
            yield from of_tree(read(path.read_text("utf-8")))
        for path in (root / "trees" / "shared").glob("*.yaml"):
            value = read(path.read_text("utf-8"))
            yield "Shared questions", value
            yield from of_tree(value)
        if (root / "content" / "pack.yaml").exists():
            pack = read((root / "content" / "pack.yaml").read_text("utf-8"))
            yield "Pack", pack
            for kind in (pack.get("kinds") or {}).values():
                yield "Pack: kind", kind
                yield from (("Pack: field", each) for each in (kind.get("fields") or {}).values())
    for kind in read((TOP / "wizard" / "pack" / "neutral.yaml").read_text("utf-8"))["kinds"].values():
        yield "Pack: kind", kind
    for kind in Knowledge(TOP).pack.kinds:
        for path in (TOP / "content" / kind.folder).glob("*.md"):
            yield f"Page: {kind.key}", read(path.read_text("utf-8").split("---\n")[1])


def of_tree(tree: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "Tree", tree
    yield "Tree: date", tree.get("date")
    for part, chapter in PARTS.items():
        yield from ((chapter, each) for each in (tree.get(part) or {}).values())
    for question in (tree.get("questions") or {}).values():
        used = "used-" if "use" in question else ""
        yield f"Tree: {used}question", question
        answers = (question.get("answers") or {}).values()
        yield from ((f"Tree: {used}answer", each) for each in answers)
        yield from (("Tree: action", each.get("how")) for each in answers)
        yield "Tree: number", question.get("number")
        yield "Tree: days", question.get("day")
        yield "Tree: gives", question.get("settle")
    yield from (("Tree: action", each.get("remedy")) for each in (tree.get("findings") or {}).values())


def read(text: str) -> Any:
    """YAML with every scalar a text, as the program reads it."""
    return yaml.load(text, Loader=yaml.BaseLoader)


def page() -> str:
    """The whole page."""
    pack = Knowledge(TOP).pack
    return as_format(pack.kinds, found(), pack.command)


if __name__ == "__main__":
    (HERE / "format.md").write_text(page(), "utf-8")
