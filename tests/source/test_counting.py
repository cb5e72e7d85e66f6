"""What a number counts stands in the singular for one, and in the plural for all else."""

from __future__ import annotations

import pytest

from wizard.source.counting import counted


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (0, "card", "0 cards"),
        (1, "card", "1 card"),
        (2, "day", "2 days"),
        (1, "entry", "1 entry"),
        (2000, "entry", "2,000 entries"),
    ],
)
def test_one_and_many(number: int, noun: str, words: str) -> None:
    assert counted(number, noun) == words
