"""Every walk of one tree replayed on another, both folded, so that results are counted exactly.

A step of the leading tree answers a question, and the following one takes up what it has been
told as soon as it asks for it. Questions may have moved, appeared or gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from wizard.space.fold import State
from wizard.space.space import Space


class Pair(NamedTuple):
    """The leading walk's state, the following one's, and what else tells how they differ.

    `told` are facts the following walk has not been asked for yet, `unasked` questions it can no
    longer ask. `stuck` is the question that stops it, with the answer it does not know, "" where
    it asks what the leading walk does not answer; ("", "") while nothing does.
    """

    leading: State
    following: State
    told: frozenset[tuple[str, str]] = frozenset()
    unasked: frozenset[str] = frozenset()
    stuck: tuple[str, str] = ("", "")


def replayed(leading: Space, following: Space) -> Iterator[tuple[Pair, int, dict[str, str]]]:
    """Every kind of ending with the number of its walks and the facts of a shortest one."""
    order = leading.fold.tree.order
    start = _follow(following, Pair(leading.start, following.start))
    counts: dict[Pair, int] = {start: 1}
    facts: dict[Pair, dict[str, str]] = {start: {}}
    waiting: dict[int, list[Pair]] = {start.leading.at: [start]}
    for at, question in enumerate(order):
        for pair in waiting.pop(at, ()):
            walks, known = counts.pop(pair), facts.pop(pair)
            for answer, state in leading.steps[pair.leading].items():
                told = pair.told | {(question, answer)}
                after = _follow(following, pair._replace(leading=state, told=told))
                if after not in counts:
                    counts[after] = 0
                    waiting.setdefault(state.at, []).append(after)
                if after not in facts or len(facts[after]) > len(known) + 1:
                    facts[after] = {**known, question: answer}
                counts[after] += walks
    for pair in waiting.get(-1, ()):
        yield _ended(following, pair), counts[pair], facts[pair]


def _follow(space: Space, pair: Pair) -> Pair:
    """The following walk moved on as far as it has been told, its memory trimmed."""
    tree = space.fold.tree
    state, told = pair.following, dict(pair.told)
    if any(pair.stuck):
        return pair._replace(told=frozenset())
    while state.at >= 0 and tree.order[state.at] in told:
        question = tree.order[state.at]
        answer = told.pop(question)
        if answer not in space.steps[state]:
            return pair._replace(following=space.start, told=frozenset(), stuck=(question, answer))
        state = space.steps[state][answer]
    askable = space.ahead[state].questions
    places = space.fold.index
    kept = frozenset((q, a) for q, a in told.items() if q in places and askable >> places[q] & 1)
    unasked = pair.unasked | (told.keys() - {question for question, _ in kept})
    return Pair(pair.leading, state, kept, unasked)


def _ended(space: Space, pair: Pair) -> Pair:
    """The ending, stuck where the following walk has a question left."""
    if any(pair.stuck) or pair.following.at < 0:
        return pair
    return pair._replace(stuck=(space.fold.tree.order[pair.following.at], ""))
