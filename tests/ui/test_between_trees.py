"""From one tree to another and back: finding an answer out, going on, the day that last days count from."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.conftest import example
from tests.ui.driving import Driver, answered, running, walked
from tests.ui.made import BAD, make_knowledge
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken
from wizard.ui.outcome_told import RETURN, THEN
from wizard.ui.question_lines import SETTLE
from wizard.ui.screens.home import HomeScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.question import QuestionScreen
from wizard.walk.walk import UNSURE, begin

EARLY = ["covered-entity", "planning", "messenger"]


def top(driver: Driver) -> QuestionScreen:
    """The question on top."""
    assert isinstance(driver.screen, QuestionScreen)
    return driver.screen


async def walk_to_the_end(driver: Driver) -> None:
    """Gives the first answer, or tick, to every question that is left."""
    while isinstance(driver.screen, QuestionScreen):
        await driver.press("1")
        if isinstance(driver.screen, QuestionScreen) and driver.screen.ticked:
            await driver.press("g")


async def test_another_tree_helps_to_find_an_answer_and_leads_back(knowledge: Knowledge) -> None:
    waiting = answered(begin(knowledge.tree("whatsapp")), EARLY)
    async with running(knowledge) as wizard:
        await wizard.show(waiting)
        await wizard.choose("#answers", SETTLE)
        assert top(wizard).walk.tree.id == "phi"
        assert top(wizard).walk.facts.items() <= waiting.facts.items()
        await walk_to_the_end(wizard)
        (back,) = [each.id for each in wizard.sheet("#lines").items if each.id.startswith(RETURN)]
        await wizard.choose("#lines", back)
        settled = wizard.walk.steps[len(waiting.steps)]
        assert top(wizard).walk == wizard.walk and wizard.walk.steps[: len(waiting.steps)] == waiting.steps
        assert settled.question == waiting.current and settled.settled is not None
        assert (
            settled.settled.tree.id == "phi"
            and settled.answer in waiting.tree.questions[settled.question].answers
        )


async def test_an_outcome_goes_on_with_the_next_tree_and_carries_the_answers_over(
    knowledge: Knowledge,
) -> None:
    walk = walked(knowledge, {"coverage": "covered-entity", "stage": "went-wrong"})
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        await wizard.choose("#lines", f"{THEN}:incident")
        assert top(wizard).walk.tree.id == "incident"
        shared = set(walk.facts) & set(top(wizard).walk.tree.questions)
        assert shared
        assert all(top(wizard).walk.facts[question] == walk.facts[question] for question in shared)


async def test_what_was_not_known_is_not_known_in_the_next_tree_either(knowledge: Knowledge) -> None:
    walk = answered(begin(knowledge.tree("whatsapp")), [UNSURE, "went-wrong"])
    async with running(knowledge) as wizard:
        await wizard.show(walk)
        await wizard.choose("#lines", f"{THEN}:incident")
        assert top(wizard).walk.facts["coverage"] == "covered-entity"
        assert "coverage" in top(wizard).walk.assumed


async def test_a_day_gives_the_last_days_their_dates(tmp_path: Path) -> None:
    made = make_knowledge(tmp_path / "made")
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    async with running(made, tree="small") as wizard:
        await wizard.show(walked(made, BAD, "small"))
        assert [each.due for each in wizard.outcome.transcript.deadlines] == [""]
        await wizard.choose("#lines", "day:")
        for wrong in ("soon", tomorrow):
            wizard.screen.query_one(Input).value = wrong
            await wizard.press("enter")
            assert wrong in wizard.told("#told")
        wizard.screen.query_one(Input).value = "2026-01-05"
        await wizard.press("enter")
        assert [each.due for each in wizard.outcome.transcript.deadlines] == ["2026-03-06"]
        assert wizard.walk.facts == BAD


@pytest.fixture
def half_broken(tmp_path: Path) -> Knowledge:
    """A knowledge folder with one good tree, which names another one that cannot be read."""
    made = make_knowledge(tmp_path / "made")
    path = made.root / "trees" / "small.yaml"
    tree = json.loads(path.read_text("utf-8"))
    tree["questions"]["lock"]["settle"] = "bad"
    tree["outcomes"]["stopped"]["then"] = "bad"
    path.write_text(json.dumps(tree), "utf-8")
    (made.root / "trees" / "bad.yaml").write_text("tree: [", "utf-8")
    return made


@pytest.mark.parametrize("facts", [{"channel": "app"}, BAD], ids=["settle", "then"])
async def test_a_tree_that_leads_to_a_broken_one_raises_nothing(
    half_broken: Knowledge, facts: dict[str, str]
) -> None:
    async with running(half_broken, tree="small") as wizard:
        if wizard.app.error is None:
            await wizard.show(walked(half_broken, facts, "small"))
            assert isinstance(wizard.screen, QuestionScreen | OutcomeScreen)


async def test_one_broken_tree_does_not_keep_the_home_screen_from_opening(half_broken: Knowledge) -> None:
    async with running(half_broken, tree=None) as wizard:
        assert isinstance(wizard.screen, HomeScreen) or isinstance(wizard.app.error, Broken)


async def test_a_walk_of_another_tree_counts_as_answers_that_would_be_lost(knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        await wizard.show(walked(knowledge, example("outside-us")))
        wizard.app.saved_walk = wizard.walk
        await wizard.press("n", "1", "q")
        assert wizard.app.return_code is None


async def test_a_walk_that_settles_a_question_answers_it_on_the_way_back(tmp_path: Path) -> None:
    made = make_knowledge(tmp_path / "made")
    path = made.root / "trees" / "small.yaml"
    tree = json.loads(path.read_text("utf-8"))
    (made.root / "trees" / "other.yaml").write_text(json.dumps({**tree, "tree": "other"}), "utf-8")
    gives = {"permissible": "on", "conditional": "off", "impermissible": "off"}
    tree["questions"]["lock"]["settle"] = {"tree": "other", "gives": gives}
    path.write_text(json.dumps(tree), "utf-8")
    async with running(Knowledge(made.root), tree="small") as wizard:
        await wizard.press("2")
        await wizard.choose("#answers", SETTLE)
        assert top(wizard).walk.tree.id == "other"
        await wizard.press("2" if top(wizard).walk.current == "channel" else "1", "1")
        if isinstance(wizard.screen, QuestionScreen):
            await walk_to_the_end(wizard)
        (back,) = [each.id for each in wizard.sheet("#lines").items if each.id.startswith(RETURN)]
        await wizard.choose("#lines", back)
        assert wizard.walk.tree.id == "small" and wizard.walk.facts["lock"] == "on"
        assert wizard.walk.steps[-1].settled is not None
        assert any("That is settled" in told for told in wizard.app.told)
