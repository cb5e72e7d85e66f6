"""A cue stands in a sentence whatever small words and endings are around it."""

from __future__ import annotations

import pytest

from wizard.find.sentence import read_sentence
from wizard.library.reading import synonyms

SAME = synonyms([["photo", "picture"], ["text", "sms"]])


@pytest.mark.parametrize(
    ("sentence", "cue", "words"),
    [
        ("I lost my phone", "lost phone", ("lost", "phone")),
        ("My phones were lost!", "phone lost", ("phones", "lost")),
        ("May I send PICTURES of it?", "photo", ("pictures",)),
        ("Is SMS allowed", "texting", ("sms",)),
        ("Her daughter's phone", "daughter", ("daughter",)),
        ("an on-call group", "on-call group", ("on-call", "group")),
    ],
)
def test_a_cue_is_found_by_its_words_in_order(sentence: str, cue: str, words: tuple[str, ...]) -> None:
    assert read_sentence(sentence, SAME).holds(cue) == words


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("My phone is lost", "lost phone"),
        ("She lost the way, then much later called by some other old phone", "lost phone"),
        ("A photograph", "photo"),
        ("", "photo"),
    ],
)
def test_a_cue_is_not_found_out_of_order_far_apart_or_in_part(sentence: str, cue: str) -> None:
    assert read_sentence(sentence, SAME).holds(cue) == ()
