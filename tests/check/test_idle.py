"""Answers that nothing reads are told, one by one, and no others."""

from __future__ import annotations

import pytest

from tests.helpers.small import TREE, edited
from wizard.check.trees import check_tree
from wizard.tree.load import read_tree

NO = "no: {label: Rarely, idle: Harmless.}"
YES_NO = f"      yes: {{label: Often}}\n      {NO}\n"
TICKS = """\
      noon: {label: At noon}
      night: {label: At night}
      none-of-these: {label: None of these}
    choose: many
"""


def idle(*edits: tuple[str, str]) -> list[str]:
    """The answers that are told as idle, of the small tree with these edits."""
    tree, problems = read_tree(edited(TREE, *edits)[0], "small.yaml")
    assert problems == []
    return [each.message.split()[-1] for each in check_tree(tree)[0] if each.code == "idle-answer"]


def test_an_answer_that_no_condition_names_is_idle_unless_it_says_why() -> None:
    assert idle() == []
    assert idle((NO, "no: {label: Rarely}")) == ["often=no"]


@pytest.mark.parametrize(
    ("yes", "no", "told"),
    [
        ("end", "more", []),
        ("end", "end", ["often=no"]),
        ("more", "more", ["often=no"]),
        (None, "more", []),
        (None, "end", ["often=no"]),
        ("more", None, ["often=no"]),
    ],
)
def test_an_answer_that_leads_where_no_other_does_is_read(
    yes: str | None, no: str | None, told: list[str]
) -> None:
    ways = [f", next: {way}" if way else "" for way in (yes, no)]
    answers = f"      yes: {{label: Often{ways[0]}}}\n      no: {{label: Rarely{ways[1]}}}\n"
    more = (
        "  more: {ask: More?, why: x, answers: {a: {label: A, idle: x}, b: {label: B, idle: x}}, next: end}"
    )
    assert idle((YES_NO, answers), ("\nfindings:", f"{more}\n\nfindings:")) == told


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("{often: noon}", ["often.night"]),
        ("{often: {not: noon}}", ["often.night"]),
        ("{often: [noon, night]}", []),
        ("{often: none-of-these}", []),
        ("{often: {at-least: 2, of: [noon, night]}}", []),
    ],
)
def test_a_tick_is_read_where_a_condition_asks_whether_it_is_set(when: str, told: list[str]) -> None:
    asked = ("when: {often: yes}", f"when: {when}")
    assert idle((YES_NO, TICKS), asked) == told
    excused = TICKS.replace("At night}", "At night, idle: Dark.}")
    assert idle((YES_NO, excused), asked) == []


def test_of_a_question_that_no_walk_asks_only_that_is_told() -> None:
    lost = "  lost: {ask: Lost?, why: x, answers: {a: {label: A}, b: {label: B}}, next: end}\n\nfindings:"
    assert idle(("\nfindings:", lost)) == []


NAMED = "[{often: no}, {amount: much}]"


@pytest.mark.parametrize(
    ("place", "naming"),
    [
        (
            "    page: outcomes/free.md\n",
            f"    when: {NAMED}\n    page: x\n  rest: {{verdict: fine, page: x}}\n",
        ),
        ("    when: {amount: much}\n    verdict", f"    when: {NAMED}\n    verdict"),
        (
            "\ninvariants:",
            f"date: {{ask: When?, why: x}}\ndeadlines: {{soon: {{when: {NAMED}, says: x}}}}\ninvariants:",
        ),
    ],
    ids=["outcome", "invariant", "deadline"],
)
def test_what_outcomes_invariants_and_deadlines_name_is_read(place: str, naming: str) -> None:
    bare = (NO, "no: {label: Rarely}")
    assert idle(bare) == ["often=no"]
    assert idle(bare, (place, naming)) == []
