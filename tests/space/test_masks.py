"""Compiled trees: a way kills every clause that names a question it goes past, however many these are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.random_trees import load
from wizard.space.masks import BLOCK, Masks, union

LONG = 3 * BLOCK + 5
"""So many questions in a row that a way past them goes over whole blocks."""


@settings(max_examples=15)
@given(st.dictionaries(st.integers(0, LONG - 1), st.integers(0, LONG), max_size=8), st.data())
def test_a_way_past_many_questions_kills_what_names_them(leaps: dict[int, int], data: st.DataObject) -> None:
    named = data.draw(st.lists(st.integers(0, LONG - 1), min_size=1, max_size=12, unique=True))
    answers = [
        {
            "near": {"label": "Near", "idle": "So."},
            "far": {"label": "Far", "idle": "So.", **_leap(at, leaps.get(at, at))},
        }
        for at in range(LONG)
    ]
    tree = load(
        {
            "tree": "long",
            "title": "Long",
            "version": "1",
            "reviewed": "2026-01-01",
            "start": "q0",
            "verdicts": {"good": {"label": "Good", "tone": "good"}},
            "questions": {
                f"q{at}": {"ask": "What?", "why": "So.", "answers": each, "next": _next(at + 1)}
                for at, each in enumerate(answers)
            },
            "findings": {
                f"f{at}": {"weight": "note", "when": {f"q{at}": "far"}, "says": "So."} for at in named
            },
            "outcomes": {"good": {"verdict": "good", "page": "page.md"}},
        }
    )
    masks = Masks(tree)
    assert tree.order == tuple(f"q{at}" for at in range(LONG))
    for at, routes in enumerate(masks.routes):
        for each in (way for ways in routes.values() for way in ways):
            end = each.at if each.at >= 0 else LONG
            assert each.kills == union(masks.touches[at + 1 : end])


def _next(at: int) -> str:
    return f"q{at}" if at < LONG else "end"


def _leap(at: int, to: int) -> dict[str, str]:
    return {"next": _next(to)} if to > at else {}
