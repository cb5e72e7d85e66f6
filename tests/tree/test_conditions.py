"""Conditions written out: the fewest clauses that say the same, and what none of them may name."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.tree.test_ticks import text_of
from wizard.tree.conditions import fewest, joined, wider
from wizard.tree.load import read_tree
from wizard.tree.model import Clause, Term

ANSWERS = ("x", "y", "z")
CLAUSES = st.builds(
    lambda terms, found: Clause(
        tuple(Term(id, frozenset(answers)) for id, answers in terms.items()), tuple(sorted(found))
    ),
    st.dictionaries(st.sampled_from("abc"), st.sets(st.sampled_from(ANSWERS)), max_size=3),
    st.sets(st.sampled_from(["f", "g"])),
)
SITUATIONS = [
    ({id: answer for id, answer in zip("abc", answers, strict=True) if answer}, found)
    for answers in product(("", *ANSWERS), repeat=3)
    for found in ((), ("f",), ("g",), ("f", "g"))
]
"""All facts there can be, questions unasked among them, with the findings raised."""


def holding(*clauses: Clause) -> list[int]:
    """The situations in which one of the clauses holds."""
    return [
        at
        for at, (facts, found) in enumerate(SITUATIONS)
        if any(clause.holds(facts, found) for clause in clauses)
    ]


@settings(max_examples=50)
@given(st.lists(CLAUSES, max_size=5))
def test_the_fewest_clauses_hold_where_all_did_and_none_is_to_spare(clauses: list[Clause]) -> None:
    kept = fewest(clauses)
    assert holding(*kept) == holding(*clauses)
    assert all(holding(each) for each in kept)
    for one, other in product(kept, kept):
        assert one is other or not set(holding(one)) >= set(holding(other))


@settings(max_examples=50)
@given(CLAUSES, CLAUSES)
def test_a_joined_clause_holds_where_both_do(one: Clause, other: Clause) -> None:
    both = set(holding(one)) & set(holding(other))
    assert set(holding(joined([one, other]))) == both


@settings(max_examples=50)
@given(CLAUSES, CLAUSES)
def test_a_wider_clause_is_one_that_holds_wherever_the_other_does(one: Clause, other: Clause) -> None:
    assume(holding(other))
    assert wider(one, other) == (set(holding(one)) >= set(holding(other)))


@pytest.mark.parametrize("when", ["{not: none-of-these}", "{at-least: 1, of: [noon, none-of-these]}"])
def test_no_tick_at_all_cannot_be_counted_or_denied(when: str) -> None:
    codes = [each.code for each in read_tree(text_of(f"{{often: {when}}}"), "f.yaml")[1]]
    assert codes == ["unknown-answer"]


@pytest.mark.parametrize(
    "when", ["{often: {}}", "{often: {at-least: 1}}", "{often: {of: [noon]}}", "{at-least: 1}", "{of: [x]}"]
)
def test_a_condition_that_counts_or_denies_says_what_and_how_many(when: str) -> None:
    problems = read_tree(text_of(when), "f.yaml")[1]
    assert [each.code for each in problems if each.code != "found-later"] == ["missing-field"]


@pytest.mark.parametrize("when", ["{often: {at-least: 0, of: [noon]}}", "{at-least: 0, of: [too-much]}"])
def test_at_least_none_of_them_says_nothing_and_is_refused(when: str) -> None:
    assert "wrong-value" in [each.code for each in read_tree(text_of(when), "f.yaml")[1]]


MANY = "".join(f"      t{at}: {{label: T{at}, idle: x}}\n" for at in range(25))
SCREEN = f"    choose: many\n    answers:\n{MANY}      none-of-these: {{label: None}}\n"
ALL = f"[{', '.join(f't{at}' for at in range(25))}]"
NOTES = "".join(
    f"  n{at}: {{weight: violation, says: x, remedy: x, when: [{', '.join(['{colour: red}'] * 200)}]}}\n"
    for at in range(3)
)


@pytest.mark.parametrize(
    ("when", "ways"),
    [
        (f"{{often: {ALL}}}", 0),
        (f"{{often: {{at-least: 3, of: {ALL}}}}}", 2300),
        (f"{{often: {ALL}, more: {ALL}}}", 625),
        ("{at-least: 1, of: [n0, n1]}", 0),
        ("{at-least: 1, of: [n0, n1, n2]}", 600),
    ],
)
def test_what_can_hold_in_too_many_ways_is_refused_and_said_once(when: str, ways: int) -> None:
    text = text_of(when, SCREEN).replace(
        "    next: end\n\nfindings:\n",
        f"    next: more\n  more:\n    ask: More?\n    why: x\n{SCREEN}    next: end\n\nfindings:\n{NOTES}",
    )
    problems = read_tree(text, "f.yaml")[1]
    assert [each.code for each in problems] == (["too-many-ways"] if ways else [])
    assert all(f"in {ways:,} ways" in each.message for each in problems)
