"""Whether a deck can be presented: its parts, what it asks, and cards that keep their end to themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wizard.library.model import ASKS, Entry
from wizard.pack.sections import OF_DECK, OF_SCENARIO, STORY, asked, section, told
from wizard.source.nearest import did_you_mean
from wizard.source.places import problem_at
from wizard.source.problems import Problem, Refused
from wizard.tree.model import Tree
from wizard.walk.whole import walk_of


def check_asks(
    shown: str, entry: Entry, entries: Mapping[str, Entry], trees: Mapping[str, Tree]
) -> Iterator[Problem]:
    """Items of `asks` that name no card of the deck, or no question of its walk."""
    for name, target in entry.kind.lists.items():
        if target != ASKS:
            continue
        for item in entry.lists[name]:
            scenario, question = asked(item)
            if scenario not in entry.listed:
                message, hint = f"no card of this deck is {scenario}", did_you_mean(scenario, entry.listed)
                yield problem_at(shown, item, "unknown-scenario", message, hint)
                continue
            known = _questions(entries.get(scenario), trees)
            if known and question not in known:
                message = f"the walk of {scenario} asks no question {question}" if question else "no question"
                hint = did_you_mean(question, known) or "write SCENARIO QUESTION"
                yield problem_at(shown, item, "unknown-question", message, hint)


def _questions(card: Entry | None, trees: Mapping[str, Tree]) -> list[str]:
    """What the walk of a scenario asks; nothing where it cannot be walked."""
    tree = trees.get(card.fields.get("tree", "")) if card is not None else None
    if card is None or tree is None:
        return []
    try:
        return list(walk_of(tree, card.facts).facts)
    except Refused:
        return []


def check_cards(
    shown: str, entry: Entry, entries: Mapping[str, Entry], trees: Mapping[str, Tree]
) -> Iterator[Problem]:
    """Parts that a presenter needs and a deck, or a scenario, has not; stories that give their end away."""
    wanted = OF_DECK if _is_deck(entry, entries) else OF_SCENARIO if _is_card(entry, entries) else ()
    for title in wanted:
        if not section(entry, title):
            message = f"there is no part {title}" if title else "there is no story before the first heading"
            hint = f"write ## {title}" if title else "tell it in three to five sentences"
            yield problem_at(shown, entry.title, "missing-part", message, hint)
    tree = trees.get(entry.fields.get("tree", "")) if entry.kind.facts else None
    verdict = tree.verdicts.get(entry.fields["verdict"]) if tree is not None else None
    if verdict is None:
        return
    story = _plain(f"{entry.title} {' '.join(told(section(entry, STORY)))}")
    if (label := _plain(verdict.label)) and re.search(rf"\b{re.escape(label)}\b", story):
        message = f"the title or the story says {verdict.label!r}, which the room is to find"
        yield problem_at(shown, entry.title, "tells-end", message, "say it without that verdict")


def _is_deck(entry: Entry, entries: Mapping[str, Entry]) -> bool:
    return any(id in entries and entries[id].kind.facts for id in entry.listed)


def _is_card(entry: Entry, entries: Mapping[str, Entry]) -> bool:
    return entry.kind.facts and any(entry.id in each.listed for each in entries.values())


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
