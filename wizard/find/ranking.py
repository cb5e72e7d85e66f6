"""Which tree a sentence is about, what it answers already, and which pages may help.

`cli` prints it; the app shows it, and opens a tree with `opened`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wizard.find.sentence import Sentence, read_sentence
from wizard.library.model import Entry
from wizard.library.reading import told_words
from wizard.library.search import build_index
from wizard.pack.cues import Answers
from wizard.pack.knowledge import Knowledge
from wizard.tree.model import Question, Tree
from wizard.walk.walk import Walk, begin, suggest

CUE, ANSWER, OWN_WORD = 8, 2, 1
"""What a tree gains by a cue of its own, by an answer understood, and by a word of its own title."""

RARE, SHORTEST = 2, 4
"""A word of a label tells something where so few labels of the tree have it and it is no shorter."""

PAGES = 5
"""So many pages are told."""


@dataclass(frozen=True, slots=True)
class Understood:
    """An answer that a sentence gives, and the words that say so."""

    question: Question
    answer: str
    words: tuple[str, ...]

    @property
    def label(self) -> str:
        """The answer in the tree's words."""
        return self.question.answers[self.answer].label


@dataclass(frozen=True, slots=True)
class Match:
    """A tree with what it gains by a sentence, and what the sentence says in it, in the tree's order."""

    tree: Tree
    score: int
    understood: tuple[Understood, ...]

    @property
    def facts(self) -> dict[str, str]:
        """What was understood, as questions and answers."""
        return {str(each.question.id): each.answer for each in self.understood}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a sentence finds: the trees that its words point to and the pages, each best first."""

    trees: tuple[Match, ...]
    entries: tuple[Entry, ...]


def find(knowledge: Knowledge, text: str) -> Finding:
    """What the words of a sentence point to. Nothing of them is kept.

    Trees that cannot be used are passed over; so are pages. Of equal trees the pack's first comes first.
    """
    sentence = read_sentence(text, knowledge.cues.synonyms)
    trees = [tree for id in knowledge.tree_ids if (tree := knowledge.readable(id)) is not None]
    matches = [_match(knowledge, tree, sentence) for tree in trees]
    matches.sort(key=lambda each: -each.score)
    index = build_index(knowledge.library.readable(), knowledge.cues.synonyms)
    return Finding(tuple(each for each in matches if each.score), tuple(index.closest(text, PAGES)))


def opened(match: Match) -> Walk:
    """A walk of the tree at its start, with what was understood suggested and nothing answered."""
    return suggest(begin(match.tree), match.facts)


def _match(knowledge: Knowledge, tree: Tree, sentence: Sentence) -> Match:
    cues = knowledge.cues.trees.get(tree.id, ())
    found = {words for cue in cues if (words := sentence.holds(cue))}
    understood = tuple(_understood(knowledge, tree, sentence))
    own = set(told_words(f"{tree.title} {knowledge.pack.lines[tree.id]}"))
    score = CUE * len(found) + ANSWER * len(understood)
    score += OWN_WORD * sum(bool(sentence.holds(word)) for word in own)
    return Match(tree, score, understood)


def _understood(knowledge: Knowledge, tree: Tree, sentence: Sentence) -> Iterator[Understood]:
    """What the sentence answers: by the pack's cues for the tree, or by its labels where there are none."""
    cues = knowledge.cues.answers.get(tree.id)
    found = _by_labels(tree, sentence) if cues is None else _by_cues(cues, sentence)
    for id in tree.order:
        answers = {answer: words for (question, answer), words in found.items() if question == id and words}
        best = _best(answers)
        if best is not None:
            yield Understood(tree.questions[id], best, answers[best])


Answered = dict[tuple[str, str], tuple[str, ...]]
"""The words of the sentence for each question and answer."""


def _by_cues(cues: Answers, sentence: Sentence) -> Answered:
    return {
        (question, answer): _longest(sentence, words)
        for question, answers in cues.items()
        for answer, words in answers.items()
    }


def _by_labels(tree: Tree, sentence: Sentence) -> Answered:
    """By words of the labels that few answers of the tree have."""
    labels = {
        (id, answer.id): tuple(dict.fromkeys(told_words(answer.label)))
        for id, question in tree.questions.items()
        if question.screen is None and question.bands is None
        for answer in question.answers.values()
    }
    times = Counter(word for words in labels.values() for word in words)
    rare = {word for word, number in times.items() if number <= RARE and len(word) >= SHORTEST}
    return {
        place: tuple(word for word in words if word in rare and sentence.holds(word))
        for place, words in labels.items()
    }


def _longest(sentence: Sentence, cues: Sequence[str]) -> tuple[str, ...]:
    """The words of the cue that says most among those that stand in the sentence."""
    return max((sentence.holds(cue) for cue in cues), key=len, default=())


def _best(found: dict[str, tuple[str, ...]]) -> str | None:
    """The answer with the most words for it; none where two have as many."""
    most = max(map(len, found.values()), default=0)
    leading = [answer for answer, words in found.items() if len(words) == most]
    return leading[0] if len(leading) == 1 else None
