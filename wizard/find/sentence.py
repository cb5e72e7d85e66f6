"""A reader's sentence, and whether a cue stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.library.reading import Synonyms, stem, stems, told_words

FARTHEST = 4
"""Two words of a cue have at most so many steps between them, small words not counted."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of a sentence, small ones left out, each with the stems it may stand for."""

    words: tuple[str, ...]
    meant: tuple[frozenset[str], ...]

    def holds(self, cue: str) -> tuple[str, ...]:
        """The words that stand for the words of a cue, in its order; none where it does not stand there."""
        wanted = stems(cue)
        return next((found for at in range(len(self.words)) if (found := self._from(at, wanted))), ())

    def _from(self, at: int, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """The words for a cue of which the first stands at a place."""
        if not wanted or wanted[0] not in self.meant[at]:
            return ()
        found = [self.words[at]]
        for each in wanted[1:]:
            near = range(at + 1, min(at + 1 + FARTHEST, len(self.words)))
            following = next((place for place in near if each in self.meant[place]), None)
            if following is None:
                return ()
            at = following
            found.append(self.words[at])
        return tuple(found)


def read_sentence(text: str, synonyms: Synonyms) -> Sentence:
    """A sentence as it was typed, ready to be matched."""
    words = told_words(text)
    meant = (frozenset({stem(word), *map(stem, synonyms.of(word))}) for word in words)
    return Sentence(words, tuple(meant))
