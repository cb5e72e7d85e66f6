"""A pack of another field goes through every front end and every command, and is never taken for ours."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import wizard.transcript.record
from tests.helpers.calling import Called, call
from tests.helpers.field_words import field_words
from tests.helpers.reading import Reader
from tests.ui.driving import SIZES, WIDE, running
from wizard.pack.knowledge import Knowledge
from wizard.pack.starters import new_kinds
from wizard.ui.screens.home import HomeScreen
from wizard.ui.screens.library import LibraryScreen
from wizard.ui.screens.outcome import OutcomeScreen
from wizard.ui.screens.page import PageScreen

ROOT = Path(__file__).parent / "lending"
WORST = {"borrower": "outside", "paper": "none", "item": "laser", "trained": "no", "checked": "unsure"}
GIVEN = [word for question, answer in WORST.items() for word in ("-a", f"{question}={answer}")]
SCHEMA = json.loads((Path(wizard.transcript.record.__file__).parent / "schema.json").read_text("utf-8"))


@pytest.fixture
def lending(tmp_path: Path) -> Path:
    """A copy of the pack to write to."""
    return Path(shutil.copytree(ROOT, tmp_path / "lending"))


@pytest.fixture
def desk() -> Knowledge:
    return Knowledge(ROOT)


def called(*arguments: str, root: Path = ROOT, code: int = 0) -> Called:
    """A call with this pack as its root, which says nothing of another field."""
    result = call(*arguments, "--root", str(root))
    assert result.code == code, result.err or result.out
    assert field_words(result.out + result.err) == []
    assert result.err.startswith(f"using trees/ in {root}: The lending desk\n")
    return result


def test_the_pack_keeps_every_check() -> None:
    told = called("check", "--strict").out
    assert told.startswith("lend: 5 questions, 5 findings, 3 outcomes")
    assert "2 scenarios come out as they say" in told
    for form in ("json", "github"):
        called("check", "--strict", "--format", form)


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_transcript_has_the_verdict_the_sections_and_the_citations_of_the_pack(form: str) -> None:
    told = called("assess", *GIVEN, "--day", "2026-11-01", "--format", form, "--full").out
    told = told.replace("\\", "")
    for words in (
        "Keep it here",
        "House rules 5.2: Training before use",
        "The lost scope, May 2019: one scope",
    ):
        assert words in told
    headings = [
        words for words in ("What it rests on", "What went wrong before") if words.lower() in told.lower()
    ]
    assert len(headings) == 2
    assert not re.search(r"^#* ?(Rules|Cases)$|<h2>(Rules|Cases)", told, re.MULTILINE | re.IGNORECASE)
    assert "lend-out 0" in told


def test_a_transcript_in_json_fits_its_schema_and_can_be_replayed(tmp_path: Path) -> None:
    text = called("assess", *GIVEN, "--format", "json").out
    told = json.loads(text)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(told)] == []
    assert (told["verdict"], told["engine"].split()[0]) == ("keep", "lend-out")
    assert [each["id"] for each in told["rules"]] == ["loan-form", "laser-training", "yearly-check"]
    file = tmp_path / "told.json"
    file.write_text(text, "utf-8")
    again = json.loads(called("assess", "--answers", str(file), "--format", "json").out)
    assert again["steps"] == told["steps"]


def test_the_last_day_goes_into_a_calendar_that_names_the_pack_s_own_program() -> None:
    told = called("assess", *GIVEN, "--day", "2026-11-01", "--format", "calendar").out
    assert "@lend-out" in told and "DTSTART;VALUE=DATE:20261201" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["map"], "Who wants to borrow it?"),
        (["map", "--format", "mermaid"], "Is its safety check still good?"),
        (["map", "--format", "dot"], "digraph"),
        (["map", "--format", "svg", *GIVEN], "<svg"),
        (["search", "green", "laser"], "green-laser: Green laser"),
        (["search", "5.2"], "laser-training"),
        (["show", "green-laser"], "Made by: Lumen Works\nLast checked: 2026-03-01\n"),
        (["show", "lost-scope"], "When: May 2019\nWhat was lost: one scope\n"),
        (["scenarios", "list"], "school-fair: The school fair -> lend-kept"),
        (["scenarios", "cover"], "lend-out assess lend -a borrower=outside"),
        (["scenarios", "coverage"], "outcomes: 2 of 3"),
    ],
    ids=lambda each: " ".join(each[:3]) if isinstance(each, list) else "",
)
def test_a_command_speaks_of_this_field(arguments: list[str], words: str) -> None:
    assert words in called(*arguments).out


def test_the_handout_names_what_the_tree_rests_on_as_the_pack_does(tmp_path: Path) -> None:
    called("map", "--all", "-o", str(tmp_path))
    page = (tmp_path / "lend.html").read_text("utf-8")
    assert field_words(page) == []
    assert "Standards and mishaps" in page and "Rules and cases" not in page
    assert "The lost scope, May 2019" in page


def test_a_difference_is_shown_with_the_pack_s_own_command(lending: Path) -> None:
    tree = lending / "trees" / "lend.yaml"
    text = tree.read_text("utf-8")
    tree.write_text(
        text.replace("when: {checked: expired}", "when: {paper: signed, checked: expired}"), "utf-8"
    )
    told = call("diff", str(ROOT), str(lending))
    assert (told.code, field_words(told.out + told.err)) == (0, [])
    assert "shortest: lend-out assess lend -a borrower=" in told.out
    assert told.err.count("The lending desk") == 2


def test_every_kind_of_the_pack_can_be_started_and_passes_the_check(lending: Path) -> None:
    kinds = new_kinds(Knowledge(lending))
    assert {"standard", "mishap", "instrument"} <= set(kinds)
    assert {"rule", "case", "platform"}.isdisjoint(kinds)
    for kind in ["tree", *kinds]:
        written = called("new", kind, f"new-{kind}", root=lending).out
        for line in written.splitlines():
            assert field_words(Path(line.removeprefix("Written: ")).read_text("utf-8")) == []
    called("check", root=lending)
    assert "new-standard.md" in str(list((lending / "content" / "standards").iterdir()))


def test_a_rule_that_is_missing_is_told_in_the_words_of_the_pack(lending: Path) -> None:
    tree = lending / "trees" / "lend.yaml"
    tree.write_text(tree.read_text("utf-8").replace("rules: [loan-form]", "rules: [loan-from]"), "utf-8")
    told = called("check", root=lending, code=1).out
    assert "unknown-rule finding no-form: there is no standard loan-from (did you mean loan-form?)" in told


def test_an_instrument_is_no_rule(lending: Path) -> None:
    tree = lending / "trees" / "lend.yaml"
    tree.write_text(tree.read_text("utf-8").replace("rules: [loan-form]", "rules: [green-laser]"), "utf-8")
    assert "there is no standard green-laser" in called("check", root=lending, code=1).out


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["new", "--help"], ["check", "--help"]])
def test_help_speaks_of_no_field(arguments: list[str]) -> None:
    told = call(*arguments)
    assert told.code == 0
    assert field_words(told.out.replace("hipaa-wizard", "COMMAND")) == []


def test_line_mode_walks_the_default_tree_to_its_end() -> None:
    keys = "?\nw\nv\n3\n2\n3\n2\n3\nd 2026-11-01\np 1\nc\n\no loan-form\nq\n"
    typed = call("ask", "--plain", "--root", str(ROOT), given=keys.encode())
    assert typed.code == 0 and field_words(typed.out + typed.err) == []
    for words in (
        "Who wants to borrow it?",
        "Verdict: Keep it here",
        "Verdict: Lend it",
        "Clause: House rules 3.1",
    ):
        assert words in typed.out


def test_line_mode_saves_what_the_pack_says(desk: Knowledge, tmp_path: Path) -> None:
    Reader(desk, "lend", "1", "1", "1", f"s text {tmp_path}", "", "q").run()
    (saved,) = tmp_path.iterdir()
    assert "lend-out" in saved.read_text("utf-8") and field_words(saved.read_text("utf-8")) == []


async def test_the_home_screen_shows_the_pack_s_name_and_lines(desk: Knowledge) -> None:
    async with running(desk, WIDE, tree=None) as wizard:
        assert isinstance(wizard.screen, HomeScreen)
        assert wizard.app.title == "The lending desk"
        (tree, _, library, *_) = [each for each in wizard.sheet("#trees").items if each.pick]
        assert (tree.id, tree.words) == ("lend", "Somebody wants to borrow something")
        assert library.note.startswith("standards, mishaps, instruments")
        assert field_words(wizard.shown()) == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_screens_speak_of_this_field_only(desk: Knowledge, size: tuple[int, int]) -> None:
    seen: list[str] = []
    async with running(desk, size, tree="lend") as wizard:
        for key in ("h", "escape", "v", "3", "2", "3", "2", "2"):
            await wizard.press(key)
            seen.append(wizard.shown())
        assert isinstance(wizard.screen, OutcomeScreen)
        await wizard.press("e")
        lines = wizard.sheet("#lines").items
        headings = [each.words for each in lines if each.id.startswith("fold:")]
        assert {"What it rests on", "What went wrong before"} <= set(headings)
        assert not {"Rules", "Cases"} & set(headings)
        assert "The lost scope, May 2019: one scope" in [each.words for each in lines]
        for each in [each.id for each in lines if each.pick]:
            await wizard.point("#lines", each)
            seen.append(wizard.shown())
        for key in ("m", "escape", "s", "escape", "question_mark", "escape"):
            await wizard.press(key)
            seen.append(wizard.shown())
        await wizard.choose("#lines", "entry:lost-scope")
        assert isinstance(wizard.screen, PageScreen)
        seen.append(wizard.shown())
        assert "mishap;" in wizard.told("#standing")
    assert field_words("\n".join(seen)) == []


async def test_the_library_lists_the_pack_s_kinds(desk: Knowledge) -> None:
    async with running(desk, WIDE, tree="lend") as wizard:
        await wizard.press("slash")
        assert isinstance(wizard.screen, LibraryScreen)
        kinds = wizard.told("#kinds").split()
        assert kinds[:8:2] == ["Everything", "Standards", "Mishaps", "Instruments"]
        await wizard.press("right", "right", "right")
        found = [each.id for each in wizard.sheet("#entries").items]
        assert set(found) == {"torque-wrench", "green-laser"}
        assert field_words(wizard.shown()) == []
