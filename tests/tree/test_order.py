"""The order of questions and the loops that forbid one, on random ways on, by brute force."""

from __future__ import annotations

from itertools import pairwise, permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.tree.order import forward_order, loop

IDS = "abcde"
Ways = dict[str, list[str]]
WAYS = st.permutations(IDS).flatmap(
    lambda ids: st.fixed_dictionaries(
        {id: st.lists(st.sampled_from(IDS), max_size=2, unique=True) for id in ids}
    )
)
FORWARD = WAYS.map(lambda ways: {id: [each for each in ways[id] if each > id] for id in ways})


def reached(ways: Ways, start: str) -> set[str]:
    """The questions that can be come to after `start`."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = set(ways[waiting.pop()]) - found
        found |= new
        waiting += new
    return found


@given(WAYS)
def test_a_loop_is_named_as_it_goes_round_from_the_question_that_stands_first(ways: Ways) -> None:
    found = loop(ways)
    assert bool(found) == any(id in reached(ways, id) for id in ways)
    if found:
        assert found[0] == found[-1] == min(found, key=list(ways).index)
        assert all(after in ways[before] for before, after in pairwise(found))
        assert len(set(found)) == len(found) - 1


@settings(max_examples=50)
@given(FORWARD)
def test_questions_are_ordered_forward_and_else_as_they_stand(ways: Ways) -> None:
    asked = {"a", *reached(ways, "a")}
    rest = ways.keys() - asked
    before = [(one, other) for one in ways for other in ways[one] if one in asked or other in rest]
    before += product(asked, rest)
    place = {id: at for at, id in enumerate(ways)}
    fitting = [
        order
        for order in permutations(ways)
        if all(order.index(one) < order.index(other) for one, other in before)
    ]
    assert forward_order(ways, "a") == min(fitting, key=lambda order: [place[id] for id in order])
