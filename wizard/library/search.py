"""Search over the whole library, the best match first: by every word, or by any word of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log

from wizard.library.model import Entry, Kind
from wizard.library.reading import Synonyms, stem, told_words

PHRASE, WORD_START, INSIDE = 3, 2, 1
CITE = 80
WEIGHTS = {"title": 60, "headings": 36, "id": 20, "summary": 20, "cite": 16, "body": 4}
"""What a match is worth in each field; multiplied for a word's start and for the whole phrase. A word
with a figure in it, such as the number of a section, is worth `CITE` in a citation."""

MANY, ONE_OF_MANY = 12, 18
"""On a page of more headings than `MANY`, a match in one is worth this."""

BEGINS, IS_WHOLE = 180, 420
"""What a title that begins with the words is worth more, or one that is the words, brackets aside."""

PAGE, SOURCE, CARD = 4, 3, 1
"""What a kind of entries is worth: pages that explain, then what they rest on, then cards to practice on."""

LEAST = 0.05
"""Words that nearly every entry holds still count so much of a rare word."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is looked for, its stem after a space where that is another, and words that mean it."""

    word: str
    stem: str
    others: tuple[str, ...]

    def held(self, text: str) -> bool:
        """Whether a text holds the word, or its stem, or another for it."""
        if self.word in text or (self.stem and self.stem in text):
            return True
        return any(other in text for other in self.others)


@dataclass(frozen=True, slots=True)
class Indexed:
    """An entry with its fields in lower case, its citation, and all of them as one text.

    `headings` are those of a page of many, of which a sentence is about one.
    """

    entry: Entry
    worth: int
    fields: tuple[tuple[int, str], ...]
    cite: str
    whole: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The library made ready to search."""

    items: tuple[Indexed, ...]
    synonyms: Synonyms = field(default_factory=Synonyms)

    def search(self, query: str, most: int | None = None) -> list[Entry]:
        """Entries that hold each word of the query, its stem or a synonym, best first; all for none."""
        words = query.lower().split()
        if not words:
            return [item.entry for item in self.items][:most]
        wanted = [self._wanted(word) for word in words]
        found: Sequence[Indexed] = self.items
        for each in sorted(wanted, key=lambda each: -len(each.word)):
            found = [item for item in found if each.held(item.whole)]
        phrase = " ".join(words)
        scored = [
            (-_score(item, wanted, phrase), item.entry.kind.place, at, item.entry)
            for at, item in enumerate(found)
        ]
        scored.sort(key=lambda each: each[:3])
        return [entry for *_, entry in scored[:most]]

    def closest(self, sentence: str, most: int) -> list[Entry]:
        """Entries that hold any words of a sentence, best first: rare words count for more."""
        wanted = [self._wanted(word) for word in dict.fromkeys(told_words(sentence))]
        weighed = [(each, self._rarity(each)) for each in wanted]
        scored = [
            (-item.worth * sum(_best(item, each) * rarity for each, rarity in weighed), at, item.entry)
            for at, item in enumerate(self.items)
            if not item.headings
        ]
        scored += [
            (-item.worth * max(_heading(text, weighed) for text in item.headings), at, item.entry)
            for at, item in enumerate(self.items)
            if item.headings
        ]
        scored.sort(key=lambda each: each[:2])
        return [entry for score, _, entry in scored[:most] if score]

    def _wanted(self, word: str) -> Wanted:
        root = stem(word)
        others = tuple(f" {stem(other)}" for other in self.synonyms.of(word))
        return Wanted(word, f" {root}" if root != word else "", others)

    def _rarity(self, wanted: Wanted) -> float:
        own = sum(wanted.word in item.whole for item in self.items)
        holding = own or sum(wanted.held(item.whole) for item in self.items)
        return max(LEAST, log(len(self.items) / holding) ** 1.5) if holding else 0.0


def build_index(entries: Iterable[Entry], synonyms: Synonyms | None = None) -> Index:
    """The index of these entries; of equals, the kind that the library shows first comes first."""
    return Index(tuple(_indexed(entry) for entry in entries), synonyms or Synonyms())


def _indexed(entry: Entry) -> Indexed:
    cite = "" if "{title}" in entry.kind.cite else entry.cite
    headings = [line.lstrip("#") for line in entry.body.split("\n") if line.startswith("#")]
    weights = WEIGHTS if len(headings) <= MANY else {**WEIGHTS, "headings": ONE_OF_MANY}
    texts = {
        "title": entry.title,
        "id": entry.id,
        "summary": entry.summary,
        "headings": " ".join(headings),
        "cite": cite,
        "body": entry.body,
    }
    found = ((weights[name], _plain(text)) for name, text in texts.items() if text)
    fields = tuple(sorted(found, key=lambda each: -each[0]))
    whole = "\n".join(text for _, text in fields)
    many = tuple(map(_plain, headings)) if len(headings) > MANY else ()
    return Indexed(entry, _worth(entry.kind), fields, _plain(cite) if cite else "", whole, many)


def _worth(kind: Kind) -> int:
    if kind.facts or kind.lists:
        return CARD
    return SOURCE if kind.cited else PAGE


def _plain(text: str) -> str:
    """Lower case with single spaces, one before the first word."""
    return " " + " ".join(text.lower().split())


def _score(item: Indexed, words: list[Wanted], phrase: str) -> int:
    """The sum over words of each one's best field, and of the phrase's best field, by the kind's worth."""
    total = sum(_best(item, word) for word in words)
    title = item.entry.title.lower()
    if title.partition(" (")[0] == phrase:
        total += IS_WHOLE
    elif title.startswith(phrase):
        total += BEGINS
    if len(words) > 1:
        total += next((weight * PHRASE for weight, text in item.fields if phrase in text), 0)
    return total * item.worth


def _best(item: Indexed, wanted: Wanted) -> int:
    """What a word is worth in the field where it is worth most; fields come weightiest first."""
    best = 0
    if item.cite and any(letter.isdigit() for letter in wanted.word):
        best = _at(wanted.word, item.cite, CITE)
    for weight, text in item.fields:
        if best >= weight * WORD_START:
            break
        best = max(best, _at(wanted.word, text, weight))
        if wanted.stem and best < weight and wanted.stem in text:
            best = weight
        if best < weight // 2 and any(other in text for other in wanted.others):
            best = weight // 2
    return best


def _heading(text: str, weighed: list[tuple[Wanted, float]]) -> float:
    """What a sentence's words are worth in one heading."""
    return sum(ONE_OF_MANY * WORD_START * rarity for each, rarity in weighed if each.held(text))


def _at(word: str, text: str, weight: int) -> int:
    """What a word is worth in one field: more at the start of a word than inside one."""
    at = text.find(word)
    if at < 0:
        return 0
    inside = text[at - 1].isalnum() and f" {word}" not in text
    return weight * (INSIDE if inside else WORD_START)
