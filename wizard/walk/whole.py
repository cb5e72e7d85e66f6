"""A whole walk from all its facts at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from wizard.source.problems import Refused
from wizard.tree.model import Tree
from wizard.walk.deadlines import read_day
from wizard.walk.walk import Walk, begin, spread


def walk_of(tree: Tree, facts: Mapping[str, str], day: str | None = None, today: date | None = None) -> Walk:
    """The finished walk of these facts, ticks by the id of their screen or one by one.

    `day` is what the tree's deadlines count from, `today` the day of the walk.

    Raises `Refused` when an answer is missing, or answers a question that the walk does not ask.
    """
    walk, facts = replace(begin(tree), today=today), spread(tree, facts)
    while walk.question is not None:
        question = walk.question
        if question.id not in facts:
            choices = "\n         ".join(f"{id}: {each.label}" for id, each in question.answers.items())
            unsure = "\n         unsure: I don't know" if question.unsure else ""
            raise Refused(
                f"no answer to {question.id}: {question.ask}\n       Allowed:\n         {choices}{unsure}"
            )
        walk = walk.answer(facts[question.id])
    asked = {step.question for step in walk.steps}
    moot = [f"this walk does not ask {id}; leave {id}={facts[id]} out" for id in facts if id not in asked]
    if moot:
        raise Refused("\n       ".join(moot))
    if day is None:
        return walk
    if tree.date is None:
        raise Refused(f"the tree {tree.id} counts no deadlines; leave --day out")
    return replace(walk, day=read_day(day, today or date.today()))
