"""What is wrong with a file, and how it is told to the person who must mend it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class Text(str):
    """A string read from a file that remembers where it stood (1-based line and column)."""

    __slots__ = ("column", "line")
    line: int
    column: int

    def __new__(cls, value: str, line: int = 1, column: int = 1) -> Text:
        self = super().__new__(cls, value)
        self.line = line
        self.column = column
        return self


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a file.

    `line` and `column` count from 1; `code` is the short stable name of the kind of problem;
    `hint` says what to do about it, or names the nearest match, or is empty.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}{hint}"


class Broken(Exception):
    """A file cannot be used. Carries every problem found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class Refused(Exception):
    """A request that cannot be met: its text says what was wrong and what is allowed."""


def unknown(message: str, word: str, known: Iterable[str]) -> Refused:
    """The refusal of a word that is not among the known ones, naming the nearest."""
    hint = did_you_mean(word, known)
    return Refused(f"{message} ({hint})" if hint else message)


def problem_at(path: str, where: str, code: str, message: str, hint: str = "") -> Problem:
    """A problem at the place of `where`, or at the file's start when it has no place."""
    line, column = (where.line, where.column) if isinstance(where, Text) else (1, 1)
    return Problem(path, line, column, code, message, hint)


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
    return f"known: {', '.join(names)}" if 0 < len(names) <= 12 else ""
