"""Signing and blessing: a draft becomes a record, and a record a scenario."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.calling import call
from tests.helpers.small import TREE, make_root
from wizard.pack.knowledge import Knowledge
from wizard.records.replay import ALTERED, SAME, Replayer
from wizard.transcript.html import as_html
from wizard.transcript.markdown import as_markdown
from wizard.transcript.record import as_json, record
from wizard.transcript.text import as_text
from wizard.walk.result import result_of
from wizard.walk.walk import UNSURE, begin
from wizard.walk.whole import walk_of

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
SIGN = ("--reviewer", "A. Reviewer", "--role", "Privacy officer", "--next-review", "2999-01-01")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_root(tmp_path / "root")


def written(small: Path, form: Any, name: str = "t") -> Path:
    """A transcript of the small tree in a file."""
    knowledge = Knowledge(small)
    walk = walk_of(knowledge.tree("small"), {"colour": UNSURE, "amount": "much", "often": "yes"})
    made = record(result_of(walk), knowledge.library, NOW, NOW, knowledge.pack.program, "Front desk")
    path = small / name
    path.write_text(form(made), "utf-8")
    return path


@pytest.mark.parametrize("form", [as_text, as_markdown, as_html])
def test_a_transcript_is_a_draft_with_a_checklist_until_it_is_signed(small: Path, form: Any) -> None:
    text = written(small, form).read_text()
    assert "Draft: nobody has reviewed this record yet." in text
    assert "Workflow: Front desk" in text
    assert "evidence checklist" in text.lower() and "Shown by:" in text


@pytest.mark.parametrize("form", [as_json, as_markdown])
def test_what_is_signed_is_in_the_digest(small: Path, form: Any) -> None:
    path = written(small, form)
    called = call("--root", str(small), "sign", str(path), *SIGN)
    assert called.code == 0 and "next review 2999-01-01" in called.err
    text = path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    assert Replayer(Knowledge(small), whole=True).replay(path, "t").state == SAME
    for old in ("A. Reviewer", "Privacy officer", "2999-01-01", date.today().isoformat()):
        assert old in text
        path.write_text(text.replace(old, "2998-01-01" if old[0] == "2" else "Somebody"))
        assert Replayer(Knowledge(small)).replay(path, "t").state == ALTERED
    assert [each.name for each in small.iterdir() if each.name.startswith(".")] == []


def test_signing_keeps_the_digest_of_the_draft_and_may_be_done_again(small: Path) -> None:
    path = written(small, as_json)
    draft = json.loads(path.read_text())
    assert call("--root", str(small), "sign", str(path), *SIGN).code == 0
    signed = json.loads(path.read_text())
    assert signed["signed"]["draft"] == draft["digest"] != signed["digest"]
    assert call("--root", str(small), "sign", str(path), *SIGN).code == 0
    assert json.loads(path.read_text())["signed"]["draft"] == signed["digest"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("--next-review", "2020-01-01"), "must come after today"),
        (("--next-review", date.today().isoformat()), "must come after today"),
        (("--next-review", "soon"), "is no day"),
        (("--reviewer", " "), "the reviewer is empty"),
        (("--role", "a\x1b[1m"), "cannot be printed"),
    ],
)
def test_a_signature_that_says_nothing_is_refused(small: Path, change: tuple[str, str], told: str) -> None:
    path = written(small, as_json)
    before = path.read_text()
    called = call("--root", str(small), "sign", str(path), *SIGN, *change)
    assert called.code == 2 and told in called.err and path.read_text() == before


def test_what_was_altered_and_what_is_a_link_cannot_be_signed(small: Path) -> None:
    path = written(small, as_json)
    (small / "link").symlink_to(path)
    assert "it is a link" in call("--root", str(small), "sign", str(small / "link"), *SIGN).err
    path.write_text(path.read_text().replace("Front desk", "Back desk"))
    assert "was altered" in call("--root", str(small), "sign", str(path), *SIGN).err


def test_a_page_whose_pages_changed_cannot_be_signed(small: Path) -> None:
    path = written(small, as_markdown)
    make_root(small, {"trees/small.yaml": TREE + "# more\n"})
    assert "assess again" in call("--root", str(small), "sign", str(path), *SIGN).err


@pytest.mark.parametrize("form", [as_json, as_markdown])
def test_a_transcript_becomes_a_scenario_that_check_accepts(small: Path, form: Any) -> None:
    path = written(small, form)
    called = call("--root", str(small), "bless", str(path), "kept")
    assert called.code == 0, called.err
    entry = Knowledge(small).library.entry("kept")
    assert entry.facts == {"colour": "unsure", "amount": "much", "often": "yes"}
    assert (entry.fields["outcome"], entry.fields["verdict"]) == ("stopped", "stop")
    assert entry.lists["raises"] == ("too-much", "daily")
    facts = (small / "content" / "scenarios" / "kept.md").read_text("utf-8").partition("facts:\n")[2]
    assert facts.startswith(
        "  # Which colour has it?\n  colour: unsure\n  # How much of it?\n  amount: much\n"
    )
    found = call("--root", str(small), "check").out
    assert "kept.md" not in found
    assert call("--root", str(small), "bless", str(path), "kept").code == 2


def test_what_no_longer_holds_is_not_blessed(small: Path) -> None:
    path = written(small, as_json)
    make_root(small, {"trees/small.yaml": TREE.replace("weight: violation", "weight: note")})
    called = call("--root", str(small), "bless", str(path))
    assert called.code == 2 and "ends otherwise now: verdict stop, now fine" in called.err
    make_root(small, {"trees/small.yaml": TREE.replace("when: {often: yes}", "when: {often: no}")})
    called = call("--root", str(small), "bless", str(path))
    assert called.code == 2 and "ends otherwise now: findings no longer daily" in called.err
    assert "assess again, and bless that" in called.err


def test_a_day_typed_is_blessed_as_the_band_that_holds_on_any_day(small: Path) -> None:
    days = '    day: {bands: {yes: "<=30 days ago", no: ">30 days ago"}}\n    answers:\n      yes:'
    dated = TREE.replace("    answers:\n      yes:", days)
    make_root(small, {"trees/small.yaml": dated})
    walk = begin(Knowledge(small).tree("small"))
    for answer in ("red", "much", (date.today() - timedelta(days=30)).isoformat()):
        walk = walk.answer(answer)
    path = small / "typed.json"
    path.write_text(as_json(record(result_of(walk), Knowledge(small).library, NOW, NOW)), "utf-8")
    called = call("--root", str(small), "bless", str(path), "typed")
    assert called.code == 0, called.err
    assert Knowledge(small).library.entry("typed").facts["often"] == "yes"


def test_the_label_goes_into_the_transcript_and_a_bad_one_is_refused(small: Path) -> None:
    asked = ("--root", str(small), "assess", "small", "-a", "colour=plain", "--format", "json")
    assert json.loads(call(*asked, "--label", "Front desk").out)["label"] == "Front desk"
    called = call(*asked, "--label", "Dear Maria")
    assert called.code == 2 and "a name after a greeting" in called.err and called.out == ""
