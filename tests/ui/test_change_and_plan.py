"""Changing an answer from the question, the trail and the outcome, and following a change plan."""

from __future__ import annotations

import re

import pytest

from tests.conftest import example
from tests.ui.driving import NORMAL, WIDE, Driver, answered, running, walked
from wizard.pack.knowledge import Knowledge
from wizard.tree.model import Verdict
from wizard.ui.screens.change import ChangeScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.plan import PlanScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.walk.ahead import conclude, look, preview
from wizard.walk.plans import in_order, options
from wizard.walk.walk import UNSURE, Walk, begin


def halfway(knowledge: Knowledge) -> Walk:
    """A clinical message by a patient's own choice, up to the question about the device."""
    facts = list(example("patient-choice").items())
    return walked(knowledge, dict(facts[: [question for question, _ in facts].index("device")]))


def effect(driver: Driver) -> dict[str, str]:
    """What the preview says, by the words in its gutter, line breaks undone."""
    told: dict[str, str] = {}
    what = ""
    for line in driver.told("#effect-text").splitlines()[2:]:
        what = line[:17].strip() or what
        told[what] = " ".join(f"{told.get(what, '')} {line[17:]}".split())
    return told


def shown_verdicts(text: str) -> set[str]:
    """The names after the signs."""
    return {each.strip() for each in re.split("[✓✗!]+ |(?<!\\S)i ", text) if each.strip()}


def labels(verdicts: tuple[Verdict, ...]) -> set[str]:
    return {verdict.label for verdict in verdicts}


def said(walk: Walk, question: str) -> str:
    """A question and its answer, as the preview words them."""
    asked = walk.tree.questions[question]
    return f"{asked.ask} {asked.answers[walk.facts[question]].label}"


async def test_c_lists_the_answers_so_far_and_previews_a_change(knowledge: Knowledge) -> None:
    before = halfway(knowledge)
    after = before.change("product", "business-platform")
    async with running(knowledge, WIDE) as wizard:
        await wizard.show(before)
        await wizard.press("c")
        assert [each.id for each in wizard.sheet("#picks").items] == list(before.facts)
        await wizard.choose("#picks", "product")
        assert wizard.pointed("#picks") == "messenger"
        await wizard.point("#picks", "business-platform")
        told = effect(wizard)
        assert shown_verdicts(told["verdict now"]) == labels(look(before).verdicts)
        assert shown_verdicts(told["then possible"]) == labels(look(after).verdicts)
        assert told["set aside"] == f"{said(before, 'chosen-by')} {said(before, 'backups')}"
        assert told["asks next"] == before.tree.questions["vendor-baa"].ask
        await wizard.press("enter")
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.walk == after


async def test_answers_that_still_apply_are_taken_up_after_a_change(knowledge: Knowledge) -> None:
    before = halfway(knowledge)
    async with running(knowledge) as wizard:
        await wizard.show(before.change("product", "business-platform"))
        assert "account" not in wizard.walk.facts
        await wizard.choose("#answers", "none")
        assert wizard.walk.facts["account"] == before.facts["account"]
        assert wizard.walk.current == "device"
        assert wizard.app.told == ["Kept 1 of your answers that still apply."]


async def test_answers_set_aside_are_suggested_when_they_apply_again(knowledge: Knowledge) -> None:
    before = halfway(knowledge)
    there = before.change("product", "business-platform").answer("none")
    async with running(knowledge) as wizard:
        await wizard.show(there)
        assert not {"chosen-by", "backups"} & set(wizard.walk.facts)
        await wizard.press("c")
        await wizard.choose("#picks", "product")
        await wizard.choose("#picks", "messenger")
        assert (wizard.walk.current, wizard.pointed("#answers")) == ("chosen-by", "patient-documented")
        await wizard.press("enter")
        assert (wizard.walk.current, wizard.pointed("#answers")) == ("backups", "off")


async def test_an_answer_opens_from_the_trail_to_be_changed(knowledge: Knowledge) -> None:
    before = halfway(knowledge)
    async with running(knowledge, WIDE) as wizard:
        await wizard.show(before)
        await wizard.click("#trail", "chosen-by")
        assert isinstance(wizard.screen, ChangeScreen)
        assert wizard.pointed("#picks") == "patient-documented"
        await wizard.point("#picks", "practice")
        assert effect(wizard)["then possible"] == "✗ Not permissible"
        await wizard.press("enter")
        assert wizard.walk == before.change("chosen-by", "practice")
        trail = [each.id for each in wizard.sheet("#trail").items if each.pick]
        assert trail == list(wizard.walk.facts)


async def test_the_trail_is_reached_and_opened_by_keyboard(knowledge: Knowledge) -> None:
    async with running(knowledge, WIDE) as wizard:
        await wizard.show(halfway(knowledge))
        await wizard.press("shift+tab", "home", "enter")
        assert isinstance(wizard.screen, ChangeScreen)
        assert wizard.screen.question == "coverage"


