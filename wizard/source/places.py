"""Where a text stood in its file: every string read from one remembers its line and column."""

from __future__ import annotations

from wizard.source.problems import Problem


class Text(str):
    """A string read from a file that remembers where it stood (1-based line and column).

    `path` names the file where it is another one than the tree or page it was read for.
    """

    __slots__ = ("column", "line", "path")
    line: int
    column: int
    path: str

    def __new__(cls, value: str, line: int = 1, column: int = 1, path: str = "") -> Text:
        self = super().__new__(cls, value)
        self.line = line
        self.column = column
        self.path = path
        return self


def problem_at(path: str, where: str, code: str, message: str, hint: str = "", about: str = "") -> Problem:
    """A problem at the place of `where`, or at the file's start when it has no place."""
    if not isinstance(where, Text):
        return Problem(path, 1, 1, code, message, hint, about)
    return Problem(where.path or path, where.line, where.column, code, message, hint, about)
