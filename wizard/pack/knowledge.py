"""Finds `trees/` and `content/` and opens them: one `Knowledge` for every front end."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.pack.manifest import Pack, read_pack
from wizard.source.nearest import unknown
from wizard.source.problems import Broken, Problem, Refused
from wizard.tree.load import load_tree
from wizard.tree.model import Tree

if TYPE_CHECKING:
    from wizard.library.shelves import Library
    from wizard.pack.cues import Cues

ROOT_VARIABLE = "WIZARD_ROOT"
PACKAGE = Path(__file__).resolve().parents[1]
BUILT_IN = (PACKAGE / "data", PACKAGE.parent)
"""Where the program's own pack stands: in an installation, and in a checkout."""


def find_root(given: str | None = None) -> Path:
    """The folder that holds `trees/` and `content/`: `given`, `WIZARD_ROOT`, the one we stand in, or
    the pack built into the program. Raises `Refused` when there is none."""
    named = given or os.environ.get(ROOT_VARIABLE)
    if named:
        root = Path(named)
        if not (root / "trees").is_dir():
            raise Refused(f"{named} is no knowledge folder: it has no trees/ folder in it")
        return root
    for root in (*_here(), *BUILT_IN):
        if (root / "trees").is_dir():
            return root
    raise Refused("the trees are missing from this installation: install the program again")


def _here() -> list[Path]:
    """The folder that we stand in; none when somebody has deleted it."""
    try:
        return [Path.cwd()]
    except OSError:
        return []


class Knowledge:
    """The pack, the trees and the library under one root, each read when first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._trees: dict[str, Tree] = {}

    @cached_property
    def _manifest(self) -> tuple[Pack, list[Problem]]:
        return read_pack(self.root, sorted(path.stem for path in (self.root / "trees").glob("*.yaml")))

    @property
    def pack(self) -> Pack:
        """What the pack says of itself, as far as its file can be read."""
        return self._manifest[0]

    @property
    def pack_problems(self) -> list[Problem]:
        """What is wrong with the pack's file."""
        return self._manifest[1]

    @cached_property
    def _cues(self) -> tuple[Cues, list[Problem]]:
        from wizard.pack.cues import read_cues

        return read_cues(self.root, self.tree_ids)

    @property
    def cues(self) -> Cues:
        """The words by which a reader's sentence is known, as far as their file can be read."""
        return self._cues[0]

    @property
    def cue_problems(self) -> list[Problem]:
        """What is wrong with the file of those words."""
        return self._cues[1]

    @property
    def foreign(self) -> bool:
        """Whether this is another pack than the one built into the program."""
        built_in = next((root for root in BUILT_IN if (root / "trees").is_dir()), None)
        return built_in is None or self.root.resolve() != built_in

    @property
    def told(self) -> str:
        """Which trees these are, for a reader who should know that they are not the program's own."""
        place = self.root.resolve()
        where = "here" if place in _here() else f"in {self.root}"
        return f"using trees/ {where}: {self.pack.name}"

    @property
    def tree_ids(self) -> tuple[str, ...]:
        """The ids of the trees, in the pack's order."""
        return tuple(self.pack.lines)

    @property
    def default_tree(self) -> str:
        """The tree that is walked when none is named. Raises `Refused` when there is no tree."""
        if not self.pack.default:
            raise Refused(f"there is no tree in {self.root}; write one: {self.pack.command} new tree NAME")
        return self.pack.default

    def tree(self, id: str) -> Tree:
        """A tree. Raises `Refused` when there is none, `Broken` when its file cannot be used."""
        if self.pack_problems:
            raise Broken(self.pack_problems)
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

    def offered(self, tree: Tree) -> str:
        """How a menu offers a tree: its line in the pack, or its title where it has none."""
        return self.pack.lines[tree.id] or tree.title

    def verify(self, tree: Tree) -> dict[str, str]:
        """Reads every entry that a tree cites, and keeps none: a walk needs few of them.

        Returns the digest of each by its id.

        Raises `Broken` with the problems of all that cannot be used, `Refused` for one missing.
        """
        problems: list[Problem] = []
        digests: dict[str, str] = {}
        for id in self.cited(tree):
            try:
                digests[id] = self.library.read(id).digest
            except Broken as broken:
                problems += broken.problems
        if problems:
            raise Broken(problems)
        return digests

    def cited(self, tree: Tree) -> list[str]:
        """The ids of all entries that a tree cites, each once. Raises `Refused` for one missing."""
        from wizard.tree.cites import named_entries, named_pages

        ids = [self.library.id_of(page) for _, page in named_pages(tree)]
        ids += [self.library.cited_id(key, str(id)) for _, key, id in named_entries(tree)]
        return list(dict.fromkeys(ids))

    @cached_property
    def library(self) -> Library:
        """The entries under `content/`."""
        from wizard.library.shelves import Library

        return Library(self.root / "content", self.pack.kinds)


def open_knowledge(root: str | None = None) -> Knowledge:
    """Opens the knowledge at `root`, or where `find_root` finds it."""
    return Knowledge(find_root(root))
