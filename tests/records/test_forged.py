"""Records that lie in a way no digest shows: refused with the field, and never the end of the program."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.calling import call
from tests.helpers.forging import Forger
from tests.helpers.small import make_root
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken
from wizard.transcript.markdown import as_markdown
from wizard.transcript.model import LastDay, OutOfReach, SignOff
from wizard.transcript.proof import PLACE, page_digest
from wizard.transcript.reading import read_transcript
from wizard.transcript.record import as_json, digest, record, sealed
from wizard.walk.result import result_of
from wizard.walk.whole import walk_of

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def forger(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Forger:
    return Forger(knowledge, tmp_path_factory.mktemp("forged"))


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_whatever_a_record_says_the_program_only_refuses_it(forger: Forger, first: int) -> None:
    kinds = {forger.attempt(random.Random(seed)) for seed in range(first, first + 100)}
    assert len(kinds) >= 6


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_root(tmp_path / "root")


@pytest.fixture
def data(small: Path) -> dict[str, Any]:
    """A transcript with every part in which another is named, or a day."""
    knowledge = Knowledge(small)
    walk = walk_of(knowledge.tree("small"), {"colour": "red", "amount": "much", "often": "no"})
    told = record(result_of(walk), knowledge.library, NOW, NOW, knowledge.pack.program, "Ward")
    day = LastDay("tell", "The last day to tell", "2026-12-24", "32 days after that day", ("rule-1",))
    signed = SignOff("A", "B", "2026-11-22", "2027-11-22", told.digest)
    far = (OutOfReach("fine", "Fine", ("colour",)),)
    whole: dict[str, Any] = json.loads(
        as_json(sealed(replace(told, deadlines=(day,), signed=signed, out_of_reach=far)))
    )
    return whole


def forged(data: dict[str, Any], change: Callable[[dict[str, Any]], object], path: Path) -> Path:
    """The transcript changed, with a digest that fits."""
    change(data)
    path.write_text(json.dumps({**data, "digest": digest(data)}), "utf-8")
    return path


def test_an_honest_one_is_read_whole(data: dict[str, Any], tmp_path: Path) -> None:
    read = read_transcript(forged(data, lambda _: None, tmp_path / "t.json"), "t.json")
    assert (read.altered, read.transcript.deadlines[0].due) == ("", "2026-12-24")


@pytest.mark.parametrize(
    "day", ["soon", "2026-02-30", "20261122", "2026-W47-1", "9999-12-31", "1899-12-31", " "]
)
@pytest.mark.parametrize(
    "place", ["day", "signed.date", "signed.next_review", "deadlines[0].due", "steps[0].on"]
)
def test_what_is_no_day_is_refused_with_its_place(
    data: dict[str, Any], tmp_path: Path, place: str, day: str
) -> None:
    *above, name = place.replace("[0]", ".0").split(".")

    def change(whole: Any) -> None:
        for each in above:
            whole = whole[int(each) if each.isdigit() else each]
        whole[name] = day

    path = forged(data, change, tmp_path / "t.json")
    with pytest.raises(Broken) as refused:
        _ = read_transcript(path, "t.json").transcript
    assert refused.value.problems[0].message == f"{place} must be a day such as 2026-11-22"


@pytest.mark.parametrize("name", ["date", "next_review"])
def test_who_signed_gave_both_days(data: dict[str, Any], tmp_path: Path, name: str) -> None:
    path = forged(data, lambda whole: whole["signed"].update({name: ""}), tmp_path / "t.json")
    with pytest.raises(Broken, match=f"signed.{name} must be a day"):
        read_transcript(path, "t.json")


@pytest.mark.parametrize("name", ["started", "finished"])
@pytest.mark.parametrize(
    "moment",
    [
        *("2026-11-22", "2026-11-22 13:05:01Z", "2026-11-22T13:05:01+", "2026-W47-1T13:05:01Z"),
        *("20261122T130501.000Z", "9999-11-22T13:05:01Z", "2026-11-22T3:05:01Z", ""),
    ],
)
def test_what_is_no_moment_is_refused(data: dict[str, Any], tmp_path: Path, name: str, moment: str) -> None:
    path = forged(data, lambda whole: whole.update({name: moment}), tmp_path / "t.json")
    with pytest.raises(Broken, match=f"{name} must be a moment such as 2026-11-22T13:05:01Z"):
        read_transcript(path, "t.json")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda whole: whole.update(engine=" "), "engine is empty"),
        (lambda whole: whole.update(rules=[]), r"findings\[0\].rules names 'rule-1'"),
        (lambda whole: whole.update(cases=[]), r"findings\[0\].cases names 'case-1'"),
        (lambda whole: whole["steps"].pop(0), r"findings\[0\].because names 'colour'"),
        (lambda whole: whole.update(findings=[], rules=[]), r"deadlines\[0\].rules names 'rule-1'"),
        (lambda whole: whole["out_of_reach"][0].update(fixed=["x" * 99]), rf"fixed names '{'x' * 60}'"),
        (lambda whole: whole["rules"][0].update(status="sure"), "rules: status names 'sure'"),
        (lambda whole: whole["cases"][0].update(status="sure"), "cases: status names 'sure'"),
    ],
)  # fmt: skip
def test_what_a_part_names_must_be_there(
    data: dict[str, Any], tmp_path: Path, change: Callable[[dict[str, Any]], object], told: str
) -> None:
    path = forged(data, change, tmp_path / "t.json")
    with pytest.raises(Broken, match=told):
        _ = read_transcript(path, "t.json").transcript


@pytest.mark.parametrize("command", [("calendar",), ("evidence",), ("export", "pack", "-o", "OUT")])
def test_a_lie_in_an_archive_is_left_out_with_its_file_and_place(
    small: Path, data: dict[str, Any], tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "good.json").write_text(json.dumps(data), "utf-8")
    data["label"] = "Other"
    forged(data, lambda whole: whole.update(rules=[]), folder / "bad.json")
    words = [str(tmp_path / "out") if word == "OUT" else word for word in command]
    called = call("--root", str(small), *words, str(folder))
    assert called.code == 1
    assert called.err.count("Left out") == 1 and "bad.json:1:1" in called.err and "'rule-1'" in called.err


def test_a_settled_step_is_read_as_deep_as_it_goes(data: dict[str, Any], tmp_path: Path) -> None:
    def change(whole: Any) -> None:
        step = whole["steps"][0]
        inner = {**step, "on": "soon"}
        step["settled_by"] = {"tree": "x", "digest": "", "steps": [inner], "verdict": "fine", "outcome": ""}

    path = forged(data, change, tmp_path / "t.json")
    with pytest.raises(Broken, match=r"steps\[0\].settled_by.steps\[0\].on must be a day"):
        read_transcript(path, "t.json")


def test_a_page_holds_nothing_that_it_does_not_know(
    data: dict[str, Any], small: Path, tmp_path: Path
) -> None:
    walk = walk_of(Knowledge(small).tree("small"), {"colour": "plain"})
    made = record(result_of(walk), Knowledge(small).library, NOW, NOW)
    text = as_markdown(sealed(made)).replace('  "page": ', '  "more": 1,\n  "page": ')
    path = tmp_path / "t.md"
    path.write_text(PLACE.sub(rf"\g<1>{page_digest(text)}\g<3>", text), "utf-8")
    with pytest.raises(Broken, match="there is no field more"):
        read_transcript(path, "t.md")
    path = forged(data, lambda whole: whole.update(more=1), tmp_path / "t.json")
    assert read_transcript(path, "t.json").claims.label == "Ward", "a newer program may say more in its JSON"


def test_what_is_no_json_is_told_with_its_line(small: Path, tmp_path: Path) -> None:
    walk = walk_of(Knowledge(small).tree("small"), {"colour": "plain"})
    text = as_markdown(record(result_of(walk), Knowledge(small).library, NOW, NOW))
    odd = text.replace('  "engine": ', '  "engine": !')
    line = odd[: odd.index("!")].count("\n") + 1
    (tmp_path / "t.md").write_text(odd, "utf-8")
    with pytest.raises(Broken) as refused:
        read_transcript(tmp_path / "t.md", "t.md")
    assert str(refused.value).startswith(f"t.md:{line}:13: transcript not valid JSON"), str(refused.value)


def test_the_bounds_themselves_are_within(
    data: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = data["steps"][0]
    path = forged(data, lambda whole: whole.update(steps=[step] * 1000), tmp_path / "t.json")
    assert len(read_transcript(path, "t.json").claims.steps) == 1000
    monkeypatch.setattr("wizard.transcript.reading.MOST_BYTES", path.stat().st_size)
    assert len(read_transcript(path, "t.json").claims.steps) == 1000
    monkeypatch.setattr("wizard.transcript.reading.MOST_BYTES", path.stat().st_size - 1)
    with pytest.raises(Broken, match="larger than"):
        read_transcript(path, "t.json")
    monkeypatch.undo()
    path = forged(data, lambda whole: whole.update(steps=[step] * 1001), tmp_path / "t.json")
    with pytest.raises(Broken, match="it has 1,001 steps; 1,000 are the most that is read"):
        read_transcript(path, "t.json")
