"""The boxes of a tree's picture: what each says, in lines that fit, and how large it is.

`picture` places them and `svg` draws them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from wizard.picture.forks import End, Fork, Forks, Shown, reached
from wizard.source.printable import printable
from wizard.tree.model import Condition, Term, Tree
from wizard.tree.tones import SYMBOLS
from wizard.words.wrapping import cells, wrap

ANY = "any answer"
"""What a line says that every answer of its question takes."""

BOX_CHARS, ID_CHARS, ANSWER_CHARS = 34, 44, 28
ID_SIZE, ANSWER_SIZE, TEXT_SIZE, HEAD_SIZE = 11, 12, 14, 16
WHEN_LINES = 3
LEADING = 1.3
PAD = {"question": 11, "verdict": 11, "answers": 3}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `size` is its letters' in pixels."""

    text: str
    size: int
    bold: bool = False

    @property
    def height(self) -> float:
        """From this line to the next."""
        return self.size * LEADING

    @property
    def width(self) -> float:
        """At most this wide in any common sans-serif typeface."""
        return sum(map(_ems, self.text)) * self.size * (1.1 if self.bold else 1)


@dataclass(frozen=True, slots=True)
class Box:
    """A question, a verdict, or the answers that stand on a line.

    `kind` is "question", "verdict" or "answers"; `id` the question's or verdict's; `tip` tells in
    full what the box abbreviates; `tone` is a verdict's; `marked`: on the walk shown.
    """

    kind: str
    id: str
    lines: tuple[Line, ...]
    tip: str
    tone: str = ""
    marked: bool = False

    @property
    def width(self) -> float:
        """Its widest line and the padding."""
        return max(line.width for line in self.lines) + 2 * PAD[self.kind]

    @property
    def height(self) -> float:
        """Its lines and the padding."""
        return sum(line.height for line in self.lines) + 2 * PAD[self.kind]


def boxes(tree: Tree, found: Forks, walk: Shown) -> dict[Hashable, Box]:
    """Every box: questions and verdicts, and one with the answers of each fork."""
    ends = dict.fromkeys([End(tree.start), *(end for targets in found.values() for end in targets)])
    outcomes = reached(tree)
    result: dict[Hashable, Box] = {}
    for end in ends:
        marked = end in walk.passed
        if end.verdict:
            result[end] = _verdict(tree, end.id, outcomes[end.id], walk.outcome, marked)
        else:
            result[end] = _question(tree, end.id, marked)
    for fork in found:
        given = walk.answers.get(fork.source.id)
        result[fork] = _answers(tree, fork, given if given in fork.answers else None)
    return result


def _question(tree: Tree, id: str, marked: bool) -> Box:
    question = tree.questions[id]
    lines = [*_lines(id, ID_SIZE, ID_CHARS), *_lines(question.ask, TEXT_SIZE, BOX_CHARS, marked)]
    tip = [question.ask, question.why]
    if question.when is not None:
        asked = f"asked if {condition(question.when)}"
        lines += _lines(asked, ID_SIZE, ID_CHARS, most=WHEN_LINES)
        tip.append(asked)
    return Box("question", id, tuple(lines), "\n".join(tip), marked=marked)


def condition(when: Condition) -> str:
    """A condition in the ids and groups that the tree's file names."""
    return "; or ".join(
        " and ".join(f"{term.question} is {' or '.join(_names(term))}" for term in clause.terms)
        for clause in when
    )


def _names(term: Term) -> Iterable[str]:
    return term.written or sorted(term.answers)


def _verdict(tree: Tree, id: str, outcomes: tuple[str, ...], outcome: str | None, marked: bool) -> Box:
    verdict = tree.verdicts[id]
    head = f"{SYMBOLS.get(verdict.tone, '')} {verdict.label}".strip()
    lines = list(_lines(head, HEAD_SIZE, BOX_CHARS, True))
    for each in outcomes:
        lines += _lines(each, ANSWER_SIZE, BOX_CHARS, each == outcome)
    return Box("verdict", id, tuple(lines), f"{verdict.label}: {', '.join(outcomes)}", verdict.tone, marked)


def _answers(tree: Tree, fork: Fork, given: str | None) -> Box:
    """The answers of a fork; the one that the walk shown gives comes first and is bold."""
    known = tree.questions[fork.source.id].answers
    every = len(fork.answers) == len(known) > 1
    others = [ANY] if every else [id for id in fork.answers if id != given]
    lines = list(_lines(given or "", ANSWER_SIZE, ANSWER_CHARS, True))
    lines += _lines(", ".join(others), ANSWER_SIZE, ANSWER_CHARS)
    tip = "\n".join(f"{id}: {known[id].label}" for id in fork.answers)
    return Box("answers", fork.source.id, tuple(lines), tip, marked=given is not None)


def _lines(text: str, size: int, chars: int, bold: bool = False, most: int | None = None) -> Iterator[Line]:
    """Text wrapped at so many cells; "…" stands for what does not fit into the `most` lines."""
    wrapped = wrap(printable(text), width=chars, split=True, most=most) if text else []
    return (Line(each, size, bold) for each in wrapped)


def _ems(letter: str) -> float:
    if letter in "mwMW@%" or cells(letter) > 1:
        return 1.0
    if letter in "iIjlft.,:;'|!()[] ":
        return 0.4
    return 0.75 if letter.isupper() else 0.63
