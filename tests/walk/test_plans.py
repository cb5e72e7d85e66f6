"""Change plans: cheapest, honest about what they change, and never missed, by brute force."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import example
from tests.helpers.plans import covers, of_facts
from tests.helpers.random_trees import Case, Judged, cases, follow
from tests.helpers.small import TREE
from wizard.tree.load import read_tree
from wizard.tree.model import Tree
from wizard.walk.judge import judge
from wizard.walk.plans import Options, Plan, first_plan, in_order, options, remedies
from wizard.walk.walk import begin
from wizard.walk.whole import walk_of

Changes = frozenset[tuple[str, str]]

ROUTES = 3
"""At most so many routes lead to one verdict."""


def drawn(data: st.DataObject, each: Case) -> Judged:
    """One walk of the tree, a bad one where there is a choice."""
    worst = max(each.reading.ranks[walk.verdict] for walk in each.walks)
    bad = [walk for walk in each.walks if each.reading.ranks[walk.verdict] == worst]
    return data.draw(st.sampled_from(bad if data.draw(st.booleans()) else each.walks))


def offered(each: Case, walk: Judged) -> tuple[Options, ...]:
    return options(follow(each.tree, walk.facts))


def changes_of(before: Judged, after: Judged) -> Changes:
    """What differs between two walks among the questions that both ask."""
    return frozenset(
        (id, answer) for id, answer in after.facts.items() if before.facts.get(id, answer) != answer
    )


def prices(each: Case, walk: Judged, verdict: str) -> list[tuple[tuple[int, int], Judged]]:
    """The walks with a verdict that can be had from this one, with purposes given up and cost."""
    costs = [
        (each.reading.price(walk.facts, other.facts), other)
        for other in each.walks
        if other.verdict == verdict
    ]
    return [(cost, other) for cost, other in costs if cost is not None]


def price(plan: Plan) -> tuple[int, int]:
    """What a plan is ranked by."""
    return len(plan.gives_up), round(10 * plan.effort)


def listed(plan: Plan) -> Changes:
    return frozenset((change.question, change.after) for change in plan.changes)


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_every_better_verdict_is_answered_best_first(each: Case, data: st.DataObject) -> None:
    walk = drawn(data, each)
    better = each.reading.better(walk.verdict)
    assert [option.verdict.id for option in offered(each, walk)] == better


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_the_first_route_is_a_cheapest_one_and_the_next_are_the_cheapest_that_are_different(
    each: Case, data: st.DataObject
) -> None:
    walk = drawn(data, each)
    better: list[Plan] = []
    for option in offered(each, walk):
        left = prices(each, walk, option.verdict.id)
        for plan in option.plans:
            assert price(plan) == min(cost for cost, _ in left)
            left = [
                (cost, other)
                for cost, other in left
                if not any(covers(earlier, changes_of(walk, other)) for earlier in [plan, *better])
            ]
        assert len(option.plans) == ROUTES or not left
        better += option.plans


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_the_other_answers_that_would_do_as_well_are_all_named_and_no_more(
    each: Case, data: st.DataObject
) -> None:
    walk = drawn(data, each)
    for option in offered(each, walk):
        ways = prices(each, walk, option.verdict.id)
        for plan in option.plans:
            for change in plan.changes:
                named = set()
                for cost, other in ways:
                    found = other.facts.get(change.question)
                    told = {**walk.facts, **dict(listed(plan)), change.question: found}
                    if cost == price(plan) and all(told.get(id, it) == it for id, it in other.facts.items()):
                        named.add(found)
                assert {change.after, *change.others} == named - {None, change.before}


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_a_plan_that_is_followed_reaches_its_verdict_at_its_price(each: Case, data: st.DataObject) -> None:
    walk = drawn(data, each)
    for option in offered(each, walk):
        for plan in option.plans:
            facts = dict(plan.facts)
            assert plan.follow(follow(each.tree, walk.facts)).facts == facts
            assert plan.follow(follow(each.tree, walk.facts)).current is None
            assert plan.verdict == option.verdict
            assert each.reading.verdict(each.reading.raised(facts)) == option.verdict.id
            assert price(plan) == each.reading.price(walk.facts, facts)
            assert list(plan.gives_up) == each.reading.gives_up(walk.facts, facts)
            fixed = {id for id, answer in plan.needs if each.reading.is_fixed(id, answer)}
            assert plan.only_if == fixed


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_changing_the_walk_as_a_plan_says_leads_where_the_plan_does(each: Case, data: st.DataObject) -> None:
    walk = drawn(data, each)
    for option in offered(each, walk):
        for plan in option.plans:
            answers = {**walk.facts, **dict(plan.needs), **dict(listed(plan))}
            followed = begin(each.tree)
            while followed.current is not None:
                followed = followed.answer(answers[followed.current])
            assert tuple(followed.facts.items()) == plan.facts


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_changes_and_needs_are_exactly_the_differences(each: Case, data: st.DataObject) -> None:
    walk = drawn(data, each)
    for option in offered(each, walk):
        for plan in option.plans:
            old = walk.facts
            changed = [(id, old[id], new) for id, new in plan.facts if id in old and old[id] != new]
            assert [(one.question, one.before, one.after) for one in plan.changes] == changed
            assert list(plan.needs) == [(id, new) for id, new in plan.facts if id not in old]
            assert plan.changes


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_no_plan_changes_a_fixed_fact(each: Case, data: st.DataObject) -> None:
    for option in offered(each, drawn(data, each)):
        for plan in option.plans:
            assert not [one for one in plan.changes if each.reading.is_fixed(one.question, one.before)]


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_routes_come_cheapest_first_and_none_holds_all_the_changes_of_an_earlier_one(
    each: Case, data: st.DataObject
) -> None:
    for option in offered(each, drawn(data, each)):
        efforts = [price(plan) for plan in option.plans]
        assert efforts == sorted(efforts)
        assert len(efforts) <= ROUTES
        for place, plan in enumerate(option.plans):
            assert not any(listed(earlier) <= listed(plan) for earlier in option.plans[:place])


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_where_nothing_in_your_hands_helps_the_fixed_facts_in_the_way_are_named(
    each: Case, data: st.DataObject
) -> None:
    walk = drawn(data, each)
    for option in offered(each, walk):
        if option.plans:
            assert option.fixed == ()
            continue
        assert not prices(each, walk, option.verdict.id)
        ways = {
            fixed_changes(each, walk, other)
            for other in each.walks
            if other.verdict == option.verdict.id and offers_all(each, walk, other)
        }
        assert bool(option.fixed) == bool(ways)
        if ways:
            assert option.fixed in ways
            assert not any(set(way) < set(option.fixed) for way in ways)
            assert len(option.fixed) == min(map(len, ways)) or min(map(len, ways)) > 2


def offers_all(each: Case, walk: Judged, other: Judged) -> bool:
    """Whether a plan may move a reader to every answer of another walk."""
    return all(
        walk.facts.get(id) == answer or each.reading.is_offered(id, answer)
        for id, answer in other.facts.items()
    )


def fixed_changes(each: Case, walk: Judged, other: Judged) -> tuple[str, ...]:
    """The fixed facts of a walk that another one has changed, in the walk's order."""
    changed = dict(changes_of(walk, other))
    return tuple(id for id, old in walk.facts.items() if id in changed and each.reading.is_fixed(id, old))


