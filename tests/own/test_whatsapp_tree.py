"""The main tree: its examples, and its promises on every walk of the design's table and a sample of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.conftest import EXAMPLES, example
from tests.helpers.brute_force import Facts, Reading
from tests.helpers.brute_force import whole as whole_tree
from wizard.space.space import judged_space
from wizard.tree.model import Tree
from wizard.walk.judge import judge
from wizard.walk.whole import walk_of

WALKS = 22_912_218
"""Walks of the whole tree: too many to take one by one, so the fold proves them."""

TABLE_WALKS = 446_418
"""Walks that use only the answers of the design's table, by someone who decides: taken one by one."""

SAMPLE = 30_000
"""Walks drawn from the whole tree, taken one by one as well."""

CONCLUSIONS = {
    "texted-phi-no-baa": "impermissible no-baa backup-no-baa no-groundwork past-use representative",
    "portal-pointer": "conditional baa-current portal-link pointer-through-meta",
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
NOT_IN_THE_TABLE = {
    "product": {"sms", "texting-vendor", "imessage", "other-app", "email"},
    "content": {"billing", "refill", "orders", "to-many"},
    "recipient": {"caregiver", "group", "interpreter", "payment", "authority"},
    "family-basis": {"patient-asked", "absent"},
    "authorization": {"other-rule"},
    "link": {"public-page"},
    "account": {"assistant"},
    "device": {"private-cloud", "shared-computer"},
    "role": {"employee"},
}
"""Answers that came after the design's table."""

NEVER = {
    "account": "shared-login",
    "device": "unprotected",
    "groundwork": "none",
    "link": "open-link",
    "authorization": "none",
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
    never = any(says(question) == answer for question, answer in NEVER.items())
    chosen_by_patient = str(says("chosen-by")).startswith("patient-")
    if verdict != "impermissible" and (
        never or (says("backups") == "cloud-default" and not chosen_by_patient)
    ):
        yield 4
    if phi and verdict == "permissible":
        tool = says("product") in ("healthcare-platform", "workplace-chat")
        if not (tool and says("vendor-baa") == "covers-channel"):
            yield 5
    if says("stage") == "in-use" and phi and "past-use" not in raised:
        yield 6
    others = says("content") != "to-many" and says("recipient") != "patient"
    if says("special") == "part-2" and others and verdict == "permissible":
        yield 7


def of_the_table(reading: Reading) -> Reading:
    """The same tree without the answers that came after the design's table."""
    for question, later in NOT_IN_THE_TABLE.items():
        answers = reading.questions[question]["answers"]
        reading.questions[question]["answers"] = {id: answers[id] for id in answers if id not in later}
    return reading


def drawn(reading: Reading, random: Random) -> Facts:
    """A walk drawn question by question, answers that end it early left out where others go on."""
    facts: dict[str, str] = {}
    while asked := reading.current(facts):
        answers = reading.questions[asked]["answers"]
        going_on = [id for id, answer in answers.items() if answer.get("next") != "end"]
        rarely = random.random() < 0.02
        facts[asked] = random.choice(list(answers) if rarely else going_on)
    return facts


def taken(document: dict[str, object]) -> Iterator[Facts]:
    """Every walk of the design's table, then the sample of all."""
    yield from of_the_table(Reading(deepcopy(document))).walks()
    whole, random = Reading(document), Random(2026)
    for _ in range(SAMPLE):
        yield drawn(whole, random)


@dataclass
class Proof:
    """What the walks taken one by one came to, by brute force."""

    verdicts: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    raised: set[str] = field(default_factory=set)
    promises: dict[int, Facts] = field(default_factory=dict)
    folded_otherwise: list[Facts] = field(default_factory=list)
    judged_otherwise: list[Facts] = field(default_factory=list)


@pytest.fixture(scope="module")
def proof(root: Path, whatsapp: Tree) -> Proof:
    """Takes each walk once; wizard judges one in a hundred, the fold concludes all of them."""
    document = whole_tree(root / "trees" / "whatsapp.yaml")
    reading, space, result = Reading(document), judged_space(whatsapp), Proof()
    ends = {end: (list(whatsapp.verdicts)[end.worst], space.fold.outcome(end)) for end in space.ends}
    for number, facts in enumerate(taken(document)):
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
    because = {
        each.finding.id: {id: answer for id, answer in each.because if tree.questions[id].screen is None}
        for each in judgement.findings
    }  # the plain reading names no ticks
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


def test_every_walk_of_the_table_is_still_one_walk(proof: Proof) -> None:
    assert proof.verdicts.total() == TABLE_WALKS + SAMPLE


def test_the_seven_promises_of_the_design_hold_on_every_walk_taken(proof: Proof) -> None:
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
        (4, {"backups": "cloud-default", "chosen-by": "practice"}, "unsettled"),
        (5, {"vendor-baa": "covers-channel"}, "permissible"),
        (6, {"stage": "in-use"}, "impermissible"),
        (
            7,
            {
                "special": "part-2",
                "recipient": "family",
                "product": "workplace-chat",
                "vendor-baa": "covers-channel",
            },
            "permissible",
        ),
    ],
)
def test_each_promise_would_be_seen_to_break(number: int, change: dict[str, str], verdict: str) -> None:
    facts = {**example("patient-choice"), **change}
    assert number in set(broken_promises(facts, verdict, ()))
