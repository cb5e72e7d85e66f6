"""What the tree loader refuses in the fields of a tree file, with place, code and nearest match."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.small import TREE, edited
from wizard.source.files import read_text
from wizard.source.problems import Broken, Problem
from wizard.tree.load import load_tree, read_tree

WHOLE = (
    TREE
    + """\
weights:
  violation: {label: Harm}
  note: {label: Good to know}
date:
  ask: When was it taken?
  why: The days count from then.
deadlines:
  report:
    when: {amount: much}
    days: 10
    from: year-end
    says: Tell somebody.
    rules: [rule-1]
"""
)


def read(*edits: tuple[str, str]) -> tuple[list[Problem], list[str]]:
    """The problems of the whole tree after the edits, and the places of their carets."""
    text, places = edited(WHOLE, *edits)
    return read_tree(text, "trees/small.yaml")[1], places


def told(problems: list[Problem]) -> list[str]:
    return [f"{each.line}:{each.column} {each.code}" for each in problems]


def test_the_tree_that_these_tests_break_has_nothing_wrong() -> None:
    assert read() == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        pytest.param("title: May", "^tittle: x\ntitle: May", "title", id="tree"),
        pytest.param("{label: Fine,", "{label: Fine, ^tones: x,", "tone", id="verdict"),
        pytest.param("    unsure: red", "    ^unsur: red", "unsure", id="question"),
        pytest.param("{label: Blue}", "{label: Blue, ^nxt: end}", "next", id="answer"),
        pytest.param("    remedy: Take", "    ^remedies: Take", "remedy", id="finding"),
        pytest.param("    page: outcomes/free.md", "    page: x\n    ^pages: x", "page", id="outcome"),
        pytest.param("    raises: [too", "    ^raise: [too", "raises", id="invariant"),
        pytest.param("{label: Harm}", "{label: Harm, ^labels: x}", "label", id="weight"),
        pytest.param("  why: The days", "  why: The days\n  ^asks: x", "ask", id="date"),
        pytest.param("    days: 10", "    ^day: 10", "days", id="deadline"),
    ],
)
def test_an_unknown_key_is_refused_where_it_stands_with_the_nearest_one(
    old: str, new: str, near: str
) -> None:
    problems, places = read((old, new))
    assert told(problems) == [f"{place} unknown-key" for place in places]
    assert problems[0].hint == f"did you mean {near}?"


def test_an_unknown_key_like_no_other_names_the_known_ones() -> None:
    problems, _ = read(("{label: Blue}", "{label: Blue, zzz: 1}"))
    assert problems[0].hint == "known: label, next, fixed, how, offer, idle"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("title: May I take it?", "title: ^[a]", id="list for a text"),
        pytest.param("title: May I take it?", "title: ^{a: b}", id="mapping for a text"),
        pytest.param("  fine: {label: Fine, tone: good}", "  fine: ^good", id="text for a verdict"),
        pytest.param("{label: Blue}", "^Blue", id="text for an answer"),
        pytest.param("{colour: bright, amount: much}", "^bright", id="text for a condition"),
        pytest.param("{colour: bright, amount: much}", "[^bright]", id="text in a list of conditions"),
        pytest.param("bright, amount: much}", "^{x: y}, amount: much}", id="mapping for an answer"),
        pytest.param("[red, blue]", "[red, ^[blue]]", id="list in a group"),
        pytest.param("{found: too-much}", "{found: ^{a: b}}", id="mapping for findings"),
        pytest.param("    cases: [case-1]", "    cases: ^{case-1: x}", id="mapping for cases"),
        pytest.param("violation: {label: Harm}", "violation: ^Harm", id="text for a weight"),
        pytest.param("{often: yes}", "{often: ^{yes: no}}", id="mapping for an answer in a condition"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_where_it_stands(old: str, new: str) -> None:
    problems, places = read((old, new))
    assert set(places) == {f"{p.line}:{p.column}" for p in problems if p.code == "wrong-type"}


@pytest.mark.parametrize("part", ["verdicts", "questions", "findings", "outcomes", "invariants", "deadlines"])
def test_a_part_that_is_no_mapping_is_refused_where_it_stands(part: str) -> None:
    head = WHOLE.split(f"\n{part}:\n")[0]
    text, (place,) = edited(f"{head}\n{part}: ^words\n")
    assert f"{place} wrong-type" in told(read_tree(text, "f.yaml")[1])


@pytest.mark.parametrize("text", ["words\n", "- a\n", "[]\n"])
def test_a_file_that_is_no_mapping_is_refused_at_its_start(text: str) -> None:
    assert "1:1 wrong-type" in told(read_tree(text, "f.yaml")[1])


def test_an_empty_file_is_refused() -> None:
    assert "1:1 wrong-type" in told(read_tree("", "f.yaml")[1])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("tree: small\ntitle", "^title", "the tree needs tree", id="tree's id"),
        pytest.param("tree: small\ntitle: May I take it?", "^tree: small", "tree needs title", id="title"),
        pytest.param("{label: Fine, ", "^{", "verdict fine needs label", id="verdict's label"),
        pytest.param("{label: Fine, tone: good}", "^{label: x}", "verdict fine needs tone", id="tone"),
        pytest.param("    ask: Which colour has it?\n    ", "    ^", "question colour needs ask", id="ask"),
        pytest.param(
            "ask: Do you take it often?\n    why: It adds up.", "^ask: x", "often needs why", id="why"
        ),
        pytest.param("{label: Blue}", "^{}", "answer colour=blue needs label", id="answer's label"),
        pytest.param("    weight: note\n    ", "    ^", "finding daily needs weight", id="weight"),
        pytest.param("weight: note\n    when: {often: yes}", "^weight: note", "daily needs when", id="when"),
        pytest.param(
            "verdict: fine\n    page: outcomes/free.md", "^verdict: fine", "free needs page", id="page"
        ),
        pytest.param(
            "    verdict: fine\n    ", "    ^", "outcome free needs verdict", id="outcome's verdict"
        ),
        pytest.param("  ask: When was it taken?\n  ", "  ^", "date needs ask", id="date's ask"),
        pytest.param("when: {amount: much}\n    days", "^days", "report needs when", id="deadline's when"),
        pytest.param(
            "when: {amount: much}\n    verdict",
            "^verdict",
            "invariant much-is-never-fine needs when",
            id="must",
        ),
        pytest.param(
            "violation: {label: Harm}", "violation: ^{}", "violation needs label", id="weight's label"
        ),
    ],
)
def test_a_missing_field_is_refused_where_its_mapping_starts(old: str, new: str, message: str) -> None:
    problems, places = read((old, new))
    assert told(problems) == [f"{place} missing-field" for place in places]
    assert message in problems[0].message


def test_an_invariant_needs_a_reason_and_something_to_hold() -> None:
    bare = "    verdict: [stop]\n    raises: [too-much]\n    because: Much of it does harm.\n"
    problems, _ = read((bare, ""))
    assert [each.code for each in problems] == ["missing-field"] * 2
    assert [each.message.rpartition(" needs ")[2] for each in problems] == ["verdict or raises", "because"]


@pytest.mark.parametrize("part", ["questions", "verdicts", "outcomes"])
def test_a_tree_without_a_part_it_cannot_do_without_is_refused(part: str) -> None:
    text = WHOLE.replace(f"\n{part}:\n", "\nx:\n")
    assert f"the tree needs {part}" in [each.message for each in read_tree(text, "f.yaml")[1]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("title: May I take it?", "title: ^''", id="quotes around nothing"),
        pytest.param("    ask: How much of it?", '    ask: ^"  "', id="spaces only"),
        pytest.param("{label: Blue}", "{label: ^''}", id="label"),
        pytest.param("rules: [rule-1]\n    cases", "rules: [^'']\n    cases", id="in a list"),
        pytest.param("{often: yes}", "{often: ^''}", id="in a condition"),
    ],
)
def test_an_empty_text_is_refused_where_it_stands(old: str, new: str) -> None:
    problems, places = read((old, new))
    assert told(problems) == [f"{place} empty-text" for place in places]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        pytest.param("tone: good", "tone: ^god", "did you mean good?", id="tone"),
        pytest.param("unsure: red", "unsure: ^rad", "did you mean red?", id="unsure"),
        pytest.param("unsure: red", "unsure: red\n    fixed: ^yes", "known: true, false", id="fixed"),
        pytest.param("verdict: fine", "verdict: ^fin", "did you mean fine?", id="outcome's verdict"),
        pytest.param("from: year-end", "from: ^yearend", "did you mean year-end?", id="deadline's from"),
        pytest.param("effort: 2", "effort: ^6", "", id="effort too high"),
        pytest.param("effort: 2", "effort: ^0", "", id="effort too low"),
        pytest.param("effort: 2", "effort: ^2.5", "", id="effort no whole number"),
        pytest.param("effort: 2", "effort: ^-1", "", id="effort below nothing"),
        pytest.param("effort: 2", "effort: ^²", "", id="effort in another script"),
        pytest.param("days: 10", "days: ^0", "", id="days"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_where_it_stands(old: str, new: str, hint: str) -> None:
    problems, places = read((old, new))
    assert told(problems) == [f"{place} wrong-value" for place in places]
    assert problems[0].hint == hint


@pytest.mark.parametrize(
    ("edits", "days", "from_year_end"),
    [
        ([], 10, True),
        ([("    from: year-end\n", "    from: day\n")], 10, False),
        ([("    from: year-end\n", "")], 10, False),
        ([("    days: 10\n", "")], 60, True),
        ([("    days: 10\n", "    days: 1\n")], 1, True),
        ([("    days: 10\n", "    days: 3660\n")], 3660, True),
    ],
)
def test_a_deadline_counts_its_days_from_the_day_or_from_the_end_of_the_year(
    edits: list[tuple[str, str]], days: int, from_year_end: bool
) -> None:
    tree, problems = read_tree(edited(WHOLE, *edits)[0], "small.yaml")
    assert problems == []
    report = tree.deadlines["report"]
    assert (report.days, report.from_year_end) == (days, from_year_end)


@pytest.mark.parametrize("place", ["\n    days", "\n    verdict"], ids=["deadline", "invariant"])
def test_deadlines_and_invariants_may_depend_on_findings(place: str) -> None:
    assert read((f"    when: {{amount: much}}{place}", f"    when: {{found: too-much}}{place}")) == ([], [])


def test_deadlines_need_a_date_and_a_date_needs_no_deadlines() -> None:
    date = "date:\n  ask: When was it taken?\n  why: The days count from then.\n"
    (problem,) = read((date, ""))[0]
    assert (problem.line, problem.code) == (1, "missing-field")
    tree, problems = read_tree(WHOLE.partition("deadlines:")[0], "small.yaml")
    assert problems == [] and tree.date is not None and tree.date.ask == "When was it taken?"
    assert read_tree(TREE, "small.yaml")[0].date is None


def test_a_number_of_five_thousand_digits_is_refused() -> None:
    problems, places = read(("effort: 2", f"effort: ^{'9' * 5000}"))
    assert told(problems) == [f"{place} wrong-value" for place in places]


def test_several_problems_come_out_of_one_run_in_the_order_of_their_places() -> None:
    problems, places = read(
        ("tone: good", "tone: ^god"),
        ("unsure: red", "unsure: ^rad"),
        ("{label: Blue}", "{label: Blue, ^nxt: end}"),
        ("    remedy: Take", "    remedy: ^''\n    ^remedies: Take"),
    )
    codes = ["wrong-value", "wrong-value", "unknown-key", "empty-text", "unknown-key"]
    assert told(problems) == [f"{place} {code}" for place, code in zip(places, codes, strict=True)]


def test_words_that_yaml_would_read_as_truth_are_answers_like_others() -> None:
    tree, problems = read_tree(TREE, "f.yaml")
    assert problems == []
    assert list(tree.questions["often"].answers) == ["yes", "no"]
    assert tree.findings["daily"].when[0].terms[0].answers == {"yes"}


@pytest.mark.parametrize(
    ("held", "code", "line"),
    [
        pytest.param(b"\xef\xbb\xbftree: x\n", "bom", 1, id="byte order mark"),
        pytest.param(b"tree: x\ntitle: caf\xe9\n", "not-utf-8", 2, id="Latin-1"),
        pytest.param("tree: x\n".encode("utf-16"), "not-utf-8", 1, id="UTF-16"),
        pytest.param(b"tree: x\ntitle: a: b\n", "yaml", 2, id="not YAML"),
        pytest.param(b"tree: \x00\n", "yaml", 1, id="NUL"),
        pytest.param(b"tree: " + b"[" * 9999, "yaml", 1, id="nesting bomb"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_one_problem(
    tmp_path: Path, held: bytes, code: str, line: int
) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(held)
    with pytest.raises(Broken) as broken:
        load_tree(file, "trees/x.yaml")
    assert [(each.path, each.line, each.code) for each in broken.value.problems] == [
        ("trees/x.yaml", line, code)
    ]


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_is_not_there_is_one_problem(tmp_path: Path, name: str) -> None:
    with pytest.raises(Broken) as broken:
        read_text(tmp_path / name, "trees/x.yaml")
    assert [(each.path, each.code) for each in broken.value.problems] == [("trees/x.yaml", "file")]


def test_lines_that_end_as_on_windows_keep_their_places(tmp_path: Path) -> None:
    text, (place,) = edited(WHOLE, ("tone: good", "tone: ^god"))
    file = tmp_path / "x.yaml"
    file.write_bytes(text.replace("\n", "\r\n").encode())
    with pytest.raises(Broken) as broken:
        load_tree(file, "x.yaml")
    assert str(broken.value).startswith(f"x.yaml:{place}: wrong-value ")
