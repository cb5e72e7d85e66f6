"""The main tree: its examples, and its promises on every one of its walks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from tests.conftest import EXAMPLES, example
from tests.helpers.brute_force import Facts, Reading
from wizard.space.space import judged_space
from wizard.tree.model import Tree
from wizard.walk.judge import judge
from wizard.walk.whole import walk_of

WALKS = 446_418

CONCLUSIONS = {
    "texted-phi-no-baa": "impermissible no-baa backup-no-baa no-groundwork past-use representative",
    "portal-pointer": "permissible baa-current portal-link",
    "shared-number": "impermissible no-baa no-unique-user-id",
    "patient-choice": "conditional patient-choice no-audit-log",
    "compliant-platform": "permissible baa-current",
    "staff-chat": "impermissible no-baa group-forwarding",
    "claimed-baa": "unsettled claimed-channel-baa",
    "outside-us": "not-covered outside-hipaa",
}
"""For each example's outcome, its verdict and the findings it must raise."""

PHI_MESSAGE = ("clinical", "media", "appointment")
PHI = (*PHI_MESSAGE, "voice-call", "video-visit")
APPS = ("messenger", "business-app", "signal")
NEVER = {
    "account": "shared-login",
    "device": "unprotected",
    "groundwork": "none",
    "link": "open-link",
    "authorization": "none",
    "backups": "cloud-default",
}
"""Answers each of which makes a walk impermissible."""


def broken_promises(facts: Facts, verdict: str, raised: Collection[str]) -> Iterator[int]:
    """The numbers of the invariants of whatsapp-tree.md that a walk breaks."""
    says = facts.get
    phi, apps = says("content") in PHI, says("product") in APPS
    chosen = says("content") in PHI_MESSAGE and apps and says("chosen-by") == "practice"
    if chosen and verdict != "impermissible":
        yield 1
    if phi and says("product") == "business-platform" and verdict not in ("impermissible", "unsettled"):
        yield 2
    staff = phi and apps and says("recipient") in ("own-staff", "treating-clinician")
    if staff and verdict in ("permissible", "conditional"):
        yield 3
    if verdict != "impermissible" and any(says(question) == answer for question, answer in NEVER.items()):
        yield 4
    if phi and verdict == "permissible":
        tool = says("product") in ("healthcare-platform", "workplace-chat")
        if not (tool and says("vendor-baa") == "covers-channel"):
            yield 5
    if says("stage") == "in-use" and phi and "past-use" not in raised:
        yield 6
    if says("special") == "part-2" and verdict == "permissible":
        yield 7


@dataclass
class Proof:
    """What every walk of the tree came to, by brute force."""

    verdicts: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    raised: set[str] = field(default_factory=set)
    promises: dict[int, Facts] = field(default_factory=dict)
    folded_otherwise: list[Facts] = field(default_factory=list)
    judged_otherwise: list[Facts] = field(default_factory=list)


@pytest.fixture(scope="module")
def proof(root: Path, whatsapp: Tree) -> Proof:
    """Takes every walk once; wizard judges one in a hundred, the fold concludes all of them."""
    text = (root / "trees" / "whatsapp.yaml").read_text("utf-8")
    reading, space, result = Reading(yaml.load(text, yaml.BaseLoader)), judged_space(whatsapp), Proof()
    ends = {end: (list(whatsapp.verdicts)[end.worst], space.fold.outcome(end)) for end in space.ends}
    for number, facts in enumerate(reading.walks()):
        raised = reading.raised(facts)
        verdict = reading.verdict(raised)
        outcome = str(reading.outcome(facts, raised, verdict))
        result.verdicts[verdict] += 1
        result.outcomes[outcome] += 1
        result.raised.update(raised)
        for promise in broken_promises(facts, verdict, raised):
            result.promises.setdefault(promise, facts)
        folded, end = ends[space.at(facts)]
        if (folded, end and end.id) != (verdict, outcome):
            result.folded_otherwise.append(facts)
        if number % 101 == 0 and not judged_alike(whatsapp, facts, raised, verdict, outcome):
            result.judged_otherwise.append(facts)
    return result


def judged_alike(
    tree: Tree, facts: Facts, raised: dict[str, dict[str, str]], verdict: str, outcome: str
) -> bool:
    """Whether wizard's walk and judge come to the same as the plain reading."""
    judgement = judge(tree, walk_of(tree, dict(facts)).facts)
    because = {each.finding.id: dict(each.because) for each in judgement.findings}
    reached = judgement.outcome and judgement.outcome.id
    return (because, judgement.verdict.id, reached) == (raised, verdict, outcome)


@pytest.mark.parametrize("outcome", EXAMPLES)
def test_an_example_comes_out_as_the_design_says(whatsapp: Tree, outcome: str) -> None:
    facts = example(outcome)
    judgement = judge(whatsapp, walk_of(whatsapp, facts).facts)
    verdict, *must_raise = CONCLUSIONS[outcome].split()
    assert judgement.outcome is not None and judgement.outcome.id == outcome
    assert judgement.verdict.id == verdict
    assert set(must_raise) <= {each.finding.id for each in judgement.findings}


@pytest.mark.parametrize("outcome", EXAMPLES)
def test_an_example_answers_the_questions_in_the_order_a_walk_asks_them(whatsapp: Tree, outcome: str) -> None:
    facts = example(outcome)
    assert list(walk_of(whatsapp, facts).facts.items()) == list(facts.items())


def test_every_invariant_holds_on_all_walks_folded(whatsapp: Tree) -> None:
    space = judged_space(whatsapp)
    assert space.walks == WALKS
    assert [id for end in space.ends for id in space.fold.broken(end)] == []


def test_every_walk_taken_one_by_one_is_counted(proof: Proof) -> None:
    assert proof.verdicts.total() == WALKS


def test_the_seven_promises_of_the_design_hold_on_every_walk(proof: Proof) -> None:
    assert proof.promises == {}


def test_every_outcome_is_reached_and_no_walk_is_without_one(whatsapp: Tree, proof: Proof) -> None:
    assert set(proof.outcomes) == set(whatsapp.outcomes)


def test_every_verdict_is_reached(whatsapp: Tree, proof: Proof) -> None:
    assert set(proof.verdicts) == set(whatsapp.verdicts)


def test_every_finding_is_raised_on_some_walk(whatsapp: Tree, proof: Proof) -> None:
    assert proof.raised == set(whatsapp.findings)


def test_the_fold_concludes_every_walk_as_a_plain_reading_does(proof: Proof) -> None:
    assert proof.folded_otherwise == []


def test_the_judge_concludes_one_walk_in_a_hundred_as_a_plain_reading_does(proof: Proof) -> None:
    assert proof.judged_otherwise == []


@pytest.mark.parametrize(
    ("number", "change", "verdict"),
    [
        (1, {"chosen-by": "practice"}, "conditional"),
        (2, {"product": "business-platform"}, "conditional"),
        (3, {"recipient": "own-staff"}, "conditional"),
        (4, {"device": "unprotected"}, "conditional"),
        (5, {"vendor-baa": "covers-channel"}, "permissible"),
        (6, {"stage": "in-use"}, "impermissible"),
        (
            7,
            {"special": "part-2", "product": "workplace-chat", "vendor-baa": "covers-channel"},
            "permissible",
        ),
    ],
)
def test_each_promise_would_be_seen_to_break(number: int, change: dict[str, str], verdict: str) -> None:
    facts = {**example("patient-choice"), **change}
    assert number in set(broken_promises(facts, verdict, ()))
