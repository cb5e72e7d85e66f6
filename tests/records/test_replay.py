"""Replay: what is the same, what changed and with what, what was altered, what cannot be read."""

from __future__ import annotations

import copy
import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.calling import call, spawn
from tests.helpers.small import PAGES, TREE, edited, make_root
from wizard.pack.knowledge import Knowledge
from wizard.records.replay import ALTERED, CHANGED, SAME, UNREADABLE, Replayed, Replayer
from wizard.source.problems import Broken
from wizard.transcript import reading
from wizard.transcript.markdown import as_markdown
from wizard.transcript.model import Transcript
from wizard.transcript.reading import read_transcript
from wizard.transcript.record import as_json, digest, record
from wizard.walk.ahead import settle
from wizard.walk.result import result_of
from wizard.walk.walk import UNSURE, begin
from wizard.walk.whole import walk_of

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
MUCH = {"colour": UNSURE, "amount": "much", "often": "yes"}
Data = dict[str, Any]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_root(tmp_path / "root")


def made(small: Path, facts: dict[str, str]) -> Transcript:
    """The transcript of a walk through the small tree."""
    knowledge = Knowledge(small)
    walk = walk_of(knowledge.tree("small"), facts)
    return record(result_of(walk), knowledge.library, NOW, NOW, knowledge.pack.program, "Front desk")