def test_three_routes_are_offered_where_there_are_more(whatsapp: Tree) -> None:
    offered = options(follow(whatsapp, example("shared-number")))
    [conditional] = [option for option in offered if option.verdict.id == "conditional"]
    assert len(conditional.plans) == ROUTES


def test_no_more_than_three_routes_are_offered() -> None:
    tree = of_facts(5, [dict.fromkeys("abcde", "x")], fixed=False)
    good, fair = options(follow(tree, dict.fromkeys("abcde", "x")))
    assert [len(good.plans), len(fair.plans)] == [ROUTES, 0]


def test_of_answers_that_do_as_well_the_plan_takes_one_with_the_lightest_findings(whatsapp: Tree) -> None:
    walk = follow(whatsapp, example("texted-phi-no-baa"))
    plans = [plan for each in options(walk) if each.verdict.id == "conditional" for plan in each.plans]
    found = {one.question: (one.after, one.others) for one in plans[0].changes}
    assert found["product"] == ("healthcare-platform", ("workplace-chat",))
    assert found["groundwork"] == ("in-place", ()), "partly would do, and is never offered"


@settings(max_examples=60)
@given(each=cases(), data=st.data())
def test_a_walk_that_is_not_finished_gets_no_plans(each: Case, data: st.DataObject) -> None:
    walk = follow(each.tree, drawn(data, each).facts).back()
    assert options(walk) == ()
    assert options(walk.finish()) == ()


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_a_change_says_how_to_make_it_and_what_is_still_to_mend(each: Case, data: st.DataObject) -> None:
    walk = drawn(data, each)
    reading = each.reading
    for option in offered(each, walk):
        for plan in option.plans:
            told = remedies(follow(each.tree, walk.facts), plan)
            assert list(told) == [change.question for change in plan.changes]
            after = reading.raised(dict(plan.facts))
            expected = {
                reading.findings[id]["remedy"]
                for id, because in after.items()
                if id in walk.raised and set(because) & set(told)
            }
            for change in plan.changes:
                how = reading.questions[change.question]["answers"][change.after].get("how")
                expected |= {how} if how else set()
            assert sorted(expected) == sorted(line for lines in told.values() for line in lines)


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_plans_that_keep_the_purpose_are_numbered_before_all_others(each: Case, data: st.DataObject) -> None:
    found = offered(each, drawn(data, each))
    plans = in_order(found)
    assert [bool(plan.gives_up) for plan in plans] == sorted(bool(plan.gives_up) for plan in plans)


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_a_plan_is_left_out_only_where_a_better_one_costs_and_gives_up_no_more(
    each: Case, data: st.DataObject
) -> None:
    found = offered(each, drawn(data, each))
    plans = in_order(found)
    for plan in (plan for option in found for plan in option.plans):
        better = [
            other
            for other in plans
            if other.verdict.rank < plan.verdict.rank
            and other.effort <= plan.effort
            and set(other.gives_up) <= set(plan.gives_up)
        ]
        assert (plan in plans) == (not better)


