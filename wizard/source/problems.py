"""What is wrong with a file, and how it is told to the person who must mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a file.

    `line` and `column` count from 1; `code` is the short stable name of the kind of problem;
    `hint` says what to do about it, or names the nearest match, or is empty. Problems about the same
    thing, such as a page that is missing, name it in `about`, and are told as one; `needed_by` are the
    places of the others then.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    about: str = field(default="", compare=False)
    needed_by: tuple[str, ...] = field(default=(), compare=False)

    @property
    def place(self) -> str:
        """The file and the line."""
        return f"{self.path}:{self.line}"

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {self.code} {self.message}{hint}"


class Broken(Exception):
    """A file cannot be used. Carries every problem found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class Refused(Exception):
    """A request that cannot be met: its text says what was wrong and what is allowed.

    `message` and `hint` are its two parts; the hint names the nearest word that would do, or is empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} ({hint})" if hint else message)
        self.message = message
        self.hint = hint
