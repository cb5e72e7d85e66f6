"""YAML text to plain values that remember their place; used for trees and for front matter.

Every scalar is a string. Anchors, aliases, tags, duplicate keys and several documents are
refused: a file means what it says on the line where it says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import yaml

from wizard.source.places import Text
from wizard.source.problems import Broken, Problem

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DEEPEST = 40
SCANNED_AHEAD = 4096
"""More letters than a parser reads ahead to tell whether a key has begun (YAML allows 1,024)."""


class Listing(list["Value"]):
    """A YAML sequence, with the place where it starts."""

    __slots__ = ("column", "line", "path")
    line: int
    column: int
    path: str


class Mapping(dict[Text, "Value"]):
    """A YAML mapping, with the place where it starts; its keys are `Text`."""

    __slots__ = ("column", "line", "path")
    line: int
    column: int
    path: str

    def field(self, name: str) -> Value | None:
        """The value under a plain name, or None."""
        return self.get(name)  # type: ignore[call-overload, no-any-return]  # a Text is found by its plain str


Value = Text | Listing | Mapping


def read_yaml(
    text: str, path: str, first_line: int = 1, named: bool = False
) -> tuple[Value | None, list[Problem]]:
    """The value that `text` holds (None when it holds nothing) and every refused construct.

    `path` names the file in problems; `first_line` is the line of the file where `text` starts.
    `named`: every value remembers the path too, since it will stand among those of another file.
    Raises `Broken` when the text is no YAML.
    """
    composer = _Composer(path, first_line, path if named else "")
    try:
        value = composer.document(yaml.parse(text, Loader=LOADER))
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        line, column = _place(error, text)
        if LOADER is not yaml.BaseLoader:
            _look_again(composer, text, line, column)
        problem = _syntax_problem(error, path, line + first_line, column + 1)
        raise Broken([_advised(problem, error, text, line, first_line), *composer.problems]) from None
    return value, composer.problems


def _look_again(composer: _Composer, text: str, line: int, column: int) -> None:
    """Raises `Broken` where text that the C parser stopped in is nested too deep by our own limit.

    That parser scans ahead of what it hands over, and its own, far higher limit may speak first. The
    Python parser has none; it is asked only where enough is opened shortly before the place.
    """
    lines = text.splitlines(keepends=True) or [""]
    before = "".join([*lines[:line], lines[line][:column]])
    if sum(map(before[-SCANNED_AHEAD:].count, "[{-?:")) > DEEPEST:
        composer.problems.clear()
        composer.depth = 0
        with suppress(yaml.YAMLError):
            composer.document(yaml.parse(before, Loader=yaml.BaseLoader))


def _place(error: Exception, text: str) -> tuple[int, int]:
    """Where reading stopped, counted from 0, and never on a line after the last."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    lines = text.splitlines() or [""]
    if mark is not None:
        return (mark.line, mark.column) if mark.line < len(lines) else (len(lines) - 1, len(lines[-1]))
    if isinstance(error, UnicodeEncodeError):
        before = text[: error.start]
    else:
        offset = getattr(error, "position", None) or 0
        before = text.encode()[:offset].decode("utf-8", "ignore")
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def _syntax_problem(error: Exception, path: str, line: int, column: int) -> Problem:
    message = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    hint = "put a value that holds ': ' or ' #' or starts with a special character in quotes"
    return Problem(path, line, column, "yaml", f"not valid YAML: {message}", hint)


def _advised(problem: Problem, error: Exception, text: str, line: int, first_line: int) -> Problem:
    """The problem on the line that is wrong, with the line as it should read, where one repair mends it."""
    from wizard.source.advice import advice  # read only where something is wrong

    context = getattr(error, "context_mark", None)
    found = advice(text, dict.fromkeys([line, *([context.line] if context is not None else [])]), LOADER)
    if found is None or getattr(error, "problem_mark", None) is None:
        return problem
    message, hint = f"not valid YAML: {found.message}", f"write: {found.better}"
    if found.line == line:
        return replace(problem, message=message, hint=hint)
    column = len(found.better) - len(found.better.lstrip()) + 1
    return replace(problem, line=found.line + first_line, column=column, message=message, hint=hint)


class _Composer:
    """Builds values from parser events, noting what it refuses."""

    def __init__(self, path: str, first_line: int, remembered: str) -> None:
        self.path = path
        self.remembered = remembered
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.depth = 0

    def refuse(self, event: Any, code: str, message: str, hint: str) -> None:
        mark = event.start_mark
        self.problems.append(
            Problem(self.path, mark.line + self.first_line, mark.column + 1, code, message, hint)
        )

    def document(self, events: Iterator[Any]) -> Value | None:
        value: Value | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse(event, "yaml", "a second document starts here", "one file, one document")
                    break
            elif isinstance(event, yaml.NodeEvent):
                value = self.value(event, events)
        return value

    def value(self, event: Any, events: Iterator[Any]) -> Value:
        mark = event.start_mark
        line, column = mark.line + self.first_line, mark.column + 1
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, "alias", f"alias *{event.anchor} is not allowed", "write the value out")
            return Text("", line, column, self.remembered)
        if event.anchor is not None:
            self.refuse(event, "anchor", f"anchor &{event.anchor} is not allowed", "remove it")
        if event.tag is not None:
            self.refuse(event, "tag", f"tag {event.tag} is not allowed", "remove it: every value is text")
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value, line, column, self.remembered)
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(event, "yaml", f"nested more than {DEEPEST} deep", "flatten it")
            raise Broken(self.problems)
        start = isinstance(event, yaml.SequenceStartEvent)
        result = (self.listing if start else self.mapping)(events, line, column)
        self.depth -= 1
        return result

    def listing(self, events: Iterator[Any], line: int, column: int) -> Listing:
        result = Listing()
        result.line, result.column, result.path = line, column, self.remembered
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            result.append(self.value(event, events))
        return result

    def mapping(self, events: Iterator[Any], line: int, column: int) -> Mapping:
        result = Mapping()
        result.line, result.column, result.path = line, column, self.remembered
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.value(event, events)
            value = self.value(next(events), events)
            if not isinstance(key, Text):
                self.refuse(event, "key", "a key must be a word", "put the mapping under a key")
            elif key in result:
                first = next(k.line for k in result if k == key)
                hint = f"remove this line; the first is on line {first}"
                self.refuse(event, "duplicate-key", f"key {key} stands here a second time", hint)
            else:
                result[key] = value
        return result
