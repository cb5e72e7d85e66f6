"""What is asked stays short: the main tree's walks are at most one screen longer than when it was new."""

from __future__ import annotations

from collections import Counter
from statistics import median

import pytest

from tests.conftest import EXAMPLES, example
from wizard.pack.knowledge import Knowledge
from wizard.space.fold import Fold, State
from wizard.tree.model import Tree

BEFORE = 12
"""The median of all walks of the main tree as it first was, and the length of its first example."""

MEDIANS = {"whatsapp": BEFORE + 1, "incident": 14, "phi": 5, "platform": 11, "rollout": 20}
"""The most screens that half of all walks of a tree may need."""


def lengths(tree: Tree) -> Counter[int]:
    """How many walks of a tree show so many screens; the ticks of one question stand on one."""
    fold = Fold(tree)
    first = {screen.questions[0] for screen in tree.screens.values()}
    known: dict[State, Counter[int]] = {}

    def ahead(state: State) -> Counter[int]:
        if state.at < 0:
            return Counter({0: 1})
        if state not in known:
            question = tree.questions[tree.order[state.at]]
            shown = question.screen is None or question.id in first
            known[state] = Counter()
            for answer in question.answers:
                for length, walks in ahead(fold.step(state, answer)).items():
                    known[state][length + shown] += walks
        return known[state]

    return ahead(fold.start())


def middle(counted: Counter[int]) -> int:
    """The median of lengths, each counted as often as it occurs."""
    seen = 0
    for length in sorted(counted):
        seen += counted[length]
        if 2 * seen >= counted.total():
            return length
    raise AssertionError("no walks")


@pytest.mark.parametrize("id", MEDIANS)
def test_half_of_all_walks_are_short(knowledge: Knowledge, id: str) -> None:
    assert middle(lengths(knowledge.tree(id))) <= MEDIANS[id]


def test_lengths_count_every_walk_once(whatsapp: Tree) -> None:
    assert lengths(whatsapp).total() == 22_912_218
    assert middle(Counter({1: 2, 4: 3})) == median([1, 1, 4, 4, 4])


def test_the_first_example_is_at_most_one_question_longer() -> None:
    assert next(iter(EXAMPLES)) == "texted-phi-no-baa"
    assert len(example("texted-phi-no-baa")) <= BEFORE + 1
