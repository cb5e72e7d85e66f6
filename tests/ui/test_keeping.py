"""The app keeps each answer before it shows the next question, and goes on with a session."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.small import make_root
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
