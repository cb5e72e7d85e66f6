"""Entries of the library: what they hold, how they are found, when they are overdue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.helpers.kinds import KINDS
from tests.helpers.small import PAGES, make_root, page
from wizard.library.load import load_entry, read_entry
from wizard.library.model import STATUSES, Entry, Kind
from wizard.library.shelves import Library
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused

RULES = next(kind for kind in KINDS if kind.folder == "rules")
SCENARIOS = next(kind for kind in KINDS if kind.folder == "scenarios")
RULE = PAGES["rules/rule-1.md"]
CARD = PAGES["scenarios/card.md"]


def entry_of(text: str, kind: Kind = RULES, path: str = "rules/rule-1.md") -> Entry:
    """The entry of a text that must have nothing wrong."""
    entry, problems = read_entry(text, kind, path, f"content/{path}")
    assert entry is not None and problems == []
    return entry


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Knowledge(make_root(tmp_path)).library


def test_an_entry_holds_what_its_file_says() -> None:
    rule = entry_of(RULE)
    assert (rule.id, rule.path, rule.title, rule.cite) == ("rule-1", "rules/rule-1.md", "rule-1", "Rule 1")
    assert (rule.url, rule.sources) == ("https://example.org/rule", ("https://example.org/rule-1",))
    assert (rule.status, rule.reviewed, rule.review_by) == ("primary", "2026-11-22", "2999-01-01")
    card = entry_of(CARD, SCENARIOS)
    assert (card.facts, card.lists) == (
        {"colour": "red", "amount": "much", "often": "no"},
        {"raises": ("too-much",)},
    )
    assert card.url == card.sources[0]


def test_a_rule_is_cited_by_its_cite_and_a_case_by_its_year(library: Library) -> None:
    assert [library.entry(id).cite for id in ("rule-1", "case-1", "free")] == [
        "Rule 1",
        "case-1 (2020)",
        "free",
    ]


def test_a_page_that_is_not_utf8_names_its_path(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_bytes(b"---\ntitle: caf\xe9\n---\n")
    with pytest.raises(Broken, match=r"^content/rules/x\.md:2:1: not-utf-8 "):
        load_entry(file, RULES, "rules/x.md", "content/rules/x.md")


def test_a_page_whose_lines_end_as_on_windows_is_the_same_page(tmp_path: Path) -> None:
    file = tmp_path / "rule-1.md"
    file.write_bytes(RULE.replace("\n", "\r\n").encode())
    assert load_entry(file, RULES, "rules/rule-1.md", "x") == entry_of(RULE)


def test_an_entry_is_found_by_its_id_and_by_its_path(library: Library) -> None:
    assert library.entry("case-1") is library.page("cases/case-1.md")


@pytest.mark.parametrize(("id", "near"), [("rule1", "rule-1"), ("case-l", "case-1")])
def test_an_unknown_id_is_refused_with_the_nearest_one(library: Library, id: str, near: str) -> None:
    with pytest.raises(Refused, match=f"did you mean {near}"):
        library.entry(id)


@pytest.mark.parametrize(
    "path", ["rules/case-1.md", "../cases/case-1.md", "case-1.md", "cases/case-1", "/etc/passwd"]
)
def test_a_page_is_found_at_its_own_path_only(library: Library, path: str) -> None:
    with pytest.raises(Refused):
        library.page(path)


def test_a_broken_page_spoils_no_other(tmp_path: Path) -> None:
    library = Knowledge(make_root(tmp_path, {"content/rules/bad.md": "no front matter\n"})).library
    assert library.entry("rule-1").id == "rule-1"
    with pytest.raises(Broken, match=r"content/rules/bad\.md:1:1: no-front-matter"):
        library.entry("bad")


def test_handbook_pages_come_in_their_order_and_others_by_id(tmp_path: Path) -> None:
    order = {"b": 10, "c": 9, "a": 30}
    pages = {f"content/handbook/{id}.md": page(id, fields=f"order: {n}\n") for id, n in order.items()}
    library = Knowledge(make_root(tmp_path, {**pages, "content/rules/a-rule.md": RULE})).library
    ids = [entry.id for entry in library.entries()]
    assert [id for id in ids if id in order] == ["c", "b", "a"]
    assert [entry.id for entry in library.entries(library.citing("rules"))] == ["a-rule", "rule-1"]
    places = [library.entry(id).kind.place for id in ids]
    assert places == sorted(places) and len(set(places)) > 3


@pytest.mark.parametrize("order", ["²", "-1", "first", "1.5", "123456789"])
def test_an_order_that_is_no_whole_number_is_refused(tmp_path: Path, order: str) -> None:
    made = make_root(tmp_path, {"content/handbook/a.md": page("a", fields=f"order: {order}\n")})
    with pytest.raises(Broken, match="order must be a whole number"):
        Knowledge(made).library.entry("a")


def test_an_entry_is_overdue_on_the_day_after_its_last() -> None:
    rule = entry_of(RULE.replace("2999-01-01", "2027-01-31"))
    assert not rule.overdue(date(2027, 1, 31))
    assert rule.overdue(date(2027, 2, 1))
    assert "overdue" not in rule.standing(date(2027, 1, 31))
    assert "overdue for review since 2027-01-31" in rule.standing(date(2027, 2, 1))


@pytest.mark.parametrize("status", list(STATUSES))
def test_how_well_an_entry_is_founded_is_said_in_words(status: str) -> None:
    rule = entry_of(RULE.replace("status: primary", f"status: {status}"))
    assert rule.standing(date(2026, 11, 22)) == f"{STATUSES[status]}, reviewed 2026-11-22"
