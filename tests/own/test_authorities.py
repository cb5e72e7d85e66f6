"""Authorities that ask, and interpreters whom the patient brings: what the tree asks then, and advises."""

from __future__ import annotations

import pytest

from tests.conftest import example
from wizard.tree.model import Facts, Tree
from wizard.walk.judge import judge
from wizard.walk.plans import Plan, in_order, options, remedies
from wizard.walk.walk import Walk, begin
from wizard.walk.whole import walk_of

COVERED = {"product": "healthcare-platform", "vendor-baa": "covers-channel", "account": "own-logins"}
CHAT = {"product": "messenger", "backups": "off", "account": "individual"}
PATIENT_BROUGHT = {"recipient": "interpreter", "tie": "own-right"}


def walk_to(tree: Tree, facts: Facts) -> Walk:
    """A walk in good order but for what is given."""
    order = {"device": "managed", "record": "charted", "role": "employee", "groundwork": "in-place"}
    start = {"coverage": "covered-entity", "stage": "planning", "content": "clinical", "special": "none"}
    given = {**start, **order, **facts}
    walk = begin(tree)
    while walk.question is not None:
        walk = walk.answer(given[walk.question.id])
    return walk


def plans(walk: Walk) -> list[Plan]:
    return list(in_order(options(walk)))


def raised(walk: Walk) -> set[str]:
    return {each.finding.id for each in judge(walk.tree, walk.facts).findings}


@pytest.mark.parametrize("tool", [COVERED, CHAT], ids=["covered", "chat"])
def test_an_authority_is_first_asked_for_its_rule_and_no_patient_for_a_signature(
    whatsapp: Tree, tool: Facts
) -> None:
    walk = walk_to(whatsapp, {**tool, "recipient": "authority", "authority-basis": "none"})
    assert "authorization" not in walk.facts
    first, *others = plans(walk)
    assert dict(first.facts)["authority-basis"] == "named"
    assert "privacy officer" in remedies(walk, first)["authority-basis"][0]
    said = [each for plan in [first, *others] for texts in remedies(walk, plan).values() for each in texts]
    assert said
    assert not [each for each in said if "sign a form" in each]


def test_a_form_that_the_patient_signed_is_a_ground_for_an_authority_too(whatsapp: Tree) -> None:
    walk = walk_to(whatsapp, {**COVERED, "recipient": "authority", "authority-basis": "signed"})
    assert judge(whatsapp, walk.facts).verdict.id == "permissible"
    assert "authorization-signed" in raised(walk)


@pytest.mark.parametrize("basis", ["named", "signed"])
def test_no_ground_makes_the_chat_app_sound(whatsapp: Tree, basis: str) -> None:
    walk = walk_to(whatsapp, {**CHAT, "recipient": "authority", "authority-basis": basis})
    assert judge(whatsapp, walk.facts).verdict.id == "impermissible"
    assert "no-baa" in raised(walk)


def test_an_employer_still_needs_the_patients_form(whatsapp: Tree) -> None:
    walk = walk_to(whatsapp, {**COVERED, "recipient": "outside-other", "authorization": "none"})
    assert "sign a form" in remedies(walk, plans(walk)[0])["authorization"][0]


@pytest.mark.parametrize("content", ["clinical", "video-visit"])
@pytest.mark.parametrize(
    ("chosen_by", "basis"), [("practice", "agreed"), ("patient-documented", "patient-asked")]
)
def test_whom_the_patient_brought_to_interpret_is_judged_as_family(
    whatsapp: Tree, content: str, chosen_by: str, basis: str
) -> None:
    brought = walk_to(whatsapp, {**CHAT, **PATIENT_BROUGHT, "content": content, "chosen-by": chosen_by})
    family = walk_to(whatsapp, {**CHAT, "content": content, "recipient": "family", "family-basis": basis})
    verdicts = [judge(whatsapp, each.facts).verdict.id for each in (brought, family)]
    assert verdicts == [{"practice": "impermissible"}.get(chosen_by, "unsettled")] * 2


@pytest.mark.parametrize("tie", ["signed", "works-for-us", "unsigned"])
def test_the_patients_choice_is_not_asked_of_an_interpreter_who_works_for_you(
    whatsapp: Tree, tie: str
) -> None:
    walk = walk_to(
        whatsapp,
        {**CHAT, "content": "video-visit", "recipient": "interpreter", "tie": tie},
    )
    assert "chosen-by" not in walk.facts
    assert "video-no-baa" in raised(walk)


def test_an_insurer_is_not_asked_who_chose_the_app(whatsapp: Tree) -> None:
    walk = walk_to(whatsapp, {**CHAT, "recipient": "payment", "tie": "own-right"})
    assert "chosen-by" not in walk.facts
    assert "no-baa" in raised(walk)


def test_a_cloud_copy_of_what_an_interpreter_got_is_not_excused(whatsapp: Tree) -> None:
    facts = {**CHAT, **PATIENT_BROUGHT, "backups": "cloud-default", "chosen-by": "patient-documented"}
    found = raised(walk_to(whatsapp, facts))
    assert "backup-no-baa" in found
    assert "backup-patient-chose" not in found


def test_the_example_of_today_asks_no_more_than_before(whatsapp: Tree) -> None:
    walk = walk_of(whatsapp, example("staff-chat"))
    assert "authority-basis" not in walk.facts
    assert len(walk.facts) == len(example("staff-chat"))
