"""Sessions: every answer is kept whatever happens, and can be taken up, listed and deleted."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.helpers.calling import call, environment, spawn
from tests.helpers.killing import killed
from tests.helpers.small import PAGES, TREE, make_root
from wizard.pack.knowledge import Knowledge
from wizard.records.keeper import Keeper
from wizard.records.resuming import offers, resumed, take_up, told_moment
from wizard.records.sessions import Kept, Sessions, Unreadable, read_session
from wizard.source.problems import Refused
from wizard.walk.walk import UNSURE, Walk, begin


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_root(tmp_path / "root")


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty state folder, which the command uses too."""
    monkeypatch.setenv("WIZARD_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def walked(small: Path, *answers: str) -> Walk:
    """A walk through the small tree."""
    walk = begin(Knowledge(small).tree("small"))
    for answer in answers:
        walk = walk.answer(answer)
    return walk


def kept(state: Path, walk: Walk, small: Path) -> Kept:
    """The session of a walk, written answer by answer."""
    before = {each.id for each in Sessions(state).all()}
    keeper = Keeper(state)
    tree = walk.tree
    keeper.content["small"] = Knowledge(small).verify(tree)
    part = begin(tree)
    for step in walk.steps:
        part = part.answer(UNSURE if step.assumed else step.answer)
        assert keeper.keep(part)
    assert keeper.keep(walk)
    keeper.close()
    return next(each for each in Sessions(state).all() if each.id not in before)


def answers(session: Kept) -> list[str]:
    return [step.answer for step in session.steps]


@pytest.mark.parametrize("seed", range(24))
def test_every_accepted_answer_survives_a_kill(small: Path, state: Path, seed: int) -> None:
    assert killed(small, state, seed) == ""


def test_the_file_is_private(small: Path, state: Path) -> None:
    session = kept(state, walked(small, "red"), small)
    path = Sessions(state).path(session.id)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == [path.name]


def test_a_folder_open_to_others_is_closed_to_them(small: Path, state: Path) -> None:
    (state / "sessions").mkdir(parents=True, mode=0o755)
    kept(state, walked(small, "red"), small)
    assert stat.S_IMODE((state / "sessions").stat().st_mode) == 0o700


def test_nothing_is_written_before_the_first_answer_or_when_private(small: Path, state: Path) -> None:
    keeper = Keeper(state)
    assert keeper.keep(walked(small)) and not state.exists()
    assert Keeper(None).keep(walked(small, "red")) and not state.exists()
    called = spawn("ask", "small", "--root", ".", "--plain", "--private", cwd=small, given=b"red\nq\n")
    assert called.code == 0 and not state.exists() and "sessions resume" not in called.out


def test_going_back_and_changing_is_kept(small: Path, state: Path) -> None:
    keeper, walk = Keeper(state), walked(small, "red", "much", "yes")
    for each in (walk, walk.back(), walk.change("amount", "little"), replace(walk, day=date(2026, 11, 1))):
        keeper.keep(each)
        session = Sessions(state).all()[0]
        assert answers(session) == list(each.facts.values())
        assert (session.done, session.day) == (each.done, "2026-11-01" if each.day else "")
    assert len(Sessions(state).all()) == 1


def test_a_walk_begun_again_after_its_end_is_another_session(small: Path, state: Path) -> None:
    keeper = Keeper(state)
    for walk in (walked(small, "plain"), walked(small), walked(small, "blue")):
        keeper.keep(walk)
    assert sorted(map(answers, Sessions(state).all())) == [["blue"], ["plain"]]
    assert len(keeper.ids()) == 1


def test_a_line_cut_off_is_no_answer(small: Path, state: Path) -> None:
    session = kept(state, walked(small, "red", "much"), small)
    path = Sessions(state).path(session.id)
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    seen = set()
    for end in range(first, len(whole)):
        path.write_bytes(whole[:end])
        seen.add(tuple(answers(read_session(path))))
    assert seen == {(), ("red",), ("red", "much")}


def test_a_disk_that_is_full_does_not_stop_the_walk(small: Path, state: Path) -> None:
    def few() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))

    done = subprocess.run(
        [sys.executable, "-m", "wizard", "ask", "small", "--root", ".", "--plain"],
        cwd=small,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        input=b"red\nmuch\nb\nmuch\nb\nmuch\nyes\nq\n",
        capture_output=True,
        preexec_fn=few,
        timeout=60,
        check=False,
    )
    shown = " ".join(done.stdout.decode().split())
    assert done.returncode == 0 and "Verdict: Not fine" in shown
    assert shown.count("Your answers are not kept on this machine from here on") == 1
    assert answers(Sessions(state).all()[0])[:1] == ["red"]


