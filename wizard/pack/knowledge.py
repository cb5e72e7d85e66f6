"""Finds `trees/` and `content/` and opens them: one `Knowledge` for every front end."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.source.nearest import unknown
from wizard.source.problems import Broken, Problem, Refused
from wizard.tree.load import load_tree
from wizard.tree.model import Tree

if TYPE_CHECKING:
    from wizard.library.shelves import Library

DEFAULT_TREE = "whatsapp"
ROOT_VARIABLE = "WIZARD_ROOT"
PACKAGE = Path(__file__).resolve().parents[1]


def find_root(given: str | None = None) -> Path:
    """The folder that holds `trees/` and `content/`: `given`, `WIZARD_ROOT`, the data installed
    with the package, or the checkout around it. Raises `Refused` when there is none."""
    named = given or os.environ.get(ROOT_VARIABLE)
    if named:
        root = Path(named)
        if not (root / "trees").is_dir():
            raise Refused(f"{named} is no knowledge folder: it has no trees/ folder in it")
        return root
    for root in (PACKAGE / "data", PACKAGE.parent):
        if (root / "trees").is_dir():
            return root
    raise Refused("the trees are missing from this installation: install hipaa-wizard again")


class Knowledge:
    """The trees and the library under one root, each read when first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._trees: dict[str, Tree] = {}

    @cached_property
    def tree_ids(self) -> tuple[str, ...]:
        """The ids of the trees, the default one first."""
        ids = sorted(path.stem for path in (self.root / "trees").glob("*.yaml"))
        return tuple(sorted(ids, key=lambda name: name != DEFAULT_TREE))

    def tree(self, id: str) -> Tree:
        """A tree. Raises `Refused` when there is none, `Broken` when its file cannot be used."""
        if id not in self._trees:
            if id not in self.tree_ids:
                raise unknown(f"there is no tree {id}", id, self.tree_ids)
            self._trees[id] = load_tree(self.root / "trees" / f"{id}.yaml", f"trees/{id}.yaml")
        return self._trees[id]

    def readable(self, id: str | None) -> Tree | None:
        """A tree that another one, or a menu, offers; None when there is none or it is broken."""
        try:
            return self.tree(id) if id is not None else None
        except (Broken, Refused):
            return None

    def verify(self, tree: Tree) -> None:
        """Reads every entry that a tree cites, and keeps none: a walk needs few of them.

        Raises `Broken` with the problems of all that cannot be used, `Refused` for one missing.
        """
        from wizard.tree.cites import cited_pages

        problems: list[Problem] = []
        for page in cited_pages(tree):
            try:
                self.library.read(self.library.id_of(page))
            except Broken as broken:
                problems += broken.problems
        if problems:
            raise Broken(problems)

    @cached_property
    def library(self) -> Library:
        """The entries under `content/`."""
        from wizard.library.shelves import Library

        return Library(self.root / "content")


def open_knowledge(root: str | None = None) -> Knowledge:
    """Opens the knowledge at `root`, or where `find_root` finds it."""
    return Knowledge(find_root(root))
