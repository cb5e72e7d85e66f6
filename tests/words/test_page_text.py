"""Pages as plain text: wrapped, their links numbered, their standing told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.helpers.kinds import KINDS
from tests.helpers.small import page
from wizard.library.load import read_entry
from wizard.library.model import Entry
from wizard.words.page_text import address, plain_lines, plain_page

HANDBOOK = next(kind for kind in KINDS if kind.folder == "handbook")
TODAY = date(2026, 11, 22)


def entry_of(body: str) -> Entry:
    """A handbook page with this body."""
    entry, problems = read_entry(
        page("p", body, "order: 1\n"), HANDBOOK, "handbook/p.md", "content/handbook/p.md"
    )
    assert entry is not None and problems == []
    return entry


def test_plain_text_numbers_links_and_lists_them() -> None:
    lines, found = plain_lines("See [one](a.md), [two](b.md) and [one](a.md).")
    assert lines == ["See one [1], two [2] and one [1]."]
    assert found == [("one", "a.md"), ("two", "b.md")]


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        pytest.param("## Head *line*\n\nText.", ["HEAD LINE", "", "Text."], id="heading"),
        pytest.param("- a\n- b\n\n  c\n\nd", ["- a", "- b", "  c", "", "d"], id="list"),
        pytest.param("3. a\n4. b", ["3. a", "4. b"], id="numbered list"),
        pytest.param("- a\n  - b", ["- a", "  - b"], id="list in a list"),
        pytest.param("> a\n> b", ["  a b"], id="quotation"),
        pytest.param("```\n*a*\n  b\n```", ["*a*", "  b"], id="code"),
        pytest.param("~~a~~ **b** `c`", ["a b c"], id="marks"),
        pytest.param("\\*a\\* &amp; b", ["*a* & b"], id="escapes"),
        pytest.param("a\nb  \nc", ["a b c"], id="line breaks"),
        pytest.param(
            "| h | i |\n|---|---|\n| a | b |\n| c | d |", ["- a", "  i: b", "- c", "  i: d"], id="table"
        ),
        pytest.param("[x](javascript:alert(1))", ["[x](javascript:alert(1))"], id="hostile link"),
        pytest.param("![a cat](cat.png)", ["a cat"], id="image"),
    ],
)
def test_markdown_becomes_plain_lines(markdown: str, lines: list[str]) -> None:
    assert plain_lines(markdown)[0] == lines


def test_plain_lines_keep_to_their_width_and_break_no_word() -> None:
    long = "x" * 60
    lines, _ = plain_lines(f"{'word ' * 30}\n\n- {'word ' * 30}{long}", width=40)
    assert all(len(line) <= 40 or line.strip() == long for line in lines)
    assert sum(line.count("word") for line in lines) == 60


def test_a_plain_page_ends_with_its_links_its_standing_and_its_sources() -> None:
    body = "[a](../rules/r.md), [b](q.md#part), [c](https://c.org), [d](../../etc/passwd)\n"
    lines = plain_page(entry_of(body), TODAY).splitlines()
    assert lines[0] == "p"
    assert lines[lines.index("LINKS") + 2 :] == [
        "[1] a: r",
        "[2] b: q, at part",
        "[3] c: https://c.org",
        "[4] d: ../../etc/passwd",
        "",
        "Status: primary source, reviewed 2026-11-22",
        "Source: https://example.org/p",
    ]


def test_an_overdue_page_says_so_in_plain_text() -> None:
    entry = entry_of("Words.\n")
    assert "overdue for review since 2999-01-01" in plain_page(entry, date(2999, 1, 2))
    assert "overdue" not in plain_page(entry, date(2999, 1, 1))


def test_the_address_of_a_link_is_an_id_or_a_web_address() -> None:
    entry = entry_of("Words.\n")
    assert address(entry, "../rules/164.312-a-2-i.md") == "164.312-a-2-i"
    assert address(entry, "https://example.org") == "https://example.org"
