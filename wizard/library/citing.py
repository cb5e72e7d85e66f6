"""Where an entry is cited: by the trees' questions, findings and outcomes, and by other pages."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.library.model import Entry
from wizard.tree.cites import named_entries, named_pages
from wizard.tree.model import Tree


def cited_by_trees(entry: Entry, trees: Iterable[Tree]) -> list[str]:
    """What cites an entry in each tree, in words: "small: finding too-much"."""
    result = []
    for tree in trees:
        names = [what for what, key, id in named_entries(tree) if (key, id) == (entry.kind.cited, entry.id)]
        names += [what for what, page in named_pages(tree) if page == entry.path]
        result += [f"{tree.id}: {name}" for name in dict.fromkeys(names)]
    return result


def linked_from(entry: Entry, entries: Iterable[Entry]) -> list[Entry]:
    """The other entries that link to this one, decks that list it included."""
    name = entry.path.rpartition("/")[2]
    return [
        each for each in entries if each.id != entry.id and (_links(each, name) or entry.id in each.listed)
    ]


def _links(entry: Entry, name: str) -> bool:
    return f"/{name}" in entry.body or f"]({name}" in entry.body
