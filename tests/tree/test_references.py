"""What the tree loader refuses between the parts of a tree: unknown names, loops, ways that end."""

from __future__ import annotations

import pytest

from tests.helpers.small import TREE, edited
from wizard.source.problems import Problem
from wizard.tree.load import read_tree


def read(*edits: tuple[str, str]) -> tuple[list[Problem], list[str]]:
    """The problems of the small tree after the edits, and the places of their carets."""
    text, places = edited(TREE, *edits)
    return read_tree(text, "trees/small.yaml")[1], places


def told(problems: list[Problem]) -> list[str]:
    return [f"{each.line}:{each.column} {each.code}" for each in problems]


@pytest.mark.parametrize(
    ("old", "new", "code", "near"),
    [
        pytest.param("start: colour", "start: ^color", "unknown-question", "colour", id="start"),
        pytest.param("next: amount", "next: ^amont", "unknown-question", "amount", id="question's next"),
        pytest.param(
            "plain: {label: None at all, next: end}",
            "plain: {label: x, next: ^ennd}",
            "unknown-question",
            "end",
            id="answer's next",
        ),
        pytest.param(
            "when: {colour: red}", "when: {^color: red}", "unknown-question", "colour", id="question's when"
        ),
        pytest.param(
            "when: {often: yes}", "when: {^oftn: yes}", "unknown-question", "often", id="finding's when"
        ),
        pytest.param(
            "when: {colour: red}", "when: {colour: ^rad}", "unknown-answer", "red", id="answer in a when"
        ),
        pytest.param(
            "{colour: bright, amount",
            "{colour: [blue, ^brigt], amount",
            "unknown-answer",
            "bright",
            id="group",
        ),
        pytest.param("[red, blue]", "[red, ^bleu]", "unknown-answer", "blue", id="member of a group"),
        pytest.param("{found: too-much}", "{found: ^to-much}", "unknown-finding", "too-much", id="found"),
        pytest.param(
            "{found: too-much}",
            "{found: [daily, ^to-much]}",
            "unknown-finding",
            "too-much",
            id="one of two found",
        ),
        pytest.param("raises: [too-much]", "raises: [^dayly]", "unknown-finding", "daily", id="raises"),
        pytest.param(
            "verdict: [stop]", "verdict: [^stopp]", "unknown-verdict", "stop", id="invariant's verdict"
        ),
        pytest.param("weight: note", "weight: ^noto", "unknown-weight", "note", id="finding's weight"),
        pytest.param(
            "    when: {amount: much}\n    verdict",
            "    when: {amount: ^mush}\n    verdict",
            "unknown-answer",
            "much",
            id="invariant's when",
        ),
    ],
)
def test_an_unknown_name_is_refused_where_it_stands_with_the_nearest_one(
    old: str, new: str, code: str, near: str
) -> None:
    problems, (place,) = read((old, new))
    assert told(problems) == [f"{place} {code}"]
    assert problems[0].hint == f"did you mean {near}?"


def test_a_forced_weight_must_be_among_the_declared_ones() -> None:
    declared = "weights:\n  violations: {label: Harm}\n  note: {label: Note}\n"
    problems, (forced, used) = read(
        ("forced-by: violation}", "forced-by: ^violation}"),
        ("weight: violation", "weight: ^violation"),
        ("questions:", f"{declared}questions:"),
    )
    assert told(problems) == [f"{place} unknown-weight" for place in (forced, used)]
    assert {each.hint for each in problems} == {"did you mean violations?"}


def test_a_weight_may_force_one_verdict_only() -> None:
    problems, (place,) = read(
        ("forced-by: violation}", "forced-by: ^violation}"),
        ("tone: good", "tone: good, forced-by: violation"),
    )
    assert told(problems) == [f"{place} forced-twice"]


def test_two_answers_with_one_label_are_refused_at_the_second() -> None:
    problems, (place,) = read(("{label: Blue}", "{label: ^Red or pink}"))
    assert told(problems) == [f"{place} same-label"]
    assert "red" in problems[0].message and "blue" in problems[0].message


def test_answers_of_different_questions_may_have_one_label() -> None:
    assert read(("{label: A little, idle: Harmless.}", "{label: Blue}")) == ([], [])


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([("  often:\n", "  ^end:\n"), ("when: {often: yes}", "when: {end: yes}")], id="end"),
        pytest.param(
            [("  often:\n", "  ^found:\n"), ("when: {often: yes}", "when: {amount: much}")], id="found"
        ),
        pytest.param([("      blue: {", "      ^unsure: {"), ("[red, blue]", "[red]")], id="unsure"),
        pytest.param([("      blue: {", "      ^found: {"), ("[red, blue]", "[red]")], id="an answer found"),
        pytest.param(
            [("bright: [red, blue]", "^plain: [red]"), ("{colour: bright,", "{colour: plain,")], id="group"
        ),
    ],
)
def test_a_reserved_id_is_refused_where_it_stands(edits: list[tuple[str, str]]) -> None:
    problems, (place,) = read(*edits)
    assert f"{place} reserved" in told(problems)


