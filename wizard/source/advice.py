"""What an author most likely meant by a line that is no YAML: repairs are tried until one can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

KEYED = re.compile(r"""^(?P<before>\s*(?:- )?(?:[\w.-]+|"[^"]*"):)(?P<gap>\s*)(?P<value>.*?)\s*$""")
"""A line with a key and a value, which may stand in a list."""
NO_SPACE = re.compile(r"^(?P<before>\s*(?:- )?[\w-]+:)(?P<value>[^\s:/].*)$")
NO_COLON = re.compile(r"^(?P<before>\s*[\w-]+)(?P<value>(?: .+)?)$")
FLOW = re.compile(r"(?P<key>[\w-]+): (?P<value>[^\"'{}\[\],][^{}\[\],]*: [^{}\[\],]*)")
"""A value in braces that holds a colon of its own."""

LINES_BEFORE = 3
"""So many lines above the place where reading stopped may be the one that is wrong."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Which line is wrong (counted from 0), what is wrong with it, and the line as it should read."""

    line: int
    message: str
    better: str


def advice(text: str, stopped: Iterable[int], loader: type) -> Advice | None:
    """The first repair of one line after which the whole text can be read, else after which reading
    comes much further; None where there is none. `stopped` are the lines where the reader stopped."""
    lines = text.split("\n")
    further: tuple[int, Advice] | None = None
    suspects = _suspects(lines, stopped)
    for repairs in (_repairs, _moved):
        tried = [(line, *each) for line in suspects for each in repairs(lines, line)]
        for at, message, better in tried:
            if better == lines[at]:
                continue
            reached = _reached("\n".join([*lines[:at], better, *lines[at + 1 :]]), loader)
            if reached is None:
                return Advice(at, message, better)
            if reached > max(stopped) + 1 and (further is None or reached > further[0]):
                further = (reached, Advice(at, message, better))
    return further[1] if further else None


def _suspects(lines: list[str], stopped: Iterable[int]) -> list[int]:
    found: dict[int, None] = {}
    for place in stopped:
        above = [at for at in range(min(place, len(lines) - 1), -1, -1) if _says(lines[at])]
        found.update(dict.fromkeys(above[:LINES_BEFORE]))
    return list(found)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _reached(text: str, loader: type) -> int | None:
    """The line where reading stops, or None when all can be read."""
    try:
        for _ in yaml.parse(text, Loader=loader):
            pass
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line if mark is not None else 0
    return None


def _repairs(lines: list[str], at: int) -> Iterator[tuple[str, str]]:
    line = lines[at]
    bare = line.lstrip(" \t")
    indent = line[: len(line) - len(bare)]
    if "\t" in indent:
        for width in _widths(lines, at):
            yield "a tab stands where only spaces may", " " * width + bare
    if "\t" in line:
        yield "a tab stands where only spaces may", line.replace("\t", " ")
    if line.count('"') % 2:
        yield "a quotation mark is never closed", _closed(line, '"')
    if line.count("'") % 2 and re.search(r":\s*'", line):
        yield "a quotation mark is never closed", _closed(line, "'")
    for opening, closing in ("{}", "[]"):
        if line.count(opening) > line.count(closing):
            yield f"{opening} is never closed", line.rstrip() + closing
    if match := FLOW.search(line):
        yield "a value holds a colon", line.replace(match["value"], _quoted(match["value"]))
    if match := NO_SPACE.match(line):
        yield "a space is missing after the colon", f"{match['before']} {match['value']}"
    if (match := KEYED.match(line)) and match["value"]:
        yield _why_quotes(match["value"]), f"{match['before']} {_quoted(match['value'])}"
    if re.match(r"\s*-\S", line):
        yield "a space is missing after the hyphen", line.replace("-", "- ", 1)


def _moved(lines: list[str], at: int) -> Iterator[tuple[str, str]]:
    """The line at the distances from the left that others near it have, and with a colon after its key."""
    line = lines[at]
    widths = _widths(lines, at)
    colon = NO_COLON.match(line)
    colons = [f"{colon['before']}:{colon['value']}"] if colon is not None else []
    if len(line) - len(line.lstrip()) in widths:
        yield from (("a colon is missing after the key", each) for each in colons)
    for width in widths:
        yield "the line starts at the wrong distance from the left", " " * width + line.lstrip()
    yield from (("a colon is missing after the key", each) for each in colons)


def _widths(lines: list[str], at: int) -> list[int]:
    """The distances from the left at which lines near this one start, the nearest first."""
    found: dict[int, None] = {}
    for near in (at - 1, at + 1, at - 2, at - 3, at - 4, at + 2):
        if 0 <= near < len(lines) and _says(lines[near]) and "\t" not in lines[near]:
            width = len(lines[near]) - len(lines[near].lstrip())
            deeper = {width + 2: None} if near == at - 1 and lines[near].rstrip().endswith(":") else {}
            found.update({**deeper, width: None})
    return list(found)


def _closed(line: str, mark: str) -> str:
    """The line with its last quotation closed, before what closes the mapping around it."""
    ending = re.search(r"[\]}]*\s*$", line)
    place = ending.start() if ending is not None else len(line)
    return line[:place] + mark + line[place:].rstrip()


def _why_quotes(value: str) -> str:
    return "a value holds a colon" if ": " in value else f"a value starts with {value[0]}"


def _quoted(value: str) -> str:
    """The value in quotation marks, double ones where it holds none."""
    bare = value.strip()
    for mark in "\"'":
        if len(bare) > 1 and bare[0] == bare[-1] == mark:
            bare = bare[1:-1]
    return f"'{bare}'" if '"' in bare and "'" not in bare else json.dumps(bare, ensure_ascii=False)
