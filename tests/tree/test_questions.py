"""What a question of a tree file may say, read as the walk and the plans need it."""

from __future__ import annotations

import pytest

from tests.helpers.small import TREE, edited
from wizard.source.places import Text
from wizard.source.problems import Problem
from wizard.tree.load import read_tree
from wizard.tree.model import Action, Question, Tree

MUCH = "much: {label: A lot of it}"
AMOUNT = f"      little: {{label: A little, idle: Harmless.}}\n      {MUCH}\n"
HOW = "    why: A little does no harm.\n"


def read(*edits: tuple[str, str]) -> tuple[Tree, list[Problem]]:
    return read_tree(edited(TREE, *edits)[0], "small.yaml")


def amount(*edits: tuple[str, str]) -> Question:
    """The question of the amount in a tree with these edits and nothing wrong."""
    tree, problems = read(*edits)
    assert problems == []
    return tree.questions["amount"]


def codes(*edits: tuple[str, str]) -> list[str]:
    return [each.code for each in read(*edits)[1]]


def test_an_answer_is_offered_unless_it_says_never_and_can_be_changed_unless_it_says_fixed() -> None:
    asked = amount((MUCH, "much: {label: A lot of it, offer: never, fixed: true}"))
    assert [(each.offered, each.fixed) for each in asked.answers.values()] == [(True, False), (False, True)]


def test_a_question_of_plain_words_can_be_changed_is_no_purpose_and_easy() -> None:
    asked = amount(("    effort: 2\n", ""))
    assert (asked.fixed, asked.purpose, asked.effort, asked.unsure) == (False, False, 1, None)
    asked = amount(
        ("    effort: 2\n", "    effort: 5\n    fixed: true\n    purpose: true\n    unsure: much\n")
    )
    assert (asked.fixed, asked.purpose, asked.effort, asked.unsure) == (True, True, 5, "much")


@pytest.mark.parametrize(
    ("how", "action"),
    [
        ("Weigh it.", Action(Text("Weigh it."))),
        ("{text: Weigh it.}", Action(Text("Weigh it."), "")),
        ("{text: Weigh it., who: vendor}", Action(Text("Weigh it."), "vendor")),
    ],
)
def test_what_to_do_may_say_who_does_it(how: str, action: Action) -> None:
    assert amount((MUCH, f"much: {{label: x, how: {how}}}")).answers["much"].how == action
    assert codes((MUCH, "much: {label: x, how: {text: x, who: nobody}}")) == ["wrong-value"]
    assert codes((MUCH, "much: {label: x, how: {who: you}}")) == ["missing-field"]


@pytest.mark.parametrize(
    ("settle", "tree", "gives"),
    [
        ("other", "other", {}),
        ("{tree: other, gives: {fine: little, bad: much}}", "other", {"fine": "little", "bad": "much"}),
    ],
)
def test_another_tree_may_settle_a_question(settle: str, tree: str, gives: dict[str, str]) -> None:
    asked = amount((HOW, f"{HOW}    settle: {settle}\n"))
    assert (asked.settle, asked.gives) == (tree, gives)


@pytest.mark.parametrize(
    ("settle", "code", "hint"),
    [
        ("{tree: other, gives: {fine: litle}}", "unknown-answer", "did you mean little?"),
        ("{tree: other, gives: {fine: [little]}}", "unknown-answer", ""),
        ("{tree: other}", "missing-field", "add gives: ..."),
        ("{tree: other, gives: {}}", "missing-field", ""),
        ("{gives: {fine: little}}", "missing-field", "add tree: ..."),
    ],
)
def test_what_another_tree_settles_must_be_an_answer(settle: str, code: str, hint: str) -> None:
    (problem,) = read((HOW, f"{HOW}    settle: {settle}\n"))[1]
    assert (problem.code, problem.hint) == (code, hint)


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("unit: g, decimals: 0", []),
        ("unit: g, decimals: 4", []),
        ("unit: g, decimals: 5", ["wrong-value"]),
        ("unit: g, least: 0", []),
        ("unit: g, least: 99999999", []),
        ("unit: g, least: -1", ["wrong-value"]),
        ("decimals: 0", ["missing-field"]),
    ],
)
def test_a_number_says_what_it_counts_from_where_and_how_exactly(number: str, wrong: list[str]) -> None:
    bands = 'bands: {little: "<=99999999", much: ">99999999"}'
    assert codes((f"    answers:\n{AMOUNT}", f"    number: {{{number}, {bands}}}\n")) == wrong


