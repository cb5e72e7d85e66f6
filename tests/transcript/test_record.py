"""The record of a walk: its fields, its schema and its digest."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import wizard.transcript.record
from tests.conftest import EXAMPLES, example
from wizard.pack.knowledge import Knowledge
from wizard.transcript.model import Transcript, as_data
from wizard.transcript.record import as_json, digest, record
from wizard.walk.ahead import settled
from wizard.walk.result import result_of
from wizard.walk.walk import UNSURE, Walk, begin
from wizard.walk.whole import walk_of

STARTED = datetime(2026, 11, 22, 13, 4, 59, tzinfo=UTC)
FINISHED = datetime(2026, 11, 22, 13, 5, 1, tzinfo=UTC)
SCHEMA = json.loads((Path(wizard.transcript.record.__file__).parent / "schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

Path_ = tuple[str | int, ...]


Data = dict[str, Any]
"""A transcript as its JSON holds it."""


def made_of(knowledge: Knowledge, walk: Walk, started: datetime = STARTED) -> Transcript:
    """The transcript of a walk at a fixed time."""
    return record(result_of(walk), knowledge.library, started, FINISHED)


def written(knowledge: Knowledge, walk: Walk, started: datetime = STARTED) -> Data:
    """The data of that transcript."""
    data: Data = as_data(made_of(knowledge, walk, started))
    return data


@pytest.fixture(scope="module")
def whole(knowledge: Knowledge) -> Transcript:
    """A transcript with every part filled but deadlines."""
    facts = {**example("texted-phi-no-baa"), "groundwork": UNSURE}
    return made_of(knowledge, walk_of(knowledge.tree("whatsapp"), facts))


@pytest.fixture(scope="module")
def transcript(whole: Transcript) -> Data:
    """Its data."""
    data: Data = as_data(whole)
    return data


def leaves(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The way to each plain value of JSON data."""
    parts = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if parts is None:
        yield path
        return
    for key, part in parts:
        yield from leaves(part, (*path, key))


def walked(knowledge: Knowledge, tree: str, choose: str) -> Walk:
    """A walk through a tree that always takes the first or last answer, or does not know."""
    walk = begin(knowledge.tree(tree))
    while (question := walk.question) is not None:
        answers = list(question.answers)
        known = answers[-1] if choose == "last" else answers[0]
        walk = walk.answer(UNSURE if choose == UNSURE and question.unsure else known)
    return walk


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("outcome", EXAMPLES)
def test_every_example_is_recorded_as_the_schema_says(knowledge: Knowledge, outcome: str) -> None:
    made = written(knowledge, walk_of(knowledge.tree("whatsapp"), example(outcome)))
    VALIDATOR.validate(made)
    assert made["outcome"]["id"] == outcome
    assert [(step["question"], step["answer"]) for step in made["steps"]] == list(example(outcome).items())


@pytest.mark.parametrize("choose", ["first", "last", UNSURE])
def test_a_walk_through_each_tree_is_recorded_as_the_schema_says(knowledge: Knowledge, choose: str) -> None:
    for tree in knowledge.tree_ids:
        walk = replace(walked(knowledge, tree, choose), day=date(2026, 11, 1))
        made = written(knowledge, walk)
        VALIDATOR.validate(made)
        assert set(made) <= set(SCHEMA["properties"]), "the schema says nothing of a field"


def test_a_transcript_has_the_fields_of_the_design(transcript: Data) -> None:
    assert {"id", "title", "version", "digest"} <= set(transcript["tree"])
    assert set(transcript["steps"][0]) >= {"question", "ask", "answer", "label", "assumed"}
    assert set(transcript["outcome"]) >= {"id", "title"}
    assert set(transcript["findings"][0]) >= {"id", "weight", "says", "because", "rules", "cases", "remedy"}
    assert set(transcript["rules"][0]) >= {"id", "cite", "title", "url", "status", "reviewed"}
    assert set(transcript["plans"][0]) >= {"verdict", "effort", "changes", "needs"}
    assert set(transcript["plans"][0]["changes"][0]) >= {"question", "from", "to"}
    assert (transcript["schema"], transcript["verdict"]) == ("wizard-transcript/1", "impermissible")
    assert transcript["cases"] and [each["question"] for each in transcript["assumptions"]] == ["groundwork"]


@pytest.mark.parametrize("field", [each for each in SCHEMA["required"] if each != "digest"])
def test_the_schema_refuses_a_transcript_without_a_field(transcript: Data, field: str) -> None:
    lacking = {key: value for key, value in transcript.items() if key != field}
    assert not VALIDATOR.is_valid(lacking)


