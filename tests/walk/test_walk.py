"""The walk: answers, going back, changing an answer, finishing early, and what it refuses."""

from __future__ import annotations

import dataclasses

import pytest

from wizard.source.problems import Refused
from wizard.tree.load import read_tree
from wizard.tree.model import Tree
from wizard.walk.walk import UNSURE, Step, Walk, begin, suggest

TREE = """
tree: small
title: Small
version: "1"
reviewed: 2026-01-01
start: channel
verdicts:
  fine: {label: Fine, tone: good}
  bad: {label: Bad, tone: stop, forced-by: violation}
questions:
  channel:
    ask: Which channel?
    why: It matters.
    answers:
      app: {label: App}
      mail: {label: Mail}
      nothing: {label: Nothing, next: end}
    next: backup
  backup:
    when: {channel: app}
    ask: Where is the backup?
    why: It matters.
    unsure: cloud
    answers: {off: {label: Nowhere}, cloud: {label: Cloud}, both: {label: Both, next: record}}
    next: lock
  lock:
    ask: Is there a lock?
    why: It matters.
    answers: {yes: {label: Is}, no: {label: Is not}}
    next: record
  record:
    when: [{channel: mail}, {backup: both}]
    ask: Is it charted?
    why: It matters.
    answers: {yes: {label: Is}, no: {label: Is not}}
    next: last
  last:
    ask: Anything else?
    why: It matters.
    answers: {yes: {label: Is}, no: {label: Is not}}
    next: end
findings:
  open: {weight: violation, when: {lock: no}, says: It is open., remedy: Lock it.}
outcomes:
  bad: {verdict: bad, page: bad.md}
  fine: {verdict: fine, page: fine.md}
"""


@pytest.fixture(scope="module")
def tree() -> Tree:
    small, problems = read_tree(TREE, "small.yaml")
    assert not problems
    return small


def answered(tree: Tree, *answers: str) -> Walk:
    walk = begin(tree)
    for answer in answers:
        walk = walk.answer(answer)
    return walk


def test_a_walk_begins_at_the_start_with_nothing_answered(tree: Tree) -> None:
    walk = begin(tree)
    assert (walk.current, walk.steps, walk.done) == ("channel", (), False)


def test_a_question_whose_when_does_not_hold_is_passed_over(tree: Tree) -> None:
    assert answered(tree, "app").current == "backup"
    assert answered(tree, "mail").current == "lock"


def test_an_answer_with_a_next_of_its_own_goes_there(tree: Tree) -> None:
    assert answered(tree, "app", "both").current == "record"
    assert answered(tree, "app", "off").current == "lock"


def test_a_when_on_a_question_that_was_not_asked_does_not_hold(tree: Tree) -> None:
    assert answered(tree, "app", "off", "yes").current == "last"


def test_a_walk_is_done_when_an_answer_leads_to_the_end(tree: Tree) -> None:
    walk = answered(tree, "nothing")
    assert walk.done and walk.current is None and walk.question is None
    assert walk.facts == {"channel": "nothing"}


def test_facts_stand_in_the_order_asked(tree: Tree) -> None:
    walk = answered(tree, "mail", "no", "yes", "no")
    assert list(walk.facts.items()) == [
        ("channel", "mail"),
        ("lock", "no"),
        ("record", "yes"),
        ("last", "no"),
    ]


def test_i_do_not_know_takes_the_careful_answer_and_marks_it(tree: Tree) -> None:
    walk = answered(tree, "app", UNSURE)
    assert walk.facts["backup"] == "cloud"
    assert walk.assumed == {"backup"}
    assert walk.current == "lock"


def test_giving_the_careful_answer_oneself_assumes_nothing(tree: Tree) -> None:
    assert answered(tree, "app", "cloud").assumed == frozenset()


def test_going_back_asks_the_last_question_again_and_suggests_its_answer(tree: Tree) -> None:
    walk = answered(tree, "app", UNSURE).back()
    assert walk.current == "backup"
    assert walk.facts == {"channel": "app"}
    assert walk.earlier == {"backup": Step("backup", "cloud", assumed=True)}


def test_going_back_from_the_end_takes_back_the_last_answer(tree: Tree) -> None:
    assert answered(tree, "nothing").back().current == "channel"


def test_going_back_at_the_start_changes_nothing(tree: Tree) -> None:
    assert begin(tree).back() == begin(tree)


def test_a_suggestion_is_gone_once_its_question_is_answered(tree: Tree) -> None:
    assert answered(tree, "app", "off").back().answer("cloud").earlier == {}


def test_a_suggestion_is_not_an_answer(tree: Tree) -> None:
    walk = answered(tree, "app", "off").back().back().answer("app")
    assert walk.current == "backup"
    assert walk.earlier == {"backup": Step("backup", "off")}


def test_changing_an_answer_keeps_the_answers_that_still_apply(tree: Tree) -> None:
    walk = answered(tree, "app", "off", "no", "yes").change("backup", "cloud")
    assert walk.facts == {"channel": "app", "backup": "cloud", "lock": "no", "last": "yes"}
    assert walk.done


def test_changing_an_answer_stops_at_a_new_question_and_keeps_the_later_answers(tree: Tree) -> None:
    walk = answered(tree, "app", "off", "no", "yes").change("channel", "mail")
    assert walk.current == "record"
    assert walk.facts == {"channel": "mail", "lock": "no"}
    assert walk.kept == {"last": Step("last", "yes")}


