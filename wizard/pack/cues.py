"""The words by which a reader's sentence is known: `content/synonyms.yaml` to `Cues`, every problem named.

`knowledge` reads it once for each root. `find` matches sentences with it, and the library's search takes
its synonyms. A pack without the file has neither; sentences are then matched with the trees' own words.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wizard.library.reading import Synonyms, stem, synonyms, told_words
from wizard.source.fields import Fields, Notes, texts_of
from wizard.source.files import read_text
from wizard.source.nearest import did_you_mean
from wizard.source.places import Text
from wizard.source.problems import Broken, Problem
from wizard.source.yamltext import Listing, Mapping, Value, read_yaml

FILE = "content/synonyms.yaml"
KEYS = ("same", "trees", "answers")

Answers = MappingOf[Text, MappingOf[Text, tuple[Text, ...]]]
"""Question id to answer id to the cues of that answer."""


@dataclass(frozen=True, slots=True)
class Cues:
    """What words point to.

    `trees` holds for each tree the cues that it is the one to open, `answers` for each tree the cues
    of answers to its questions. A cue is one word or several; several must come in this order.
    """

    synonyms: Synonyms = field(default_factory=Synonyms)
    trees: MappingOf[str, tuple[Text, ...]] = field(default_factory=dict)
    answers: MappingOf[str, Answers] = field(default_factory=dict)


def read_cues(root: Path, trees: Sequence[str]) -> tuple[Cues, list[Problem]]:
    """The cues at a root as far as they can be read, and every problem of their file.

    `trees` are the ids of the trees there. What the file says of questions and answers is checked
    against the trees by `check`.
    """
    path = root / FILE
    if not path.exists():
        return Cues(), []
    try:
        value, problems = read_yaml(read_text(path, FILE), FILE)
    except Broken as broken:
        return Cues(), list(broken.problems)
    notes = Notes(FILE)
    notes.problems += problems
    fields = Fields(notes, value, "the synonyms", KEYS)
    cues = Cues(_synonyms(fields), dict(_trees(fields, trees)), dict(_answers(fields, trees)))
    return cues, sorted(notes.problems)


def _synonyms(fields: Fields) -> Synonyms:
    value, notes = fields.get("same"), fields.notes
    if value is None:
        return Synonyms()
    if not isinstance(value, Listing):
        notes.add(value, "wrong-type", f"{fields.what}: same must be a list of groups of words")
        return Synonyms()
    groups = [_group(notes, each) for each in value]
    seen: set[str] = set()
    for word in (word for group in groups for word in group):
        if stem(word.lower()) in seen:
            notes.add(word, "wrong-value", f"{word} stands twice", "give each word one group")
        seen.add(stem(word.lower()))
    return synonyms(groups)


def _group(notes: Notes, value: Value) -> list[Text]:
    words = list(texts_of(notes, value, "a group of same"))
    for word in words:
        if len(word.split()) > 1:
            notes.add(word, "wrong-value", f"{word} is more than one word", "write it as a cue of an answer")
    if len(words) == 1:
        notes.add(words[0], "wrong-value", f"{words[0]} stands alone", "a group has two words or more")
    return words


def _trees(fields: Fields, trees: Sequence[str]) -> list[tuple[str, tuple[Text, ...]]]:
    known = [(id, value) for id, value in fields.entries("trees") if _is_tree(fields, id, trees)]
    return [(str(id), _cues(fields.notes, value, f"the cues of {id}")) for id, value in known]


def _answers(fields: Fields, trees: Sequence[str]) -> list[tuple[str, Answers]]:
    return [
        (
            str(id),
            {
                question: {
                    answer: _cues(fields.notes, cues, f"the cues of {question}: {answer}")
                    for answer, cues in _mapping(fields.notes, answers, f"{id}: {question}")
                }
                for question, answers in _mapping(fields.notes, value, f"the answers of {id}")
            },
        )
        for id, value in fields.entries("answers")
        if _is_tree(fields, id, trees)
    ]


def _mapping(notes: Notes, value: Value, what: str) -> list[tuple[Text, Value]]:
    """The pairs of a mapping; a problem where it is none."""
    if isinstance(value, Mapping):
        return list(value.items())
    notes.add(value, "wrong-type", f"{what} must be a mapping")
    return []


def _is_tree(fields: Fields, id: Text, trees: Sequence[str]) -> bool:
    if id not in trees:
        fields.notes.add(id, "unknown-tree", f"there is no tree {id}", did_you_mean(id, trees))
    return id in trees


def _cues(notes: Notes, value: Value, what: str) -> tuple[Text, ...]:
    cues = tuple(texts_of(notes, value, what))
    for cue in cues:
        kept = told_words(cue)
        if len(kept) < len(cue.split()):
            hint = f"write {' '.join(kept)}" if kept else "use words that tell something"
            notes.add(cue, "wrong-value", f"{what}: {cue} has small words, which do not count", hint)
    return cues