def test_a_state_folder_that_cannot_be_made_does_not_stop_the_walk(small: Path, state: Path) -> None:
    state.write_text("a file")
    called = spawn("ask", "small", "--root", ".", "--plain", cwd=small, given=b"plain\nq\n")
    assert called.code == 0 and "are not kept on this machine" in called.out and "Verdict: Fine" in called.out


def test_eight_programs_at_once_keep_eight_sessions(small: Path, state: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "wizard", "ask", "small", "--root", ".", "--plain"],
            cwd=small,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        for _ in range(8)
    ]
    for number, each in enumerate(running):
        assert each.stdin is not None
        each.stdin.write(b"red\nmuch\n" if number % 2 else b"blue\n")
        each.stdin.close()
    assert [each.wait(120) for each in running] == [0] * 8
    found = Sessions(state).all()
    assert sorted(map(answers, found)) == [["blue"]] * 4 + [["red", "much"]] * 4


def test_a_session_is_open_in_one_program_only(small: Path, state: Path) -> None:
    keeper = Keeper(state)
    keeper.keep(walked(small, "red"))
    sessions = Sessions(state)
    (session,) = sessions.all()
    with pytest.raises(Refused, match="another program has the session"):
        Keeper(state).take_up(session, walked(small, "red"))
    with pytest.raises(Refused, match="another program has the session"):
        sessions.delete(session.id)
    assert list(sessions.purge(timedelta())) == []
    keeper.close()
    sessions.delete(session.id)
    assert sessions.all() == []


OPENED = {
    "id": "20260202-020202-abcdef",
    "tree": "small",
    "version": "1",
    "digest": "",
    "started": "2026-02-02T02:02:02Z",
}
BROKEN = {
    "empty": "",
    "no JSON": "words\n",
    "not this file": json.dumps(OPENED | {"id": "20260101-000000-abcdef"}),
    "no moment": json.dumps(OPENED | {"started": "x"}),
    "a list": "[]\n",
    "nested": "[" * 100_000,
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_set_aside_and_named(small: Path, state: Path, text: str) -> None:
    session = kept(state, walked(small, "red"), small)
    path = state / "sessions" / "20260202-020202-abcdef.jsonl"
    path.write_text(text)
    called = call("--root", str(small), "sessions", "list")
    assert called.code == 0 and called.out.startswith(session.id) and called.out.count("\n") == 1
    assert f"{path}.broken cannot be read and is set aside: line 1" in called.err
    assert not path.exists() and Path(f"{path}.broken").read_text() == text
    assert ".broken" not in call("--root", str(small), "sessions", "list").err


MOVED = '{"at": "2026-11-22T00:00:00Z", "keep": 1, "steps": [], "done": false}'
STEP = '{"question": "a", "answer": "b", "assumed": false, "on": "soon"}'
SETTLED = (
    '{"question": "a", "answer": "b", "assumed": false, '
    '"settled_by": {"tree": "a", "digest": "", "verdict": "", "outcome": "", "steps": ['
)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"at": "2026-11-22T00:00:00Z", "keep": 9, "steps": [], "done": false}', "does not follow"),
        ('{"at": "then", "keep": 1, "steps": [], "done": false}', "does not follow"),
        ('{"at": "2026-11-22T00:00:00Z", "keep": 1, "steps": [], "done": 1}', "done must be true or false"),
        ('{"keep": 1}', "at is missing"),
        (MOVED.replace('"steps": []', '"steps": [], "day": "soon"'), "day must be a day such as 2026-11-22"),
        (MOVED.replace('"steps": []', '"steps": [], "day": "9999-12-31"'), "day must be a day"),
        (MOVED.replace("[]", f"[{STEP}]"), r"steps\[0\].on must be a day"),
        (MOVED.replace("[]", f"[{SETTLED * 20}{STEP}{']}}' * 20}]"), "nested more than 40 deep"),
        (MOVED.replace("[]", f"[{SETTLED * 400}{STEP}{']}}' * 400}]"), "nested more than 40 deep"),
    ],
)
def test_a_line_in_the_middle_that_is_wrong_is_named(small: Path, state: Path, line: str, told: str) -> None:
    session = kept(state, walked(small, "red", "much"), small)
    path = Sessions(state).path(session.id)
    lines = path.read_text().split("\n")
    path.write_text("\n".join([*lines[:2], line, *lines[2:]]))
    with pytest.raises(Unreadable, match=rf"line 3.*{told}"):
        read_session(path)


