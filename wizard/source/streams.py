"""Standard input, output and error, whatever they are: closed, full, left by their reader, or poor in
signs. `cli` and `plain` write through here and nowhere else, so that no text can act on a terminal.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
import unicodedata
from typing import TextIO

from wizard.source import progress
from wizard.source.printable import gated, printable

WAYS = {"stdin": os.O_WRONLY, "stdout": os.O_RDONLY, "stderr": os.O_WRONLY}
"""How a closed stream is opened onto nowhere: reading and writing it fails, but errors are just lost."""

OTHER_SIGNS = {
    "✓": "+",
    "✗": "x",
    "•": "*",
    "·": ".",
    "…": ".",
    "→": ">",
    "←": "<",
    "↑": "^",
    "↓": "v",
    "§": "S",
    "–": "-",
    "—": "-",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
}
"""What stands for a sign that the terminal cannot show: one letter for one, so that columns stay."""

ANOTHER = "wizard-another-sign"


LONGEST_LINE = 10_000
"""So many letters of a line are read at once."""


class ReaderLeft(SystemExit):
    """Whoever read the output has left before its end, which is no error."""

    def __init__(self) -> None:
        super().__init__(0)


def open_streams() -> None:
    """Readies the three streams: a closed one fails when it is used, and none stops at a strange sign."""
    for number, (name, way) in enumerate(WAYS.items()):
        if getattr(sys, name) is None:
            _open_nowhere(number, name, way)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ANOTHER)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def _open_nowhere(number: int, name: str, way: int) -> None:
    handle = os.open(os.devnull, way)
    if handle != number:
        os.dup2(handle, number)
        os.close(handle)
    mode = "r" if name == "stdin" else "w"
    setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115, open to the end


def say(text: str, form: str = "text", end: str = "\n") -> None:
    """Writes to standard output what was asked for. Raises `ReaderLeft` when nobody reads on.

    Text goes out in the terminal's own encoding, all else in UTF-8, as its form prescribes.
    """
    progress.take_away()
    held = gated(text, form) + end
    raw = getattr(sys.stdout, "buffer", None)
    try:
        if form == "text" or raw is None:
            sys.stdout.write(held)
        else:
            raw.write(held.encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        let_go(sys.stdout)
        raise ReaderLeft from None


def ask_line(prompt: str) -> str:
    """Prompts on standard output and reads a line of standard input; empty at its end.

    One longer than `LONGEST_LINE` comes in parts, so that an endless one fills no memory.
    """
    say(prompt, end="")
    return sys.stdin.readline(LONGEST_LINE)


def tell(text: str) -> None:
    """Writes a remark for the person who called to standard error; lost where nobody reads it."""
    progress.take_away()
    try:
        sys.stderr.write(printable(text) + "\n")
        sys.stderr.flush()
    except OSError:
        let_go(sys.stderr)


def let_go(stream: TextIO) -> None:
    """Points a stream that cannot be written any more to nowhere, so that nothing fails at the end."""
    try:
        handle = os.open(os.devnull, os.O_WRONLY)
        os.dup2(handle, stream.fileno())
    except (OSError, ValueError):
        return
    os.close(handle)


def _another(error: UnicodeError) -> tuple[str, int]:
    """A sign for each that an encoding lacks."""
    assert isinstance(error, UnicodeEncodeError)
    letters = error.object[error.start : error.end]
    return "".join(map(_sign, letters)), error.end


def _sign(letter: str) -> str:
    plain = OTHER_SIGNS.get(letter) or unicodedata.normalize("NFKD", letter)
    if plain[0].isascii() and all(map(unicodedata.combining, plain[1:])):  # never "1" for "½"
        return plain[0]
    name = unicodedata.name(letter, "")
    if name.startswith("BOX DRAWINGS"):
        return "-" if "VERTICAL" not in name else "|" if "HORIZONTAL" not in name else "+"
    return "#" if "BLOCK" in name else "?"


codecs.register_error(ANOTHER, _another)
