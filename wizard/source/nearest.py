"""The known word that somebody probably meant by an unknown one."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.source.problems import Refused

FEW = 12
"""So many known words are listed where none is near."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when none is near."""
    import difflib

    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return str(matches[0]) if matches else None


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
