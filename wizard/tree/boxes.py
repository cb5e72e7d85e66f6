"""The boxes of a tree's picture: what each says, in lines that fit, and how large it is.

`picture` places them and `svg` draws them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from unicodedata import east_asian_width

from wizard.tree.model import Tree
from wizard.tree.ways import End, Shown, Way, reached

ANY = "any answer"
"""What a line says that every answer of its question takes."""

SYMBOLS = {"good": "✓", "caution": "!", "stop": "✗", "info": "i", "urgent": "!!"}
"""A sign for each tone, so that a verdict is never told by colour alone."""

BOX_CHARS, ANSWER_CHARS = 34, 24
ID_SIZE, ANSWER_SIZE, TEXT_SIZE, HEAD_SIZE = 11, 12, 14, 16
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
    """A question, a verdict, or the answers that a line stands for.

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


def boxes(tree: Tree, found: Mapping[Way, tuple[str, ...]], walk: Shown) -> dict[End | Way, Box]:
    """Every box: those at the ends of the ways, and one with the answers on each way."""
    ends = dict.fromkeys([End(tree.start), *(end for way in found for end in way)])
    passed = {end for way in walk.ways for end in way} | {End(id) for id in walk.facts}
    outcomes = reached(tree)
    result: dict[End | Way, Box] = {}
    for end in ends:
        marked = end in passed
        if end.verdict:
            result[end] = _verdict(tree, end.id, outcomes[end.id], walk.outcome, marked)
        else:
            result[end] = _question(tree, end.id, marked)
    for way, answers in found.items():
        result[way] = _answers(tree, way[0].id, answers, walk.ways.get(way))
    return result


def _question(tree: Tree, id: str, marked: bool) -> Box:
    question = tree.questions[id]
    ask = [Line(text, TEXT_SIZE, marked) for text in textwrap.wrap(question.ask, BOX_CHARS)]
    lines = [*(Line(text, ID_SIZE) for text in textwrap.wrap(id, BOX_CHARS)), *ask]
    return Box("question", id, tuple(lines), f"{question.ask} {question.why}", marked=marked)


def _verdict(tree: Tree, id: str, outcomes: tuple[str, ...], outcome: str | None, marked: bool) -> Box:
    verdict = tree.verdicts[id]
    head = f"{SYMBOLS.get(verdict.tone, '')} {verdict.label}".strip()
    lines = [Line(text, HEAD_SIZE, True) for text in textwrap.wrap(head, BOX_CHARS)]
    for each in outcomes:
        wrapped = textwrap.wrap(each, BOX_CHARS, break_on_hyphens=False)
        lines += [Line(text, ANSWER_SIZE, each == outcome) for text in wrapped]
    return Box("verdict", id, tuple(lines), f"{verdict.label}: {', '.join(outcomes)}", verdict.tone, marked)


def _answers(tree: Tree, question: str, answers: tuple[str, ...], given: str | None) -> Box:
    """The answers on a way; the one that the walk shown gives is bold."""
    known = tree.questions[question].answers
    every = len(answers) == len(known) > 1
    others = [ANY] if every else [id for id in answers if id != given]
    lines = [Line(text, ANSWER_SIZE, True) for text in _wrapped([given] if given else [])]
    lines += [Line(text, ANSWER_SIZE) for text in _wrapped(others)]
    tip = "\n".join(f"{id}: {known[id].label}" for id in answers)
    return Box("answers", question, tuple(lines), tip, marked=given is not None)


def _wrapped(answers: list[str]) -> list[str]:
    return textwrap.wrap(", ".join(answers), ANSWER_CHARS, break_on_hyphens=False)


def _ems(letter: str) -> float:
    if letter in "mwMW@%" or east_asian_width(letter) in "FW":
        return 1.0
    if letter in "iIjlft.,:;'|!()[] ":
        return 0.4
    return 0.75 if letter.isupper() else 0.63
