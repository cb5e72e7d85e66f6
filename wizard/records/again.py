"""A walk taken again from what a record says was answered: `replay` and `sessions resume` use it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from wizard.source.problems import Refused
from wizard.transcript.claims import ClaimedStep
from wizard.tree.model import Tree
from wizard.walk.ahead import settle
from wizard.walk.walk import UNSURE, Walk, begin

Find = Callable[[str], Tree]
"""Finds a tree by its id, as `Knowledge.tree` does."""


def walk_again(find: Find, id: str, steps: Iterable[ClaimedStep], complete: bool, day: str = "") -> Walk:
    """The walk of these steps through the tree as it is now; `complete`: it was taken to its end.

    `day` is the ISO day that its deadlines count from, where one was given.

    Raises `Refused` when the tree no longer asks, or takes, what was answered.
    """
    walk = begin(find(id))
    for step in steps:
        walk = taken(find, walk, step)
    if walk.current is not None and complete:
        raise Refused(f"{walk.current} is asked now, and was not answered")
    return replace(walk.finish(), day=date.fromisoformat(day) if day else None)


def taken(find: Find, walk: Walk, step: ClaimedStep) -> Walk:
    """The walk with one step more. Raises `Refused` when it is not what is asked, or not an answer to it."""
    if walk.current != step.question:
        instead = f"{walk.current} is asked" if walk.current is not None else "nothing is asked any more"
        raise Refused(f"where {step.question} was answered, {instead}")
    by = step.settled_by
    if by is not None:
        # It may have been finished early, once its verdict was sure.
        done = settle(walk, walk_again(find, by.tree, by.steps, complete=False))
        if done.facts[step.question] != step.answer:
            raise Refused(f"the walk of {by.tree} no longer gives {step.answer} to {step.question}")
        return done
    answer = UNSURE if step.assumed else step.given or step.answer
    today = date.fromisoformat(step.on) if step.on else walk.today
    return replace(replace(walk, today=today).answer(answer), today=walk.today)
