"""Answers that end in "nothing to do": each has a scenario that tempts to it and must not get there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest

from tests.helpers.brute_force import Facts, Reading, whole
from tests.own.test_plans import random_walk
from wizard.pack.knowledge import Knowledge, find_root
from wizard.walk.judge import judge
from wizard.walk.plans import options, remedies
from wizard.walk.whole import walk_of

Answer = tuple[str, str]

ASIDE = {
    "incident": {"contained": {"stopped"}, "special": {"none"}, "what-happened": {"wrong-channel"}},
    "phi": {},
}
"""Facts that weigh by themselves: those to hold still, and the kind of trouble that is never cleared."""

CLEARED = {"incident": {"no-notice", "not-covered"}, "phi": {"not-phi", "not-covered"}}

TRAPS: dict[str, dict[Answer, str]] = {
    "incident": {
        ("coverage", "not-covered"): "incident-grabbed-while-unlocked",
        ("coverage", "outside-us"): "incident-nurse-on-a-ship",
        ("phi-involved", "not-phi"): "incident-only-a-number",
        ("can-open", "locked"): "incident-whatsapp-is-encrypted",
        ("secured", "encrypted-key-safe"): "incident-grabbed-while-unlocked",
        ("why-looked", "needed"): "incident-needed-it-for-the-case",
        ("as-asked", "reasonable"): "incident-result-on-the-family-phone",
        ("as-asked", "involved"): "incident-only-call-my-cell",
        ("filmed-by", "authorized"): "incident-clip-in-the-hall",
        ("filmed-by", "for-care"): "incident-care-photo-to-a-friend",
        ("recipient-allowed", "patient-or-representative"): "incident-mother-of-a-grown-son",
        ("recipient-allowed", "treating"): "incident-doctor-who-does-not-treat",
        ("recipient-allowed", "family-agreed"): "incident-result-to-husband",
        ("recipient-allowed", "other-basis"): "incident-form-for-another-clinic",
        ("breach-exception", "good-faith"): "incident-good-faith-was-curiosity",
        ("breach-exception", "inadvertent"): "incident-doctor-who-does-not-treat",
        ("breach-exception", "not-retained"): "incident-read-it-and-deleted-it",
    },
    "phi": {
        ("coverage", "not-covered"): "phi-coach-for-a-clinic",
        ("coverage", "outside-us"): "phi-doctor-on-leave-abroad",
        ("information-kind", "no-one"): "phi-question-with-a-case-in-it",
        ("information-kind", "employee"): "phi-colleague-in-bed-four",
        ("information-kind", "student"): "phi-clinic-in-the-school",
        ("information-kind", "long-dead"): "phi-died-in-1990",
        ("stands-in", "apart"): "phi-number-off-the-sign-in-sheet",
        ("chat-party", "web-visit"): "phi-visitor-who-logged-in",
        ("chat-party", "staff-only"): "phi-visitor-who-logged-in",
        ("recognizable", "not-known"): "phi-tractor-story",
        ("expert-finding", "confirmed"): "phi-our-own-judgment",
    },
}
"""For each such answer, the scenario of a reader who might take it, and may not."""


@cache
def reading_of(id: str) -> Reading:
    return Reading(whole(Path(find_root()) / "trees" / f"{id}.yaml"))


def weighed(id: str) -> Iterator[Facts]:
    """The walks on which nothing but the answers at hand decides."""
    for facts in reading_of(id).walks():
        held = {question: facts.get(question) for question in ASIDE[id]}
        if all(
            answer is None or (answer in ASIDE[id][question]) != (question == "what-happened")
            for question, answer in held.items()
        ):
            yield facts


def clearing(id: str) -> set[Answer]:
    """The answers that clear the reader on every walk, of questions that have others."""
    reading = reading_of(id)
    ends: dict[Answer, set[str]] = {}
    for facts in weighed(id):
        verdict = reading.verdict(reading.raised(facts))
        for each in facts.items():
            ends.setdefault(each, set()).add(verdict)
    cleared = {each for each, verdicts in ends.items() if verdicts <= CLEARED[id]}
    return {each for each in cleared if any(other[0] == each[0] and other not in cleared for other in ends)}


@pytest.mark.parametrize("id", TRAPS)
def test_every_answer_that_ends_in_nothing_to_do_has_a_trap(id: str) -> None:
    assert clearing(id) <= set(TRAPS[id])


@pytest.mark.parametrize(("id", "answer"), [(id, answer) for id, traps in TRAPS.items() for answer in traps])
def test_who_falls_for_it_is_not_cleared(knowledge: Knowledge, id: str, answer: Answer) -> None:
    facts = dict(knowledge.library.entry(TRAPS[id][answer]).facts)
    walk = walk_of(knowledge.tree(id), facts)
    assert walk.facts.get(answer[0]) != answer[1]
    assert judge(walk.tree, walk.facts).verdict.id not in CLEARED[id]


def test_no_plan_offers_a_breach_as_a_gain(knowledge: Knowledge) -> None:
    tree, random = knowledge.tree("incident"), Random(2026)
    for walk in (random_walk(tree, random) for _ in range(200)):
        offered = {option.verdict.id for option in options(walk) if option.plans}
        assert offered <= {"no-notice", "assess"}


def test_who_can_still_stop_it_is_told_to_first(knowledge: Knowledge) -> None:
    tree = knowledge.tree("incident")
    for id in ("incident-phone-in-the-taxi", "incident-nine-hundred-contacts"):
        walk = walk_of(tree, {**dict(knowledge.library.entry(id).facts), "contained": "still-open"})
        assert judge(tree, walk.facts).verdict.id == "act-now"
        plans = [plan for option in options(walk) for plan in option.plans]
        assert all(dict(plan.facts)["contained"] == "stopped" for plan in plans)
        assert all(any("Cut it off" in each for each in remedies(walk, plan)["contained"]) for plan in plans)
