"""Every code that `check` has for pages, scenarios and decks, on a small library."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.small import PAGES, edited, make_root, page
from wizard.check import check_knowledge
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Problem

OTHER_RULE = PAGES["rules/rule-1.md"].replace("Words.", "Other words.")
FREE = "content/outcomes/free.md"
CARD = "content/scenarios/card.md"
DECK = "content/decks/deck.md"


def problems(folder: Path, files: dict[str, str], strict: bool = False) -> tuple[Problem, ...]:
    """What is wrong with the small root when these files are in it."""
    return check_knowledge(Knowledge(make_root(folder, files)), strict=strict).problems


def told(found: tuple[Problem, ...]) -> list[str]:
    return [f"{each.path}:{each.line}:{each.column} {each.code}" for each in found]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param("^<div>\nx\n</div>\n", "html", id="html block"),
        pytest.param("^<!-- hidden -->\n", "html", id="html comment"),
        pytest.param("^A <b>bold</b> word.\n", "html", id="html in a line"),
        pytest.param("Words.\n\n^# Head\n", "first-level-heading", id="first-level heading"),
        pytest.param("^![](cat.png)\n", "no-alt", id="image without words"),
        pytest.param("^::: note\n", "unshowable", id="container"),
        pytest.param("- a\n^- [ ] b\n", "unshowable", id="task list"),
        pytest.param("^> [!NOTE]\n> a\n", "unshowable", id="alert box"),
        pytest.param("Term\n^: meaning\n", "unshowable", id="definition list"),
        pytest.param("^See [x](http://example.org).\n", "bad-link", id="link without encryption"),
        pytest.param("^See [x](mailto:a@example.org).\n", "bad-link", id="link to a mailbox"),
        pytest.param("^See [x](/etc/passwd).\n", "bad-link", id="link to the root"),
        pytest.param("^See [x](../../etc/passwd).\n", "bad-link", id="link out of the library"),
        pytest.param("^See [x](//example.org/x).\n", "bad-link", id="link without a scheme"),
        pytest.param("Words.\n\n^See [x](fre.md).\n", "broken-link", id="page not there"),
        pytest.param("^See [x](../cases/rule-1.md).\n", "broken-link", id="page of another kind"),
        pytest.param("^See [x](../rules/rule-1).\n", "broken-link", id="page without its ending"),
        pytest.param("^See [x](../rules/rule-1.md#next-step).\n", "broken-anchor", id="heading not there"),
        pytest.param("^See [x](#nowhere).\n", "broken-anchor", id="own heading not there"),
    ],
)
def test_each_fault_of_a_page_is_told_on_its_line(tmp_path: Path, body: str, code: str) -> None:
    text, (place,) = edited(page("free", body))
    assert set(told(problems(tmp_path, {FREE: text}))) == {f"{FREE}:{place} {code}"}


def test_a_footnote_is_told_on_its_line(tmp_path: Path) -> None:
    text = page("free", "Words.[^1]\n\n[^1]: More words.\n")
    assert told(problems(tmp_path, {FREE: text})) == [f"{FREE}:{line}:1 unshowable" for line in (10, 12)]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"]
)
def test_a_link_that_would_run_code_is_told(tmp_path: Path, href: str) -> None:
    text, (place,) = edited(page("free", f"^See [x]({href}).\n"))
    assert told(problems(tmp_path, {FREE: text})) == [f"{FREE}:{place} bad-link"]


@pytest.mark.parametrize(
    ("link", "near"),
    [
        ("fre.md", "free.md"),
        ("../rules/rule-l.md", "../rules/rule-1.md"),
        ("../cases/rule-1.md#next-steps", "../rules/rule-1.md#next-steps"),
        ("../rules/rule-1.md#next-stepps", "../rules/rule-1.md#next-steps"),
    ],
)
def test_a_broken_link_names_the_nearest_page_or_heading(tmp_path: Path, link: str, near: str) -> None:
    (problem,) = problems(tmp_path, {FREE: page("free", f"See [x]({link}).\n")})
    assert problem.hint == f"did you mean {near}?"


def test_links_that_lead_somewhere_are_not_told(tmp_path: Path) -> None:
    body = (
        "[a](stopped.md) [b](#part) [c](https://example.org) [d](../rules/rule-1.md#next-steps)\n\n## Part\n"
    )
    assert problems(tmp_path, {FREE: page("free", body)}) == ()


def test_markup_inside_code_is_not_told(tmp_path: Path) -> None:
    assert problems(tmp_path, {FREE: page("free", "`<b>` and\n\n```\n<div>\n# no heading\n```\n")}) == ()


def test_two_pages_with_one_id_are_told_at_the_second(tmp_path: Path) -> None:
    found = problems(tmp_path, {"content/outcomes/rule-1.md": page("other")})
    assert told(found) == ["content/outcomes/rule-1.md:1:1 duplicate-id"]
    assert "rules/rule-1.md" in found[0].message


def test_a_page_that_cannot_be_read_is_told_and_the_others_are_still_checked(tmp_path: Path) -> None:
    (tmp_path / "content" / "outcomes").mkdir(parents=True)
    root = make_root(tmp_path, {FREE: page("free", "[x](lost.md)\n"), "content/outcomes/b.md": "words\n"})
    (root / "content" / "outcomes" / "a.md").write_bytes(b"---\n\xff\n---\n")
    assert told(check_knowledge(Knowledge(root)).problems) == [
        "content/outcomes/a.md:2:1 not-utf-8",
        "content/outcomes/b.md:1:1 no-front-matter",
        f"{FREE}:10:1 broken-link",
    ]


MUCH = "  amount: much\n"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("tree: small", "tree: ^smal", "unknown-tree", id="unknown tree"),
        pytest.param("verdict: stop", "verdict: ^fine", "scenario-verdict", id="another verdict"),
        pytest.param("outcome: stopped", "outcome: ^free", "scenario-outcome", id="another outcome"),
        pytest.param("[too-much]", "[too-much, ^daily]", "scenario-raises", id="finding not raised"),
        pytest.param(MUCH, f"{MUCH}  ^amont: much\n", "unknown-question", id="unknown question"),
        pytest.param(MUCH, "  amount: ^mush\n", "unknown-answer", id="unknown answer"),
        pytest.param(MUCH, "  amount: ^unsure\n", "unknown-answer", id="unsure where it is not allowed"),
        pytest.param(f"  colour: red\n{MUCH}", "  ^colour: red\n", "scenario-facts", id="fact missing"),
        pytest.param(
            f"  colour: red\n{MUCH}",
            "  colour: blue\n  ^amount: much\n",
            "scenario-facts",
            id="fact not asked for",
        ),
    ],
)
def test_each_fault_of_a_scenario_is_told_where_it_stands(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    text, (place,) = edited(PAGES["scenarios/card.md"], (old, new))
    assert told(problems(tmp_path, {CARD: text})) == [f"{CARD}:{place} {code}"]


def test_an_unknown_name_in_a_scenario_names_the_nearest_one(tmp_path: Path) -> None:
    text = (
        PAGES["scenarios/card.md"].replace("  colour: red", "  color: red").replace("often: no", "often: noo")
    )
    found = problems(tmp_path, {CARD: text})
    assert [each.code for each in found] == ["unknown-question", "unknown-answer"]
    assert "did you mean colour?" in found[0].hint and "did you mean no?" in str(found[1])


def test_a_scenario_may_not_know(tmp_path: Path) -> None:
    text = PAGES["scenarios/card.md"].replace("colour: red", "colour: unsure")
    assert problems(tmp_path, {CARD: text}) == ()


@pytest.mark.parametrize("id", ["crad", "rule-1"], ids=["unknown", "of another kind"])
def test_a_deck_with_an_unknown_scenario_is_told_where_it_stands(tmp_path: Path, id: str) -> None:
    text, (place,) = edited(PAGES["decks/deck.md"], ("scenarios: [card]", f"scenarios: [card, ^{id}]"))
    assert told(problems(tmp_path, {DECK: text})) == [f"{DECK}:{place} unknown-scenario"]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {FREE: page("free").replace("2026-11-22", "2020-01-01").replace("2999-01-01", "2020-02-02")},
            f"{FREE}:7:12 overdue",
            id="overdue",
        ),
        pytest.param(
            {"content/rules/r-2.md": OTHER_RULE},
            "content/rules/r-2.md:2:8 uncited",
            id="uncited",
        ),
        pytest.param(
            {"content/rules/r-2.md": PAGES["rules/rule-1.md"].replace("Words.", "[self](r-2.md)")},
            "content/rules/r-2.md:2:8 uncited",
            id="cited by itself only",
        ),
        pytest.param(
            {FREE: page("free").replace("What free says.", "x" * 161)},
            f"{FREE}:3:10 long-summary",
            id="long summary",
        ),
        pytest.param({FREE: page("free", "Words.\n\n" * 61)}, f"{FREE}:10:1 long-page", id="long page"),
    ],
)
def test_what_is_only_stale_or_badly_sized_is_told_in_strict_only(
    tmp_path: Path, files: dict[str, str], expected: str
) -> None:
    assert told(problems(tmp_path, files)) == []
    assert told(problems(tmp_path, files, strict=True)) == [expected]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({FREE: page("free").replace("What free says.", "x" * 160)}, id="summary"),
        pytest.param({FREE: page("free", "Words.\n\n" * 60)}, id="page"),
        pytest.param(
            {"content/rules/r-2.md": OTHER_RULE, FREE: page("free", "[x](../rules/r-2.md)\n")},
            id="linked",
        ),
    ],
)
def test_what_is_just_within_its_limits_is_not_told(tmp_path: Path, files: dict[str, str]) -> None:
    assert told(problems(tmp_path, files, strict=True)) == []
