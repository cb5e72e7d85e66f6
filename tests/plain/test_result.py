"""Line mode at the end of a walk: plans, saving, and beginning again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.reading import Reader
from tests.helpers.small import make_root
from wizard.pack.knowledge import Knowledge
from wizard.walk.plans import options


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Knowledge:
    """The small root; the current folder is an empty one beside it."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return Knowledge(make_root(tmp_path / "root"))


def test_following_a_plan_shows_the_better_result(small: Knowledge) -> None:
    reader = Reader(small, "small", "red", "much", "no", "p", "p 9", "p x", "p 1").run()
    assert reader.count("Type p and a number from 1 to ") == 3
    assert reader.count("Verdict: Not fine") == 1 and reader.count("Verdict: Fine") == 1


def test_there_may_be_no_plan_to_follow(small: Knowledge) -> None:
    assert Reader(small, "small", "plain", "p 1").run().count("There is no plan to follow.") == 1


def test_following_a_plan_keeps_what_the_reader_does_not_know(small: Knowledge) -> None:
    reader = Reader(small, "small", "unsure", "much", "no")
    reader.run()
    plans = [plan for each in options(reader.session.walk) for plan in each.plans]
    number = next(
        n for n, plan in enumerate(plans, 1) if [each.question for each in plan.changes] == ["amount"]
    )
    followed = Reader(small, "small", "unsure", "much", "no", f"p {number}").run()
    assert followed.facts == {"colour": "red", "amount": "little", "often": "no"}
    assert followed.session.walk.assumed == {"colour"}


@pytest.mark.parametrize(
    ("word", "ending"), [("s", ".md"), ("s json", ".json"), ("s text", ".txt"), ("s markdown", ".md")]
)
def test_saving_never_overwrites(small: Knowledge, word: str, ending: str) -> None:
    reader = Reader(small, "small", "plain", word, "", word, "", word, "").run()
    saved = sorted(path.name for path in Path().iterdir())
    assert len(saved) == 3 and {Path(name).suffix for name in saved} == {ending}
    assert sorted(line.removeprefix("Saved: ") for line in reader.said if line.startswith("Saved: ")) == saved


def test_a_transcript_is_saved_in_the_folder_that_is_named(small: Knowledge) -> None:
    Path("my records").mkdir()
    Reader(small, "small", "plain", "s my records", "", "s json my records", "").run()
    (json_file,) = Path("my records").glob("*.json")
    assert json.loads(json_file.read_text("utf-8"))["verdict"] == "fine"
    assert len(list(Path("my records").glob("*.md"))) == 1


def labels() -> list[str | None]:
    """What the transcripts in the current folder call their workflow, in the order of their names."""
    return [json.loads(path.read_text("utf-8")).get("label") for path in sorted(Path().glob("*.json"))]


def test_the_workflow_is_named_when_it_is_saved_and_the_name_is_offered_again(small: Knowledge) -> None:
    reader = Reader(small, "small", "plain", "s json", "Lab results", "s json", "", "a", "plain").run()
    assert reader.count("(Enter: none)") == 1 and reader.count("(Enter: Lab results)") == 1
    assert labels() == ["Lab results", "Lab results"]
    assert reader.session.workflow == ""


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Call 212 555 0142", "looks as if it holds a phone number"),
        ("ann@clinic.example", "looks as if it holds an e-mail address"),
        ("Mrs Smith", "looks as if it holds a name"),
        ("x" * 61, "longer than 60 letters"),
        ("q", "q is a command, and no name"),
    ],
)
def test_a_name_that_is_refused_is_told_why_and_asked_again(small: Knowledge, typed: str, why: str) -> None:
    reader = Reader(small, "small", "plain", "s json", typed, "Intake", "q").run()
    assert reader.count(why) == 1 and reader.count("Name of the workflow") == 2
    assert labels() == ["Intake"]


def test_the_transcript_is_saved_where_the_input_ends_at_the_name(small: Knowledge) -> None:
    assert Reader(small, "small", "plain", "s json").run().count("Saved: ") == 1
    assert labels() == [None]


def test_a_folder_that_is_not_there_is_told_and_the_walk_stays(small: Knowledge) -> None:
    reader = Reader(small, "small", "plain", "s missing", "", "s", "").run()
    assert reader.count("cannot write missing") == 1 and reader.count("Saved: ") == 1


def test_a_home_that_nobody_has_is_told_and_the_walk_stays(small: Knowledge) -> None:
    reader = Reader(small, "small", "plain", "s ~nobody-of-this-name/x", "", "s", "").run()
    assert reader.count("Saved: ") == 1


def test_the_result_can_be_read_again_left_and_begun_again(small: Knowledge) -> None:
    reader = Reader(small, "small", "plain", "r", "b", "blue", "no", "a").run()
    assert reader.count("Verdict: Fine") == 3
    assert (reader.facts, reader.session.walk.current) == ({}, "colour")


def test_a_plan_number_that_is_none_is_told_so(small: Knowledge) -> None:
    assert Reader(small, "small", "red", "much", "no", "p ²").run().text
