"""Numbers and days in bands: how they are written, that they hold every figure once, what is typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.small import TREE, edited
from wizard.source.problems import Problem, Refused
from wizard.tree.bands import Band, Bands, band_label, read_band
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


WRITTEN = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["<", "<=", ">", ">="]), st.integers(0, 9)),
    st.builds("{} to {}".format, st.integers(0, 9), st.integers(0, 9)),
    st.integers(0, 9).map(str),
)


def holds(written: str, figure: int) -> bool:
    """Whether a figure lies in a band as it is written."""
    if " to " in written:
        low, high = map(int, written.split(" to "))
        return low <= figure <= high
    edge = int(written.strip("<=>"))
    return {
        "<": figure < edge,
        "<=": figure <= edge,
        ">": figure > edge,
        ">=": figure >= edge,
        "": figure == edge,
    }[written.rstrip("0123456789")]


@settings(max_examples=300)
@given(written=st.lists(WRITTEN, min_size=1, max_size=4), least=st.integers(0, 3))
def test_the_first_figure_in_no_band_or_in_two_is_named(written: list[str], least: int) -> None:
    read = {each: band for each in written if (band := read_band(each, False, 0)) is not None}
    found = Bands(read, least=least).gap()
    counts = {figure: sum(holds(each, figure) for each in read) for figure in range(least, 12)}
    wrong = next((figure for figure, count in counts.items() if count != 1), None)
    words = {} if wrong is None else {0: f"no band holds {wrong}"}
    assert found == ("" if wrong is None else words.get(counts[wrong], f"more than one band holds {wrong}"))


@pytest.mark.parametrize(
    ("written", "gap"),
    [
        (["still to come", "<=30 days ago", ">30 days ago"], ""),
        (["still to come"], "no band holds 0 days ago"),
        (["still to come", ">=1 days ago"], "no band holds 0 days ago"),
        (["still to come", "still to come ", ">=0 days ago"], ""),
    ],
)
def test_days_to_come_and_days_ago_must_meet(written: list[str], gap: str) -> None:
    bands = {each: band for each in written if (band := read_band(each, True, 0)) is not None}
    assert Bands(bands, least=None, days=True).gap() == gap


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("<30 days ago", Band(0, 29)),
        ("<= 1 day ago", Band(0, 1)),
        (">30 days ago", Band(31, None)),
        ("31 to 60 days ago", Band(31, 60)),
        ("7 days ago", Band(7, 7)),
        ("still to come", Band(None, -1)),
        ("30", None),
        ("<30 days ago days ago", None),
        ("<1.5 days ago", None),
    ],
)
def test_a_band_of_days_holds_no_day_to_come_and_says_ago(text: str, band: Band | None) -> None:
    assert read_band(text, days=True, decimals=0) == band


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<10", "Less than 10 grams"),
        ("<=10", "10 grams or less"),
        (">10", "More than 10 grams"),
        (">= 10", "10 grams or more"),
        ("10 to 20", "10 to 20 grams"),
        ("still to come", "It is still to come"),
    ],
)
def test_a_band_without_a_label_is_told_as_it_is_written(text: str, words: str) -> None:
    assert band_label(text, "grams") == words
    assert band_label(text, "") == words.replace(" grams", "")


def test_what_may_be_typed_is_told_with_an_example_that_is_taken() -> None:
    for bands, example in (
        (Bands({"all": Band(None, None)}), "1"),
        (Bands({"all": Band(None, None)}, least=5), "5"),
        (Bands({"all": Band(None, None)}, decimals=2), "1.00"),
        (Bands({"all": Band(None, None)}, least=250, decimals=2), "2.50"),
    ):
        assert bands.example == example
        assert bands.band(example, TODAY) == "all"
        with pytest.raises(Refused, match=f"type digits, such as {example}$"):
            bands.figure("some")


def test_what_is_asked_for_is_a_day_or_a_number_of_what_is_counted() -> None:
    assert Bands({}, days=True).wanted.startswith("Type the day")
    assert Bands({}, unit="people").wanted == "Type the number of people"
    assert Bands({}).wanted == "Type the number"


def test_a_number_below_the_least_is_refused_and_the_least_is_taken() -> None:
    bands = Bands({"all": Band(None, None)}, unit="people", least=5)
    assert bands.figure(" 5 ") == 5
    with pytest.raises(Refused, match="'4' is too small: the least is 5"):
        bands.figure("4")
    with pytest.raises(Refused, match=r"'5\.5' must be a whole number"):
        bands.figure("5.5")
    with pytest.raises(Refused, match=r"'5\.555' must be at most 2 decimals"):
        Bands({}, decimals=2).figure("5.555")


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
