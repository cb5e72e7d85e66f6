"""Search over the whole library, the best match first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wizard.library.model import Entry

PHRASE, WORD_START, INSIDE = 3, 2, 1
WEIGHTS = {"cite": 80, "title": 60, "id": 20, "summary": 16, "body": 4}
"""What a match is worth in each field; multiplied for a word's start and for the whole phrase."""

ENDINGS = ("ists", "ist", "als", "al", "ing", "ies", "y", "es", "ed", "s")
SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Indexed:
    """An entry with its fields in lower case, and all of them as one text."""

    entry: Entry
    fields: tuple[tuple[int, str], ...]
    whole: str


@dataclass(frozen=True, slots=True)
class Index:
    """The library made ready to search."""

    items: tuple[Indexed, ...]

    def search(self, query: str, most: int | None = None) -> list[Entry]:
        """Entries that hold every word of the query, or its stem, best first; all for an empty one."""
        words = query.lower().split()
        if not words:
            return [item.entry for item in self.items][:most]
        stems = [(word, f" {stem}" if (stem := _stem(word)) != word else "") for word in words]
        found: Sequence[Indexed] = self.items
        for word, stem in sorted(stems, key=lambda each: -len(each[0])):
            if stem:
                found = [item for item in found if word in item.whole or stem in item.whole]
            else:
                found = [item for item in found if word in item.whole]
        phrase = " ".join(words) if len(words) > 1 else None
        scored = [
            (-_score(item, stems, phrase), item.entry.kind.place, at, item.entry)
            for at, item in enumerate(found)
        ]
        scored.sort(key=lambda each: each[:3])
        return [entry for *_, entry in scored[:most]]


def build_index(entries: Iterable[Entry]) -> Index:
    """The index of these entries; of equals, the kind that the library shows first comes first."""
    return Index(tuple(_indexed(entry) for entry in entries))


def _indexed(entry: Entry) -> Indexed:
    texts = {
        "cite": "" if "{title}" in entry.kind.cite else entry.cite,
        "title": entry.title,
        "id": entry.id,
        "summary": entry.summary,
        "body": entry.body,
    }
    fields = tuple((WEIGHTS[name], _plain(text)) for name, text in texts.items() if text)
    return Indexed(entry, fields, "\n".join(text for _, text in fields))


def _plain(text: str) -> str:
    """Lower case with single spaces, one before the first word."""
    return " " + " ".join(text.lower().split())


def _stem(word: str) -> str:
    """A word without a common ending, so that "dentist" finds "dental"; short words as they are."""
    for ending in ENDINGS:
        if word.endswith(ending) and word.isalpha() and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _score(item: Indexed, words: list[tuple[str, str]], phrase: str | None) -> int:
    """The sum over words of each one's best field, and of the phrase's best field."""
    total = sum(_best(item, word, stem) for word, stem in words)
    if phrase is not None:
        total += next((weight * PHRASE for weight, text in item.fields if phrase in text), 0)
    return total


def _best(item: Indexed, word: str, stem: str) -> int:
    """What a word is worth in the field where it is worth most; fields come weightiest first."""
    best = 0
    for weight, text in item.fields:
        if best >= weight * WORD_START:
            break
        at = text.find(word)
        if at >= 0:
            inside = text[at - 1].isalnum() and f" {word}" not in text
            best = max(best, weight * (INSIDE if inside else WORD_START))
        elif stem and stem in text:
            best = max(best, weight // 4)
    return best
