"""All entries by id, read from disk only when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from wizard.library.load import load_entry
from wizard.library.model import Entry, Kind
from wizard.source.nearest import unknown
from wizard.source.problems import Broken, Refused

MOST_PAGES = 20_000
"""A library of more is refused: about fifty times ours."""


class Library:
    """The entries under a `content/` folder, of the kinds given in their order.

    `shown` names that folder in problems.

    Nothing is read until it is asked for: an entry costs one small file, the list of ids a
    listing of the folders.
    """

    def __init__(self, folder: Path, kinds: Sequence[Kind], shown: str = "content") -> None:
        self.folder = folder
        self.kinds = tuple(kinds)
        self.shown = shown
        self._read: dict[str, Entry] = {}

    @cached_property
    def paths(self) -> dict[str, tuple[Kind, str]]:
        """Id to kind and path relative to the folder, in the library's order."""
        found: dict[str, tuple[Kind, str]] = {}
        for kind in self.kinds:
            for path in sorted((self.folder / kind.folder).glob("*.md")):
                if len(found) == MOST_PAGES:
                    raise Refused(f"{self.shown} has more than {MOST_PAGES:,} pages, the most that are read")
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

    def cited(self, key: str, id: str) -> Entry:
        """The entry that a tree cites by its id under `rules` or `cases`. Raises as `entry`."""
        return self.entry(self.cited_id(key, id))

    def cited_id(self, key: str, id: str) -> str:
        """The id, when it is one that a tree may cite under this key; raises `Refused` for any other."""
        if id not in self.paths or self.paths[id][0].cited != key:
            known = [each for each, (kind, _) in self.paths.items() if kind.cited == key]
            raise unknown(f"the library has no {self.citing(key).name} {id}", id, known)
        return id

    def citing(self, key: str) -> Kind:
        """The first kind that a tree cites under a key; a neutral one where the pack has none."""
        named = (kind for kind in self.kinds if kind.cited == key)
        return next(named, Kind(key, key.removesuffix("s"), key.capitalize(), cited=key))

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
        """Every entry, or those of one kind; by their own order where they have one, else by id."""
        ids = [id for id, (each, _) in self.paths.items() if kind is None or each == kind]
        entries = [self.entry(id) for id in ids]
        return iter(sorted(entries, key=_shelf))


def _shelf(entry: Entry) -> tuple[int, int, str]:
    orders = (entry.fields[each.name] for each in entry.kind.fields.values() if each.type == "order")
    return entry.kind.place, int(next(orders, "0")), entry.id
