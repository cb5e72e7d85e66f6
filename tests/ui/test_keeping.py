"""The app keeps each answer before it shows the next question, and goes on with a session."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.small import make_root
from tests.ui.driving import running, walked
from tests.ui.made import BAD, make_knowledge
from wizard.pack.knowledge import Knowledge
from wizard.records.keeper import Keeper
from wizard.records.resuming import take_up
from wizard.records.sessions import Sessions
from wizard.ui.app import WizardApp
from wizard.walk.walk import begin


async def test_an_answer_is_kept_and_the_session_taken_up(tmp_path: Path) -> None:
    knowledge, sessions = Knowledge(make_root(tmp_path / "root")), Sessions(tmp_path / "state")
    app = WizardApp(knowledge, begin(knowledge.tree("small")))
    app.keeper = Keeper(tmp_path / "state")
    async with app.run_test() as pilot:
        await pilot.press("1")
        (session,) = sessions.all()
        assert [step.answer for step in session.steps] == ["red"]
    app.keeper.close()
    keeper = Keeper(tmp_path / "state")
    again = take_up(knowledge, sessions, keeper, session.id)
    later = WizardApp(knowledge, walk=again.walk)
    later.keeper = keeper
    async with later.run_test() as pilot:
        await pilot.press("2")
        assert [step.answer for step in sessions.one(session.id).steps] == ["red", "much"]
    assert f"sessions resume {session.id}" in later.farewell()[-1]


async def test_a_disk_that_is_full_is_told_once_and_does_not_stop_the_app(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    knowledge = Knowledge(make_root(tmp_path / "root"))
    app = WizardApp(knowledge, begin(knowledge.tree("small")))
    app.keeper = Keeper(tmp_path / "state")
    told: list[str] = []
    app.notify = lambda message, **_: told.append(message)  # type: ignore[method-assign]  # listened to
    async with app.run_test() as pilot:
        await pilot.press("1", "1")
        assert app.walk is not None and len(app.walk.steps) == 2
    assert len(told) == 1 and "not kept on this machine" in told[0]


async def test_leaving_asks_nothing_where_all_is_kept_and_the_last_words_say_how_to_go_on(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    for facts, words in (
        ({"coverage": "covered-entity"}, "Go on later"),
        ({"coverage": "outside-us"}, "Open"),
    ):
        async with running(knowledge) as wizard:
            wizard.app.keeper = Keeper(tmp_path / words)
            await wizard.show(walked(knowledge, facts), opened=False)
            await wizard.press("q")
            assert wizard.app.return_code == 0
            (session,) = Sessions(tmp_path / words).all()
            assert f"sessions resume {session.id}" in wizard.app.farewell()[-1]
            assert wizard.app.farewell()[-1].startswith(words)
            wizard.app.keeper.close()


async def test_starting_again_keeps_the_walk_that_was_done(tmp_path: Path, knowledge: Knowledge) -> None:
    async with running(knowledge) as wizard:
        wizard.app.keeper = Keeper(tmp_path)
        await wizard.show(walked(knowledge, {"coverage": "outside-us"}), opened=False)
        await wizard.press("n", "1")
        assert sorted(each.done for each in Sessions(tmp_path).all()) == [False, True]


async def test_a_disk_that_takes_no_more_makes_leaving_ask_and_say_why(
    tmp_path: Path, knowledge: Knowledge
) -> None:
    (tmp_path / "state").write_text("a file")
    async with running(knowledge) as wizard:
        wizard.app.keeper = Keeper(tmp_path / "state")
        await wizard.press("1", "q")
        assert wizard.app.return_code is None
        assert "not kept on this machine" in " ".join(wizard.shown().split())


async def test_a_day_that_was_given_is_kept(tmp_path: Path) -> None:
    made = make_knowledge(tmp_path / "made")
    async with running(made, tree="small") as wizard:
        wizard.app.keeper = Keeper(tmp_path)
        await wizard.show(walked(made, BAD, "small"), opened=False)
        await wizard.press("d", *"2026-01-05", "enter")
        assert [each.day for each in Sessions(tmp_path).all()] == ["2026-01-05"]
