"""Every construct that the YAML reader refuses, with its place; and that every scalar stays text."""

from __future__ import annotations

import pytest

from tests.helpers.small import edited
from wizard.source.places import Text
from wizard.source.problems import Broken
from wizard.source.yamltext import DEEPEST, Listing, Mapping, read_yaml


def refused(text: str) -> list[str]:
    """What is refused in the text, as `line:column code`, whether or not a value came out."""
    try:
        problems = read_yaml(text, "f.yaml")[1]
    except Broken as broken:
        problems = list(broken.problems)
    return [f"{each.line}:{each.column} {each.code}" for each in problems]


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "true", "null", "~", "12:30", "0x1F", "1e3", "2026-11-22", "010"]
)
def test_a_word_that_yaml_would_read_as_something_else_stays_text(word: str) -> None:
    value, problems = read_yaml(f"{word}: {word}\n", "f.yaml")
    assert problems == []
    assert isinstance(value, Mapping)
    assert [(str(key), str(held), type(held)) for key, held in value.items()] == [(word, word, Text)]


def test_every_value_remembers_its_line_and_column() -> None:
    text, places = edited("a:\n  b: ^x\n  c:\n    ^- ^y\n    - {d: ^z}\n")
    value, _ = read_yaml(text, "f.yaml")
    assert isinstance(value, Mapping)
    a = value.field("a")
    assert isinstance(a, Mapping)
    b, c = a.field("b"), a.field("c")
    assert isinstance(b, Text) and isinstance(c, Listing) and isinstance(c[1], Mapping)
    d = c[1].field("d")
    assert isinstance(d, Text) and isinstance(c[0], Text)
    assert [f"{each.line}:{each.column}" for each in (b, c, c[0], d)] == places
    assert [(key.line, key.column) for key in a] == [(2, 3), (3, 3)]


def test_front_matter_counts_lines_from_where_it_starts() -> None:
    _, problems = read_yaml("a: 1\na: 2\n", "page.md", first_line=2)
    assert [(each.path, each.line) for each in problems] == [("page.md", 3)]


def test_nothing_but_comments_holds_nothing() -> None:
    assert read_yaml("# only words\n", "f.yaml") == (None, [])


@pytest.mark.parametrize(
    ("marked", "codes"),
    [
        pytest.param("a: 1\n^a: 2\n", ["duplicate-key"], id="duplicate key"),
        pytest.param("a: {b: 1, ^b: 2}\n", ["duplicate-key"], id="duplicate key in braces"),
        pytest.param("a: 1\n^'a': 2\n", ["duplicate-key"], id="duplicate key in quotes"),
        pytest.param("a: ^&x 1\n", ["anchor"], id="anchor on a text"),
        pytest.param("a: ^&x\n  b: 1\n", ["anchor"], id="anchor on a mapping"),
        pytest.param("a: ^&x [1]\n", ["anchor"], id="anchor on a list"),
        pytest.param("^&x a: 1\n", ["anchor"], id="anchor on a key"),
        pytest.param("a: ^&x 1\nb: ^*x\n", ["anchor", "alias"], id="alias"),
        pytest.param("a: ^&x {}\n<<: ^*x\n", ["anchor", "alias"], id="merge key"),
        pytest.param("a: ^!!str 1\n", ["tag"], id="standard tag"),
        pytest.param("a: ^!mine 1\n", ["tag"], id="own tag"),
        pytest.param("a: ^! 1\n", ["tag"], id="bare tag"),
        pytest.param("a: ^!!python/object/apply:os.system [ls]\n", ["tag"], id="tag that would run code"),
        pytest.param("? ^[a, b]\n: 1\n", ["key"], id="list as key"),
        pytest.param("? ^{a: b}\n: 1\n", ["key"], id="mapping as key"),
        pytest.param("a: 1\n^---\nb: 2\n", ["yaml"], id="second document"),
        pytest.param("a: b^: c\n", ["yaml"], id="a colon too many"),
        pytest.param("^\ta: 1\n", ["yaml"], id="tab for indentation"),
        pytest.param("a: ^@x\n", ["yaml"], id="a word that starts with a special character"),
        pytest.param("^a: [1\nb: 2\n", ["yaml"], id="list that is not closed"),
    ],
)
def test_a_refused_construct_is_told_with_its_place(marked: str, codes: list[str]) -> None:
    text, places = edited(marked)
    assert refused(text) == [f"{place} {code}" for place, code in zip(places, codes, strict=True)]


def test_the_second_of_two_keys_names_the_line_of_the_first() -> None:
    value, (problem,) = read_yaml("a: 1\n\na: 2\n", "f.yaml")
    assert (problem.hint, value) == ("remove this line; the first is on line 1", {"a": "1"})


def test_what_was_refused_before_the_text_stopped_being_yaml_is_told_too() -> None:
    text, (anchor, syntax) = edited("a: ^&x 1\nb: c^: d\n")
    assert sorted(refused(text)) == [f"{anchor} anchor", f"{syntax} yaml"]


def test_several_refusals_come_out_of_one_run() -> None:
    text, places = edited("a: ^&x 1\nb: ^!t 2\n^a: 3\nc: ^*x\n")
    assert refused(text) == [
        f"{p} {c}" for p, c in zip(places, ["anchor", "tag", "duplicate-key", "alias"], strict=True)
    ]


@pytest.mark.parametrize("opening", ["[", "{", "- "])
def test_a_nesting_bomb_is_refused_at_the_first_level_too_many(opening: str) -> None:
    text = opening * 50_000
    assert refused(text) == [f"1:{DEEPEST * len(opening) + 1} yaml"]


def test_the_deepest_nesting_allowed_is_read() -> None:
    assert refused("[" * DEEPEST + "]" * DEEPEST) == []


def test_aliases_that_would_multiply_are_refused_and_not_expanded() -> None:
    levels = ["a0: &x0 [lol, lol]", *(f"a{n}: &x{n} [*x{n - 1}, *x{n - 1}]" for n in range(1, 60))]
    value, problems = read_yaml("\n".join(levels), "f.yaml")
    assert {each.code for each in problems} == {"anchor", "alias"}
    assert isinstance(value, Mapping)
    assert value.field("a59") == ["", ""]


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b"])
def test_a_control_character_is_no_yaml(letter: str) -> None:
    assert [each.split()[1] for each in refused(f"a: 1\nb: x{letter}\n")] == ["yaml"]


def test_a_control_character_is_told_with_its_place() -> None:
    text, (place,) = edited("a: é\nb: x^\x07\n")
    assert refused(text) == [f"{place} yaml"]


def test_half_a_surrogate_pair_is_no_yaml() -> None:
    assert refused("a: \udcff\n") == ["1:4 yaml"]


@pytest.mark.parametrize(
    "text", ['{"a": "b",', "a: 1\nb c\n", "a: 'b\n"], ids=["braces", "no colon", "quote"]
)
def test_a_problem_at_the_end_is_told_on_a_line_that_the_file_has(text: str) -> None:
    (told,) = refused(text)
    assert 1 <= int(told.partition(":")[0]) <= len(text.splitlines())
