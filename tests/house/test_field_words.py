"""The engine knows no field: nothing under `wizard/` says a word of the built-in pack or names its trees."""

from __future__ import annotations

import re
from pathlib import Path

import wizard
from tests.helpers.field_words import field_words
from wizard.pack.knowledge import open_knowledge

PACKAGE = Path(wizard.__file__).parent
FILES = [
    path
    for path in PACKAGE.rglob("*")
    if path.is_file() and path.suffix != ".pyc" and path.relative_to(PACKAGE).parts[0] != "data"
]


def test_no_file_of_the_engine_says_a_word_of_the_field() -> None:
    assert len(FILES) > 100
    found = {path.name: words for path in FILES if (words := field_words(path.read_text("utf-8")))}
    assert found == {}


def test_no_file_of_the_engine_names_a_tree_of_the_built_in_pack() -> None:
    names = re.compile(rf"\b(?<!sys\.)({'|'.join(open_knowledge().tree_ids)})s?\b", re.IGNORECASE)
    found = [path.name for path in FILES if names.search(path.read_text("utf-8"))]
    assert found == []


def test_a_word_of_the_field_would_be_seen() -> None:
    assert field_words("one\nThe OCR said so\ntwo\nhipaa-wizard check") == [
        "The OCR said so",
        "hipaa-wizard check",
    ]
    assert field_words("a mediocre ocrelizumab") == []
