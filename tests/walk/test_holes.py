"""Small trees in which a plan, a carried fact or an assumption changes if one rule is forgotten."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.brute_force import Document
from tests.helpers.random_trees import Case, Judged, cases, follow, load
from tests.walk.test_plans import drawn, offered, price, prices, rank
from wizard.space.fold import State
from wizard.walk.ahead import assumptions
from wizard.walk.cheapest import Search
from wizard.walk.plans import options, remedies
from wizard.walk.walk import UNSURE, Step, begin


def document(questions: Document, findings: Document, verdicts: Document) -> Document:
    """A tree with an outcome for each verdict; each question has its answers, and leads to the next."""
    ids = list(questions)
    return {
        "tree": "small",
        "title": "Small",
        "version": "1",
        "reviewed": "2026-01-01",
        "start": ids[0],
        "verdicts": {id: {"label": id, "tone": "info", **forced} for id, forced in verdicts.items()},
        "questions": {
            id: {"ask": "What?", "why": "Because.", "next": following, **questions[id]}
            for id, following in zip(ids, [*ids[1:], "end"], strict=True)
        },
        "findings": {id: {"says": "So it is.", **each} for id, each in findings.items()},
        "outcomes": {id: {"verdict": id, "page": "page.md"} for id in verdicts},
    }


def answers(*ids: str) -> Document:
    return {id: {"label": id} for id in ids}


NEEDS_DIFFER = document(
    {
        "way": {"answers": answers("bad", "one", "two")},
        "more": {"when": {"way": ["one", "two"]}, "answers": answers("x", "y")},
    },
    {
        "is-bad": {"weight": "harm", "when": {"way": "bad"}},
        "one-y": {"weight": "harm", "when": {"way": "one", "more": "y"}},
        "two-x": {"weight": "harm", "when": {"way": "two", "more": "x"}},
    },
    {"good": {}, "poor": {"forced-by": "harm"}},
)
"""Either way is as cheap, but what is asked anew must be answered otherwise on each."""


def test_beside_another_change_what_is_asked_anew_may_be_answered_otherwise() -> None:
    [option] = options(follow(load(NEEDS_DIFFER), {"way": "bad"}))
    [plan] = option.plans
    assert [(change.after, change.others) for change in plan.changes] == [("one", ("two",))]
    assert plan.needs == (("more", "x"),)


LIGHTER = document(
    {"way": {"answers": answers("bad", "heavy", "heavier", "light")}},
    {
        "is-bad": {"weight": "harm", "when": {"way": "bad"}},
        "first": {"weight": "doubt", "when": {"way": ["heavy", "heavier", "light"]}},
        "second": {"weight": "doubt", "when": {"way": ["heavy", "heavier"]}},
        "third": {"weight": "doubt", "when": {"way": "heavier"}},
    },
    {"good": {}, "fair": {"forced-by": "doubt"}, "poor": {"forced-by": "harm"}},
)
"""Three answers do as well and cost as much; the last of them raises the fewest findings."""


def test_of_answers_that_do_as_well_the_lightest_is_taken() -> None:
    fair = options(follow(load(LIGHTER), {"way": "bad"}))[1]
    assert [(one.after, one.others) for plan in fair.plans for one in plan.changes] == [
        ("light", ("heavy", "heavier"))
    ]


def weight(each: Case, facts: dict[str, str]) -> list[int]:
    """How many findings force each verdict, the worst verdict first."""
    counts = Counter(rank(each, finding) for finding in each.reading.raised(facts))
    return [counts[place] for place in reversed(range(len(each.reading.ranks)))]


def one_apart(
    each: Case, walk: Judged, facts: dict[str, str], verdict: str, cost: tuple[int, int]
) -> list[Judged]:
    """The walks with this verdict at this price that differ from these facts in one answer only."""
    return [
        other
        for paid, other in prices(each, walk, verdict)
        if paid == cost
        and other.facts.keys() == facts.keys()
        and sum(other.facts[id] != answer for id, answer in facts.items()) == 1
    ]


@settings(max_examples=200)
@given(each=cases(), data=st.data())
def test_no_plan_is_heavier_than_one_with_another_answer_that_does_as_well(
    each: Case, data: st.DataObject
) -> None:
    walk = drawn(data, each)
    for option in offered(each, walk):
        for plan in option.plans:
            facts = dict(plan.facts)
            changed = {change.question for change in plan.changes}
            for other in one_apart(each, walk, facts, option.verdict.id, price(plan)):
                [apart] = [id for id in facts if other.facts[id] != facts[id]]
                if apart not in walk.facts or (apart in changed and not plan.needs):
                    assert weight(each, facts) <= weight(each, other.facts)


class Watched(Search):
    """A search that may not be asked for a way on where a walk has ended."""

    def steps(self, state: State) -> list[tuple[str, int, State]]:
        assert state.at >= 0, "a walk that has ended goes on"
        return super().steps(state)


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_a_verdict_is_reachable_where_a_walk_that_can_be_had_has_it(each: Case, data: st.DataObject) -> None:
    walk = drawn(data, each)
    for id, verdict in each.tree.verdicts.items():
        search = Watched(each.tree, walk.facts, verdict)
        assert search.reachable() == bool(prices(each, walk, id))


CARRIED = document(
    {
        "shared": {"answers": answers("x", "y"), "unsure": "x"},
        "known": {"answers": answers("x", "y"), "unsure": "y"},
        "plain": {"answers": answers("x", "y")},
        "own": {"answers": answers("z")},
    },
    {},
    {"good": {}},
)


def test_facts_of_another_tree_are_taken_up_as_far_as_this_one_has_them() -> None:
    facts = {"shared": "x", "known": "x", "plain": "x", "own": "x", "elsewhere": "x"}
    walk = begin(load(CARRIED), facts, assumed={"shared", "known", "plain", "elsewhere"})
    assert walk.steps == (Step("shared", "x", assumed=True), Step("known", "x"), Step("plain", "x"))
    assert walk.current == "own" and walk.kept == {}


def test_a_fact_that_was_known_there_is_not_assumed_here() -> None:
    walk = begin(load(CARRIED), {"shared": "x"})
    assert walk.steps == (Step("shared", "x"),)


@pytest.mark.parametrize("bad", ["y", "z"])
def test_what_to_find_out_names_first_the_answer_that_would_change_the_verdict(bad: str) -> None:
    tree = document(
        {"first": {"answers": answers("x", "y", "z"), "unsure": "x"}},
        {"harmed": {"weight": "harm", "when": {"first": bad}}},
        {"good": {}, "poor": {"forced-by": "harm"}},
    )
    [told] = assumptions(begin(load(tree)).answer(UNSURE))
    other = "z" if bad == "y" else "y"
    assert [(answer, [str(each.id) for each in left]) for answer, left in told.others] == [
        (bad, ["poor"]),
        (other, ["good"]),
    ]


STAYS = document(
    {"one": {"answers": answers("bad", "right")}, "two": {"answers": answers("bad", "right")}},
    {
        "first": {"weight": "harm", "when": {"one": "bad"}},
        "second": {"weight": "harm", "when": {"two": "bad"}},
        "either-way": {"weight": "doubt", "when": {"one": ["bad", "right"], "two": ["bad", "right"]}},
        "silent": {"weight": "doubt", "when": {"two": ["bad", "right"]}},
    },
    {"fair": {"forced-by": "doubt"}, "poor": {"forced-by": "harm"}},
)
"""Both answers are to be changed, and two findings stay: one of both with a remedy, one without any."""
STAYS["findings"]["either-way"]["remedy"] = "Watch it."


def test_what_is_still_to_mend_stands_once_and_only_where_there_is_something_to_do() -> None:
    walk = follow(load(STAYS), {"one": "bad", "two": "bad"})
    [option] = options(walk)
    [plan] = option.plans
    assert remedies(walk, plan) == {"one": ("Watch it.",), "two": ()}


TYPED = document(
    {
        "size": {
            "answers": answers("small", "large"),
            "number": {"unit": "grams", "bands": {"small": "<5", "large": ">=5"}},
        },
        "since": {
            "answers": answers("new", "old"),
            "day": {"bands": {"new": "<=30 days ago", "old": ">=31 days ago"}},
        },
        "sure": {"answers": answers("yes", "no"), "unsure": "no"},
        "way": {"answers": answers("bad", "right")},
    },
    {"is-bad": {"weight": "harm", "when": {"way": "bad"}}},
    {"good": {}, "poor": {"forced-by": "harm"}},
)


def test_following_a_plan_keeps_what_was_typed_and_assumed_and_its_days() -> None:
    tree, today = load(TYPED), date(2026, 3, 1)
    walk = replace(begin(tree), today=today)
    for answer in ("4", "2026-02-20", UNSURE, "bad"):
        walk = walk.answer(answer)
    walk = replace(walk, day=date(2026, 2, 1))
    [option] = options(walk)
    after = option.plans[0].follow(walk)
    assert after.done and after.facts == {**walk.facts, "way": "right"}
    assert after.steps[:3] == walk.steps[:3]
    assert (after.steps[0].given, after.steps[1].on, after.assumed) == (
        "4",
        "2026-03-01",
        frozenset({"sure"}),
    )
    assert (after.day, after.today) == (walk.day, today)
