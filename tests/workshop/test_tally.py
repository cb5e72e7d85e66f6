"""Shares, what to do by the first vote, and how the room moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.workshop.tally import EXPLAIN, GO_ON, TALK, Tally, gain, guide


@pytest.mark.parametrize(
    ("right", "wrong", "advice"),
    [
        (0, 0, None),
        (0, 5, EXPLAIN),
        (34, 66, EXPLAIN),
        (35, 65, TALK),
        (70, 30, TALK),
        (71, 29, GO_ON),
        (1, 2, EXPLAIN),
        (7, 13, TALK),
        (5, 0, GO_ON),
    ],
)
def test_what_to_do_follows_from_the_first_vote(right: int, wrong: int, advice: str | None) -> None:
    assert guide(Tally({"yes": right, "no": wrong}), "yes") == advice


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 10_000), max_size=4))
def test_a_share_is_rounded_to_the_nearest_percent(counts: dict[str, int]) -> None:
    tally = Tally(counts)
    share = tally.percent("a")
    if not tally.total:
        assert share is None
    else:
        assert share is not None
        assert abs(share - 100 * counts.get("a", 0) / tally.total) <= 0.5


def test_the_gain_is_in_points_and_needs_both_votes() -> None:
    first, second = Tally({"a": 1, "b": 3}), Tally({"a": 3, "b": 1})
    assert gain(first, second, "a") == 50
    assert gain(second, first, "a") == -50
    assert gain(first, Tally(), "a") is None
