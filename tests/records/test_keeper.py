"""The keeper writes each change once, says truly what it has kept, and begins anew after a failure."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.full_disk import room_for
from tests.helpers.small import TREE, make_root
from wizard.pack.knowledge import Knowledge
from wizard.records.keeper import Keeper
from wizard.records.sessions import Sessions, locked
from wizard.source.problems import Refused
from wizard.walk.ahead import settle
from wizard.walk.walk import UNSURE, Walk, begin

DATED = TREE + 'date: {ask: "When was it?", why: Days are counted from it.}\n'
SETTLED = "    effort: 2\n    settle: {tree: small, gives: {stop: much, fine: little}}\n"


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    """The small tree, and another one that it helps with an answer."""
    other = TREE.replace("tree: small", "tree: other").replace("    effort: 2\n", SETTLED)
    return Knowledge(make_root(tmp_path / "root", {"trees/small.yaml": DATED, "trees/other.yaml": other}))


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(tmp_path / "state")


def walked(knowledge: Knowledge, *answers: str, tree: str = "small") -> Walk:
    walk = begin(knowledge.tree(tree))
    for answer in answers:
        walk = walk.answer(answer)
    return walk


def files(keeper: Keeper) -> list[Path]:
    assert keeper.folder is not None
    return sorted(keeper.folder.iterdir()) if keeper.folder.exists() else []


def lines(keeper: Keeper) -> list[dict[str, Any]]:
    """What was written after the first line of the only session."""
    [path] = files(keeper)
    found = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    assert set(found[0]) == {"id", "tree", "version", "digest", "started"}
    return found[1:]


def moved(keeper: Keeper) -> list[tuple[int, list[str], bool, str]]:
    """Of each line: how many answers stay, the new ones, whether the walk is done, its day."""
    told = [each for each in lines(keeper) if "keep" in each]
    return [
        (each["keep"], [step["answer"] for step in each["steps"]], each["done"], each.get("day", ""))
        for each in told
    ]


def test_each_change_is_one_line_that_says_what_stays(knowledge: Knowledge, keeper: Keeper) -> None:
    walk = begin(knowledge.tree("small"))
    assert keeper.keep(walk) and files(keeper) == []
    for answer in ("red", "much", "no"):
        walk = walk.answer(answer)
        assert keeper.keep(walk) and keeper.keep(walk)
    keeper.keep(replace(walk, day=date(2026, 11, 1)))
    keeper.keep(walk.back().back())
    keeper.keep(walk.back().back().answer("little"))
    assert moved(keeper) == [
        (0, ["red"], False, ""),
        (1, ["much"], False, ""),
        (2, ["no"], True, ""),
        (3, [], True, "2026-11-01"),
        (1, [], False, ""),
        (1, ["little"], False, ""),
    ]


def test_the_digests_of_the_pages_are_written_once_they_are_known(
    knowledge: Knowledge, keeper: Keeper
) -> None:
    keeper.keep(walked(knowledge, "red"))
    keeper.content["small"] = {"rules/rule-1": "0" * 64}
    keeper.keep(walked(knowledge, "red", "much"))
    keeper.keep(walked(knowledge, "red", "much", "no"))
    assert [each["content"] for each in lines(keeper) if "content" in each] == [{"rules/rule-1": "0" * 64}]
    [kept] = Sessions(files(keeper)[0].parents[1]).all()
    assert kept.content == {"rules/rule-1": "0" * 64} and len(kept.steps) == 3


def test_it_says_what_it_holds(knowledge: Knowledge, keeper: Keeper, tmp_path: Path) -> None:
    red, much = walked(knowledge, "red"), walked(knowledge, "red", "much")
    assert keeper.keeps(red) == "" and keeper.ids() == []
    keeper.keep(red)
    [id] = keeper.ids()
    assert keeper.keeps(red) == id and files(keeper)[0].name == f"{id}.jsonl"
    assert keeper.keeps(much) == "" == keeper.keeps(begin(knowledge.tree("small")))
    keeper.keep(walked(knowledge, "red", "much", "no"))
    assert keeper.ids() == []
    keeper.keep(red.back())
    assert keeper.ids() == [], "nothing is left in it"
    nothing = Keeper(None)
    assert nothing.keep(red) and nothing.keeps(red) == "" and nothing.ids() == []


def test_trees_walked_in_turn_are_sessions_of_their_own(knowledge: Knowledge, keeper: Keeper) -> None:
    small, other = walked(knowledge, "red"), walked(knowledge, "red", tree="other")
    for walk in (small, other, small.answer("much"), other.answer("little")):
        keeper.keep(walk)
    assert len(files(keeper)) == 2 == len(keeper.ids())
    assert keeper.keeps(small.answer("much")) != keeper.keeps(other.answer("little")) != ""


@pytest.mark.parametrize("ends", [("much", "no"), ("little", "no")])
def test_a_walk_that_settled_an_answer_is_kept_with_its_end(
    knowledge: Knowledge, keeper: Keeper, ends: tuple[str, str]
) -> None:
    by = walked(knowledge, "red", *ends)
    keeper.keep(settle(walked(knowledge, "red", tree="other"), by))
    [line] = lines(keeper)
    found = line["steps"][1]["settled_by"]
    assert [step["answer"] for step in found["steps"]] == ["red", *ends]
    assert (found["verdict"], found["outcome"]) == (
        ("stop", "stopped") if ends[0] == "much" else ("fine", "free")
    )


def test_a_walk_without_an_outcome_settles_too(tmp_path: Path, keeper: Keeper) -> None:
    none = TREE.replace("  free:\n    verdict: fine\n    page: outcomes/free.md\n", "")
    other = TREE.replace("tree: small", "tree: other").replace("    effort: 2\n", SETTLED)
    knowledge = Knowledge(make_root(tmp_path / "none", {"trees/small.yaml": none, "trees/other.yaml": other}))
    keeper.keep(settle(walked(knowledge, "red", tree="other"), walked(knowledge, "plain")))
    assert lines(keeper)[0]["steps"][1]["settled_by"]["outcome"] == ""


@pytest.mark.parametrize("room", [0, 30])
def test_after_a_failure_the_whole_walk_is_written(
    knowledge: Knowledge, keeper: Keeper, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    keeper.keep(walked(knowledge, "red"))
    much = walked(knowledge, "red", "much")
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", room_for(room))
        assert not keeper.keep(much)
    assert keeper.trouble == "Your answers are not kept on this machine from here on: the disk is full."
    assert keeper.keeps(much) == "" == keeper.keeps(walked(knowledge, "red"))
    assert keeper.keep(much) and keeper.trouble == ""
    id = keeper.keeps(much)
    sessions = Sessions(files(keeper)[0].parents[1])
    [kept] = sessions.all()
    assert (kept.id, [step.answer for step in kept.steps]) == (id, ["red", "much"])
    assert sessions.aside == []
    last = files(keeper)[0].read_text("utf-8").rstrip("\n").rpartition("\n")[2]
    assert (json.loads(last)["keep"], len(json.loads(last)["steps"])) == (0, 2)
    keeper.keep(walked(knowledge, "red", "much", "no"))
    last = files(keeper)[0].read_text("utf-8").rstrip("\n").rpartition("\n")[2]
    assert (json.loads(last)["keep"], len(json.loads(last)["steps"])) == (2, 1), "and then as before"


@pytest.mark.parametrize("room", [0, 30])
def test_a_session_that_cannot_be_begun_leaves_nothing(
    knowledge: Knowledge, keeper: Keeper, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    red = walked(knowledge, "red")
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", room_for(room))
        assert not keeper.keep(red)
    assert files(keeper) == [] and keeper.ids() == []
    assert keeper.keep(red) and len(files(keeper)) == 1


def test_what_is_taken_up_begins_with_the_whole_walk_again(
    knowledge: Knowledge, keeper: Keeper, tmp_path: Path
) -> None:
    keeper.keep(walked(knowledge, "red", "much"))
    keeper.close()
    sessions = Sessions(tmp_path / "state")
    [kept] = sessions.all()
    again = Keeper(tmp_path / "state")
    again.take_up(kept, walked(knowledge, "red", "little"))
    assert again.ids() == [kept.id] == [again.keeps(walked(knowledge, "red", "little"))]
    assert moved(keeper)[-1] == (0, ["red", "little"], False, "")
    with pytest.raises(Refused, match="another program has the session"):
        Keeper(tmp_path / "state").take_up(kept, walked(knowledge, "red"))
    again.close()
    assert again.ids() == []
    path = sessions.path(kept.id)
    path.rename(tmp_path / "real")
    path.symlink_to(tmp_path / "real")
    with pytest.raises(Refused, match="cannot open"):
        again.take_up(kept, walked(knowledge, "red"))
    with pytest.raises(OSError), locked(path):
        pass
    assert not sessions.free(kept.id)
    path.unlink()
    assert not sessions.free(kept.id)


def test_what_is_taken_up_after_a_line_cut_off_is_whole(
    knowledge: Knowledge, keeper: Keeper, tmp_path: Path
) -> None:
    keeper.keep(walked(knowledge, "red"))
    keeper.close()
    with files(keeper)[0].open("a") as file:
        file.write('{"at": "2026-11-22T0')
    sessions = Sessions(tmp_path / "state")
    [kept] = sessions.all()
    keeper.take_up(kept, walked(knowledge, "red"))
    keeper.keep(walked(knowledge, "red", "much"))
    assert [step.answer for step in sessions.one(kept.id).steps] == ["red", "much"]


def test_the_folders_are_the_owners_alone(knowledge: Knowledge, keeper: Keeper, tmp_path: Path) -> None:
    keeper.keep(walked(knowledge, "red"))
    for path in (tmp_path / "state", tmp_path / "state" / "sessions"):
        assert path.stat().st_mode & 0o777 == 0o700


def test_what_was_assumed_and_typed_is_kept_so(knowledge: Knowledge, keeper: Keeper) -> None:
    keeper.keep(walked(knowledge, UNSURE))
    assert lines(keeper)[0]["steps"] == [{"question": "colour", "answer": "red", "assumed": True}]
