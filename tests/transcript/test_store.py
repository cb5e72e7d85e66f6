"""The files that transcripts are saved to: names that sort by date, nothing overwritten."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.helpers.small import make_root
from wizard.pack.knowledge import Knowledge
from wizard.source.files import write_new
from wizard.source.problems import Refused
from wizard.transcript import store
from wizard.transcript.model import Transcript
from wizard.transcript.record import record
from wizard.transcript.store import FORMATS, file_name, save
from wizard.walk.result import result_of
from wizard.walk.whole import walk_of


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> Transcript:
    """The transcript of a walk through the small tree."""
    knowledge = Knowledge(make_root(tmp_path_factory.mktemp("root")))
    walk = walk_of(knowledge.tree("small"), {"colour": "red", "amount": "much", "often": "yes"})
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return record(result_of(walk), knowledge.library, now, now)


def test_file_names_sort_by_date(transcript: Transcript) -> None:
    moments = ["2025-12-31T23:59:59Z", "2026-01-02T03:04:05Z", "2026-01-02T10:00:00Z", "2026-10-01T00:00:00Z"]
    names = [file_name(replace(transcript, finished=moment), "json") for moment in moments]
    assert names == sorted(names)
    assert names[1] == "2026-01-02-030405-small-stop.json"


@pytest.mark.parametrize("id", ["../../etc/passwd", "a/b", "a\\b", "a\x1b[31m", "a b", "a\nb", ".hidden"])
def test_a_hostile_id_stays_out_of_the_file_name(transcript: Transcript, id: str) -> None:
    name = file_name(replace(transcript, tree=replace(transcript.tree, id=id), verdict=id), "text")
    assert re.fullmatch(r"[A-Za-z0-9-]+\.txt", name)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_saving_never_overwrites(transcript: Transcript, tmp_path: Path, form: str) -> None:
    paths = [save(transcript, form, tmp_path) for _ in range(3)]
    assert len(set(paths)) == 3 and set(tmp_path.iterdir()) == set(paths)
    assert {path.suffix for path in paths} == {FORMATS[form][0]}
    assert {path.read_text("utf-8") for path in paths} == {FORMATS[form][1](transcript)}


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_text("mine")
    assert write_new(path, "other") is False
    assert path.read_text() == "mine"


def test_a_link_to_nowhere_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "x.md").symlink_to(tmp_path / "elsewhere.md")
    assert write_new(tmp_path / "x.md", "words") is False
    assert not (tmp_path / "elsewhere.md").exists()


def test_a_saved_transcript_is_for_its_owner_only(transcript: Transcript, tmp_path: Path) -> None:
    assert stat.S_IMODE(save(transcript, "json", tmp_path).stat().st_mode) == 0o600


@pytest.mark.parametrize("folder", ["missing", "file", "file/under", "nul\x00"])
def test_a_folder_that_cannot_be_written_is_refused(
    transcript: Transcript, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refused, match="cannot write"):
        save(transcript, "json", tmp_path / folder)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_folder_closed_to_the_user_is_refused(transcript: Transcript, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Refused, match="cannot write"):
        save(transcript, "json", tmp_path)


def test_names_that_have_run_out_are_refused(
    transcript: Transcript, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_TRIES", 3)
    for _ in range(2):
        save(transcript, "json", tmp_path)
    with pytest.raises(Refused, match="too many"):
        save(transcript, "json", tmp_path)
