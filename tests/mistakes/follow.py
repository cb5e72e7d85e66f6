"""Does what a hint says, word for word, as an author would who trusts it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

from tests.helpers.calling import call
from wizard.source.problems import Problem

Lines = list[str]


def follow(root: Path, problem: Problem, answer: str = "") -> None:
    """Follows the hint of a problem; `answer` is what the author puts for ANSWER in a command."""
    for pattern, act in ACTS:
        if match := re.search(pattern, problem.hint, re.DOTALL):
            act(root, problem, match[1] if match.groups() else answer)
            return
    if match := re.search(r"(?:run|make the page): (.*)", problem.hint):
        words = shlex.split(match[1].replace("ANSWER", answer).removeprefix("python -m wizard "))
        called = call(*words, "--root", str(root))
        assert called.code == 0, called.err
        return
    raise AssertionError(f"nobody can follow the hint {problem.hint!r} of {problem}")


def changed(root: Path, problem: Problem, change: Callable[[Lines, int], None]) -> None:
    path = root / problem.path
    lines = path.read_text("utf-8").split("\n")
    change(lines, problem.line - 1)
    path.write_text("\n".join(lines), "utf-8")


def whole_line(root: Path, problem: Problem, text: str) -> None:
    changed(root, problem, lambda lines, at: lines.__setitem__(at, text))


def word(root: Path, problem: Problem, text: str) -> None:
    """Puts `text` where the wrong word of the message stands, at the problem's column or after it."""

    def change(lines: Lines, at: int) -> None:
        before, after = lines[at][: problem.column - 1], lines[at][problem.column - 1 :]
        named = re.findall(r"\S+", problem.message.partition(";")[0])
        runs = [" ".join(named[start:]).rstrip(",") for start in range(len(named))]
        wrong = next(run for run in [*runs, *(each.strip("#,:") for each in reversed(named))] if run in after)
        lines[at] = before + after.replace(wrong, text, 1)

    changed(root, problem, change)


def field(root: Path, problem: Problem, text: str) -> None:
    """Puts `key: "value"` where the key stands with its value, in quotation marks or not."""
    key, _, value = text.partition(": ")

    def change(lines: Lines, at: int) -> None:
        lines[at] = lines[at].replace(f"{key}: {value.strip(chr(34))}", text)

    changed(root, problem, change)


def add(root: Path, problem: Problem, text: str) -> None:
    def change(lines: Lines, at: int) -> None:
        indent = " " * (problem.column - 1)
        if lines[at].strip().endswith(":"):
            at, indent = at + 1, indent + "  "
        lines.insert(at, indent + text)

    changed(root, problem, change)


def resave(root: Path, problem: Problem, _: str) -> None:
    path = root / problem.path
    held = path.read_bytes()
    text = held.decode("utf-8-sig") if held.startswith(b"\xef\xbb\xbf") else held.decode("latin-1")
    path.write_text(text, "utf-8")


def rename(root: Path, problem: Problem, to: str) -> None:
    (root / problem.path).rename(root / to)


def heading(root: Path, problem: Problem, _: str) -> None:
    changed(root, problem, lambda lines, at: lines.__setitem__(at, f"#{lines[at]}"))


ACTS: tuple[tuple[str, Callable[[Path, Problem, str], None]], ...] = (
    (r"^write: (.*)", whole_line),
    (r"^a comma ends a value; write (.*)", field),
    (r"^did you mean (.*)\?$", word),
    (r"^remove this line", lambda root, it, _: changed(root, it, lambda lines, at: lines.__delitem__(at))),
    (r"^rename it to (.*)", rename),
    (r"^put a line of (---) before this one", lambda root, it, text: add(root, it, text)),
    (r"^add (.*)", add),
    (r"^save (?:the file as UTF-8|without BOM)", resave),
    (r"^start it with ##", heading),
    (r"^write (?!it)(\S+)$", word),
)
"""How a hint begins, and what an author does then."""