def rank(each: Case, finding: str) -> int:
    """The rank of the verdict that a finding forces, -1 when it forces none."""
    forced = each.reading.forced_by.get(each.reading.findings[finding]["weight"])
    return -1 if forced is None else each.reading.ranks[forced]


@settings(max_examples=60)
@given(each=cases(), data=st.data())
def test_a_plan_lifts_every_finding_that_forces_a_worse_verdict(each: Case, data: st.DataObject) -> None:
    for option in offered(each, drawn(data, each)):
        for plan in option.plans:
            for raised in judge(each.tree, dict(plan.facts)).findings:
                assert rank(each, str(raised.finding.id)) <= plan.verdict.rank


@settings(max_examples=200, deadline=None)
@given(cases(), st.data())
def test_the_first_plan_alone_is_the_first_of_all(each: Case, data: st.DataObject) -> None:
    walk = follow(each.tree, drawn(data, each).facts)
    assert first_plan(walk) == next(iter(in_order(options(walk))), None)


def test_no_plan_leads_to_a_verdict_that_is_never_offered() -> None:
    text = TREE.replace("too-much:\n    weight: violation", "too-much:\n    weight: harm").replace(
        "  stop: {label: Not fine, tone: stop, forced-by: violation}",
        "  worse: {label: Worse, tone: stop, forced-by: violation}\n"
        "  stop: {label: Not fine, tone: stop, forced-by: harm}",
    )
    daily = "  daily:\n    weight: note", "  daily:\n    weight: violation"
    offered, kept = (
        read_tree(text.replace(*daily).replace("Worse, tone: stop", words), "small.yaml")[0]
        for words in ("Worse, tone: stop", "Worse, tone: stop, offer: never")
    )
    facts = {"colour": "red", "amount": "much", "often": "yes"}
    assert [each.verdict.id for each in options(walk_of(offered, facts))] == ["fine", "worse"]
    assert [each.verdict.id for each in options(walk_of(kept, facts))] == ["fine"]
    only = read_tree(
        text.replace(*daily).replace("Fine, tone: good", "Fine, tone: good, offer: never"), "small.yaml"
    )[0]
    first = first_plan(walk_of(only, facts))
    assert first is not None and first.verdict.id == "worse"
