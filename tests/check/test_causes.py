"""One broken file gives one problem: what follows from it is counted under it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.small import CARD_PARTS, DECK_PARTS, PAGES, SCENARIO_FIELDS, TREE, make_root, page
from wizard.check import check_knowledge
from wizard.check.causes import told
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Problem

RULE = "content/rules/rule-1.md"
LINKING = {
    f"content/outcomes/more-{number}.md": page(
        f"more-{number}",
        f"Page {number}. See [it](../rules/rule-1.md#next-steps), [a](../cases/case-1.md).\n",
    )
    for number in range(5)
}
INDEX = page(
    "free",
    "".join(f"[{at}](more-{at}.md)\n" for at in range(5)) + "\nWords.\n",
)
MANY = {**LINKING, "content/outcomes/free.md": INDEX}


def problems(folder: Path, files: dict[str, str], paths: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    root = make_root(folder, {**MANY, **files})
    return check_knowledge(Knowledge(root), [str(folder / path) for path in paths], strict=True).problems


def test_many_pages_that_link_each_other_have_nothing_wrong(tmp_path: Path) -> None:
    assert problems(tmp_path, {}) == ()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        pytest.param("---\ntitle", "--\ntitle", 1, id="the first"),
        pytest.param("2999-01-01\n---", "2999-01-01\n--", 10, id="the last"),
        pytest.param("2999-01-01\n---", "2999-01-01", 10, id="none at the end"),
    ],
)
def test_a_bad_line_of_hyphens_is_one_problem(tmp_path: Path, old: str, new: str, line: int) -> None:
    text = PAGES["rules/rule-1.md"]
    assert old in text
    (problem,) = problems(tmp_path, {RULE: text.replace(old, new)})
    assert (problem.place, problem.code) == (f"{RULE}:{line}", "no-front-matter")
    assert problem.message.endswith("6 links need it") and len(problem.needed_by) == 6


def test_a_renamed_heading_is_one_problem_where_the_heading_stands(tmp_path: Path) -> None:
    text = PAGES["rules/rule-1.md"].replace("## Next steps", "## Next steps now")
    (problem,) = problems(tmp_path, {RULE: text})
    assert (problem.place, problem.code) == (f"{RULE}:14", "broken-anchor")
    assert problem.message == "no heading here makes #next-steps; 6 links need it"


def test_a_renamed_heading_is_told_of_a_page_that_is_checked_alone(tmp_path: Path) -> None:
    text = PAGES["rules/rule-1.md"].replace("## Next steps", "## Next steps now")
    (problem,) = problems(tmp_path, {RULE: text}, ("content/outcomes/more-3.md",))
    assert problem.path == "content/outcomes/more-3.md"


def test_a_bad_date_is_one_problem(tmp_path: Path) -> None:
    text = PAGES["rules/rule-1.md"].replace("reviewed: 2026-11-22", "reviewed: 11/22/2026")
    (problem,) = problems(tmp_path, {RULE: text})
    assert (problem.place, problem.code, problem.hint) == (f"{RULE}:8", "wrong-value", "write 2026-11-22")


def test_what_an_unreadable_page_links_is_not_told_as_never_linked(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, {"content/outcomes/free.md": INDEX.replace("---\ntitle", "- --\ntitle")})
    assert (problem.path, problem.code) == ("content/outcomes/free.md", "no-front-matter")


def test_a_tree_with_another_ending_is_one_problem(tmp_path: Path) -> None:
    other = TREE.replace("tree: small", "tree: other").replace("rules: [rule-1]", "rules: [rule-2]")
    rule = PAGES["rules/rule-1.md"].replace("rule-1", "rule-2").replace("Words.", "Other words.")
    card = PAGES["scenarios/card.md"].replace("tree: small", "tree: other").replace("Words.", "Card.")
    files = {
        "trees/other.yml": other,
        "content/rules/rule-2.md": rule,
        "content/scenarios/other-card.md": card.replace("card", "other-card"),
        "content/pack.yaml": "name: Both\ntrees: {small: Small, other: Other}\n",
    }
    (problem,) = problems(tmp_path, files)
    assert (problem.place, problem.code) == ("trees/other.yml:1", "ignored-file")
    assert problem.hint == "rename it to trees/other.yaml"


def test_a_page_that_many_need_and_nobody_wrote_is_one_problem(tmp_path: Path) -> None:
    files = {path: text.replace("cases/case-1", "cases/case-9") for path, text in LINKING.items()}
    (problem,) = problems(tmp_path, files)
    assert (problem.place, problem.code) == ("content/outcomes/more-0.md:10", "broken-link")
    assert problem.message == "there is no page ../cases/case-9.md; 4 more links need it"


def test_a_question_that_every_scenario_lacks_is_one_problem(tmp_path: Path) -> None:
    cards = {
        f"content/scenarios/card-{at}.md": page(f"card-{at}", fields=SCENARIO_FIELDS) + CARD_PARTS
        for at in range(4)
    }
    lacking = {path: text.replace("  amount: much\n", "") for path, text in cards.items()}
    deck = page("deck", fields="scenarios: [card, card-0, card-1, card-2, card-3]\n") + DECK_PARTS
    (problem,) = problems(tmp_path, {**lacking, "content/decks/deck.md": deck})
    assert problem.code == "scenario-facts"
    assert problem.message == "no answer to amount; 3 more scenarios need it"
    assert "scenarios fill amount=ANSWER --tree small" in problem.hint


def test_a_file_that_cannot_be_read_comes_before_all_else(tmp_path: Path) -> None:
    files = {
        "content/cases/case-1.md": PAGES["cases/case-1.md"] + "\n[lost](lost.md)\n",
        "trees/small.yaml": TREE.replace("title: May", "title: : May"),
    }
    assert next(each.path for each in problems(tmp_path, files)) == "trees/small.yaml"


def at(path: str, line: int, code: str = "broken-link", about: str = "a.md") -> Problem:
    return Problem(path, line, 1, code, "it is not there", about=about)


@pytest.mark.parametrize(
    ("others", "more"),
    [
        ([], ""),
        ([at("y.md", 2)], "; 1 more link needs it"),
        ([at("y.md", 2), at("z.md", 3)], "; 2 more links need it"),
        ([at("y.md", 2, "broken-anchor")], "; 1 more link needs it"),
        ([at("y.md", 2), at("z.md", 3, "scenario-facts")], "; 2 more places need it"),
        ([at("y.md", 2, "unknown-rule")], "; 1 more place needs it"),
    ],
)
def test_the_first_problem_about_one_thing_stands_for_all_and_counts_them(
    others: list[Problem], more: str
) -> None:
    (one,) = told([*others, at("x.md", 1, "scenario-facts"), at("x.md", 1, "scenario-facts")], {})
    assert (one.place, one.message) == ("x.md:1", f"it is not there{more}")
    assert one.needed_by == tuple(each.place for each in others)


def test_a_problem_where_the_thing_itself_stands_comes_before_those_that_name_it() -> None:
    (one,) = told([at("a.md", 7), at("0.md", 2)], {})
    assert (one.place, one.message) == ("a.md:7", "it is not there; 1 link needs it")
    (one,) = told([at("a.md", 7, about="a.md#part"), at("0.md", 2, about="a.md#part")], {})
    assert one.place == "a.md:7"


def test_problems_about_different_things_stay_apart_in_the_order_of_their_places() -> None:
    given = [
        at("b.md", 3, about="x"),
        at("c.md", 1, about=""),
        at("a.md", 9, about="y"),
        at("c.md", 2, about=""),
    ]
    assert [each.place for each in told(given, {})] == ["a.md:9", "b.md:3", "c.md:1", "c.md:2"]


def test_links_to_a_page_that_cannot_be_read_are_counted_at_its_first_problem_alone() -> None:
    unread = [at("z.md", 1, "no-front-matter", ""), at("z.md", 2, "yaml", ""), at("a.md", 1, "style", "")]
    first, second, third = told(unread, {"z.md": ["a.md:4"], "y.md": ["b.md:1"]})
    assert (first.place, first.message) == ("z.md:1", "it is not there; 1 link needs it")
    assert first.needed_by == ("a.md:4",)
    assert (second.place, second.message) == ("z.md:2", "it is not there")
    assert (third.place, third.needed_by) == ("a.md:1", ())
