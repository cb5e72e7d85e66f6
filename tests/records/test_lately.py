"""What the home screen tells of the past: walks that are kept, transcripts by their names."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.helpers.small import make_root
from wizard.pack.knowledge import Knowledge
from wizard.records.keeper import Keeper
from wizard.records.lately import FEW, finished, saved
from wizard.records.resuming import told_moment
from wizard.records.sessions import Sessions
from wizard.walk.walk import begin


@pytest.fixture
def small(tmp_path: Path) -> Knowledge:
    return Knowledge(make_root(tmp_path / "root"))


def keep(state: Path, knowledge: Knowledge, *answers: str) -> None:
    """One session on the disk, let go of."""
    keeper, walk = Keeper(state), begin(knowledge.tree("small"))
    for answer in answers:
        walk = walk.answer(answer)
        keeper.keep(walk)
    keeper.close()


def test_only_finished_walks_are_told_with_their_verdict(tmp_path: Path, small: Knowledge) -> None:
    keep(tmp_path, small, "plain")
    keep(tmp_path, small, "red")
    (told,) = finished(small, Sessions(tmp_path))
    assert (told.title, told.verdict.id) == ("May I take it?", "fine")
    assert told.id in {each.id for each in Sessions(tmp_path).all() if each.done}


def test_a_walk_open_in_another_program_is_not_told(tmp_path: Path, small: Knowledge) -> None:
    keeper = Keeper(tmp_path)
    keeper.keep(begin(small.tree("small")).answer("plain"))
    assert finished(small, Sessions(tmp_path)) == []
    keeper.close()
    assert len(finished(small, Sessions(tmp_path))) == 1


def test_transcripts_are_known_by_the_names_that_the_program_gives(tmp_path: Path, small: Knowledge) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    names = (
        "2026-11-22-130501-small-fine.md",
        "2026-11-22-130501-small-fine.json",
        "2026-11-24-130501-small-stop-2.md",
        "2026-11-25-130501-other-fine.md",
        "2026-11-25-130501-small-unheard-of.md",
        "2026-11-25-130501-small-fine.html",
        "notes.md",
    )
    for name in names:
        (folder / name).write_text("")
    told = [(each.verdict.id, each.path.name if each.path else "") for each in saved(small, folder)]
    assert told == [
        ("stop", "2026-11-24-130501-small-stop-2.md"),
        ("fine", "2026-11-22-130501-small-fine.md"),
    ]


def test_few_are_told_the_newest_first_and_those_saved_elsewhere_too(
    tmp_path: Path, small: Knowledge
) -> None:
    for day in range(10, 20):
        (tmp_path / f"2026-01-{day}-130501-small-fine.md").write_text("")
    elsewhere = tmp_path / "elsewhere" / "2026-02-01-130501-small-stop.md"
    told = saved(small, tmp_path, [elsewhere])
    assert len(told) == FEW
    assert told[0].path == elsewhere
    assert told[1].path == tmp_path / "2026-01-19-130501-small-fine.md"
    assert saved(small, tmp_path / "gone") == []


def test_a_moment_is_told_as_people_say_it() -> None:
    now = datetime.now(UTC)
    assert told_moment(now.strftime("%Y-%m-%dT%H:%M:%SZ")) == f"today {now.astimezone():%H:%M}"
    assert told_moment("2024-02-03T12:00:00Z") == "on 2024-02-03"
    assert told_moment("some day") == "some day"