def test_a_session_of_the_most_answers_and_bytes_is_read(
    small: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = kept(state, walked(small, "red"), small)
    path = Sessions(state).path(session.id)
    step = '{"question": "a", "answer": "b", "assumed": false}'
    with path.open("a") as file:
        file.write(MOVED.replace("[]", f"[{', '.join([step] * 999)}]") + "\n")
    assert len(read_session(path).steps) == 1000
    monkeypatch.setattr("wizard.records.sessions.MOST_BYTES", path.stat().st_size)
    assert len(read_session(path).steps) == 1000
    monkeypatch.setattr("wizard.records.sessions.MOST_BYTES", path.stat().st_size - 1)
    with pytest.raises(Unreadable, match="larger than 0 MB, the most that is read"):
        read_session(path)
    monkeypatch.undo()
    with path.open("a") as file:
        file.write(MOVED.replace("[]", f"[{', '.join([step] * 1000)}]") + "\n")
    with pytest.raises(Unreadable, match="line 5: more than 1,000 answers"):
        read_session(path)


def test_sessions_stand_the_last_changed_first_and_nothing_else_is_one(small: Path, state: Path) -> None:
    ids = [kept(state, walked(small, answer), small).id for answer in ("red", "blue", "plain")]
    for number, id in enumerate(ids):
        path = Sessions(state).path(id)
        text = path.read_text()
        path.write_text(
            text.replace(json.loads(text.split("\n")[1])["at"], f"2026-01-0{(number * 2) % 3 + 1}T00:00:00Z")
        )
    (state / "sessions" / "20260101-000000-abcdef").write_text("not a session")
    (state / "sessions" / f"{ids[0]}.jsonl.broken").write_text("x")
    found = Sessions(state)
    assert [each.id for each in found.all()] == [ids[1], ids[2], ids[0]] and found.aside == []


def test_the_list_as_json(small: Path, state: Path) -> None:
    session = kept(state, walked(small, "plain"), small)
    (row,) = json.loads(call("--root", str(small), "sessions", "list", "--format", "json").out)
    assert row == {
        "id": session.id,
        "tree": "small",
        "steps": 1,
        "started": session.started,
        "changed": session.changed,
        "done": True,
    }


def test_a_session_is_resumed_where_it_was(small: Path, state: Path) -> None:
    session = kept(state, walked(small, UNSURE, "much"), small)
    called = spawn("--root", ".", "sessions", "resume", session.id, "--plain", cwd=small, given=b"yes\nq\n")
    assert called.code == 0 and "Do you take it often?" in called.out and "Verdict: Not fine" in called.out
    assert "Your answers that still stand: 2 of 2." in called.err and "changed" not in called.err
    (now,) = Sessions(state).all()
    assert (now.id, answers(now), now.done) == (session.id, ["red", "much", "yes"], True)
    assert now.steps[0].assumed


def test_resuming_says_what_changed_and_which_answers_stand(small: Path, state: Path) -> None:
    session = kept(state, walked(small, "red", "much", "yes"), small)
    tree = TREE.replace('version: "1"', 'version: "2"').replace(
        "much: {label: A lot of it}", "plenty: {label: A lot}"
    )
    tree = tree.replace("amount: much", "amount: plenty")
    rule = PAGES["rules/rule-1.md"] + "More.\n"
    make_root(small, {"trees/small.yaml": tree, "content/rules/rule-1.md": rule})
    again = resumed(Knowledge(small), session)
    assert again.walk.facts == {"colour": "red"} and again.walk.current == "amount"
    assert list(again.walk.kept) == ["often"]
    assert again.told == (
        "The tree has changed since, from version 1: now version 2.",
        "Pages changed since: rule-1.",
        "Your answers that still stand: 1 of 3.",
        "No longer an answer here: How much of it? much.",
        "Waits until it is asked: Do you take it often?",
    )
    assert again.walk.answer("plenty").done


def test_a_session_of_a_tree_that_is_not_here_says_so(small: Path, state: Path) -> None:
    session = replace(kept(state, walked(small, "red"), small), tree="other")
    with pytest.raises(Refused, match="walks the tree other, which is not here"):
        resumed(Knowledge(small), session)


def test_open_sessions_are_offered_and_taken_up(small: Path, state: Path) -> None:
    knowledge, sessions = Knowledge(small), Sessions(state)
    kept(state, walked(small, "plain"), small)
    session = kept(state, walked(small, "red", "much"), small)
    (offer,) = offers(knowledge, sessions)
    assert (offer.id, offer.title) == (session.id, "May I take it?")
    assert offer.detail == f"2 answers, the last one {told_moment(session.changed)}"
    keeper = Keeper(state)
    again = take_up(knowledge, sessions, keeper, offer.id)
    assert again.walk.current == "often" and offers(knowledge, sessions) == []
    keeper.keep(again.walk.answer("no"))
    keeper.close()
    assert offers(knowledge, sessions) == [] and sessions.one(offer.id).done


def test_delete_and_purge(small: Path, state: Path) -> None:
    first = kept(state, walked(small, "red"), small)
    assert call("--root", str(small), "sessions", "delete", "none").code == 2
    assert call("--root", str(small), "sessions", "delete", "../../x").code == 2
    assert call("--root", str(small), "sessions", "delete", first.id).code == 0
    kept(state, walked(small, "red"), small)
    assert call("--root", str(small), "sessions", "purge", "--older", "1d", "--yes").code == 0
    assert len(Sessions(state).all()) == 1
    assert call("--root", str(small), "sessions", "purge", given=b"n\n").code == 130
    assert len(Sessions(state).all()) == 1
    assert call("--root", str(small), "sessions", "purge", "--yes").code == 0
    assert Sessions(state).all() == []
    assert call("--root", str(small), "sessions", "purge", "--older", "soon").code == 2


@pytest.mark.parametrize("words", [("--private", "ask"), ("ask", "--private")])
def test_private_keeps_nothing_wherever_it_stands(small: Path, state: Path, words: tuple[str, str]) -> None:
    walked_to = call("--root", str(small), *words, "small", "--plain", given=b"1\n")
    assert "How much" in walked_to.out and "sessions resume" not in walked_to.out
    assert Sessions(state).all() == []
    call("--root", str(small), "ask", "small", "--plain", given=b"1\n")
    assert len(Sessions(state).all()) == 1