def test_the_schema_allows_further_fields_at_the_top_only(transcript: Data) -> None:
    VALIDATOR.validate({**transcript, "more": 1})
    for part in ("tree", "outcome"):
        assert not VALIDATOR.is_valid({**transcript, part: {**transcript[part], "more": 1}})
    for part in ("steps", "findings", "rules", "cases", "assumptions", "plans"):
        first = {**transcript[part][0], "more": 1}
        assert not VALIDATOR.is_valid({**transcript, part: [first, *transcript[part][1:]]}), part


def test_every_finding_cites_entries_that_the_transcript_holds(transcript: Data) -> None:
    for field in ("rules", "cases"):
        cited = [id for finding in transcript["findings"] for id in finding[field]]
        assert [entry["id"] for entry in transcript[field]] == list(dict.fromkeys(cited))


def test_a_finding_names_the_facts_that_raised_it(transcript: Data) -> None:
    steps = {(step["question"], step["answer"]) for step in transcript["steps"]}
    for finding in transcript["findings"]:
        assert {(each["question"], each["answer"]) for each in finding["because"]} <= steps
    (no_baa,) = [each for each in transcript["findings"] if each["id"] == "no-baa"]
    assert {each["question"] for each in no_baa["because"]} == {"product", "content", "chosen-by"}


def test_what_the_reader_did_not_know_is_marked_and_explained(transcript: Data) -> None:
    assert [step["question"] for step in transcript["steps"] if step["assumed"]] == ["groundwork"]
    (assumption,) = transcript["assumptions"]
    assert assumption["assumed"] == "none" and assumption["find_out"]
    assert {other["answer"] for other in assumption["others"]} == {"in-place", "partly"}


def test_a_walk_finished_early_says_so_and_has_its_only_verdict(knowledge: Knowledge) -> None:
    walk = begin(knowledge.tree("whatsapp"))
    for answer in example("texted-phi-no-baa").values():
        if settled(walk) is not None:
            break
        walk = walk.answer(answer)
    made = written(knowledge, walk.finish())
    VALIDATOR.validate(made)
    assert (made["complete"], made["verdict"]) == (False, "impermissible")
    assert len(made["steps"]) < len(example("texted-phi-no-baa"))


def test_the_digest_is_the_sha256_of_everything_else_in_canonical_form(transcript: Data) -> None:
    rest = {key: value for key, value in transcript.items() if key != "digest"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert transcript["digest"] == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_digest_changes_when_anything_changes(transcript: Data) -> None:
    paths = [path for path in leaves(transcript) if path != ("digest",)]
    assert len(paths) > 100
    altered = copy.deepcopy(transcript)
    for path in paths:
        part: Any = altered
        for key in path[:-1]:
            part = part[key]
        before, part[path[-1]] = part[path[-1]], "altered"
        assert digest(altered) != transcript["digest"], path
        part[path[-1]] = before
    assert digest(altered) == transcript["digest"]


def test_the_digest_changes_when_a_part_goes_or_comes_or_moves(transcript: Data) -> None:
    assert digest({**transcript, "more": 1}) != transcript["digest"]
    for field in SCHEMA["required"][:-1]:
        assert digest({key: each for key, each in transcript.items() if key != field}) != transcript["digest"]
    assert digest({**transcript, "steps": transcript["steps"][::-1]}) != transcript["digest"]


def test_the_same_walk_at_the_same_time_has_the_same_transcript(knowledge: Knowledge, root: Path) -> None:
    facts = {**example("shared-number"), "groundwork": UNSURE}
    one = written(knowledge, walk_of(knowledge.tree("whatsapp"), facts))
    again = Knowledge(root)
    assert written(again, walk_of(again.tree("whatsapp"), dict(reversed(facts.items())))) == one
    later = written(again, walk_of(again.tree("whatsapp"), facts), STARTED - timedelta(seconds=1))
    assert later["digest"] != one["digest"]


def test_the_digest_survives_being_written_and_read(whole: Transcript, transcript: Data) -> None:
    back = json.loads(as_json(whole))
    assert back == transcript
    assert digest(dict(reversed(back.items()))) == transcript["digest"]


def test_times_are_told_in_utc(knowledge: Knowledge) -> None:
    here = timezone(timedelta(hours=-5))
    walk = walk_of(knowledge.tree("whatsapp"), example("outside-us"))
    made = record(result_of(walk), knowledge.library, STARTED.astimezone(here), FINISHED.astimezone(here))
    assert (made.started, made.finished) == ("2026-11-22T13:04:59Z", "2026-11-22T13:05:01Z")


def test_the_outcome_has_title_and_summary_of_its_page(knowledge: Knowledge, whole: Transcript) -> None:
    outcome = knowledge.tree("whatsapp").outcomes[whole.outcome.id]
    page = knowledge.library.page(outcome.page)
    assert page.summary and page.title != page.summary
    assert (whole.outcome.title, whole.outcome.summary) == (page.title, page.summary)
