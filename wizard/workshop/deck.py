"""Decks: the pages of the library that list cards, a deck in a file of its own, and one put together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from wizard.library.load import load_entry
from wizard.library.model import ASKS, Entry, Kind
from wizard.library.parts import Part, parts
from wizard.pack.knowledge import Knowledge
from wizard.pack.page import BLANKS
from wizard.pack.sections import OF_DECK, asked
from wizard.source.counting import counted
from wizard.source.files import write_new
from wizard.source.nearest import unknown
from wizard.source.problems import Refused
from wizard.workshop.card import Card

ENDING = ".md"
MINUTES = "minutes"
USUAL_MINUTES = 6
"""How long a card takes where its deck does not say."""

REVIEW = timedelta(days=180)


class Deck:
    """Cards in order, with what its page says to the trainer."""

    def __init__(self, knowledge: Knowledge, entry: Entry, name: str) -> None:
        self.knowledge = knowledge
        self.entry = entry
        self.name = name
        """What it was called by: its id, or the path of its file."""

    @property
    def title(self) -> str:
        """Its name."""
        return self.entry.title

    @property
    def minutes(self) -> int:
        """How many minutes a card takes."""
        return int(self.entry.fields.get(MINUTES, USUAL_MINUTES)) or USUAL_MINUTES

    @property
    def parts(self) -> tuple[Part, ...]:
        """What its page says: aims, common wrong ideas, what to print, and more."""
        return parts(self.entry.path, self.entry.body)

    @property
    def aims(self) -> tuple[str, ...]:
        """What a room should be able to do afterwards."""
        aims = next((each for each in self.parts if each.title == OF_DECK[0]), None)
        return tuple(line.text for line in aims.lines) if aims else ()

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """Its cards. Raises `Refused` or `Broken` when one cannot be played."""
        about = dict(asked(item) for name in _lists(self.entry.kind, asks=True) for item in self._list(name))
        cards = tuple(self._card(id, about.get(id, "")) for id in _scenarios(self.entry))
        if not cards:
            raise Refused(f"the deck {self.name} lists no scenario")
        return cards

    def _list(self, name: str) -> tuple[str, ...]:
        return self.entry.lists[name]

    def _card(self, id: str, about: str) -> Card:
        library = self.knowledge.library
        kind, _ = library.paths.get(id, (None, ""))
        if kind is None or not kind.facts:
            raise unknown(
                f"the deck {self.name} lists {id}, which is no scenario", id, scenarios(library.paths)
            )
        entry = library.entry(id)
        card = Card(entry, self.knowledge.tree(entry.fields["tree"]), library, about)
        if about and about not in card.walk.facts:
            raise unknown(f"the walk of {id} asks no question {about}", about, card.walk.facts)
        return card


def scenarios(paths: dict[str, tuple[Kind, str]]) -> list[str]:
    """The ids of all scenarios of a library."""
    return [id for id, (kind, _) in paths.items() if kind.facts]


def _lists(kind: Kind, asks: bool = False) -> list[str]:
    return [name for name, target in kind.lists.items() if (target == ASKS) == asks]


def _scenarios(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.listed))


def deck_kind(knowledge: Knowledge) -> Kind:
    """The kind of pages that list scenarios."""
    with_facts = {kind.key for kind in knowledge.library.kinds if kind.facts}
    for kind in knowledge.library.kinds:
        if any(target in with_facts for target in kind.lists.values()):
            return kind
    raise Refused("this pack has no decks")


def decks(knowledge: Knowledge) -> list[Entry]:
    """The decks of the library, in their order; those that cannot be read are left out."""
    kind = deck_kind(knowledge)
    found = [each for each in knowledge.library.readable() if each.kind == kind]
    order = next((each.name for each in kind.fields.values() if each.type == "order"), "")
    return sorted(found, key=lambda each: (int(each.fields.get(order) or 0), each.id))


def open_deck(knowledge: Knowledge, name: str) -> Deck:
    """The deck with an id, or in a file. Raises `Refused` when there is none, `Broken` when it is broken."""
    kind, path = deck_kind(knowledge), Path(name)
    if name in knowledge.library.paths and knowledge.library.paths[name][0] == kind:
        return Deck(knowledge, knowledge.library.entry(name), name)
    if path.suffix == ENDING or path.parent != Path():
        if not path.is_file():
            raise Refused(f"there is no file {name}")
        entry = load_entry(path, kind, f"{kind.folder}/{path.name}", name)
        return Deck(knowledge, entry, str(path.resolve()))
    known = [id for id, (each, _) in knowledge.library.paths.items() if each == kind]
    raise unknown(f"there is no deck {name}", name, known)


def put_together(knowledge: Knowledge, path: Path, title: str, cards: Sequence[str]) -> Deck:
    """Writes a deck of these scenarios to a new file. Raises `Refused` for an unknown one, or a file that
    is there."""
    library, kind = knowledge.library, deck_kind(knowledge)
    known = scenarios(library.paths)
    for id in cards:
        if id not in known:
            raise unknown(f"there is no scenario {id}", id, known)
    if not cards:
        raise Refused("a deck needs at least one scenario")
    path = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
    if not write_new(
        path, _page(kind, title or path.stem, [library.entry(id) for id in dict.fromkeys(cards)])
    ):
        raise Refused(f"{path} is there already; name a file that is not")
    return open_deck(knowledge, str(path))


def _page(kind: Kind, title: str, cards: Sequence[Entry]) -> str:
    import json

    today = date.today()
    own = [f"{each.name}: {BLANKS.get(each.type, today)}" for each in kind.fields.values()]
    lists = [f"{name}:\n" + "\n".join(f"  - {each.id}" for each in cards) for name in _lists(kind)]
    sources = dict.fromkeys(each.sources[0] for each in cards)
    front = [
        f"title: {json.dumps(title, ensure_ascii=False)}",
        f"summary: {json.dumps(counted(len(cards), 'card') + f', put together on {today}.')}",
        "sources:",
        *(f"  - {each}" for each in sources),
        "status: secondary",
        f"reviewed: {today}",
        f"review-by: {today + REVIEW}",
        *own,
        *lists,
    ]
    body = "\n\n".join(f"## {each}\n\n- Write yours here." for each in OF_DECK)
    return "\n".join(["---", *front, "---", "", body, ""])
