"""Every code that `check` has for what a tree cites, on a small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.small import PAGES, TREE, edited, make_root
from wizard.check import Report, check_knowledge
from wizard.pack.knowledge import Knowledge

TREE_PATH = "trees/small.yaml"
PAGE = "page: outcomes/free.md"


def checked(folder: Path, *edits: tuple[str, str]) -> tuple[Report, list[str]]:
    """The report on a root whose tree is edited, and the places of the carets."""
    text, places = edited(TREE, *edits)
    return check_knowledge(Knowledge(make_root(folder, {TREE_PATH: text}))), places


def told(report: Report) -> list[str]:
    """The problems of the tree as `line:column code`."""
    return [f"{each.line}:{each.column} {each.code}" for each in report.problems if each.path == TREE_PATH]


@pytest.mark.parametrize(
    ("old", "new", "code", "near"),
    [
        pytest.param(
            "rules: [rule-1]\n    cases", "rules: [^rule-l]\n    cases", "rule", "rule-1", id="rule"
        ),
        pytest.param(
            "harm.\n    rules: [rule", "harm.\n    rules: [^rul", "rule", "rule-1", id="invariant's"
        ),
        pytest.param("cases: [case-1]", "cases: [^case-l]", "case", "case-1", id="case"),
        pytest.param(PAGE, "page: ^outcomes/fre.md", "page", "outcomes/free.md", id="outcome's page"),
        pytest.param("    effort: 2", "    learn: ^outcomes/fre.md", "page", "outcomes/free.md", id="help"),
        pytest.param(PAGE, f"{PAGE}\n    then: ^smal", "tree", "small", id="tree to go on with"),
    ],
)
def test_an_unknown_citation_is_told_where_it_stands_with_the_nearest_one(
    tmp_path: Path, old: str, new: str, code: str, near: str
) -> None:
    report, (place,) = checked(tmp_path, (old, new))
    assert told(report) == [f"{place} unknown-{code}"]
    assert report.problems[0].hint == f"did you mean {near}?"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("cases: [case-1]", "cases: [^rule-1]", "case", id="a rule for a case"),
        pytest.param(PAGE, "page: ^free.md", "page", id="a page without its folder"),
        pytest.param(PAGE, "page: ^../content/outcomes/free.md", "page", id="a page by another way"),
        pytest.param(PAGE, "page: ^../../etc/passwd", "page", id="a file outside"),
        pytest.param(PAGE, f"{PAGE}\n    then: ^../small", "tree", id="a tree by another way"),
    ],
)
def test_an_entry_is_cited_by_its_own_name_only(tmp_path: Path, old: str, new: str, code: str) -> None:
    report, (place,) = checked(tmp_path, (old, new))
    assert told(report) == [f"{place} unknown-{code}"]


def test_a_finding_that_forces_a_verdict_needs_a_rule(tmp_path: Path) -> None:
    report, (place,) = checked(
        tmp_path,
        ("  too-much:\n    weight", "  ^too-much:\n    weight"),
        ("    rules: [rule-1]\n    cases", "    cases"),
    )
    assert told(report) == [f"{place} no-rule"]


def test_a_fault_of_the_file_and_one_of_a_citation_come_out_of_one_run(tmp_path: Path) -> None:
    report, places = checked(tmp_path, ("tone: good", "tone: ^god"), ("cases: [case-1]", "cases: [^case-l]"))
    assert told(report) == [f"{places[0]} wrong-value", f"{places[1]} unknown-case"]
    assert report.proofs == ()


def test_a_tree_named_unlike_its_file_is_told(tmp_path: Path) -> None:
    report, _ = checked(tmp_path, ("tree: small", "tree: other"))
    assert told(report) == ["1:7 wrong-value"]


def test_a_rule_that_is_general_knowledge_is_told_behind_a_stop_in_strict_only(tmp_path: Path) -> None:
    rule = PAGES["rules/rule-1.md"].replace("status: primary", "status: general-knowledge")
    root = make_root(tmp_path, {"content/rules/rule-1.md": rule})
    codes = [
        [p.code for p in check_knowledge(Knowledge(root), strict=strict).problems] for strict in (False, True)
    ]
    assert codes == [[], ["general-knowledge"]]
