"""Look-ahead, previews and assumptions, against every way that random walks can go on."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.brute_force import Document
from tests.helpers.random_trees import Case, case, cases, follow
from wizard.source.problems import Refused
from wizard.space.space import askable
from wizard.tree.model import Tree, Verdict
from wizard.walk.ahead import assumptions, by_answer, look, preview, settled, walk_to
from wizard.walk.walk import UNSURE, Step, Walk, begin

SECOND_MATTERS: Document = {
    "tree": "small",
    "title": "Small",
    "version": "1",
    "reviewed": "2026-01-01",
    "start": "first",
    "verdicts": {
        "good": {"label": "Good", "tone": "good"},
        "bad": {"label": "Bad", "tone": "stop", "forced-by": "harm"},
    },
    "questions": {
        id: {
            "ask": "What?",
            "why": "Because.",
            "unsure": "x",
            "answers": {"x": {"label": "X"}, "y": {"label": "Y"}},
            "next": following,
        }
        for id, following in (("first", "second"), ("second", "end"))
    },
    "findings": {"harmed": {"weight": "harm", "when": {"second": "x"}, "says": "Harm."}},
    "outcomes": {id: {"verdict": id, "page": "page.md"} for id in ("good", "bad")},
}
"""Two questions a reader may be unsure of, of which only the second changes the verdict."""


def ids(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    return tuple(str(verdict.id) for verdict in verdicts)


def possible(each: Case, walk: Walk) -> tuple[str, ...]:
    """The verdicts of the walks that begin as this one does, best first."""
    return each.verdicts(each.ahead(walk.facts))


def changed(each: Case, walk: Walk, question: str, answer: str) -> dict[str, str]:
    """The facts after a change: known answers are taken up until a question has none."""
    known = {**walk.facts, **{id: step.answer for id, step in walk.kept.items()}, question: answer}
    place = list(walk.facts).index(question)
    facts = dict(list(walk.facts.items())[:place])
    asked = each.reading.current(facts)
    while asked in known:
        facts[asked] = known[asked]
        asked = each.reading.current(facts)
    return facts


def some_walk(data: st.DataObject, each: Case) -> Walk:
    """A walk that has answered some questions, a few of them with "I don't know"."""
    facts = data.draw(st.sampled_from(each.walks)).facts
    walk = begin(each.tree)
    for question, answer in list(facts.items())[: data.draw(st.integers(0, len(facts)))]:
        unsure = each.tree.questions[question].unsure == answer and data.draw(st.booleans())
        walk = walk.answer(UNSURE if unsure else answer)
    return walk


@settings(max_examples=80)
@given(each=cases())
def test_looking_ahead_tells_the_questions_left_and_the_verdicts_possible(each: Case) -> None:
    for beginning, walks in each.beginnings().items():
        walk = follow(each.tree, dict(beginning))
        ahead = look(walk)
        left = [len(whole.facts) - len(beginning) for whole in walks]
        assert (ahead.least, ahead.most) == (min(left), max(left))
        assert ids(ahead.verdicts) == each.verdicts(walks)
        only = settled(walk)
        assert (only and (only.id,)) == (each.verdicts(walks) if len(ahead.verdicts) == 1 else None)


@settings(max_examples=60)
@given(each=cases())
def test_askable_questions_are_those_that_some_way_on_asks(each: Case) -> None:
    for beginning, walks in each.beginnings().items():
        later = {question for walk in walks for question in list(walk.facts)[len(beginning) :]}
        assert askable(each.tree, dict(beginning)) == later


@settings(max_examples=60)
@given(each=cases())
def test_every_answer_to_the_current_question_tells_the_verdicts_it_leaves(each: Case) -> None:
    for beginning in each.beginnings():
        walk = follow(each.tree, dict(beginning))
        answers = walk.question.answers if walk.question else {}
        expected = {answer: possible(each, walk.answer(answer)) for answer in answers}
        assert {answer: ids(left) for answer, left in by_answer(walk).items()} == expected


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_a_preview_tells_what_a_change_does(each: Case, data: st.DataObject) -> None:
    walk = some_walk(data, each)
    for step in walk.steps:
        for answer in each.tree.questions[step.question].answers:
            shown = preview(walk, step.question, answer)
            facts = changed(each, walk, step.question, answer)
            askable_then = {question for way in each.reading.walks(facts) for question in way}
            assert shown.walk.facts == facts
            assert set(shown.set_aside) == {
                old for old in walk.steps if old.question not in askable_then | {step.question}
            }
            asked = each.reading.current(facts)
            assert shown.asks == ((asked,) if asked else ())
            assert ids(shown.before) == possible(each, walk)
            assert ids(shown.after) == each.verdicts(each.ahead(facts))


@settings(max_examples=40)
@given(each=cases(), data=st.data())
def test_a_preview_is_the_change_itself(each: Case, data: st.DataObject) -> None:
    walk = some_walk(data, each)
    for step in walk.steps:
        for answer in each.tree.questions[step.question].answers:
            assert preview(walk, step.question, answer).walk == walk.change(step.question, answer)


def others_expected(
    each: Case, walk: Walk, step: Step, verdict: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The other answers and their verdicts, those that would change the verdict first."""
    others = [
        (answer, each.verdicts(each.ahead(changed(each, walk, step.question, answer))))
        for answer in each.reading.questions[step.question]["answers"]
        if answer != step.answer
    ]
    return tuple(sorted(others, key=lambda other: other[1] == (verdict,)))


