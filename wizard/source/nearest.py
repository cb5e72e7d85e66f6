"""The known word that somebody probably meant by an unknown one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wizard.source.problems import Refused

NEAR = 0.65
"""How alike two words are, from 0 to 1, for one to be taken for the other."""

DIGITS = re.compile(r"\d+")

FEW = 12
"""So many known words are listed where none is near."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when none is near.

    A word with other numbers in it is never near: it names something else. Of paths in one folder
    only the names count.
    """
    import difflib

    figures = DIGITS.findall(word)
    alike = [each for each in map(str, known) if not figures or DIGITS.findall(each) == figures]
    folder = word[: word.rfind("/") + 1]
    beside = [each for each in alike if folder and each.startswith(folder)]
    for head, names in ((folder, beside), ("", alike)):
        told = {each.removeprefix(head): each for each in names}
        matches = difflib.get_close_matches(word.removeprefix(head), told, n=1, cutoff=NEAR)
        if matches or head:
            return told[matches[0]] if matches else None
    return None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, else lists the known words when they are few."""
    names = [str(name) for name in known]
    near = nearest(word, names)
    if near is not None:
        return f"did you mean {near}?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= FEW else ""


def unknown(message: str, word: str, known: Iterable[str]) -> Refused:
    """The refusal of a word that is not among the known ones, naming the nearest."""
    return Refused(message, did_you_mean(word, known))
