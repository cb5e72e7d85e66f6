"""Where links lead, hostile ones included; anchors; and pages as plain text."""

from __future__ import annotations

from datetime import date

import pytest

from tests.helpers.kinds import KINDS
from tests.helpers.small import page
from wizard.library.links import Link, Target, anchors, links, resolve, slug
from wizard.library.load import read_entry
from wizard.library.model import Entry
from wizard.library.page_text import address, plain_lines, plain_page
from wizard.pack.knowledge import Knowledge

HANDBOOK = next(kind for kind in KINDS if kind.folder == "handbook")
TODAY = date(2026, 11, 22)


def entry_of(body: str) -> Entry:
    """A handbook page with this body."""
    entry, problems = read_entry(
        page("p", body, "order: 1\n"), HANDBOOK, "handbook/p.md", "content/handbook/p.md"
    )
    assert entry is not None and problems == []
    return entry


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("../rules/r.md", Target("rules/r.md")),
        ("../rules/r.md#part-two", Target("rules/r.md", "part-two")),
        ("q.md", Target("handbook/q.md")),
        ("./q.md", Target("handbook/q.md")),
        ("#part", Target("handbook/p.md", "part")),
        ("../glossary.md#phi", Target("glossary.md", "phi")),
        ("https://example.org/a?b=c#d", Target(url="https://example.org/a?b=c#d")),
    ],
)
def test_a_link_leads_to_a_page_or_to_a_web_address(href: str, target: Target) -> None:
    assert resolve("handbook/p.md", href) == target


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "vbscript:x",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "data:text/html,x",
        "http://example.org",
        "https:example.org",
        "mailto:a@example.org",
        "ftp://example.org",
        "/etc/passwd",
        "//example.org/x",
        "\\\\server\\share",
        "../../etc/passwd",
        "../../../../../../etc/passwd",
        "../rules/../../etc/passwd",
        "x/../../../etc/passwd",
        "../..",
    ],
)
def test_a_link_out_of_the_library_leads_nowhere(href: str) -> None:
    assert resolve("handbook/p.md", href) is None


@pytest.mark.parametrize(
    "href", ["..%2f..%2fetc%2fpasswd", "..\\..\\etc\\passwd", "./javascript:alert(1)", ".", ".."]
)
def test_a_link_that_only_looks_like_a_way_out_stays_under_the_library(href: str) -> None:
    target = resolve("handbook/p.md", href)
    assert target is not None and not target.url
    assert ".." not in target.path.split("/") and not target.path.startswith("/")


def test_the_links_of_a_page_come_in_order_with_words_and_lines() -> None:
    top = "One [two *three*](a.md).\n\n- [four `five`](https://b.org)\n"
    body = f"{top}\n| h |\n|---|\n| [six](c.md) |\n\n## [seven](d.md)\n"
    entry = entry_of(body)
    first = entry.body_line
    assert links(entry) == [
        Link("two three", "a.md", first),
        Link("four five", "https://b.org", first + 2),
        Link("six", "c.md", first + 6),
        Link("seven", "d.md", first + 8),
    ]


def test_a_link_on_the_second_line_of_a_paragraph_has_that_line() -> None:
    entry = entry_of("One\n[two](a.md).\n")
    assert [link.line for link in links(entry)] == [entry.body_line + 1]


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Next steps", "next-steps"),
        ("What it does not say", "what-it-does-not-say"),
        ("164.312(a)(2)(i): a login", "164312a2i-a-login"),
        ("“Quoted”, and_more - still", "quoted-and_more---still"),
        ("Élan", "élan"),
        ("  Spaces  ", "spaces"),
    ],
)
def test_a_heading_has_the_anchor_that_code_hosts_give_it(heading: str, anchor: str) -> None:
    assert slug(heading) == anchor


def test_the_anchors_of_a_page_are_those_of_its_headings() -> None:
    body = "## One *two*\n\ntext\n\n### [Three](a.md) `four`\n\nFive\n----\n\n```\n## no heading\n```\n"
    assert anchors(entry_of(body).body) == {"one-two", "three-four", "five"}


def test_headings_of_one_name_are_numbered() -> None:
    assert anchors("## A\n\n## B\n\n## A\n\n### A\n") == {"a", "b", "a-1", "a-2"}


def test_every_link_of_our_own_pages_resolves(knowledge: Knowledge) -> None:
    library = knowledge.library
    pages = {entry.path: entry for entry in library.entries()}
    lost = []
    for entry in pages.values():
        for link in links(entry):
            target = resolve(entry.path, link.href)
            known = target is not None and (
                target.url
                or (
                    target.path in pages
                    and (not target.anchor or target.anchor in anchors(pages[target.path].body))
                )
            )
            if not known:
                lost.append(f"{entry.path}:{link.line} {link.href}")
    assert lost == []
    assert sum(len(links(entry)) for entry in pages.values()) > 100


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
