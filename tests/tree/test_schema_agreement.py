"""What the loader refuses for its form, the schemas refuse too; and they refuse nothing that it takes."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from tests.helpers.fitting import entry_codes, entry_fits, front, plain, tree_codes, tree_fits
from tests.helpers.kinds import KINDS
from tests.helpers.small import PAGES, edited
from tests.tree.test_load import WHOLE
from wizard.library.model import Kind

Way = tuple[str | int, ...]

FORM = {"unknown-key", "missing-field", "wrong-type", "empty-text", "empty-condition", "empty-group"}
"""Codes of what is wrong in the form of a file, whatever else stands in it."""
PUT: tuple[object, ...] = ("", "  ", [], {}, [[]], [""], [{}], {"x": "y"}, {"x": {}}, ["x"])
"""What stands in for each part of a file in turn."""
DATE = "date:\n  ask: When was it taken?\n  why: The days count from then.\n"
HELD = "    verdict: [stop]\n    raises: [too-much]\n"
MUCH = "{label: A little}\n      much: {label: A lot of it}\n    next: often"
STRICTER = ("sources = []", "facts/colour = ", "facts/amount = ", "facts/often = ")
"""Where the schema says at once what `check` says only later: no sources, and an empty fact."""


def places(value: Any, path: Way = ()) -> Iterator[Way]:
    """The way to every part of a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def changed(value: Any, path: Way, change: Callable[[Any, Any], object]) -> Any:
    """A copy in which `change` was done to what holds the part at the path."""
    result = copy.deepcopy(value)
    holder = result
    for key in path[:-1]:
        holder = holder[key]
    change(holder, path[-1])
    return result


def replace(put: object, holder: Any, key: str | int) -> None:
    holder[key] = put


def changes(value: Any) -> Iterator[tuple[str, Any]]:
    """Copies of a value with one part left out or replaced, or a key too many; and what was done."""
    for path in places(value):
        name = "/".join(map(str, path))
        yield f"{name} left out", changed(value, path, lambda holder, key: holder.pop(key))
        if isinstance(path[-1], str):
            yield f"a key beside {name}", changed(value, path, lambda holder, _: holder.update(zzz="x"))
        for put in PUT:
            yield f"{name} = {put}", changed(value, path, partial(replace, put))


def disagreements(
    value: Any, codes: Callable[[Any], set[str]], fits: Callable[[Any], bool]
) -> list[tuple[str, list[str]]]:
    """The changes after which the loader and the schema do not agree, with the loader's codes."""
    return [
        (what, sorted(found))
        for what, each in changes(value)
        for found in [codes(each)]
        if (found & FORM and fits(each)) or not (found or fits(each) or what.startswith(STRICTER))
    ]


def test_every_change_of_a_tree_is_judged_alike() -> None:
    assert tree_fits(plain(WHOLE)) and tree_codes(plain(WHOLE)) == set()
    assert disagreements(plain(WHOLE), tree_codes, tree_fits) == []


@pytest.mark.parametrize("path", PAGES)
def test_every_change_of_a_front_matter_is_judged_alike(path: str) -> None:
    kind = kind_of(path)
    found = disagreements(
        front(PAGES[path]), lambda each: entry_codes(each, kind), lambda each: entry_fits(each, kind)
    )
    assert found == []


def kind_of(path: str) -> Kind:
    return next(kind for kind in KINDS if kind.folder == path.split("/")[0])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("title: May", "tittle: x\ntitle: May", id="unknown key"),
        pytest.param("title: May I take it?\n", "", id="missing title"),
        pytest.param("tone: good", "tone: god", id="no such tone"),
        pytest.param("    effort: 2", "    effort: 9", id="effort 9"),
        pytest.param("    effort: 2", "    effort: much", id="effort in words"),
        pytest.param("    unsure: red", "    fixed: yes", id="fixed is neither true nor false"),
        pytest.param("    days: 10", "    days: 0", id="no days"),
        pytest.param("    days: 10", "    days: 3661", id="too many days"),
        pytest.param("    from: year-end", "    from: year", id="no such start of a deadline"),
        pytest.param(DATE, "", id="no date"),
        pytest.param("reviewed: 2026-11-22", "reviewed: last week", id="reviewed on no date"),
        pytest.param("when: {often: yes}", "when: {found: too-much}", id="found in a finding"),
        pytest.param("when: {colour: red}", "when: [{found: daily}]", id="found in a list"),
        pytest.param("bright: [red, blue]", "bright: []", id="empty group"),
        pytest.param("      yes: {label: Often}", "      unsure: {label: Often}", id="reserved answer"),
        pytest.param("  often:\n", "  end:\n", id="reserved question"),
        pytest.param("Rarely}\n    next: end", "Rarely}", id="no way on"),
        pytest.param(
            MUCH,
            "{label: Little, next: end}\n      much: {label: A lot of it, next: end}",
            id="no next to pass on to",
        ),
        pytest.param(HELD, "", id="an invariant of nothing"),
        pytest.param(HELD, "    raises: []\n", id="an invariant of an empty list"),
    ],
)
def test_a_tree_of_the_wrong_form_is_refused_by_both(old: str, new: str) -> None:
    text, _ = edited(WHOLE, (old, new))
    assert tree_codes(plain(text))
    assert not tree_fits(plain(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("{often: yes}", "[{colour: red}, {often: yes}]", id="list of conditions"),
        pytest.param("rules: [rule-1]\n    cases", "rules: rule-1\n    cases", id="a text for a list of one"),
        pytest.param("    effort: 2", "    fixed: true", id="fixed"),
        pytest.param("    days: 10", "    days: 3660", id="most days"),
        pytest.param("    days: 10", "    days: 0060", id="noughts before the days"),
        pytest.param("    raises: [too-much]\n", "", id="an invariant of verdicts alone"),
        pytest.param("  amount:\n    when: {colour: red}\n", "  amount:\n", id="no condition"),
        pytest.param(
            "yes: {label: Often}\n      no: {label: Rarely}\n    next: end",
            "yes: {label: Often, next: end}\n      no: {label: Rarely, next: end}",
            id="a next for each answer",
        ),
    ],
)
def test_a_tree_of_an_uncommon_form_is_taken_by_both(old: str, new: str) -> None:
    text, _ = edited(WHOLE, (old, new))
    assert tree_codes(plain(text)) == set()
    assert tree_fits(plain(text))


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        ("rules/rule-1.md", "status", "primry"),
        ("rules/rule-1.md", "reviewed", "2026-13-01"),
        ("rules/rule-1.md", "review-by", "2027-02-29"),
        ("rules/rule-1.md", "url", "file:///etc/passwd"),
        ("rules/rule-1.md", "sources", ["https://example.org", "a book"]),
        ("rules/rule-1.md", "year", "2020"),
        ("outcomes/free.md", "facts", {"colour": "red"}),
        ("scenarios/card.md", "facts", {"colour": ["red", "blue"]}),
        ("scenarios/card.md", "facts", {}),
        ("decks/deck.md", "scenarios", {"card": "x"}),
    ],
)
def test_a_front_matter_of_the_wrong_form_is_refused_by_both(path: str, field: str, value: object) -> None:
    whole = {**front(PAGES[path]), field: value}
    assert entry_codes(whole, kind_of(path))
    assert not entry_fits(whole, kind_of(path))