def test_a_group_without_members_is_refused() -> None:
    problems, (place,) = read(("bright: [red, blue]", "^bright: []"))
    assert told(problems) == [f"{place} empty-group"]


@pytest.mark.parametrize(
    "condition", ["^{}", "^[]", "[{often: yes}, ^{}]"], ids=["mapping", "list", "mapping in a list"]
)
def test_an_empty_condition_is_refused_where_it_stands(condition: str) -> None:
    problems, (place,) = read(("when: {often: yes}", f"when: {condition}"))
    assert told(problems) == [f"{place} empty-condition"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("when: {colour: red}", "when: {^found: daily}", id="question"),
        pytest.param("when: {often: yes}", "when: {often: yes, ^found: too-much}", id="finding"),
    ],
)
def test_found_is_refused_outside_outcomes_and_invariants(old: str, new: str) -> None:
    problems, (place,) = read((old, new))
    assert told(problems) == [f"{place} found-here"]


def test_a_first_question_with_a_when_is_refused_where_start_names_it() -> None:
    problems, (place,) = read(
        ("start: colour", "start: ^colour"), ("    unsure: red", "    when: {often: yes}")
    )
    assert told(problems) == [f"{place} start-when"]


def test_the_end_cannot_be_the_first_question() -> None:
    problems, (place,) = read(("start: colour", "start: ^end"))
    assert f"{place} unknown-question" in told(problems)


def test_an_answer_that_leads_nowhere_is_refused_where_it_stands() -> None:
    problems, places = read(
        ("yes: {label: Often}", "yes: {label: Often, next: end}"),
        (
            "      no: {label: Rarely, idle: Harmless.}\n    next: end",
            "      ^no: {label: Rarely, idle: Harmless.}",
        ),
    )
    assert told(problems) == [f"{place} no-way-on" for place in places]


def test_a_question_of_which_no_answer_leads_on_is_refused_once() -> None:
    problems, (place,) = read(
        ("    ask: Do you take it often?", "    ^ask: Do you take it often?"),
        ("Rarely, idle: Harmless.}\n    next: end", "Rarely, idle: Harmless.}"),
    )
    assert told(problems) == [f"{place} no-way-on"]


def test_a_question_with_a_when_and_no_way_to_pass_on_is_refused() -> None:
    problems, (place,) = read(
        ("  amount:\n    when", "  amount:\n    ^when"),
        ("{label: A little, idle: Harmless.}", "{label: A little, next: often}"),
        ("{label: A lot of it}\n    next: often", "{label: A lot of it, next: often}"),
    )
    assert told(problems) == [f"{place} no-way-on"]


@pytest.mark.parametrize(
    ("edits", "loop"),
    [
        pytest.param(
            [("    next: end\n\n", "    next: ^amount\n\n")], "amount -> often -> amount", id="two questions"
        ),
        pytest.param([("    next: end\n\n", "    next: ^often\n\n")], "often -> often", id="one question"),
        pytest.param(
            [("label: Rarely", "label: Rarely, next: ^colour")],
            "colour -> amount -> often -> colour",
            id="an answer back to the start",
        ),
        pytest.param(
            [("idle: Harmless.}\n      much", "idle: Harmless., next: ^colour}\n      much")],
            "colour -> amount -> colour",
            id="the second of two ways back to the start",
        ),
    ],
)
def test_a_loop_is_refused_at_the_target_that_closes_it(edits: list[tuple[str, str]], loop: str) -> None:
    problems, (place,) = read(*edits)
    assert told(problems) == [f"{place} loop"]
    assert problems[0].message.endswith(loop)


def test_a_loop_that_no_walk_reaches_is_refused_too() -> None:
    island = "  lost:\n    ask: Lost?\n    why: x\n    answers: {a: {label: A}}\n    next: ^lost\nfindings:"
    problems, (place,) = read(("\nfindings:", island))
    assert told(problems) == [f"{place} loop"]


def test_unknown_names_in_several_parts_come_out_of_one_run() -> None:
    problems, places = read(
        ("next: amount", "next: ^amont"),
        ("when: {colour: red}", "when: {colour: ^rad}"),
        ("weight: note", "weight: ^noto"),
        ("{found: too-much}", "{found: ^to-much}"),
        ("verdict: [stop]", "verdict: [^stopp]"),
    )
    codes = ["question", "answer", "weight", "finding", "verdict"]
    assert told(problems) == [f"{place} unknown-{code}" for place, code in zip(places, codes, strict=True)]


def test_questions_are_ordered_so_that_every_walk_goes_forward() -> None:
    tree, _ = read_tree(TREE, "f.yaml")
    assert tree.order == ("colour", "amount", "often")
    shuffled, _ = edited(
        TREE,
        ("start: colour", "start: often"),
        ("    next: end\n\n", "    next: colour\n\n"),
        ("    next: often\n", "    next: end\n"),
    )
    assert read_tree(shuffled, "f.yaml")[0].order == ("often", "colour", "amount")
