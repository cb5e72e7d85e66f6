"""Typed reading of one YAML mapping, field by field: every problem is noted, none stops the rest.

The tree loader and the library's front matter reader use it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wizard.source.days import is_day, meant_days
from wizard.source.nearest import did_you_mean, nearest
from wizard.source.places import Text
from wizard.source.problems import Problem
from wizard.source.yamltext import Listing, Mapping, Value


class Notes:
    """The problems of one file, in the making."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, where: Value | None, code: str, message: str, hint: str = "", about: str = "") -> None:
        """Notes a problem at the place of `where` (the file's start when it is None)."""
        if where is None:
            self.problems.append(Problem(self.path, 1, 1, code, message, hint, about))
        else:
            path = where.path or self.path
            self.problems.append(Problem(path, where.line, where.column, code, message, hint, about))


class Fields:
    """One mapping with its known keys; `what` names it in messages ("question product")."""

    def __init__(self, notes: Notes, value: Value | None, what: str, known: Sequence[str]) -> None:
        self.notes = notes
        self.what = what
        self.place = value
        self.values = value if isinstance(value, Mapping) else Mapping()
        if not isinstance(value, Mapping):
            notes.add(value, "wrong-type", f"{what} must be a mapping of keys to values")
        self.misspelt: set[str | None] = set()
        torn = ""
        for key in self.values:
            if key not in known and not (torn and self.values[key] == ""):
                self.misspelt.add(nearest(key, known))
                torn = self._comma(key)
                hint = torn or did_you_mean(key, known)
                notes.add(key, "unknown-key", f"{what} has no key {key}", hint)

    def _comma(self, key: Text) -> str:
        """How to write a value of which braces took the words after a comma for a key of its own."""
        items = list(self.values.items())
        at = next(place for place, (name, _) in enumerate(items) if name is key)
        torn = [name for name, value in items[at:] if value == ""]
        if at == 0 or items[at][1] != "" or not isinstance(items[at - 1][1], Text):
            return ""
        name, begun = items[at - 1]
        return f'a comma ends a value; write {name}: "{", ".join([str(begun), *torn])}"'

    def has(self, name: str) -> bool:
        """Whether the key is written at all."""
        return name in self.values

    def get(self, name: str, required: bool = False) -> Value | None:
        """The raw value, or None; notes a missing required field, unless it stands there misspelt."""
        value = self.values.field(name)
        if value is None and required and name not in self.misspelt:
            self.notes.add(self.place, "missing-field", f"{self.what} needs {name}", f"add {name}: ...")
        return value

    def text(self, name: str, required: bool = False) -> Text | None:
        """A non-empty string, or None."""
        value = self.get(name, required)
        if value is None:
            return None
        if not isinstance(value, Text):
            self.notes.add(value, "wrong-type", f"{self.what}: {name} must be a text")
            return None
        if not value.strip():
            self.notes.add(value, "empty-text", f"{self.what}: {name} is empty")
            return None
        return value

    def need(self, name: str) -> Text:
        """A required non-empty string; an empty one stands in for what is wrong."""
        return self.text(name, required=True) or Text("")

    def texts(self, name: str, required: bool = False) -> tuple[Text, ...]:
        """A string or a list of strings, as a tuple."""
        value = self.get(name, required)
        if required and value == []:
            self.notes.add(value, "missing-field", f"{self.what}: {name} is empty", "name at least one")
        return tuple(texts_of(self.notes, value, f"{self.what}: {name}"))

    def part(self, name: str, known: Sequence[str]) -> Fields:
        """A mapping held in a field, with its own known keys."""
        return Fields(self.notes, self.get(name), f"{self.what}: {name}", known)

    def flag(self, name: str) -> bool:
        """`true` or `false`; false when absent."""
        return self.choice(name, ("true", "false")) == "true"

    def choice(self, name: str, allowed: Sequence[str], required: bool = False) -> Text | None:
        """One of the allowed words, or None."""
        value = self.text(name, required)
        if value is not None and value not in allowed:
            message = f"{self.what}: {name} cannot be {value}"
            self.notes.add(value, "wrong-value", message, did_you_mean(value, allowed))
            return None
        return value

    def number(self, name: str, low: int, high: int, default: int) -> int:
        """A whole number from low to high."""
        value = self.text(name)
        if value is None:
            return default
        if value.isascii() and value.isdigit() and len(value) < 9 and low <= int(value) <= high:
            return int(value)
        self.notes.add(value, "wrong-value", f"{self.what}: {name} must be {low} to {high}")
        return default

    def day(self, name: str) -> Text:
        """A required calendar day in ISO form; a day long past stands in for what is wrong."""
        value = self.need(name)
        known = is_day(value)
        if not known and value:
            message = f"{self.what}: {name} is no date: {value}"
            meant = " or ".join(meant_days(value)) or "it as 2026-11-22"
            self.notes.add(value, "wrong-value", message, f"write {meant}")
        return value if known else Text("1970-01-01")

    def entries(self, name: str, required: bool = False) -> Iterator[tuple[Text, Value]]:
        """The keys and values of a mapping held in a field."""
        value = self.get(name, required)
        if isinstance(value, Mapping):
            if required and not value:
                self.notes.add(value, "missing-field", f"{self.what}: {name} is empty")
            yield from value.items()
        elif value is not None:
            self.notes.add(value, "wrong-type", f"{self.what}: {name} must be a mapping")


def texts_of(notes: Notes, value: Value | None, what: str) -> Iterator[Text]:
    """The strings of a scalar or of a list of scalars."""
    if value is None:
        return
    for item in value if isinstance(value, Listing) else [value]:
        if not isinstance(item, Text):
            notes.add(item, "wrong-type", f"{what} must be a text or a list of texts")
        elif not item.strip():
            notes.add(item, "empty-text", f"{what} has an empty text")
        else:
            yield item
