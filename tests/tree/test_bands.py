"""Numbers and days in bands: how they are written, that they hold every figure once, what is typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.small import TREE, edited
from wizard.source.problems import Problem, Refused
from wizard.tree.load import read_tree
from wizard.tree.model import Tree
from wizard.walk.walk import Step, begin, read_answer

AMOUNT = """\
    answers:
      little: {label: A little, idle: Harmless.}
      much: {label: A lot of it}
"""
TODAY = date(2026, 11, 22)


def read(kind: str) -> tuple[Tree, list[Problem]]:
    """The small tree with the question of the amount asked in bands."""
    text, _ = edited(TREE, (AMOUNT, f"    {kind}\n"))
    return read_tree(text, "small.yaml")


def number(bands: str, more: str = "") -> str:
    return f"number: {{unit: grams, {more}bands: {{{bands}}}}}"


@pytest.mark.parametrize(
    ("bands", "gap"),
    [
        ('little: "<10", much: ">10"', "no band holds 10"),
        ('little: "<=10", much: ">=10"', "more than one band holds 10"),
        ('little: "<10", much: "10 to 20"', "no band holds 21"),
        ('little: "1 to 9", much: ">=10"', "no band holds 0"),
        ('little: "<10", much: ">=10", zero: "0"', "more than one band holds 0"),
    ],
)
def test_bands_that_leave_a_gap_or_overlap_are_refused(bands: str, gap: str) -> None:
    (problem,) = (each for each in read(number(bands))[1] if each.code == "bands")
    assert gap in problem.message


@pytest.mark.parametrize("bands", ["few", "< many", "<-1", "10 to", "<1.5", ">=1e9"])
def test_a_band_that_cannot_be_read_is_refused_once(bands: str) -> None:
    assert [each.code for each in read(number(f'little: "{bands}", much: ">=10"'))[1]] == ["band"]


def test_money_is_kept_to_the_penny() -> None:
    tree, problems = read(number('little: "<125.50", much: ">=125.50"', "decimals: 2, "))
    assert problems == []
    asked = tree.questions["amount"]
    for typed, band in (("125.49", "little"), ("125.5", "much"), ("1,000", "much"), ("0", "little")):
        assert read_answer(asked, typed) == Step("amount", band, given=typed)
    for wrong in ("125.499", "-1", "much more", "", "nan", "1e99"):
        with pytest.raises(Refused):
            read_answer(asked, wrong)


def test_a_band_is_an_answer_too_and_has_words_of_its_own() -> None:
    tree, _ = read(number('little: "<10", much: ">=10"'))
    asked = tree.questions["amount"]
    assert [each.label for each in asked.answers.values()] == ["Less than 10 grams", "10 grams or more"]
    assert read_answer(asked, "much") == Step("amount", "much")


def test_a_day_is_counted_back_from_the_day_of_the_walk_which_is_kept() -> None:
    tree, problems = read('day: {bands: {little: "<=30 days ago", much: ">30 days ago"}}')
    assert problems == []
    asked = tree.questions["amount"]
    assert read_answer(asked, "2026-10-23", TODAY) == Step(
        "amount", "little", given="2026-10-23", on="2026-11-22"
    )
    assert read_answer(asked, "2026-10-22", TODAY).answer == "much"
    with pytest.raises(Refused, match="has not come yet"):
        read_answer(asked, "2026-11-23", TODAY)


def test_a_day_to_come_may_have_a_band() -> None:
    tree, problems = read('day: {bands: {little: still to come, much: ">=0 days ago"}}')
    assert problems == []
    assert read_answer(tree.questions["amount"], "2027-01-01", TODAY).answer == "little"
    assert read_answer(tree.questions["amount"], "2026-11-22", TODAY).answer == "much"


@given(edge=st.integers(1, 10**6), typed=st.integers(0, 2 * 10**6))
def test_every_number_lies_in_the_band_that_says_so(edge: int, typed: int) -> None:
    tree, problems = read(number(f'little: "<{edge}", much: ">={edge}"'))
    assert problems == []
    step = read_answer(tree.questions["amount"], str(typed))
    assert step.answer == ("little" if typed < edge else "much")


def test_what_was_typed_stays_when_an_earlier_answer_changes() -> None:
    tree, _ = read(number('little: "<10", much: ">=10"'))
    walk = begin(tree).answer("red").answer("7").change("colour", "red")
    assert walk.steps[-1] == Step("amount", "little", given="7")


def test_an_answer_beside_the_bands_is_refused() -> None:
    kind = number('little: "<10", much: ">=10"') + "\n    answers: {some: {label: Some}}"
    assert [each.code for each in read(kind)[1]] == ["unknown-answer"]
