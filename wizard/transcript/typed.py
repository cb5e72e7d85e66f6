"""JSON data as values of the model's classes, field by field; the first misfit is refused with its place."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from wizard.source.problems import Refused

T = TypeVar("T")

DEEPEST = 40
"""How deep the parts of what is read may nest."""

TOO_DEEP = f"nested more than {DEEPEST} deep, the most that is read"

NAME = re.compile(r"[\w-]{1,60}")
WANTED = {str: "a text", bool: "true or false", float: "a number"}


def typed(kind: type[T], data: Any, place: str = "", more: bool = False) -> T:
    """Data as a value of a class. `more`: fields that the class has not are passed over.

    Raises `Refused` naming the field that is missing, unknown or of another type.
    """
    if not isinstance(data, dict):
        raise Refused(f"{place or 'the whole'} must be an object")
    known = _known(kind)  # type: ignore[arg-type]  # a class can be hashed
    if not more and not known.keys() >= data.keys():
        name = next(each for each in data if each not in known)
        raise Refused(f"there is no field {_at(place, name if NAME.fullmatch(name) else repr(name[:60]))}")
    values = {}
    for name, (own, hint, lacking) in known.items():
        if name in data:
            values[own] = _value(hint, data[name], _at(place, name), more)
        elif lacking is MISSING:
            raise Refused(f"{_at(place, name)} is missing")
        else:
            values[own] = lacking
    return kind(**values)


def too_deep(data: Any) -> bool:
    """Whether JSON data nests deeper than is read."""
    level: list[Any] = [data]
    for _ in range(DEEPEST):
        parts = (part.values() if isinstance(part, dict) else part for part in level)
        level = [each for part in parts for each in part if isinstance(each, dict | list)]
        if not level:
            return False
    return True


@cache
def _known(kind: type) -> dict[str, tuple[str, Any, Any]]:
    """Name in the JSON to own name, type, and what stands for it where it is left out."""
    hints = get_type_hints(kind)
    known = {}
    for each in fields(kind):
        lacking = each.default
        if lacking is MISSING and each.metadata.get("optional"):
            lacking = "" if hints[each.name] is str else None
        known[each.metadata.get("json", each.name)] = (each.name, _plain(hints[each.name]), lacking)
    return known


@cache
def inner_classes(kind: type) -> tuple[tuple[str, Any], ...]:
    """The own name of each field of a class, and the class of what it holds; None for plain values."""
    found = []
    for own, hint, _ in _known(kind).values():
        inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
        found.append((own, None if inner in WANTED else inner))
    return tuple(found)


def _plain(hint: Any) -> Any:
    """The class of a field that may be None."""
    return get_args(hint)[0] if get_origin(hint) is UnionType else hint


def _value(hint: Any, data: Any, place: str, more: bool) -> Any:
    if hint in WANTED:
        right = (int, float) if hint is float else hint
        if not isinstance(data, right) or isinstance(data, bool) != (hint is bool):
            raise Refused(f"{place} must be {WANTED[hint]}")
        return data
    if get_origin(hint) is tuple:
        if not isinstance(data, list):
            raise Refused(f"{place} must be a list")
        inner = get_args(hint)[0]
        return tuple(_value(inner, each, f"{place}[{number}]", more) for number, each in enumerate(data))
    return typed(hint, data, place, more)


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
