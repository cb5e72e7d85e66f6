"""Shared questions on their own: those that no tree takes up are read too, so that no fault waits in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from wizard.check.files import SHARED
from wizard.source.files import read_text
from wizard.source.places import problem_at
from wizard.source.problems import Broken, Problem
from wizard.source.yamltext import Mapping as Read
from wizard.source.yamltext import read_yaml
from wizard.tree.load import read_tree
from wizard.tree.model import Tree
from wizard.tree.shared import beside

FRAME = {
    "tree": "frame",
    "title": "frame",
    "version": "1",
    "reviewed": "2026-01-01",
    "verdicts": {"fine": {"label": "fine", "tone": "good"}},
    "findings": {},
    "outcomes": {"fine": {"verdict": "fine", "page": "outcomes/fine.md"}},
}
"""A tree with nothing but the questions of one shared file, which is read as trees are."""


def check_shared(root: Path) -> Iterator[Problem]:
    """Every problem of the files in `trees/shared/`, whether or not a tree uses them."""
    for path, shown in _files(root):
        try:
            ids = list(map(str, _questions(path, shown))) or ["none"]
        except Broken as broken:
            yield from broken.problems
            continue
        used = {
            id: {"use": f"{path.stem}.{id}", "next": then}
            for id, then in zip(ids, [*ids[1:], "end"], strict=True)
        }
        text = json.dumps({**FRAME, "start": ids[0], "questions": used})
        frame = f"trees/{path.name}"
        _, problems = read_tree(text, frame, beside(root / frame, frame))
        yield from (each for each in problems if each.path == shown)


def unused_shared(root: Path, trees: Mapping[str, Tree]) -> Iterator[Problem]:
    """The shared questions that none of the trees takes up."""
    used = {each.shared for tree in trees.values() for each in tree.questions.values()}
    for path, shown in _files(root):
        try:
            ids = _questions(path, shown)
        except Broken:
            continue
        for id in ids:
            if f"{path.stem}.{id}" not in used:
                name = f"{path.stem}.{id}"
                hint = f"write use: {name} in a tree, or remove it"
                yield problem_at(shown, id, "unused-shared", f"no tree takes up {name}", hint)


def _files(root: Path) -> list[tuple[Path, str]]:
    folder = root / "trees" / SHARED
    return [(path, f"trees/{SHARED}/{path.name}") for path in sorted(folder.glob("*.yaml"))]


def _questions(path: Path, shown: str) -> Read:
    value, _ = read_yaml(read_text(path, shown), shown)
    questions = value.field("questions") if isinstance(value, Read) else None
    return questions if isinstance(questions, Read) else Read()
