"""What is refused in the front matter of a page, with its place."""

from __future__ import annotations

import pytest

from tests.helpers.kinds import KINDS
from tests.helpers.small import PAGES, edited
from wizard.library.load import read_entry
from wizard.library.model import Entry, Kind
from wizard.source.problems import Problem

RULES = next(kind for kind in KINDS if kind.folder == "rules")
SCENARIOS = next(kind for kind in KINDS if kind.folder == "scenarios")
RULE = PAGES["rules/rule-1.md"]
CARD = PAGES["scenarios/card.md"]


def read(text: str, kind: Kind = RULES) -> tuple[Entry | None, list[Problem]]:
    """The entry of a text, and its problems."""
    return read_entry(text, kind, "rules/rule-1.md", "content/rules/rule-1.md")


def entry_of(text: str) -> Entry:
    """The entry of a text that must have nothing wrong."""
    entry, problems = read(text)
    assert entry is not None and problems == []
    return entry


def problems_of(text: str, kind: Kind = RULES) -> list[Problem]:
    return read(text, kind)[1]


def told(problems: list[Problem]) -> list[str]:
    return [f"{each.line}:{each.column} {each.code}" for each in problems]


def test_the_body_starts_on_the_line_that_the_entry_says() -> None:
    for blank in range(4):
        text = RULE.replace("---\n\nWords", "---\n" + "\n" * blank + "Words")
        rule = entry_of(text)
        assert text.split("\n")[rule.body_line - 1] == rule.body.split("\n")[0]
        assert rule.body.startswith("Words.")


def test_lines_of_spaces_before_the_body_do_not_move_its_line() -> None:
    text = RULE.replace("---\n\nWords", "---\n  \n\nWords")
    rule = entry_of(text)
    assert text.split("\n")[rule.body_line - 1] == rule.body.split("\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Words.\n",
        "--- \ntitle: x\n---\n",
        "\n---\ntitle: x\n---\n",
        "--\ntitle: x\n--\n",
    ],
    ids=["empty", "none", "spaces after the fence", "late", "two dashes"],
)
def test_a_page_without_front_matter_is_refused(text: str) -> None:
    assert told(problems_of(text)) == ["1:1 no-front-matter"]


@pytest.mark.parametrize(("ending", "line"), [("", 3), ("\nWords.\n", 3), ("--\n", 3), ("---- \n", 3)])
def test_front_matter_without_an_end_is_refused_where_the_end_should_be(ending: str, line: int) -> None:
    assert told(problems_of(f"---\ntitle: x\n{ending}")) == [f"{line}:1 no-front-matter"]


@pytest.mark.parametrize(
    ("old", "new", "code", "hint"),
    [
        pytest.param(
            "cite: Rule 1", "^cites: x\ncite: x", "unknown-key", "did you mean cite?", id="unknown key"
        ),
        pytest.param(
            "cite: Rule 1", "cite: x\n^year: '2020'", "unknown-key", "", id="a field of another kind"
        ),
        pytest.param("cite: Rule 1", "cite: x\n^facts: {a: b}", "unknown-key", "", id="facts of a rule"),
        pytest.param("title: rule-1\n", "^", "missing-field", "", id="no title"),
        pytest.param("cite: Rule 1\n", "", "missing-field", "", id="no cite"),
        pytest.param("status: primary\n", "", "missing-field", "", id="no status"),
        pytest.param("sources: https://example.org/rule-1\n", "", "missing-field", "", id="no sources"),
        pytest.param("cite: Rule 1", "cite: ^''", "empty-text", "", id="empty cite"),
        pytest.param("cite: Rule 1", "cite: ^[a]", "wrong-type", "", id="list for a cite"),
        pytest.param(
            "status: primary", "status: ^primry", "wrong-value", "did you mean primary?", id="status"
        ),
        pytest.param(
            "reviewed: 2026-11-22",
            "reviewed: ^2026-13-01",
            "wrong-value",
            "write it as 2026-11-22",
            id="no date",
        ),
        pytest.param(
            "reviewed: 2026-11-22",
            "reviewed: ^22 Nov",
            "wrong-value",
            "write it as 2026-11-22",
            id="a date in words",
        ),
        pytest.param(
            "review-by: 2999-01-01",
            "review-by: ^2026-11-21",
            "wrong-value",
            "",
            id="review before it was reviewed",
        ),
        pytest.param(
            "sources: https://example.org/rule-1",
            "sources: ^a book",
            "wrong-value",
            "start it with https://",
            id="source is no address",
        ),
        pytest.param(
            "sources: https://example.org/rule-1",
            "sources: [https://a.b, ^'javascript:x']",
            "wrong-value",
            "start it with https://",
            id="one of two sources",
        ),
        pytest.param(
            "url: https://example.org/rule",
            "url: ^file:///etc/passwd",
            "wrong-value",
            "start it with https://",
            id="url",
        ),
        pytest.param(
            "cite: Rule 1", "cite: x\n^cite: y", "duplicate-key", "the first is on line 4", id="duplicate key"
        ),
        pytest.param("cite: Rule 1", "cite: ^&x y", "anchor", "remove it", id="anchor"),
        pytest.param("cite: Rule 1", "cite: Rule^: 1", "yaml", "", id="not YAML"),
    ],
)
def test_front_matter_is_refused_where_it_is_wrong(old: str, new: str, code: str, hint: str) -> None:
    text, places = edited(RULE, (old, new))
    problems = problems_of(text)
    if not places:
        places = ["2:1"]
    assert told(problems) == [f"{place} {code}" for place in places]
    assert hint in problems[0].hint


@pytest.mark.parametrize("written", ["20261122", "2026-W47-7"])
def test_a_date_in_another_iso_form_is_refused(written: str) -> None:
    text, (place,) = edited(RULE, ("reviewed: 2026-11-22", f"reviewed: ^{written}"))
    assert told(problems_of(text)) == [f"{place} wrong-value"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("  colour: red\n", "  colour: ^[red]\n", "wrong-type", id="two answers"),
        pytest.param("raises: [too-much]", "raises: [^{a: b}]", "wrong-type", id="raises"),
        pytest.param(
            "facts:\n  colour: red\n  amount: much\n  often: no\n",
            "facts: ^words\n",
            "wrong-type",
            id="no mapping",
        ),
        pytest.param(
            "facts:\n  colour: red\n  amount: much\n  often: no\n",
            "facts: ^{}\n",
            "missing-field",
            id="no facts",
        ),
    ],
)
def test_facts_of_a_scenario_are_refused_where_they_are_wrong(old: str, new: str, code: str) -> None:
    text, (place,) = edited(CARD, (old, new))
    assert told(problems_of(text, SCENARIOS)) == [f"{place} {code}"]


def test_several_problems_of_one_front_matter_come_out_of_one_run() -> None:
    text, places = edited(
        RULE, ("title: rule-1", "title: ^''"), ("cite: Rule 1", "^cit: x"), ("status: primary", "status: ^x")
    )
    assert told(problems_of(text)) == [
        f"{place} {code}"
        for place, code in zip(places, ["empty-text", "unknown-key", "wrong-value"], strict=True)
    ]
