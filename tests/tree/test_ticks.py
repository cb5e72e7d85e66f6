"""Questions of which all that apply are ticked, and conditions that count."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.calling import call
from tests.helpers.reading import Reader
from tests.helpers.small import TREE, edited, make_root
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.space.space import judged_space
from wizard.tree.load import read_tree
from wizard.tree.model import Tree
from wizard.walk.facts import wrong_facts
from wizard.walk.judge import judge
from wizard.walk.walk import begin, spread
from wizard.walk.whole import walk_of

OFTEN = """\
    answers:
      yes: {label: Often}
      no: {label: Rarely, idle: Harmless.}
"""
TICKS = """\
    choose: many
    unsure: noon
    answers:
      noon: {label: At noon}
      night: {label: At night}
      dawn: {label: At dawn, idle: Birds do it too.}
      none-of-these: {label: None of these}
    groups:
      dark: [night, dawn]
"""
WITH_NOON = ("noon", "noon,night", "noon,dawn", "noon,night,dawn")
"""All ways to tick with noon among them."""


def text_of(when: str, ticks: str = TICKS) -> str:
    return edited(TREE, (OFTEN, ticks), ("when: {often: yes}", f"when: {when}"))[0]


def tree_of(when: str) -> Tree:
    tree, problems = read_tree(text_of(when), "small.yaml")
    assert problems == []
    return tree


def raised(when: str, ticked: str) -> bool:
    tree = tree_of(when)
    walk = walk_of(tree, {"colour": "blue", "often": ticked})
    return "daily" in {each.finding.id for each in judge(tree, walk.facts).findings}


@pytest.mark.parametrize(
    ("when", "holding"),
    [
        ("{often: noon}", WITH_NOON),
        ("{often: {not: noon}}", ("night", "dawn", "night,dawn", "none-of-these")),
        ("{often: {not: [noon, dark]}}", ("none-of-these",)),
        ("{often: none-of-these}", ("none-of-these",)),
        ("{often: [none-of-these, noon]}", ("none-of-these", *WITH_NOON)),
        ("{often: {at-least: 2, of: [noon, dark]}}", (*WITH_NOON[1:], "night,dawn")),
        ("{often: {at-least: 3, of: [noon, night, dawn]}}", WITH_NOON[3:]),
        ("{often: dark, colour: red}", ()),
    ],
)
def test_a_condition_holds_for_the_ticks_it_says(when: str, holding: Collection[str]) -> None:
    ways = [*WITH_NOON, "night", "dawn", "night,dawn", "none-of-these"]
    assert {ticked for ticked in ways if raised(when, ticked)} == set(holding)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("{often: moon}", "unknown-answer"),
        ("{often: {not: moon}}", "unknown-answer"),
        ("{often: {nor: noon}}", "unknown-key"),
        ("{often: {at-least: 2}}", "missing-field"),
        ("{often: {at-least: 4, of: [noon, night, dawn]}}", "wrong-value"),
        ("{at-least: 1, of: [daily]}", "found-later"),
        ("{at-least: 3, of: [too-much]}", "wrong-value"),
        ("{at-least: 1}", "missing-field"),
        ("{of: [too-much]}", "missing-field"),
    ],
)
def test_a_condition_that_cannot_be_meant_is_refused(when: str, code: str) -> None:
    assert {each.code for each in read_tree(text_of(when), "f.yaml")[1]} >= {code}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("      none-of-these: {label: None of these}\n", "", "no-none"),
        ("{label: At noon}", "{label: At noon, next: end}", "wrong-value"),
        ("[night, dawn]", "[night, none-of-these]", "wrong-value"),
        ("unsure: noon", "unsure: moon", "unknown-answer"),
        ("choose: many", "choose: many\n    number: {unit: x, bands: {noon: '>=0'}}", "wrong-value"),
    ],
)
def test_ticks_of_the_wrong_form_are_refused(old: str, new: str, code: str) -> None:
    ticks, _ = edited(TICKS, (old, new))
    assert {each.code for each in read_tree(text_of("{often: noon}", ticks), "f.yaml")[1]} >= {code}


def test_at_least_counts_findings_of_weights_that_stand_before() -> None:
    tree = tree_of("{at-least: 1, of: [too-much]}")
    for amount in ("much", "little"):
        walk = walk_of(tree, {"colour": "red", "amount": amount, "often": "noon"})
        ids = {each.finding.id for each in judge(tree, walk.facts).findings}
        assert ("daily" in ids) == ("too-much" in ids)


def test_what_cannot_be_ticked_is_refused_with_what_can() -> None:
    walk = begin(tree_of("{often: noon}")).answer("blue")
    for wrong in ("moon", "noon,none-of-these", "", "noon,,night"):
        with pytest.raises(Refused, match="allowed: none-of-these"):
            walk.tick(wrong)
    assert walk.tick("unsure").assumed == {"often.noon", "often.night", "often.dawn"}
    assert walk.tick("unsure").facts["often.noon"] == "yes"


def test_ticking_again_after_a_change_replaces_the_ticks() -> None:
    walk = begin(tree_of("{often: noon}")).answer("blue").tick("noon,dawn").back()
    assert walk.screen is not None and list(walk.facts) == ["colour"]
    assert [id for id, answer in walk.tick("night").facts.items() if answer == "yes"] == ["often.night"]


def test_the_ticks_of_a_screen_count_as_one_question() -> None:
    start = begin(tree_of("{often: noon}"))
    assert [start.number, start.answer("blue").number] == [1, 2]
    assert start.answer("blue").tick("noon").number == 3
    first = start.answer("blue").answer("no")
    assert first.question is not None and first.question.id == "often.night"
    assert first.number == 2
    space = judged_space(tree_of("{often: noon}"))
    left = {colour: space.ahead[space.at({"colour": colour})] for colour in ("red", "blue", "plain")}
    assert {id: (each.least, each.most) for id, each in left.items()} == {
        "red": (2, 2),  # how much, and the ticks
        "blue": (1, 1),
        "plain": (0, 0),
    }


def test_a_screen_is_ticked_by_numbers_in_line_mode(tmp_path: Path) -> None:
    root = make_root(tmp_path, {"trees/small.yaml": text_of("{often: dark}")})
    reader = Reader(Knowledge(root), "small", "2", "1,4", "1, 3", "q").run()
    assert "often cannot be noon,none-of-these" in " ".join(reader.text.split())
    assert reader.facts == {"colour": "blue", "often.noon": "yes", "often.night": "no", "often.dawn": "yes"}
    assert reader.count("  3  At dawn") == 1


def test_assess_takes_ticks_with_commas_and_reads_its_own_transcript(tmp_path: Path) -> None:
    root = make_root(tmp_path, {"trees/small.yaml": text_of("{often: dark}")})
    facts = ("-a", "colour=blue", "-a", "often=noon,night")
    told = call("--root", str(root), "assess", "small", *facts, "--format", "json")
    assert told.code == 0, told.err
    steps: list[Any] = json.loads(told.out)["steps"]
    assert [(each["question"], each["answer"]) for each in steps[1:]] == [
        ("often.noon", "yes"),
        ("often.night", "yes"),
        ("often.dawn", "no"),
    ]
    file = tmp_path / "walk.json"
    file.write_text(told.out, "utf-8")
    again = call("--root", str(root), "assess", "small", "--answers", str(file), "--format", "json")
    assert again.code == 0, again.err
    assert json.loads(again.out)["steps"] == steps


def test_ticks_given_before_are_told_with_how_several_are_typed(tmp_path: Path) -> None:
    root = make_root(tmp_path, {"trees/small.yaml": text_of("{often: dark}")})
    reader = Reader(Knowledge(root), "small", "2", "1,3", "b", "q").run()
    assert reader.count("Type all that apply") == 2
    again = reader.said[next(at for at, line in enumerate(reader.said) if "Type all" in line) + 1 :]
    marked = [line for line in again if "(your answer before)" in line]
    assert len(marked) == 2 and "At noon" in marked[0] and "At dawn" in marked[1]


def test_ticks_given_as_a_fact_are_read_and_wrong_ones_named() -> None:
    tree = tree_of("{often: dark}")
    for ticked in ("noon", "night,dawn", "none-of-these", "unsure"):
        assert list(wrong_facts(tree, {"often": ticked})) == []
    ((id, wrong),) = wrong_facts(tree, {"often": "noon,dusk"})
    assert id == "often" and "often cannot be noon,dusk; allowed: none-of-these, or some of noon" in str(
        wrong
    )
    ((id, wrong),) = wrong_facts(tree, {"often": "noon,none-of-these"})
    assert id == "often"
    assert set(spread(tree, {"often": "unsure"}).values()) == {"unsure"}
    without = read_tree(text_of("{often: dark}", TICKS.replace("    unsure: noon\n", "")), "small.yaml")[0]
    with pytest.raises(Refused, match="often cannot be unsure"):
        spread(without, {"often": "unsure"})
    with pytest.raises(Refused, match="nothing to tick here"):
        begin(tree).tick("noon")
