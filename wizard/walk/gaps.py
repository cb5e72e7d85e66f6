"""What is missing from the facts of a walk, and what in them no walk asks: all of it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.tree.model import Tree
from wizard.walk.walk import Walk, begin, spread

MOST = 200
"""So many ways to go on are looked at; what all of them ask is missing."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """`missing` are the questions that every walk with these facts asks and that they do not answer,
    ticks by their screen; `moot` are the facts that none of these walks asks for."""

    missing: tuple[str, ...]
    moot: tuple[str, ...]


def gaps_of(tree: Tree, facts: Mapping[str, str]) -> Gaps:
    """The gaps of facts whose questions and answers the tree knows."""
    known = spread(tree, facts)
    ends: list[tuple[Walk, tuple[str, ...]]] = []
    waiting: list[tuple[Walk, tuple[str, ...]]] = [(begin(tree), ())]
    while waiting and len(ends) < MOST:
        walk, missing = waiting.pop()
        while walk.question is not None and walk.question.id in known:
            walk = walk.answer(known[walk.question.id])
        question = walk.question
        if question is None:
            ends.append((walk, missing))
        else:
            asked = (*missing, str(question.screen or question.id))
            waiting += [(walk.answer(answer), asked) for answer in question.answers]
    sure = set.intersection(*(set(missing) for _, missing in ends))
    order = [id for _, missing in ends[:1] for id in dict.fromkeys(missing) if id in sure]
    reached = {step.question for walk, _ in ends for step in walk.steps}
    screens = {id: tree.screens[id].questions if id in tree.screens else (id,) for id in facts}
    moot = [str(id) for id in facts if not reached & set(screens[id])]
    return Gaps(tuple(order), tuple(moot))
