"""Search finds what a reader expects, the best match first; where an entry is cited."""

from __future__ import annotations

import pytest

from wizard.library.citing import cited_by_trees, linked_from
from wizard.library.search import Index, build_index
from wizard.pack.knowledge import Knowledge


@pytest.fixture(scope="module")
def index(knowledge: Knowledge) -> Index:
    return build_index(knowledge.library.entries())


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("164.312(a)(2)(i)", "164.312-a-2-i"),
        ("unique user", "164.312-a-2-i"),
        ("phoenix cardiac", "phoenix-cardiac"),
        ("glossary", "glossary"),
        ("Signal", "signal"),
        ("risk analysis", "164.308-a-1-ii-a"),
    ],
)
def test_the_best_match_comes_first(index: Index, query: str, first: str) -> None:
    assert index.search(query)[0].id == first


def test_a_section_finds_all_its_rules_first(index: Index) -> None:
    found = [entry.id for entry in index.search("164.312")]
    assert all(id.startswith("164.312") for id in found[:6])


def test_a_word_finds_its_relatives(index: Index) -> None:
    found = {entry.id for entry in index.search("dentist")}
    assert {"elite-dental", "new-vision-dental"} <= found


def test_every_word_must_be_found(index: Index) -> None:
    both = {entry.id for entry in index.search("lost phone")}
    assert both <= {entry.id for entry in index.search("phone")}
    assert index.search("phone xyzzy") == []


def test_an_empty_query_lists_everything(index: Index, knowledge: Knowledge) -> None:
    assert len(index.search("  ")) == len(knowledge.library.paths)
    assert len(index.search("", most=5)) == 5


def test_case_does_not_matter(index: Index) -> None:
    assert index.search("OCR") == index.search("ocr")


def test_an_entry_knows_what_cites_it(knowledge: Knowledge) -> None:
    entry = knowledge.library.entry("164.502-e")
    trees = [knowledge.tree(id) for id in knowledge.tree_ids]
    assert "whatsapp: finding no-baa" in cited_by_trees(entry, trees)
    linking = {each.id for each in linked_from(entry, knowledge.library.entries())}
    assert "phoenix-cardiac" in linking and "164.502-e" not in linking