def check_assumptions(each: Case, walk: Walk, verdict: str) -> None:
    expected = [
        (step.question, step.answer, others_expected(each, walk, step, verdict))
        for step in walk.steps
        if step.assumed
    ]
    expected.sort(key=lambda one: all(verdicts == (verdict,) for _, verdicts in one[2]))
    assert [
        (one.question, one.assumed, tuple((answer, ids(left)) for answer, left in one.others))
        for one in assumptions(walk)
    ] == expected


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_assumptions_tell_the_verdicts_of_the_other_answers_those_that_matter_first(
    each: Case, data: st.DataObject
) -> None:
    whole = data.draw(st.sampled_from(each.walks))
    walk = begin(each.tree)
    for question, answer in whole.facts.items():
        walk = walk.answer(UNSURE if each.tree.questions[question].unsure == answer else answer)
    check_assumptions(each, walk, whole.verdict)


@settings(max_examples=100)
@given(each=cases(), data=st.data())
def test_assumptions_of_a_walk_finished_early_are_told_against_its_only_verdict(
    each: Case, data: st.DataObject
) -> None:
    walk = some_walk(data, each)
    left = possible(each, walk)
    if len(left) == 1:
        check_assumptions(each, walk.finish(), left[0])


@settings(max_examples=60)
@given(each=cases())
def test_the_walk_to_a_question_is_a_shortest_one_that_asks_it_next(each: Case) -> None:
    shortest: dict[str | None, int] = {}
    for beginning in each.beginnings():
        current = each.reading.current(dict(beginning))
        shortest[current] = min(len(beginning), shortest.get(current, len(beginning)))
    for question in each.tree.questions:
        if question in shortest:
            walk = walk_to(each.tree, question)
            assert (walk.current, len(walk.steps)) == (question, shortest[question])
        else:
            with pytest.raises(Refused, match=f"no walk asks {question}"):
                walk_to(each.tree, question)


def test_the_walk_to_an_unknown_question_is_refused_with_the_nearest(whatsapp: Tree) -> None:
    with pytest.raises(Refused, match=r"no question products.*did you mean product"):
        walk_to(whatsapp, "products")


def test_an_assumption_that_could_change_the_verdict_stands_before_one_that_could_not() -> None:
    each = case(SECOND_MATTERS)
    told = assumptions(begin(each.tree).answer(UNSURE).answer(UNSURE))
    assert [one.question for one in told] == ["second", "first"]


def test_previewing_a_question_that_was_not_asked_is_refused(whatsapp: Tree) -> None:
    with pytest.raises(Refused, match="has not asked product"):
        preview(begin(whatsapp), "product", "signal")


def test_before_the_first_answer_the_main_tree_can_still_end_in_every_verdict(whatsapp: Tree) -> None:
    ahead = look(begin(whatsapp))
    assert ids(ahead.verdicts) == tuple(whatsapp.verdicts)
    assert ahead.least == 1
    assert settled(begin(whatsapp)) is None


def test_an_answer_that_ends_the_walk_settles_the_verdict(whatsapp: Tree) -> None:
    walk = begin(whatsapp).answer("outside-us")
    assert ids(look(walk).verdicts) == ("not-covered",)
    assert (look(walk).least, look(walk).most) == (0, 0)
    assert by_answer(walk) == {}
