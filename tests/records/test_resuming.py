"""A session taken up in a tree that has changed: which answers stand, and what is told of the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers.small import TREE, edited, make_root, page
from tests.records.test_carrying import BEFORE, NUMBER
from wizard.pack.knowledge import Knowledge
from wizard.records.resuming import Resumed, resumed, told_moment
from wizard.records.sessions import Kept
from wizard.source.days import MOMENT
from wizard.transcript.claims import ClaimedStep, ClaimedWalk

DAYS = 'date: {ask: "When was it?", why: Days are counted from it.}\n\n'
AS_IT_WAS = "Your answers that still stand: "


def step(question: str, answer: str, assumed: bool = False, given: str = "", on: str = "") -> ClaimedStep:
    return ClaimedStep(question, answer, assumed, given, on)


def again(
    folder: Path, steps: tuple[ClaimedStep, ...], *edits: tuple[str, str], done: bool = False, day: str = ""
) -> Resumed:
    """A session of the small tree as it was, resumed in one with these edits."""
    before = Knowledge(make_root(folder)).tree("small")
    kept = Kept("id", "small", before.version, before.digest, "", "", steps, done, day)
    make_root(folder, {"trees/small.yaml": edited(TREE, *edits)[0]})
    return resumed(Knowledge(folder), kept)


WHOLE = (step("colour", "red"), step("amount", "much"), step("often", "yes"))


def test_with_nothing_changed_only_the_count_is_told(tmp_path: Path) -> None:
    found = again(tmp_path, WHOLE)
    assert found.told == (f"{AS_IT_WAS}3 of 3.",)
    assert found.walk.done and found.walk.facts == {"colour": "red", "amount": "much", "often": "yes"}


def test_what_the_changed_tree_passes_over_is_told_as_no_longer_asked(tmp_path: Path) -> None:
    found = again(tmp_path, WHOLE, ("when: {colour: red}", "when: {colour: blue}"))
    assert found.told[1:] == (f"{AS_IT_WAS}2 of 3.", "No longer asked: How much of it?")
    assert found.walk.facts == {"colour": "red", "often": "yes"} and found.walk.done


def test_behind_a_new_question_all_answers_wait(tmp_path: Path) -> None:
    shapes = "{round: {label: Round, idle: So.}, flat: {label: Flat, idle: So.}}"
    new = f"  shape: {{ask: Which shape?, why: So., next: colour, answers: {shapes}}}\n"
    found = again(
        tmp_path, WHOLE[:2], ("start: colour", "start: shape"), ("questions:\n", f"questions:\n{new}")
    )
    assert found.told[1:] == (
        f"{AS_IT_WAS}0 of 2.",
        "Waits until it is asked: Which colour has it?",
        "Waits until it is asked: How much of it?",
    )
    assert found.walk.current == "shape" and found.walk.answer("flat").facts["amount"] == "much"


def test_an_answer_and_a_question_that_are_gone_are_told_in_the_words_that_are_left(tmp_path: Path) -> None:
    gone = (step("colour", "green"), step("size", "large"), step("often", "no"))
    assert again(tmp_path, gone).told == (
        f"{AS_IT_WAS}0 of 3.",
        "No longer an answer here: Which colour has it? green.",
        "No longer an answer here: size large.",
        "Waits until it is asked: Do you take it often?",
    )


def test_an_answer_assumed_otherwise_now_stands_no_more(tmp_path: Path) -> None:
    doubt = (step("colour", "red", assumed=True),)
    assert again(tmp_path, doubt).walk.steps[0].assumed
    found = again(tmp_path, doubt, ("unsure: red", "unsure: blue"))
    assert found.told[-1] == "No longer an answer here: Which colour has it? Red or pink."
    assert found.walk.steps == ()


def test_a_figure_stands_while_it_lies_in_the_same_band(tmp_path: Path) -> None:
    steps = (step("colour", "red"), step("amount", "little", given="4"))
    found = again(tmp_path, steps, (BEFORE, NUMBER))
    assert (found.walk.steps[1].answer, found.walk.steps[1].given) == ("little", "4")
    moved = NUMBER.replace("<5", "<4").replace(">=5", ">=4")
    found = again(tmp_path, steps, (BEFORE, moved))
    assert found.walk.facts["amount"] == "much"
    assert found.told[1:] == (
        f"{AS_IT_WAS}1 of 2.",
        "Counts otherwise now: How much of it? 4: 4 grams or more.",
    )


def test_a_day_is_counted_from_the_day_on_which_it_was_given(tmp_path: Path) -> None:
    number = NUMBER[NUMBER.index("    number:") : NUMBER.index("    answers:")]
    day = "    day:\n      bands: {little: '<=30 days ago', much: '>=31 days ago'}\n"
    since = NUMBER.replace(number, day)
    steps = (step("colour", "red"), step("amount", "little", given="2024-01-01", on="2024-01-20"))
    found = again(tmp_path, steps, (BEFORE, since))
    assert found.walk.facts == {"colour": "red", "amount": "little"}


def test_an_answer_of_another_tree_stands_while_that_tree_gives_it(tmp_path: Path) -> None:
    settle = "    why: It adds up.\n    settle: {tree: other, gives: {GIVEN: no}}\n"
    other = TREE.replace("tree: small", "tree: other")
    make_root(tmp_path, {"trees/other.yaml": other})
    by = ClaimedWalk("other", "", (step("colour", "plain"),), "fine", "free")
    steps = (step("colour", "blue"), ClaimedStep("often", "no", False, settled_by=by))
    found = again(tmp_path, steps, ("    why: It adds up.\n", settle.replace("GIVEN", "fine")))
    assert found.walk.done and found.walk.steps[1].settled is not None
    found = again(tmp_path, steps, ("    why: It adds up.\n", settle.replace("GIVEN", "stop")))
    assert found.told[-1] == "No longer an answer here: Do you take it often? Rarely."


def test_a_walk_of_another_tree_may_have_been_finished_early(tmp_path: Path) -> None:
    make_root(tmp_path, {"trees/other.yaml": TREE.replace("tree: small", "tree: other")})
    by = ClaimedWalk("other", "", (step("colour", "red"), step("amount", "much")), "stop", "stopped")
    steps = (step("colour", "blue"), ClaimedStep("often", "no", False, settled_by=by))
    settle = "    why: It adds up.\n    settle: {tree: other, gives: {stop: no}}\n"
    assert again(tmp_path, steps, ("    why: It adds up.\n", settle)).walk.done


def test_a_walk_finished_early_is_finished_again_where_all_its_answers_stand(tmp_path: Path) -> None:
    assert again(tmp_path, WHOLE[:2], done=True).walk.done
    assert not again(tmp_path, WHOLE[:2]).walk.done
    found = again(
        tmp_path,
        WHOLE[:2],
        ("      much: {label: A lot of it}", "      lots: {label: A lot of it}"),
        ("amount: much}\n    says", "amount: lots}\n    says"),
        ("when: {amount: much}", "when: {amount: lots}"),
        done=True,
    )
    assert not found.walk.done and found.walk.current == "amount"


def test_the_day_stays_with_a_walk_that_is_done(tmp_path: Path) -> None:
    found = again(tmp_path, WHOLE, ("questions:\n", f"{DAYS}questions:\n"), day="2026-10-05")
    assert found.walk.day is not None and found.walk.day.isoformat() == "2026-10-05"
    assert (
        again(tmp_path, WHOLE[:1], ("questions:\n", f"{DAYS}questions:\n"), day="2026-10-05").walk.day is None
    )


def test_a_tree_that_kept_its_version_is_told_so(tmp_path: Path) -> None:
    found = again(tmp_path, WHOLE, ("says: It adds up.", "says: It all adds up."))
    assert found.told[0] == "The tree has changed since, from version 1: now its text, not its version."


@pytest.mark.parametrize(("changed", "told"), [(3, "a1, a2, a3."), (4, "a1, a2, a3 and 1 more.")])
def test_of_many_changed_pages_three_are_named(tmp_path: Path, changed: int, told: str) -> None:
    names = [f"a{number}" for number in range(1, changed + 1)]
    rules = {
        f"content/rules/{id}.md": page(id, fields="cite: C\nurl: https://example.org/r\n") for id in names[1:]
    }
    knowledge = Knowledge(make_root(tmp_path, rules))
    tree = knowledge.tree("small")
    content = dict.fromkeys(names, "0") | {"rule-1": knowledge.library.read("rule-1").digest}
    kept = Kept("id", "small", tree.version, tree.digest, "", "", WHOLE, content=content)
    assert resumed(knowledge, kept).told[0] == f"Pages changed since: {told}"


def test_yesterday_is_called_so() -> None:
    now = datetime.now(UTC)
    moment = (now - timedelta(days=1)).strftime(MOMENT)
    assert told_moment(moment) == "yesterday"
    day = (now - timedelta(days=2)).astimezone().date().isoformat()
    assert told_moment((now - timedelta(days=2)).strftime(MOMENT)) == f"on {day}"