async def test_escape_leaves_the_answers_as_they_were(knowledge: Knowledge) -> None:
    before = halfway(knowledge)
    async with running(knowledge) as wizard:
        await wizard.show(before)
        await wizard.press("c")
        await wizard.choose("#picks", "product")
        await wizard.press("escape")
        assert [each.id for each in wizard.sheet("#picks").items] == list(before.facts)
        await wizard.press("escape")
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.walk == before


async def test_c_tells_that_there_is_nothing_to_change_yet(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.press("c")
        assert isinstance(wizard.screen, QuestionScreen)
        assert len(wizard.app.told) == 1


async def test_a_digit_right_after_an_arrow_key_opens_the_answer(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(halfway(knowledge))
        await wizard.press("c")
        picks = wizard.sheet("#picks")
        picks.action_move(1)
        picks.action_digit(1)
        await wizard.settle()
        assert isinstance(wizard.screen, ChangeScreen)
        assert wizard.screen.question == "coverage"


async def test_a_change_on_the_outcome_shows_the_new_outcome_in_place(knowledge: Knowledge) -> None:
    before = walked(knowledge, example("patient-choice"))
    after = before.change("chosen-by", "practice")
    async with running(knowledge) as wizard:
        await wizard.show(before)
        await wizard.press("c")
        await wizard.choose("#picks", "chosen-by")
        await wizard.point("#picks", "practice")
        assert effect(wizard)["verdict now"] == "! Permissible only with conditions"
        assert effect(wizard)["then possible"] == "✗ Not permissible"
        await wizard.press("enter")
        assert wizard.walk == after
        assert wizard.outcome.transcript.verdict == "impermissible"
        found = [f"finding:{place}" for place in range(len(conclude(after).findings))]
        assert [each.id for each in wizard.sheet("#lines").items if each.id.startswith("finding:")] == found


async def test_a_change_on_the_outcome_that_asks_more_returns_to_the_questions(knowledge: Knowledge) -> None:
    before = walked(knowledge, example("patient-choice"))
    async with running(knowledge) as wizard:
        await wizard.show(before)
        await wizard.choose("#lines", "answer:product")
        await wizard.choose("#picks", "healthcare-platform")
        assert isinstance(wizard.screen, QuestionScreen)
        assert wizard.walk.current == "vendor-baa"
        shown = preview(before, "product", "healthcare-platform")
        assert wizard.walk == shown.walk


@pytest.mark.parametrize("key", ["a", "enter"])
async def test_a_plan_opens_and_a_key_follows_it_to_the_promised_verdict(
    knowledge: Knowledge, key: str
) -> None:
    before = walked(knowledge, example("shared-number"))
    plans = [plan for each in options(before) for plan in each.plans]
    async with running(knowledge) as wizard:
        await wizard.show(before)
        await wizard.choose("#lines", "plan:0")
        assert isinstance(wizard.screen, PlanScreen)
        assert "Not permissible" in wizard.shown() and plans[0].verdict.label in wizard.shown()
        await wizard.press(key)
        assert isinstance(wizard.screen, OutcomeScreen)
        assert wizard.walk.facts == dict(plans[0].facts)
        assert wizard.outcome.transcript.verdict == plans[0].verdict.id
        assert plans[0].verdict.label.upper() in wizard.told("#head")


async def test_every_plan_is_listed_those_that_keep_the_purpose_first(knowledge: Knowledge) -> None:
    walk = walked(knowledge, example("shared-number"))
    plans = in_order(options(walk))
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        told = [each for each in wizard.sheet("#lines").items if each.id.startswith("plan:")]
        assert len(told) == len(plans)
        assert all(plan.verdict.label in each.words for plan, each in zip(plans, told, strict=True))


async def test_a_plan_closed_with_escape_changes_nothing(knowledge: Knowledge) -> None:
    before = walked(knowledge, example("shared-number"))
    async with running(knowledge, NORMAL) as wizard:
        await wizard.show(before)
        await wizard.choose("#lines", "plan:0")
        await wizard.press("escape")
        assert isinstance(wizard.screen, OutcomeScreen)
        assert wizard.walk == before


async def test_following_a_plan_still_marks_what_was_not_known(knowledge: Knowledge) -> None:
    facts = {**example("shared-number"), "coverage": UNSURE}
    before = answered(begin(knowledge.tree("whatsapp")), facts.values())
    async with running(knowledge) as wizard:
        await wizard.show(before)
        await wizard.choose("#lines", "plan:0")
        await wizard.press("a")
        assert "coverage" in wizard.walk.facts
        assert "coverage" in wizard.walk.assumed
