"""Words as a search reads them: without marks, without small words, by their stems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ENDINGS = ("ists", "ist", "als", "al", "ing", "ies", "y", "es", "ed", "s", "e")
SHORTEST_STEM = 4

WORD = re.compile(r"[\w.()-]*\w[)]?")
SMALL_WORDS = """
a about after all also am an and another any are as asked at be because been before being but by can
could did do does for from get gets got had has have he her here him his how i if in into is it its
just like may me might must my of on or our ours please she should so some than that the their them
then there these they this those to us use used using want wants was we were what when where who
whom whose why will with would you your
"""
SMALL = frozenset(SMALL_WORDS.split())
"""Words that say nothing of what a text is about."""


def stem(word: str) -> str:
    """A word without a common ending, so that "dentist" finds "dental"; short words as they are."""
    for ending in ENDINGS:
        if word.endswith(ending) and word.isalpha() and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def stems(text: str) -> tuple[str, ...]:
    """The stems of the words of a text in their order, small words left out."""
    return tuple(stem(word) for word in told_words(text))


def told_words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, small words left out."""
    plain = text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace("'s", "")
    found = (match.strip("-.()'") for match in WORD.findall(plain))
    return tuple(word for word in found if word and word not in SMALL)


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words that mean the same to a reader: each one's stem to the others of its group."""

    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, word: str) -> tuple[str, ...]:
        """The other words of a word's group; none where it has no group."""
        return self.others.get(stem(word), ())


def synonyms(groups: Iterable[Iterable[str]]) -> Synonyms:
    """The synonyms that these groups of words make."""
    others: dict[str, tuple[str, ...]] = {}
    for group in groups:
        words = [word.lower() for word in group]
        for word in words:
            rest = tuple(each for each in words if stem(each) != stem(word))
            others[stem(word)] = (*others.get(stem(word), ()), *rest)
    return Synonyms(others)