def test_kept_answers_are_taken_up_when_the_walk_reaches_their_questions(tree: Tree) -> None:
    walk = answered(tree, "app", "off", "no", "yes").change("channel", "mail").answer("no")
    assert walk.done and walk.kept == {}
    assert walk.facts == {"channel": "mail", "lock": "no", "record": "no", "last": "yes"}


def test_kept_answers_stay_kept_through_a_second_change(tree: Tree) -> None:
    walk = answered(tree, "app", "off", "no", "yes").change("channel", "mail").change("lock", "yes")
    assert walk.kept == {"last": Step("last", "yes")}
    assert walk.answer("no").facts == {"channel": "mail", "lock": "yes", "record": "no", "last": "yes"}


def test_changing_an_answer_sets_aside_those_that_no_longer_apply(tree: Tree) -> None:
    walk = answered(tree, "app", "off", "no", "yes").change("channel", "nothing")
    assert walk.facts == {"channel": "nothing"}
    assert walk.kept == {}
    assert set(walk.earlier) == {"backup", "lock", "last"}


def test_an_answer_set_aside_is_suggested_when_its_question_comes_back(tree: Tree) -> None:
    walk = answered(tree, "app", "off", "no", "yes").change("channel", "nothing").change("channel", "app")
    assert walk.current == "backup"
    assert walk.earlier["backup"] == Step("backup", "off")


def test_an_assumption_stays_one_through_a_change(tree: Tree) -> None:
    walk = answered(tree, "app", UNSURE, "no", "yes").change("lock", "yes")
    assert walk.assumed == {"backup"}
    assert walk.change("channel", "app").assumed == {"backup"}


def test_changing_an_assumption_to_its_own_answer_makes_it_known(tree: Tree) -> None:
    walk = answered(tree, "app", UNSURE, "no", "yes")
    assert walk.change("backup", "cloud").assumed == frozenset()
    assert walk.change("backup", "cloud").facts == walk.facts


def test_a_known_answer_can_be_changed_to_i_do_not_know(tree: Tree) -> None:
    walk = answered(tree, "app", "off", "no", "yes").change("backup", UNSURE)
    assert walk.facts["backup"] == "cloud" and walk.assumed == {"backup"}


def test_a_walk_finished_early_is_done_and_keeps_its_question(tree: Tree) -> None:
    walk = answered(tree, "mail", "no").finish()
    assert walk.done and walk.stopped
    assert walk.current == "record"


def test_finishing_a_whole_walk_stops_nothing(tree: Tree) -> None:
    assert answered(tree, "nothing").finish() == answered(tree, "nothing")


def test_a_walk_finished_early_goes_on_when_answered_changed_or_taken_back(tree: Tree) -> None:
    walk = answered(tree, "mail", "no").finish()
    assert walk.answer("yes") == answered(tree, "mail", "no", "yes")
    assert not walk.back().stopped
    assert not walk.change("lock", "yes").stopped


def test_a_walk_is_never_altered_in_place(tree: Tree) -> None:
    walk = answered(tree, "app", "off", "no", "yes").change("channel", "mail")
    before = (walk.steps, dict(walk.kept), dict(walk.earlier), walk.current)
    for other in (walk.answer("yes"), walk.back(), walk.change("lock", "yes"), walk.finish()):
        assert other != walk
    assert (walk.steps, dict(walk.kept), dict(walk.earlier), walk.current) == before
    with pytest.raises(dataclasses.FrozenInstanceError):
        walk.current = "last"  # type: ignore[misc]


def test_an_answer_the_question_does_not_have_is_refused_with_the_nearest(tree: Tree) -> None:
    with pytest.raises(Refused, match=r"off, cloud, both, unsure \(did you mean cloud\?\)"):
        answered(tree, "app").answer("clout")


def test_i_do_not_know_is_refused_where_it_is_not_offered(tree: Tree) -> None:
    with pytest.raises(Refused, match="allowed: app, mail, nothing"):
        begin(tree).answer(UNSURE)


def test_answering_after_the_end_is_refused(tree: Tree) -> None:
    with pytest.raises(Refused, match="finished"):
        answered(tree, "nothing").answer("app")


@pytest.mark.parametrize("question", ["record", "last", "nowhere"])
def test_changing_a_question_that_was_not_asked_is_refused(tree: Tree, question: str) -> None:
    with pytest.raises(Refused, match=f"has not asked {question}"):
        answered(tree, "app", "off").change(question, "yes")


def test_changing_to_an_unknown_answer_is_refused(tree: Tree) -> None:
    with pytest.raises(Refused, match="channel has no answer apps"):
        answered(tree, "app", "off").change("channel", "apps")


def test_facts_of_another_walk_are_taken_up_as_far_as_this_tree_has_them(tree: Tree) -> None:
    carried = {"channel": "app", "backup": "cloud", "lock": "perhaps", "colour": "red"}
    walk = begin(tree, carried, assumed=["backup"])
    assert walk.facts == {"channel": "app", "backup": "cloud"} and walk.current == "lock"
    assert walk.assumed == {"backup"} and walk.kept == {}


def test_an_assumption_is_carried_as_one_only_where_this_tree_assumes_the_same(tree: Tree) -> None:
    walk = begin(tree, {"channel": "app", "backup": "off"}, assumed=["channel", "backup"])
    assert walk.facts == {"channel": "app", "backup": "off"} and not walk.assumed


def test_what_was_answered_is_not_suggested_as_well(tree: Tree) -> None:
    walk = suggest(answered(tree, "app"), {"channel": "mail", "backup": "off"})
    assert list(walk.earlier) == ["backup"] and walk.earlier["backup"].suggested
