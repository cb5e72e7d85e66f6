"""What is missing from the facts of a walk, and what in them no walk asks: all of it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from wizard.space.fold import State
from wizard.space.masks import bits
from wizard.space.space import judged_space
from wizard.tree.model import Tree
from wizard.walk.walk import read_answer, spread


@dataclass(frozen=True, slots=True)
class Gaps:
    """`missing` are the questions that every walk with these facts asks and that they do not answer,
    ticks by their screen; `moot` are the facts that none of these walks asks for."""

    missing: tuple[str, ...]
    moot: tuple[str, ...]


def gaps_of(tree: Tree, facts: Mapping[str, str]) -> Gaps:
    """The gaps of facts whose questions and answers the tree knows."""
    known = {id: read_answer(tree.questions[id], answer).answer for id, answer in spread(tree, facts).items()}
    always, ever = _asked(tree, known)
    screens = {id: tree.screens[id].questions if id in tree.screens else (id,) for id in facts}
    missing = (tree.questions[id] for id in always if id not in known)
    return Gaps(
        tuple(dict.fromkeys(str(question.screen or question.id) for question in missing)),
        tuple(str(id) for id in facts if not set(ever) & set(screens[id])),
    )


def _asked(tree: Tree, known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The questions that all walks with these answers ask, and those that some do, in the tree's order."""
    space = judged_space(tree)
    ways: dict[State, tuple[State, ...]] = {}
    waiting = [space.start]
    while waiting:
        state = waiting.pop()
        if state.at >= 0 and state not in ways:
            taken, answer = space.steps[state], known.get(tree.order[state.at])
            ways[state] = tuple(taken.values()) if answer is None else (taken[answer],)
            waiting += ways[state]
    always, ever = dict.fromkeys(space.ends, 0), dict.fromkeys(space.ends, 0)
    for state in sorted(ways, key=lambda each: each.at, reverse=True):
        always[state] = reduce(and_, (always[each] for each in ways[state])) | 1 << state.at
        ever[state] = reduce(or_, (ever[each] for each in ways[state])) | 1 << state.at
    return (
        [tree.order[at] for at in bits(always[space.start])],
        [tree.order[at] for at in bits(ever[space.start])],
    )
