"""Where links lead, hostile ones included; anchors; and pages as plain text."""

from __future__ import annotations

from datetime import date

import pytest

from tests.helpers.kinds import KINDS
from tests.helpers.small import page
from wizard.library.links import Link, Target, anchors, links, resolve, slug
from wizard.library.load import read_entry
from wizard.library.model import Entry
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