def replayed(small: Path, text: str, whole: bool = True) -> Replayed:
    """What becomes of a transcript's text."""
    path = small / "transcript"
    path.write_text(text, "utf-8")
    return Replayer(Knowledge(small), whole).replay(path, path.name)


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each plain value of JSON data."""
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*path, key))
    else:
        yield path


def each_altered(data: Data) -> Iterator[tuple[tuple[str | int, ...], Data]]:
    """The data with one value after the other altered."""
    for path in leaves(data):
        altered = copy.deepcopy(data)
        part: Any = altered
        for key in path[:-1]:
            part = part[key]
        old = part[path[-1]]
        part[path[-1]] = (
            (not old) if isinstance(old, bool) else old + 1 if isinstance(old, float) else f"{old}x"
        )
        yield path, altered


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("form", [as_json, as_markdown])
def test_an_untouched_transcript_is_the_same(small: Path, form: Any, whole: bool) -> None:
    for facts in (MUCH, {"colour": "plain"}, {"colour": "red", "amount": "little", "often": "no"}):
        found = replayed(small, form(made(small, facts)), whole)
        assert (found.state, found.parts, found.why, found.fails) == (SAME, (), "", False)
        assert found.verdict == found.now


def test_every_walk_of_every_tree_replays(knowledge: Knowledge, tmp_path: Path) -> None:
    for tree in knowledge.tree_ids:
        for take in (0, -1):
            walk = begin(knowledge.tree(tree))
            while (question := walk.question) is not None:
                walk = walk.answer(list(question.answers)[take])
            told = record(result_of(walk), knowledge.library, NOW, NOW, knowledge.pack.program)
            (tmp_path / "t").write_text(as_markdown(told), "utf-8")
            assert Replayer(knowledge, whole=True).replay(tmp_path / "t", "t").state == SAME


def test_each_field_altered_is_found(small: Path) -> None:
    data = json.loads(as_json(made(small, MUCH)))
    altered = list(each_altered(data))
    assert len(altered) > 60
    for path, each in altered:
        found = replayed(small, json.dumps(each))
        assert found.state in (ALTERED, UNREADABLE) and (found.fails or found.why), path


def test_a_record_from_before_there_were_tones_still_holds(small: Path) -> None:
    data = json.loads(as_json(made(small, MUCH)))
    del data["tone"]
    assert replayed(small, json.dumps({**data, "digest": digest(data)})).state == SAME


def test_each_field_altered_is_found_when_the_digest_is_computed_anew(small: Path) -> None:
    data = json.loads(as_json(made(small, MUCH)))
    own = {"started", "finished", "label"}
    seen = 0
    for path, each in each_altered(data):
        if path[0] in own | {"digest"}:
            continue
        found = replayed(small, json.dumps({**each, "digest": digest(each)}))
        knowledge_named = path[0] in ("engine", "content") or path[:2] in (("tree", "digest"), ("tree", "id"))
        assert found.state != SAME, path
        assert knowledge_named or found.state != CHANGED, path
        seen += 1
    assert seen > 50


def test_every_line_of_a_page_altered_is_found(small: Path) -> None:
    lines = as_markdown(made(small, MUCH)).split("\n")
    for place, line in enumerate(lines[:-1]):
        text = "\n".join([*lines[:place], f"{line}x", *lines[place + 1 :]])
        assert replayed(small, text).state in (ALTERED, UNREADABLE), line


def test_words_of_a_page_altered_with_its_digest_are_found_by_a_whole_check(small: Path) -> None:
    from wizard.transcript.proof import PLACE, page_digest

    text = as_markdown(made(small, MUCH)).replace("Take less of it.", "Take more of it.")
    text = PLACE.sub(rf"\g<1>{page_digest(text)}\g<3>", text)
    found = replayed(small, text)
    assert (found.state, found.why) == (ALTERED, "does not follow from the answers: the words of the page")


@pytest.mark.parametrize("form", [as_json, as_markdown])
def test_what_changed_is_named(small: Path, form: Any) -> None:
    text = form(made(small, MUCH))
    rule = small / "content/rules/rule-1.md"
    rule.write_text(PAGES["rules/rule-1.md"] + "More.\n", "utf-8")
    found = replayed(small, text)
    assert (found.state, found.parts, found.fails) == (
        CHANGED,
        (("content", "rule-1 has another text"),),
        False,
    )
    make_root(small, {"trees/small.yaml": TREE.replace("weight: violation", "weight: note")})
    found = replayed(small, text)
    assert found.state == CHANGED and found.fails and found.now == "fine"
    assert ("tree", "small 1, now another text of the same version") in found.parts
    assert ("verdict", "stop, now fine") in found.parts


def test_another_tree_that_gave_an_answer_is_held_to_its_text_too(small: Path) -> None:
    gives = "    why: It adds up.\n    settle: {tree: other, gives: {stop: yes, fine: no}}\n"
    other = TREE.replace("tree: small", "tree: other")
    make_root(
        small,
        {
            "trees/small.yaml": edited(TREE, ("    why: It adds up.\n", gives))[0],
            "trees/other.yaml": other,
        },
    )
    knowledge = Knowledge(small)
    walk = settle(begin(knowledge.tree("small")).answer("blue"), walk_of(knowledge.tree("other"), MUCH))
    text = as_json(record(result_of(walk), knowledge.library, NOW, NOW, knowledge.pack.program))
    assert replayed(small, text).state == SAME
    (small / "trees/other.yaml").write_text(other.replace("A lot of it", "Much of it"), "utf-8")
    assert ("tree", "other has another text") in replayed(small, text).parts
    (small / "trees/other.yaml").unlink()
    assert ("tree", "other is gone") in replayed(small, text).parts


@pytest.mark.parametrize("form", [as_json, as_markdown])
def test_another_engine_is_named(small: Path, form: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = form(made(small, MUCH))
    monkeypatch.setattr("wizard.records.replay.__version__", "9.9")
    assert [part for part, _ in replayed(small, text).parts] == ["engine"]


def test_answers_that_no_longer_fit_leave_no_verdict(small: Path) -> None:
    text = as_json(made(small, MUCH))
    (small / "trees/small.yaml").write_text(TREE.replace("    next: amount\n", "    next: often\n"), "utf-8")
    found = replayed(small, text)
    assert found.fails and found.now == "none"
    assert "where amount was answered, often is asked" in found.parts[-1][1]


def refused(path: Path) -> str:
    with pytest.raises(Broken) as broken:
        read_transcript(path, path.name)
    return str(broken.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1: transcript no transcript"),
        ("Words.\n", "no transcript: neither JSON nor the full form"),
        ('{\n  "schema": ,\n}', "t:2:13: transcript not valid JSON"),
        ('{"schema": "other"}', "schema must be wizard-transcript/1"),
        ('{"a": 1, "a": 2}', "stands twice"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a":' + "[" * 50 + "]" * 50 + "}", "nested more than 40 deep"),
        ('{"a":' + "[" * 10_000 + "]" * 10_000 + "}", "nested more than 40 deep"),
        ('{"schema": "wizard-transcript/1", "steps": [' + "0," * 1_000_000 + "0]}", "1,000 are the most"),
        ('{"schema": "wizard-transcript/1", "engine": 1}', "engine must be a text"),
        ('{"schema": "wizard-transcript/1"}', "engine is missing"),
    ],
    ids=range(11),
)
def test_what_is_no_transcript_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "t"
    path.write_text(text, "utf-8")
    assert told in refused(path)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "t"
    with path.open("wb") as file:
        file.truncate(reading.MOST_BYTES + 1)
    assert "larger than 50 MB" in refused(path)


def test_a_field_of_another_type_is_named(small: Path) -> None:
    data = json.loads(as_json(made(small, MUCH)))
    data["steps"][1]["assumed"] = "no"
    assert "steps[1].assumed must be true or false" in replayed(small, json.dumps(data)).why


def test_half_a_letter_is_refused(small: Path) -> None:
    data = {**json.loads(as_json(made(small, MUCH))), "label": "\ud800"}
    assert "half of a letter" in replayed(small, json.dumps(data)).why


@pytest.fixture
def archive(small: Path) -> Path:
    """A folder with one transcript that is the same, one altered and one that is none."""
    folder = small / "kept"
    (folder / "more").mkdir(parents=True)
    told = made(small, MUCH)
    (folder / "a.json").write_text(as_json(told), "utf-8")
    (folder / "b.md").write_text(as_markdown(told).replace("Take less", "Take more"), "utf-8")
    (folder / "more" / "c.json").write_text("{", "utf-8")
    (folder / "link.json").symlink_to(folder / "a.json")
    return folder


def test_a_folder_is_summed_up(small: Path, archive: Path) -> None:
    called = call("--root", str(small), "replay", str(archive))
    assert called.code == 1
    assert called.out.splitlines()[-1] == "3 transcripts: 1 same, 1 altered, 1 cannot be read."
    assert "b.md: altered: the page does not fit its digest" in called.out


def test_a_folder_as_a_table(small: Path, archive: Path) -> None:
    rows = list(
        csv.reader(io.StringIO(call("--root", str(small), "replay", str(archive), "--format", "csv").out))
    )
    assert [row[1] for row in rows] == ["state", SAME, ALTERED, UNREADABLE]
    assert rows[1][2:5] == ["small", "stop", "stop"]


def test_a_folder_as_json(small: Path, archive: Path) -> None:
    found = json.loads(call("--root", str(small), "replay", str(archive), "--format", "json").out)
    assert [each["state"] for each in found] == [SAME, ALTERED, UNREADABLE]
    (archive / "b.md").unlink()
    (archive / "more" / "c.json").unlink()
    assert call("--root", str(small), "replay", str(archive)).code == 0


def test_an_empty_folder_and_one_that_is_not_there(small: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert call("--root", str(small), "replay", str(tmp_path / "none"), "--format", "json").out == "[]\n"
    called = call("--root", str(small), "replay", str(tmp_path / "gone"))
    assert called.code == 2 and "there is no file or folder" in called.err


def test_no_cell_of_the_table_acts_as_a_formula(small: Path) -> None:
    (small / "=1+1.json").write_text(as_json(made(small, MUCH)), "utf-8")
    called = spawn("--root", ".", "replay", "=1+1.json", "--format", "csv", cwd=small)
    assert called.out.splitlines()[1].startswith("'=1+1.json,same")


def test_a_large_folder_is_shared_among_processes_and_stays_in_order(small: Path) -> None:
    folder = small / "many"
    folder.mkdir()
    text = as_json(made(small, MUCH))
    for number in range(150):
        (folder / f"{number:03}.json").write_text(text if number != 140 else "{", "utf-8")
    called = spawn("--root", ".", "replay", "many", "--format", "json", cwd=small)
    found = json.loads(called.out)
    assert [each["path"] for each in found] == [f"many/{number:03}.json" for number in range(150)]
    assert [each["state"] for each in found if each["path"] != "many/140.json"] == [SAME] * 149
