"""Which fixed facts are named where no change that a reader can make leads to a better verdict."""

from __future__ import annotations

from tests.helpers.plans import of_facts
from tests.helpers.random_trees import follow
from wizard.tree.model import Tree
from wizard.walk.plans import options


def named(tree: Tree) -> dict[str, tuple[str, ...]]:
    """For each better verdict that is out of reach, the fixed facts named, from a walk of all x."""
    offered = options(follow(tree, dict.fromkeys(tree.questions, "x")))
    assert not any(option.plans for option in offered)
    return {option.verdict.id: option.fixed for option in offered}


def test_the_one_fixed_fact_in_the_way_is_named_and_no_other() -> None:
    assert named(of_facts(3, [{"b": "x"}]))["good"] == ("b",)


def test_two_fixed_facts_that_are_both_in_the_way_are_named() -> None:
    assert named(of_facts(3, [{"a": "x"}, {"c": "x"}]))["good"] == ("a", "c")


def test_the_fewest_fixed_facts_in_the_way_are_named() -> None:
    harmed = [{first: "x", second: "x"} for first in "ab" for second in "cde"]
    assert named(of_facts(5, harmed))["good"] == ("a", "b")


def test_more_than_two_fixed_facts_in_the_way_are_named_without_those_that_are_not() -> None:
    assert named(of_facts(5, [{"b": "x"}, {"c": "x"}, {"e": "x"}]))["good"] == ("b", "c", "e")


def test_nothing_is_named_where_no_walk_at_all_has_the_verdict() -> None:
    assert named(of_facts(2, [{"a": "x"}]))["fair"] == ()
