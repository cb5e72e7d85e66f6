"""Change plans of the other trees: what is promised comes true, and no cheaper walk keeps the promise."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest

from tests.helpers.brute_force import Reading, whole
from wizard.pack.knowledge import Knowledge, find_root
from wizard.tree.model import END, Tree
from wizard.walk.judge import judge
from wizard.walk.plans import in_order, options, remedies
from wizard.walk.walk import Walk, begin
from wizard.walk.whole import walk_of

ROOT = find_root()
SAMPLE = {"phi": 20, "platform": 8, "incident": 5}
"""How many walks of each tree are compared with every other walk of it."""


@cache
def reading_of(id: str) -> Reading:
    return Reading(whole(Path(ROOT) / "trees" / f"{id}.yaml"))


def random_walk(tree: Tree, random: Random) -> Walk:
    """A walk drawn question by question, answers that end it early left out where others go on."""
    walk = begin(tree)
    while walk.question is not None:
        going_on = [id for id, answer in walk.question.answers.items() if answer.next != END]
        walk = walk.answer(random.choice(going_on or list(walk.question.answers)))
    return walk


@pytest.mark.parametrize("id", SAMPLE)
def test_the_first_plan_to_each_verdict_is_a_cheapest_of_all_walks(knowledge: Knowledge, id: str) -> None:
    tree, reading, random = knowledge.tree(id), reading_of(id), Random(2026)
    every = list(reading.walks())
    drawn = [walk_of(tree, dict(facts)) for facts in random.sample(every, SAMPLE[id])]
    verdicts = [reading.verdict(reading.raised(facts)) for facts in every]
    for walk in drawn:
        costs = [reading.cost(walk.facts, facts) for facts in every]
        for option in options(walk):
            prices = [
                cost
                for cost, verdict in zip(costs, verdicts, strict=True)
                if verdict == option.verdict.id and cost is not None
            ]
            assert [round(10 * plan.effort) for plan in option.plans][:1] == sorted(prices)[:1]


@pytest.mark.parametrize("id", [*SAMPLE, "rollout"])
def test_every_plan_that_is_followed_keeps_its_promise(knowledge: Knowledge, id: str) -> None:
    tree, reading, random = knowledge.tree(id), reading_of(id), Random(2026)
    plans = 0
    for walk in (random_walk(tree, random) for _ in range(40)):
        for plan in (plan for option in options(walk) for plan in option.plans):
            after = plan.follow(walk)
            plans += 1
            assert after.done and judge(tree, after.facts).verdict == plan.verdict
            assert reading.cost(walk.facts, after.facts) == round(10 * plan.effort)
    assert plans


@pytest.mark.parametrize("id", ["whatsapp", "incident", "phi", "platform", "rollout"])
def test_every_change_of_a_plan_says_what_to_do(knowledge: Knowledge, id: str) -> None:
    tree, random, changes = knowledge.tree(id), Random(5), 0
    for walk in (random_walk(tree, random) for _ in range(60)):
        for plan in in_order(options(walk))[:2]:
            told = remedies(walk, plan)
            changes += len(plan.changes)
            assert all(told[each.question] for each in plan.changes), (dict(walk.facts), plan.changes)
    assert changes
