"""All entries by id, read from disk only when asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from wizard.library.load import load_entry
from wizard.library.model import KINDS, Entry, Kind
from wizard.source.nearest import unknown
from wizard.source.problems import Broken


class Library:
    """The entries under a `content/` folder. `shown` names that folder in problems.

    Nothing is read until it is asked for: an entry costs one small file, the list of ids a
    listing of the folders.
    """

    def __init__(self, folder: Path, shown: str = "content") -> None:
        self.folder = folder
        self.shown = shown
        self._read: dict[str, Entry] = {}

    @cached_property
    def paths(self) -> dict[str, tuple[Kind, str]]:
        """Id to kind and path relative to the folder, in the library's order."""
        found: dict[str, tuple[Kind, str]] = {}
        for kind in KINDS:
            for path in sorted((self.folder / kind.folder).glob("*.md")):
                found.setdefault(path.stem, (kind, f"{kind.folder}/{path.name}".lstrip("/")))
        return found

    def entry(self, id: str) -> Entry:
        """The entry with this id, kept once it is read.

        Raises `Refused` when there is none, `Broken` when its file cannot be used.
        """
        if id not in self._read:
            self._read[id] = self.read(id)
        return self._read[id]

    def read(self, id: str) -> Entry:
        """The entry with this id, read now and not kept. Raises as `entry`."""
        if id not in self.paths:
            raise unknown(f"the library has no entry {id}", id, self.paths)
        kind, path = self.paths[id]
        return load_entry(self.folder / path, kind, path, f"{self.shown}/{path}")

    def id_of(self, path: str) -> str:
        """The id of the entry at a path relative to the folder, as trees name pages.

        Raises `Refused` when there is none.
        """
        id = Path(path).stem
        if id not in self.paths or self.paths[id][1] != path:
            known = [each for _, each in self.paths.values()]
            raise unknown(f"the library has no page {path}", path, known)
        return id

    def page(self, path: str) -> Entry:
        """The entry at a path relative to the folder. Raises as `entry`."""
        return self.entry(self.id_of(path))

    def readable(self) -> Iterator[Entry]:
        """Every entry that can be read, in the library's order."""
        for id in self.paths:
            try:
                yield self.entry(id)
            except Broken:
                continue

    def entries(self, kind: Kind | None = None) -> Iterator[Entry]:
        """Every entry, or those of one kind; handbook pages in their order, others by id."""
        ids = [id for id, (each, _) in self.paths.items() if kind is None or each is kind]
        entries = [self.entry(id) for id in ids]
        return iter(sorted(entries, key=_shelf))


def _shelf(entry: Entry) -> tuple[int, int, str]:
    order = entry.fields.get("order", "")
    return (
        KINDS.index(entry.kind),
        int(order) if order.isascii() and order.isdigit() and len(order) < 9 else 0,
        entry.id,
    )
