"""Ticks, bands and counts mean what design says, on every walk of random trees, by brute force."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.random_trees import Case, follow, second_cases
from wizard.space.cover import cover
from wizard.space.fold import Fold
from wizard.space.space import explore
from wizard.walk.ahead import look
from wizard.walk.judge import judge
from wizard.walk.plans import options


@settings(max_examples=150)
@given(each=second_cases())
def test_every_walk_is_judged_as_the_document_says(each: Case) -> None:
    for walk in each.walks:
        found = judge(each.tree, follow(each.tree, walk.facts).facts)
        assert {one.finding.id for one in found.findings} == set(walk.raised)
        assert found.verdict.id == walk.verdict
        assert (found.outcome.id if found.outcome else None) == walk.outcome


@settings(max_examples=150)
@given(each=second_cases())
def test_the_fold_counts_every_walk_and_finds_what_each_breaks(each: Case) -> None:
    space = explore(Fold(each.tree, invariants=each.tree.invariants))
    assert space.walks == len(each.walks)
    for walk in each.walks:
        end = space.at(walk.facts)
        assert space.fold.broken(end) == each.reading.broken(walk.facts, walk.raised, walk.verdict)


@settings(max_examples=60)
@given(each=second_cases(), data=st.data())
def test_first_plans_are_cheapest_and_keep_the_purpose_where_they_can(
    each: Case, data: st.DataObject
) -> None:
    walk = data.draw(st.sampled_from(each.walks))
    for option in options(follow(each.tree, walk.facts)):
        prices = [
            price
            for other in each.walks
            if other.verdict == option.verdict.id
            if (price := each.reading.price(walk.facts, other.facts)) is not None
        ]
        found = [(len(plan.gives_up), round(10 * plan.effort)) for plan in option.plans]
        assert found[:1] == sorted(prices)[:1]
        assert found == sorted(found)


@settings(max_examples=60)
@given(each=second_cases())
def test_the_cover_uses_every_answer_and_every_tick(each: Case) -> None:
    used = {fact for walk in cover(each.tree).walks for fact in walk.items()}
    assert used == {fact for walk in each.walks for fact in walk.facts.items()}


@settings(max_examples=60)
@given(each=second_cases(), data=st.data())
def test_the_ticks_of_one_screen_count_as_one_question(each: Case, data: st.DataObject) -> None:
    walk = data.draw(st.sampled_from(each.walks))
    lengths = {len({id.split(".")[0] for id in other.facts}) for other in each.walks}
    ahead = look(follow(each.tree, {}))
    assert (ahead.least, ahead.most) == (min(lengths), max(lengths))
    assert follow(each.tree, walk.facts).number == len({id.split(".")[0] for id in walk.facts}) + 1


@settings(max_examples=100)
@given(each=second_cases(), data=st.data())
def test_ticking_a_screen_gives_the_facts_of_its_ticks_and_back_undoes_it_whole(
    each: Case, data: st.DataObject
) -> None:
    walk = data.draw(st.sampled_from(each.walks))
    steps = list(walk.facts.items())
    at = follow(each.tree, {})
    while at.question is not None:
        before, screen = at, at.screen
        if screen is None:
            at = at.answer(walk.facts[at.question.id])
        else:
            ticked = [tick for tick in screen.labels if walk.facts[screen.question(tick)] == "yes"]
            at = at.tick(",".join(ticked) or "none-of-these")
        assert list(at.facts.items()) == steps[: len(at.steps)]
        assert at.back().facts == before.facts
        assert at.back().current == before.current