def test_a_number_begins_at_its_least_in_steps_of_its_last_place() -> None:
    bands = '{little: "3 to 5", much: ">5"}'
    number = f"    number: {{unit: g, least: 2, decimals: 2, bands: {bands}}}\n"
    (problem,) = read((f"    answers:\n{AMOUNT}", number))[1]
    assert problem.message.endswith("no band holds 2.00")
    number = number.replace("3 to 5", "<=5")
    asked = amount((f"    answers:\n{AMOUNT}", number))
    assert asked.bands is not None and (asked.bands.least, asked.bands.unit) == (200, "g")


def test_a_band_may_have_words_of_its_own_and_two_bands_may_not_share_them() -> None:
    number = '    number: {unit: g, bands: {little: "<5", much: ">=5"}}\n'
    plain = f"    answers:\n{AMOUNT}"
    asked = amount((plain, f"{number}    answers: {{much: {{label: Plenty}}}}\n"))
    assert [each.label for each in asked.answers.values()] == ["Less than 5 g", "Plenty"]
    same = f"{number}    answers: {{much: {{label: Less than 5 g}}}}\n"
    (problem,) = read((plain, same))[1]
    assert (problem.code, problem.column) == ("same-label", 29)


@pytest.mark.parametrize(("count", "wrong"), [(2, []), (1, ["no-none"])])
def test_two_ticks_are_enough_and_one_is_none(count: int, wrong: list[str]) -> None:
    ticks = "".join(f"      t{at}: {{label: T{at}, idle: x}}\n" for at in range(count))
    edits = (
        (
            "      yes: {label: Often}\n      no: {label: Rarely, idle: Harmless.}\n",
            f"{ticks}      none-of-these: {{label: None}}\n    choose: many\n",
        ),
        ("when: {often: yes}", "when: {often: t0}"),
    )
    assert codes(*edits) == wrong


TICKS = """\
      noon: {label: At noon, fixed: true, offer: never, how: Wait.}
      night: {label: At night, idle: Dark.}
      none-of-these: {label: None of these}
    choose: many
    effort: 3
    purpose: true
    learn: help/often.md
    find-out: Look.
"""


MORE = "  more: {ask: More?, why: x, answers: {a: {label: A}, b: {label: B}}, next: end}\n"


def test_each_tick_is_a_question_that_says_what_the_screen_says() -> None:
    tree, problems = read(
        ("      yes: {label: Often}\n      no: {label: Rarely, idle: Harmless.}\n", TICKS),
        ("    why: It adds up.\n", "    why: It adds up.\n    when: {colour: red}\n"),
        ("when: {often: yes}", "when: {often: noon}"),
        ("    next: end\n\nfindings:", f"    next: more\n{MORE}\nfindings:"),
    )
    assert problems == []
    noon, night = (tree.questions[f"often.{id}"] for id in ("noon", "night"))
    for each in (noon, night):
        told = (each.screen, each.effort, each.purpose, each.learn, each.find_out, each.unsure)
        assert told == ("often", 3, True, "help/often.md", "Look.", None)
    assert noon.ask == "Do you take it often? “At noon”"
    assert noon.when is not None and night.when is None
    assert noon.next == night.next == "more"
    assert [each.next for each in noon.answers.values()] == ["often.night", "often.night"]
    assert [each.next for each in night.answers.values()] == ["more", "more"]
    yes, no = noon.answers["yes"], noon.answers["no"]
    assert (yes.fixed, yes.offered, yes.how) == (True, False, Action(Text("Wait.")))
    assert (no.fixed, no.offered, no.how) == (False, True, None)
    assert night.answers["yes"].idle == "Dark."
