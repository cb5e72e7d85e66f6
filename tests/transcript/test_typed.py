"""Data becomes values field by field, and the first misfit is named with its place."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from wizard.source.problems import Refused
from wizard.transcript.typed import DEEPEST, too_deep, typed


@dataclass(frozen=True)
class Inner:
    """A part."""

    name: str
    sure: bool
    note: str = field(default="", metadata={"optional": True})


@dataclass(frozen=True)
class Outer:
    """A whole."""

    size: float
    parts: tuple[Inner, ...]
    words: tuple[str, ...] = ()
    own: Inner | None = field(default=None, metadata={"optional": True})
    kind: str = field(default="", metadata={"json": "type"})
    said: str = field(metadata={"optional": True}, kw_only=True)


PART = {"name": "a", "sure": True}


def test_data_becomes_a_value() -> None:
    data = {"size": 1, "parts": [PART, {**PART, "note": "n"}], "words": ["x"], "own": PART, "type": "t"}
    inner = Inner("a", True)
    assert typed(Outer, data) == Outer(1, (inner, Inner("a", True, "n")), ("x",), inner, "t", said="")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"size": "1"}, "size must be a number"),
        ({"size": True}, "size must be a number"),
        ({"size": None}, "size must be a number"),
        ({"parts": {}}, "parts must be a list"),
        ({"parts": ["a"]}, "parts[0] must be an object"),
        ({"parts": [PART, {**PART, "sure": 1}]}, "parts[1].sure must be true or false"),
        ({"parts": [{"sure": True}]}, "parts[0].name is missing"),
        ({"parts": [{**PART, "more": 1}]}, "there is no field parts[0].more"),
        ({"words": [1]}, "words[0] must be a text"),
        ({"own": []}, "own must be an object"),
        ({"kind": "t"}, "there is no field kind"),
        ({"a b": 1}, "there is no field 'a b'"),
        ({"x" * 61: 1}, f"there is no field '{'x' * 60}'"),
        ({"x" * 60: 1}, f"there is no field {'x' * 60}"),
        ({"\x1b[2J": 1}, r"there is no field '\x1b[2J'"),
    ],
)
def test_the_first_misfit_is_named(change: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused) as refused:
        typed(Outer, {"size": 1.5, "parts": [], **change})
    assert refused.value.message == told


@pytest.mark.parametrize("data", [[], None, "x", 1])
def test_the_whole_must_be_an_object(data: Any) -> None:
    with pytest.raises(Refused) as refused:
        typed(Outer, data)
    assert refused.value.message == "the whole must be an object"


def test_more_passes_over_what_is_not_known_at_every_depth() -> None:
    data = {"size": 1, "parts": [{**PART, "more": 1}], "x": {"y": []}}
    assert typed(Outer, data, more=True).parts == (Inner("a", True),)
    with pytest.raises(Refused, match="there is no field x"):
        typed(Outer, data)


@pytest.mark.parametrize("pair", ["[]", '{"a":@}'], ids=["lists", "objects"])
def test_as_deep_as_may_be_and_no_deeper(pair: str) -> None:
    def nested(depth: int) -> Any:
        text = "[]" if pair == "[]" else "{}"
        for _ in range(depth - 1):
            text = f"[{text}]" if pair == "[]" else pair.replace("@", text)
        return json.loads(text)

    assert not too_deep(nested(DEEPEST)) and too_deep(nested(DEEPEST + 1))
    assert not too_deep({"a": 1, "b": "text", "c": [[1]]})
