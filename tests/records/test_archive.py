"""An archive: what is to be done in it, the days to keep, and the seal over it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.helpers.calling import call
from tests.helpers.small import TREE, make_root
from wizard.pack.knowledge import Knowledge
from wizard.records.gathered import gathered
from wizard.records.seal import SEAL, SUMS, Misfit, misfits
from wizard.records.seal import seal as seal_folder
from wizard.source.problems import Refused
from wizard.transcript.calendar import calendar_of, days
from wizard.transcript.markdown import as_markdown
from wizard.transcript.model import LastDay, SignOff, Transcript
from wizard.transcript.record import as_json, digest, record, sealed
from wizard.walk.result import result_of
from wizard.walk.whole import walk_of

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
LATER = "2999-01-01"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_root(tmp_path / "root")


def made(small: Path, colour: str, label: str = "=Front desk") -> Transcript:
    """A transcript that has something to do."""
    knowledge = Knowledge(small)
    walk = walk_of(knowledge.tree("small"), {"colour": colour, "amount": "much", "often": "no"})
    told = record(result_of(walk), knowledge.library, NOW, NOW, knowledge.pack.program, label)
    day = LastDay("tell", "The last day to tell", "2026-12-24", "32 days after that day", ())
    return sealed(replace(told, deadlines=(day,)))


@pytest.fixture
def archive(small: Path, tmp_path: Path) -> Path:
    """A folder with a transcript in two forms, and another one."""
    knowledge, folder = Knowledge(small), tmp_path / "kept"
    (folder / "more").mkdir(parents=True)
    walk = walk_of(knowledge.tree("small"), {"colour": "red", "amount": "much", "often": "no"})
    told = record(result_of(walk), knowledge.library, NOW, NOW, knowledge.pack.program, "=Front desk")
    (folder / "a.json").write_text(as_json(told), "utf-8")
    (folder / "a.md").write_text(as_markdown(told), "utf-8")
    other = record(result_of(walk), knowledge.library, NOW, NOW, knowledge.pack.program, "Ward")
    (folder / "more" / "b.md").write_text(as_markdown(other), "utf-8")
    return folder


def test_what_is_to_be_done_stands_in_one_table_each_walk_once(small: Path, archive: Path) -> None:
    called = call("--root", str(small), "evidence", str(archive))
    header, *rows = csv.reader(io.StringIO(called.out))
    assert called.code == 0 and header[5:] == ["what", "shown by", "who", "by", "done"]
    assert [(row[0], row[5], row[6]) for row in rows] == [
        ("'=Front desk", "Take less of it.", "The scale"),
        ("Ward", "Take less of it.", "The scale"),
    ]


def test_what_has_nothing_to_give_is_named_and_ends_with_1(small: Path, archive: Path) -> None:
    (archive / "broken.json").write_text("{")
    called = call("--root", str(small), "evidence", str(archive))
    assert called.code == 1 and "Left out: " in called.err and "broken.json:1:2" in called.err
    assert len(called.out.splitlines()) == 3
    make_root(small, {"trees/small.yaml": TREE + "# more\n"})
    called = call("--root", str(small), "evidence", str(archive))
    assert called.err.count("something changed since; this takes its JSON") == 1
    assert len(called.out.splitlines()) == 2


def uids(text: str) -> dict[str, str]:
    """Id to day of each event of a calendar."""
    text = text.replace("\r\n ", "")
    return dict(
        zip(re.findall(r"UID:(\S+)", text), re.findall(r"DTSTART;VALUE=DATE:(\d+)", text), strict=True)
    )


def test_the_calendar_has_last_days_and_reviews_with_ids_that_stay(small: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text(as_json(made(small, "red")), "utf-8")
    asked = ("--root", str(small), "calendar", str(path))
    before = uids(call(*asked).out)
    assert list(before.values()) == ["20261224"]
    sign = ("--root", str(small), "sign", str(path), "--reviewer", "A", "--role", "B", "--next-review")
    assert call(*sign, LATER).code == 0
    first = uids(call(*asked).out)
    assert call(*sign, "2999-02-02").code == 0
    second = uids(call(*asked).out)
    assert set(before) < set(first) == set(second)
    assert sorted(second.values()) == ["20261224", "29990202"]


def test_an_event_is_named_after_its_workflow_and_rings_a_week_before(small: Path, tmp_path: Path) -> None:
    for label, name in (("Ward", "Ward"), ("", "May I take it?")):
        path = tmp_path / f"{name[:4]}.json"
        told = made(small, "red", label)
        signed = SignOff("A", "B", "2026-11-23", "2027-11-23", told.digest)
        path.write_text(as_json(sealed(replace(told, signed=signed))), "utf-8")
        text = call("--root", str(small), "calendar", str(path)).out.replace("\r\n ", "").replace("\\,", ",")
        assert f"SUMMARY:Next review: {name}\r\n" in text and text.count("TRIGGER:-P7D\r\n") == 2
        program = Knowledge(small).pack.program
        assert all(re.fullmatch(rf"[0-9a-f]{{16}}-(tell|review)@{program}", uid) for uid in uids(text))
        assert re.findall(r"DTSTAMP:(\S+)", text) == ["20261122T130500Z", "20261123T000000Z"]


def test_of_two_that_were_told_at_once_the_later_one_counts(small: Path) -> None:
    told = made(small, "red")
    signed = [SignOff("A", "B", "2026-11-23", day, told.digest) for day in ("2027-01-01", "2027-02-02")]
    found = (day for each in signed for day in days(replace(told, signed=each)))
    assert sorted(uids(calendar_of(found, "x 1")).values()) == ["20261224", "20270202"]


def test_a_draft_and_what_was_signed_of_it_are_one_event(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "both"
    folder.mkdir()
    (folder / "a.json").write_text(as_json(made(small, "red")), "utf-8")
    shutil.copy(folder / "a.json", folder / "b.json")
    sign = ("--reviewer", "A", "--role", "B", "--next-review", LATER)
    assert call("--root", str(small), "sign", str(folder / "b.json"), *sign).code == 0
    assert len(uids(call("--root", str(small), "calendar", str(folder)).out)) == 2


def test_a_page_beside_its_json_is_not_needed_wherever_it_stands(small: Path, archive: Path) -> None:
    (archive / "0").mkdir()
    (archive / "a.md").rename(archive / "0" / "a.md")
    (archive / "more" / "b.md").unlink()
    make_root(small, {"trees/small.yaml": TREE + "# more\n"})
    called = call("--root", str(small), "evidence", str(archive))
    assert called.code == 0 and called.complaints == "" and len(called.out.splitlines()) == 2


def test_a_draft_stays_where_what_was_signed_of_it_cannot_be_used(small: Path, archive: Path) -> None:
    sign = ("--reviewer", "A", "--role", "B", "--next-review", LATER)
    (archive / "more" / "b.md").unlink()
    assert call("--root", str(small), "sign", str(archive / "a.md"), *sign).code == 0
    files = [archive / "a.json", archive / "a.md"]
    assert [each.path for each in gathered(Knowledge(small), files)] == [str(archive / "a.md")]
    make_root(small, {"trees/small.yaml": TREE + "# more\n"})
    found = list(gathered(Knowledge(small), files))
    assert [each.transcript is not None for each in found] == [True, False]
    assert "a.md: something changed since" in found[1].why


def test_a_draft_stays_where_what_was_signed_of_it_lies(small: Path, archive: Path) -> None:
    draft = json.loads((archive / "a.json").read_text("utf-8"))
    sign = {"reviewer": "A", "role": "B", "date": "2026-11-23", "next_review": "2027-11-23"}
    lie = {**draft, "signed": {**sign, "draft": draft["digest"]}, "rules": []}
    (archive / "b.json").write_text(json.dumps({**lie, "digest": digest(lie)}), "utf-8")
    found = list(gathered(Knowledge(small), [archive / "a.json", archive / "b.json"]))
    assert [each.transcript is not None for each in found] == [True, False]


def test_a_chain_of_signatures_leaves_the_last(small: Path, archive: Path) -> None:
    sign = ("--reviewer", "A", "--role", "B", "--next-review", LATER)
    for before, after in (("a", "b"), ("b", "c")):
        shutil.copy(archive / f"{before}.json", archive / f"{after}.json")
        assert call("--root", str(small), "sign", str(archive / f"{after}.json"), *sign).code == 0
    files = [archive / f"{name}.json" for name in "abc"]
    assert [each.path for each in gathered(Knowledge(small), files)] == [str(files[2])]


ODD = (
    "  two spaces.md",
    "\u2028line.md",
    "\x0bvt.md",
    "\x85next.md",
    "naïve é.md",
    "star *.md",
    "\udcff.md",
)


def test_the_seal_fits_whatever_a_file_is_called(archive: Path) -> None:
    for name in ODD:
        (archive / name).write_text(name.encode("utf-8", "replace").decode(), "utf-8")
    seal(archive)
    assert list(misfits(archive)) == [] and fits(archive)
    (archive / ODD[0]).write_text("other")
    (archive / ODD[-1]).unlink()
    assert list(misfits(archive)) == [Misfit("altered", ODD[0]), Misfit("missing", ODD[-1])]
    called = call("--root", str(archive.parent / "root"), "replay", str(archive))
    assert called.code == 1 and "two spaces.md: altered: seal: altered" in called.out


@pytest.mark.parametrize("name", [SUMS, SEAL])
@pytest.mark.parametrize("held", [b"\xff\n", b"", b"x" * 5_000_000], ids=["no UTF-8", "empty", "long"])
def test_a_seal_that_cannot_be_read_is_cut_off_and_can_be_made_anew(
    archive: Path, name: str, held: bytes
) -> None:
    seal(archive)
    (archive / name).write_bytes(held)
    assert Misfit("cut off", SUMS) in list(misfits(archive))
    assert call("seal", str(archive)).code == 2
    seal(archive, "--anyway")
    assert list(misfits(archive)) == [] and fits(archive)


def test_a_line_added_to_the_sums_is_cut_off(archive: Path) -> None:
    seal(archive)
    with (archive / SUMS).open("a") as file:
        file.write("half a line")
    assert list(misfits(archive)) == [Misfit("cut off", SUMS)]


def test_the_chain_goes_on_where_sums_are_gone(archive: Path) -> None:
    first = seal(archive)
    seal(archive)
    (archive / SUMS).unlink()
    seal(archive, "--anyway")
    said = (archive / SEAL).read_text()
    assert said.startswith("seal: 2\n") and f"before: {first}\n" in said
    (archive / "seals" / f"0001-{SUMS}").rename(archive / "seals" / f"0007-{SUMS}")
    seal(archive, "--anyway")
    assert (archive / SEAL).read_text().startswith("seal: 9\n")


def seal(folder: Path, *more: str) -> str:
    """Seals a folder; the head."""
    called = call("seal", str(folder), *more)
    assert called.code == 0, called.err
    return called.out.strip()


def fits(folder: Path) -> bool:
    """Whether the sums fit, as another program sees it."""
    asked = ["sha256sum", "-c", "--strict", SUMS]
    return subprocess.run(asked, cwd=folder, capture_output=True, check=False).returncode == 0


def test_the_seal_is_checked_without_us_and_says_the_count_and_the_head_before(archive: Path) -> None:
    head = seal(archive)
    assert head == hashlib.sha256((archive / SUMS).read_bytes()).hexdigest()
    assert (
        subprocess.run(["sha256sum", "-c", "--strict", SUMS], cwd=archive, capture_output=True).returncode
        == 0
    )
    assert "files: 4\nbefore: none\n" in (archive / SEAL).read_text()
    (archive / "c.md").write_text("More.\n")
    seal(archive)
    assert "seal: 2\n" in (archive / SEAL).read_text() and f"before: {head}\n" in (archive / SEAL).read_text()
    kept = archive / "seals" / f"0001-{SUMS}"
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == head
    assert list(misfits(archive)) == []
    assert (
        subprocess.run(["sha256sum", "-c", "--strict", SUMS], cwd=archive, capture_output=True).returncode
        == 0
    )


def test_what_does_not_fit_the_seal_is_named(archive: Path) -> None:
    seal(archive)
    (archive / "a.json").write_text("{}")
    (archive / "more" / "b.md").unlink()
    (archive / "new.md").write_text("New.\n")
    assert list(misfits(archive)) == [
        Misfit("altered", "a.json"),
        Misfit("missing", "more/b.md"),
        Misfit("added", "new.md"),
    ]
    called = call("seal", str(archive))
    assert called.code == 2 and "a.json (altered)" in called.err
    seal(archive, "--anyway")
    assert list(misfits(archive)) == []


def test_seals_are_numbered_from_one_whatever_else_stands_among_them(archive: Path) -> None:
    seal(archive)
    assert (archive / SEAL).read_text().startswith("seal: 1\n")
    (archive / "seals").mkdir()
    (archive / "seals" / f"note-{SUMS}").write_text("mine")
    seal(archive)
    assert (archive / SEAL).read_text().startswith("seal: 2\n")
    assert {each.name for each in (archive / "seals").iterdir()} == {f"0001-{SUMS}", f"note-{SUMS}"}


def test_three_of_many_that_do_not_fit_are_named(archive: Path) -> None:
    for number in range(5):
        (archive / f"{number}.md").write_text("x")
    seal(archive)
    for number in range(4):
        (archive / f"{number}.md").write_text("y")
    told = "does not fit 4 files: 0.md (altered), 1.md (altered), 2.md (altered)"
    with pytest.raises(Refused, match=re.escape(f"{told} (--anyway")):
        seal_folder(archive)


def test_a_seal_cut_off_is_named(archive: Path) -> None:
    seal(archive)
    lines = (archive / SUMS).read_text().splitlines(True)
    (archive / SUMS).write_text("".join(lines[1:]))
    assert list(misfits(archive)) == [Misfit("cut off", SUMS), Misfit("added", "SEAL")]
    (archive / SUMS).unlink()
    assert Misfit("cut off", SUMS) in list(misfits(archive))


@pytest.mark.parametrize("gone", [SUMS, SEAL])
def test_a_folder_that_lost_half_of_its_seal_is_not_sealed_anew_unasked(archive: Path, gone: str) -> None:
    seal(archive)
    (archive / gone).unlink()
    called = call("seal", str(archive))
    assert called.code == 2 and "does not fit" in called.err and f"{SUMS} (cut off)" in called.err
    assert not (archive / gone).exists()
    seal(archive, "--anyway")
    assert list(misfits(archive)) == []


def test_a_sealed_file_whose_own_digest_does_not_fit_is_not_said_to_be_computed_anew(
    small: Path, archive: Path
) -> None:
    seal(archive)
    whole = json.loads((archive / "a.json").read_text())
    for text in ("{}", "not JSON", json.dumps(whole | {"label": "Back desk"})):
        (archive / "a.json").write_text(text)
        called = call("--root", str(small), "replay", str(archive))
        assert called.code == 1 and "a.json: altered: seal: altered" in called.out
        assert "computed anew" not in called.out


def test_replay_of_a_sealed_folder_names_what_was_done_to_it(small: Path, archive: Path) -> None:
    seal(archive)
    asked = ("--root", str(small), "replay", str(archive))
    assert call(*asked).code == 0
    data = json.loads((archive / "a.json").read_text())
    data["label"] = "Back desk"
    (archive / "a.json").write_text(json.dumps({**data, "digest": digest(data)}))
    (archive / "more" / "b.md").unlink()
    (archive / "new.json").write_text((archive / "a.json").read_text())
    called = call(*asked)
    assert called.code == 1
    assert "a.json: altered: seal: altered; its own digest fits, so it was computed anew" in called.out
    assert "b.md: altered: seal: missing" in called.out
    assert "new.json: changed: seal: added since" in called.out


def test_one_transcript_is_counted_as_one(small: Path, archive: Path) -> None:
    assert call("--root", str(small), "replay", str(archive / "more")).out == "1 transcript: 1 same.\n"


def test_what_is_only_added_does_not_fail(small: Path, archive: Path) -> None:
    seal(archive)
    (archive / "new.json").write_text((archive / "a.json").read_text())
    called = call("--root", str(small), "replay", str(archive))
    assert called.code == 0 and "1 changed" in called.out


def test_links_and_names_that_sums_cannot_hold(archive: Path, tmp_path: Path) -> None:
    (archive / "link.md").symlink_to(tmp_path)
    seal(archive)
    assert "link.md" not in (archive / SUMS).read_text()
    (archive / "a\nb.md").write_text("x")
    called = call("seal", str(archive))
    assert called.code == 2 and "line end or backslash" in called.err


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen here")
def test_a_key_signs_the_sums_and_ssh_keygen_verifies_them(archive: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    seal(archive, "--key", str(key))
    allowed = tmp_path / "allowed"
    allowed.write_text(f"a@example.org {key.with_suffix('.pub').read_text()}")
    verify = ["ssh-keygen", "-Y", "verify", "-n", "file", "-I", "a@example.org", "-f", str(allowed)]
    verify += ["-s", str(archive / f"{SUMS}.sig")]
    sums = (archive / SUMS).read_bytes()
    assert subprocess.run(verify, input=sums, capture_output=True).returncode == 0
    assert subprocess.run(verify, input=sums + b"x", capture_output=True).returncode != 0
    refused = call("seal", str(archive), "--key", str(tmp_path / "none")).err
    assert re.search(r"did not sign: \w{2}", refused), "words, not bytes"


def test_sealing_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    assert call("seal", str(tmp_path / "none")).code == 2
