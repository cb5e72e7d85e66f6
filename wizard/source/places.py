"""Where a text stood in its file: every string read from one remembers its line and column."""

from __future__ import annotations

from wizard.source.problems import Problem


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


def problem_at(path: str, where: str, code: str, message: str, hint: str = "") -> Problem:
    """A problem at the place of `where`, or at the file's start when it has no place."""
    line, column = (where.line, where.column) if isinstance(where, Text) else (1, 1)
    return Problem(path, line, column, code, message, hint)
