"""One matter, one answer: trees that ask the same thing say the same of it."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest

from wizard.pack.knowledge import Knowledge
from wizard.tree.model import Facts, Tree
from wizard.walk.judge import judge
from wizard.walk.walk import Walk, begin, spread

DRAWN = 40
"""So many walks of each tree are drawn for a matter; all else in them is drawn."""


def walk_with(tree: Tree, facts: Facts, random: Random) -> Walk | None:
    """A walk with these facts and drawn answers elsewhere; None where it never asks one of them."""
    walk, facts = begin(tree), spread(tree, dict(facts))
    while walk.question is not None:
        going_on = [id for id, answer in walk.question.answers.items() if answer.next != "end"]
        drawn = random.choice(going_on or list(walk.question.answers))
        walk = walk.answer(facts.get(walk.question.id, drawn))
    return walk if facts.items() <= walk.facts.items() else None


def verdicts(tree: Tree, facts: Facts) -> set[str]:
    """The verdicts of walks with these facts."""
    random = Random(12)
    walks = [walk for _ in range(DRAWN) if (walk := walk_with(tree, facts, random)) is not None]
    assert walks, f"no walk of {tree.id} has {dict(facts)}"
    return {judge(tree, walk.facts).verdict.id for walk in walks}


BAD = {"impermissible", "no-fit", "not-ready"}
FINE = {"permissible", "fits", "ready", "no-notice"}
OUTSIDE = {"not-covered"}
SENT = {"stage": "planning", "coverage": "covered-entity"}
TOOL = {"coverage": "covered-entity", "wanted-product": "open"}
POINTER = {**SENT, "product": "business-platform", "content": "pointer", "link": "no-link"}
TO_PATIENT = {**SENT, "recipient": "patient", "special": "none"}

Said = tuple[str, Mapping[str, str], set[str], set[str]]
"""A tree, facts in its words, verdicts that all its walks must have, verdicts that none may have."""

MATTERS: dict[str, list[Said]] = {
    "a provider that never billed electronically is outside": [
        (id, {"coverage": "not-covered"}, OUTSIDE, set())
        for id in ("whatsapp", "incident", "phi", "platform", "rollout")
    ],
    "work outside the United States is outside": [
        (id, {"coverage": "outside-us"}, OUTSIDE, set())
        for id in ("whatsapp", "incident", "phi", "platform", "rollout")
    ],
    "a bare pointer under a telling name is health information": [
        ("phi", {"care-shown": "waiting", "clue": "named", "sender-name": "reveals-care"}, {"phi"}, set()),
        ("whatsapp", {**POINTER, "sender-name": "reveals-care", "vendor-baa": "none"}, BAD, set()),
        ("whatsapp", {**POINTER, "sender-name": "reveals-care", "vendor-baa": "vendor-only"}, BAD, set()),
        ("whatsapp", {**POINTER, "sender-name": "reveals-care", "vendor-baa": "covers-channel"}, set(), FINE),
    ],
    "a bare pointer under a neutral name is open": [
        ("phi", {"care-shown": "waiting", "clue": "named", "sender-name": "generic"}, {"unsettled"}, set()),
        ("whatsapp", {**POINTER, "sender-name": "generic", "vendor-baa": "vendor-only"}, set(), FINE),
        ("whatsapp", {**SENT, "product": "messenger", "content": "pointer"}, set(), FINE),
        ("whatsapp", {**SENT, "product": "signal", "content": "pointer", "link": "no-link"}, set(), FINE),
    ],
    "what cannot be tied to a patient is free": [
        ("phi", {"identifiers": "all-18", "recognizable": "not-known"}, {"not-phi"}, set()),
        ("whatsapp", {**SENT, "product": "messenger", "content": "deidentified"}, set(), BAD),
        ("incident", {"coverage": "covered-entity", "phi-involved": "not-phi"}, {"no-notice"}, set()),
    ],
    "nothing about a patient is free": [
        ("phi", {"information-kind": "no-one"}, {"not-phi"}, set()),
        ("whatsapp", {**SENT, "product": "messenger", "content": "no-patient-info"}, set(), BAD),
    ],
    "one login for several people does not do": [
        ("whatsapp", {**SENT, "content": "clinical", "account": "shared-login"}, BAD, set()),
        ("platform", {**TOOL, "login-seats": "one-shared"}, BAD, set()),
        ("rollout", {"login-setup": "not-yet"}, set(), {"ready"}),
    ],
    "a vendor that signed nothing does not do": [
        (
            "whatsapp",
            {**SENT, "content": "clinical", "product": "healthcare-platform", "vendor-baa": "none"},
            BAD,
            set(),
        ),
        (
            "whatsapp",
            {**TO_PATIENT, "content": "clinical", "product": "messenger", "chosen-by": "practice"},
            BAD,
            set(),
        ),
        ("platform", {"coverage": "covered-entity", "wanted-product": "whatsapp"}, BAD, set()),
        ("platform", {"coverage": "covered-entity", "wanted-product": "private-app"}, BAD, set()),
        ("rollout", {"coverage": "covered-entity", "tool-agreement": "unsigned"}, BAD, set()),
        ("rollout", {"coverage": "covered-entity", "tool-agreement": "no-tool"}, BAD, set()),
    ],
    "a page that shows patients to anyone is fixed first": [
        ("whatsapp", {**SENT, "content": "pointer", "link": "open-link"}, BAD, set()),
        ("platform", {**TOOL, "text-detail": "bare", "link": "open-link"}, BAD, set()),
    ],
    "without a written risk analysis nobody is ready": [
        ("whatsapp", {**SENT, "content": "clinical", "groundwork": "none"}, BAD, set()),
        ("rollout", {"coverage": "covered-entity", "tool-risk-analysis": "not-yet"}, BAD, set()),
    ],
    "care details in texts that nobody warned of are not plainly fine": [
        (
            "whatsapp",
            {**TO_PATIENT, "content": "clinical", "product": "texting-vendor", "chosen-by": "practice"},
            set(),
            FINE,
        ),
        ("platform", {**TOOL, "text-detail": "details", "text-warning": "not-warned"}, set(), FINE),
    ],
    "care details in texts to warned patients are allowed on conditions": [
        (
            "whatsapp",
            {
                **TO_PATIENT,
                "content": "clinical",
                "product": "texting-vendor",
                "chosen-by": "patient-documented",
                "vendor-baa": "covers-channel",
                "account": "individual",
                "device": "managed",
                "record": "charted",
                "groundwork": "in-place",
            },
            {"conditional"},
            set(),
        ),
        (
            "platform",
            {
                **TOOL,
                "tool-purpose": "patients-write",
                "app-tolerance": "plain-texts",
                "special": "none",
                "number-holder": "practice-number",
                "text-detail": "details",
                "text-warning": "warned",
                "login-seats": "own-each",
                "tool-keeper": "named-person",
            },
            {"fits-with-conditions"},
            set(),
        ),
    ],
    "records of a substance use program are never plainly fine": [
        (
            "whatsapp",
            {**SENT, "content": "clinical", "special": "part-2", "recipient": "treating-clinician"},
            set(),
            FINE,
        ),
        ("platform", {**TOOL, "tool-purpose": "outside-clinicians", "special": "part-2"}, set(), FINE),
        ("platform", {**TOOL, "tool-purpose": "staff", "special": "part-2"}, set(), FINE),
    ],
    "what a warned patient chose is no plain breach": [
        (
            "whatsapp",
            {
                **TO_PATIENT,
                "content": "clinical",
                "product": "messenger",
                "chosen-by": "patient-documented",
                "backups": "off",
                "account": "individual",
                "device": "managed",
                "groundwork": "in-place",
            },
            set(),
            BAD | FINE,
        ),
        (
            "incident",
            {
                "coverage": "covered-entity",
                "what-happened": "wrong-channel",
                "contained": "stopped",
                "phi-involved": "phi",
                "special": "none",
                "recipient-allowed": "patient-or-representative",
                "chosen-by": "patient-documented",
                "channel-copies": "none-of-these",
            },
            set(),
            {"notify"},
        ),
    ],
}


@pytest.mark.parametrize(
    ("matter", "said"),
    [(matter, said) for matter, each in MATTERS.items() for said in each],
    ids=lambda each: each if isinstance(each, str) else each[0],
)
def test_every_tree_says_the_same_of_a_matter(knowledge: Knowledge, matter: str, said: Said) -> None:
    id, facts, only, never = said
    found = verdicts(knowledge.tree(id), facts)
    assert not only or found <= only, f"{id} says {found} where {matter}"
    assert not found & never, f"{id} says {found} where {matter}"


def test_each_matter_is_asked_of_several_trees() -> None:
    assert all(len({id for id, *_ in each}) > 1 for each in MATTERS.values())
