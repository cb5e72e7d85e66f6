"""What `new` writes passes the check but for what it marks, and never stands in another file's way."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.helpers.small import make_root
from wizard.check import Report, check_knowledge
from wizard.pack import starters
from wizard.pack.knowledge import Knowledge
from wizard.pack.starters import FILES, TEMPLATES, filled, new_kinds, write_new
from wizard.source.problems import Broken, Refused

BROUGHT = {
    "tree": [
        "trees/thing.yaml",
        "content/help/thing-agreement.md",
        "content/help/thing-logins.md",
        "content/outcomes/thing-fine.md",
        "content/outcomes/thing-not-yet.md",
        "content/rules/thing-rule.md",
    ],
    "shared": ["trees/shared/thing.yaml"],
    "rule": ["content/rules/thing.md"],
    "case": ["content/cases/thing.md"],
    "scenario": ["content/scenarios/thing.md"],
    "deck": ["content/decks/thing.md"],
    "outcome": ["content/outcomes/thing.md"],
    "help-page": ["content/help/thing.md"],
    "handbook-page": ["content/handbook/thing.md"],
    "reference": ["content/thing.md"],
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_root(tmp_path / "root")


def checked(root: Path, strict: bool = False) -> Report:
    return check_knowledge(Knowledge(root), strict=strict)


def files(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("kind", BROUGHT)
def test_what_is_written_passes_the_check(kind: str, small: Path) -> None:
    before = files(small)
    written = [path.relative_to(small).as_posix() for path in write_new(small, kind, "thing")]
    assert written == BROUGHT[kind]
    assert {**files(small), **before} == files(small)
    assert set(files(small)) == {*before, *written}
    assert checked(small).problems == ()


@pytest.mark.parametrize("kind", BROUGHT)
def test_a_link_to_it_and_its_own_words_are_missing_for_the_strict_check(kind: str, small: Path) -> None:
    written = write_new(small, kind, "thing")
    found = checked(small, strict=True).problems
    assert {each.code for each in found} <= {"uncited", "placeholder", "unused-shared"}
    marked = {each.path for each in found if each.code == "placeholder"}
    assert marked == {path.relative_to(small).as_posix() for path in written}


@pytest.mark.parametrize("kind", BROUGHT)
def test_what_is_marked_is_named_with_its_place_until_it_is_gone(kind: str, small: Path) -> None:
    written = write_new(small, kind, "thing")
    marked = {
        (path.relative_to(small).as_posix(), number)
        for path in written
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if re.search("FILL.IN", line) and not line.startswith("#") and "  # FILL" not in line
    }
    found = checked(small, strict=True).problems
    assert {(each.path, each.line) for each in found if each.code == "placeholder"} == marked
    for path in written:
        path.write_text(
            path.read_text("utf-8").replace("FILL IN", "Mine").replace("FILL-IN", "mine"), "utf-8"
        )
    assert {each.code for each in checked(small, strict=True).problems} <= {"uncited", "unused-shared"}


def test_every_kind_of_entry_can_be_started(small: Path) -> None:
    assert {*new_kinds(Knowledge(small)), "tree", "shared"} == set(BROUGHT)


def test_a_new_tree_is_proved_and_needs_nothing_from_elsewhere(tmp_path: Path) -> None:
    write_new(tmp_path, "tree", "thing")
    (proof,) = checked(tmp_path, strict=True).proofs
    assert (proof.tree, proof.questions, proof.findings, proof.outcomes) == ("thing", 2, 2, 2)
    assert {each.code for each in checked(tmp_path, strict=True).problems} == {"placeholder"}


def test_several_of_each_kind_stand_side_by_side(small: Path) -> None:
    for kind in BROUGHT:
        for number in "12":
            write_new(small, kind, f"my-{kind}-{number}")
    assert checked(small).problems == ()


@pytest.mark.parametrize("name", ["1", "164-312-d", "no", "null", "2026", "2026-11-22", "0x1f", "a-", "1e3"])
@pytest.mark.parametrize("kind", BROUGHT)
def test_a_name_that_yaml_would_read_as_something_else_stays_a_name(
    kind: str, name: str, small: Path
) -> None:
    write_new(small, kind, name)
    assert checked(small).problems == ()


@pytest.mark.parametrize("kind", BROUGHT)
def test_every_file_is_explained_and_has_no_place_left_to_fill_in(kind: str, small: Path) -> None:
    for path in write_new(small, kind, "thing"):
        text = path.read_text("utf-8")
        assert len(re.findall(r"^ *# ", text, re.MULTILINE)) >= 4
        assert not re.search(r"\b(NAME|TODAY|NEXT-YEAR|MONTH|TREE|FACTS|OUTCOME|VERDICT)\b", text)


def test_a_page_is_to_be_reviewed_in_a_year(small: Path) -> None:
    write_new(small, "rule", "thing")
    entry = Knowledge(small).library.entry("thing")
    reviewed, again = date.fromisoformat(entry.reviewed), date.fromisoformat(entry.review_by)
    assert (again - reviewed).days == 365
    assert abs((date.today() - reviewed).days) <= 1


def test_a_scenario_walks_the_default_tree_of_the_root(small: Path) -> None:
    write_new(small, "scenario", "thing")
    entry = Knowledge(small).library.entry("thing")
    assert (entry.fields["tree"], entry.fields["outcome"], entry.fields["verdict"]) == (
        "small",
        "free",
        "fine",
    )
    assert entry.facts == {"colour": "red", "amount": "little", "often": "yes"}


def test_a_scenario_shows_the_other_answers_of_each_question(small: Path) -> None:
    (path,) = write_new(small, "scenario", "thing")
    assert "  #   or: blue, plain\n  colour: red\n" in path.read_text("utf-8")


def test_a_scenario_for_the_main_tree_of_the_project_comes_out_as_it_says(root: Path, small: Path) -> None:
    for name in ("whatsapp.yaml", "shared"):
        (small / "trees" / name).symlink_to(root / "trees" / name)
    (small / "content" / "pack.yaml").write_text("name: Mine\ndefault: whatsapp\n", "utf-8")
    (card,) = write_new(small, "scenario", "thing")
    assert Knowledge(small).library.entry("thing").fields["tree"] == "whatsapp"
    assert [each for each in checked(small).problems if each.path.endswith(card.name)] == []


@pytest.mark.parametrize(
    "name", ["", "Thing", "a b", "a/b", "../a", "..", ".a", "-a", "a_b", "é", "a\n", "a\\b", "con:", "٣"]
)
def test_a_name_that_is_no_id_is_refused(name: str, small: Path) -> None:
    before = files(small.parent)
    with pytest.raises(Refused, match="is no id"):
        write_new(small, "rule", name)
    assert files(small.parent) == before


def test_an_unknown_kind_is_refused_with_the_nearest(small: Path) -> None:
    with pytest.raises(Refused, match="did you mean rule"):
        write_new(small, "rules", "thing")


@pytest.mark.parametrize("kind", BROUGHT)
def test_a_file_that_is_there_is_named_and_left_as_it_is(kind: str, small: Path) -> None:
    last = small / BROUGHT[kind][-1]
    last.parent.mkdir(parents=True, exist_ok=True)
    last.write_text("mine", "utf-8")
    before = files(small)
    with pytest.raises(Refused, match=re.escape(str(last))):
        write_new(small, kind, "thing")
    assert files(small) == before


@pytest.mark.parametrize("name", ["164.312-d", "a."])
def test_an_entry_may_have_dots_in_its_id_and_a_tree_may_not(name: str, small: Path) -> None:
    write_new(small, "rule", name)
    assert checked(small).problems == ()
    with pytest.raises(Refused, match="is no id"):
        write_new(small, "tree", name)


@pytest.mark.parametrize(("kind", "name"), [("case", "rule-1"), ("rule", "card"), ("scenario", "free")])
def test_an_id_that_another_page_has_is_refused(kind: str, name: str, small: Path) -> None:
    before = files(small)
    with pytest.raises(Refused, match=f"the id {name} is that of content/"):
        write_new(small, kind, name)
    assert files(small) == before


def test_a_tree_whose_pages_would_share_an_id_is_refused(small: Path) -> None:
    write_new(small, "case", "thing-rule")
    before = files(small)
    with pytest.raises(Refused, match=r"content/cases/thing-rule\.md"):
        write_new(small, "tree", "thing")
    assert files(small) == before


def test_a_scenario_without_a_tree_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="python -m wizard new tree"):
        write_new(tmp_path, "scenario", "thing")


def test_a_scenario_of_a_broken_tree_tells_what_is_wrong_with_the_tree(small: Path) -> None:
    (small / "trees" / "small.yaml").write_text("tree: small\n", "utf-8")
    with pytest.raises(Broken):
        write_new(small, "scenario", "thing")
    assert not (small / "content" / "scenarios" / "thing.md").exists()


def test_the_installed_knowledge_is_not_written_to(monkeypatch: pytest.MonkeyPatch, small: Path) -> None:
    monkeypatch.setattr(starters, "PACKAGE", small.parent.resolve())
    installed = small.rename(small.parent / "data")
    with pytest.raises(Refused, match="--root"):
        write_new(installed, "rule", "thing")


def test_a_folder_that_cannot_be_made_is_named(small: Path) -> None:
    (small / "content" / "help").write_text("no folder", "utf-8")
    with pytest.raises(Refused, match=r"cannot write .*thing-agreement\.md"):
        write_new(small, "tree", "thing")


def test_every_template_is_used() -> None:
    assert {path.name for path in TEMPLATES.iterdir()} == {
        *(name for files in FILES.values() for name in files.values()),
        "entry.md",
        "pack.yaml",
    }


def test_a_new_pack_passes_the_check_and_the_strict_one_but_for_its_placeholders(tmp_path: Path) -> None:
    written = write_new(tmp_path, "pack", str(tmp_path / "mine"))
    assert sorted(written) == sorted(path for path in (tmp_path / "mine").rglob("*") if path.is_file())
    report = checked(tmp_path / "mine", strict=True)
    assert {each.code for each in report.problems} == {"placeholder"}
    assert {each.path for each in report.problems} == {
        path.relative_to(tmp_path / "mine").as_posix() for path in written
    }
    report = checked(tmp_path / "mine")
    assert (report.problems, len(report.proofs), report.scenarios) == ((), 1, 1)


def test_a_new_pack_walks_at_once_and_grows_by_its_own_kinds(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    write_new(tmp_path, "pack", str(folder))
    knowledge = Knowledge(folder)
    assert (knowledge.foreign, knowledge.default_tree) == (True, "first")
    for kind in new_kinds(knowledge):
        write_new(folder, kind, f"more-{kind}")
    assert checked(folder).problems == ()


def test_a_new_pack_is_never_written_over_something(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(Refused, match="name a new folder"):
        write_new(tmp_path, "pack", str(tmp_path))
    with pytest.raises(Refused, match="name a new folder"):
        write_new(tmp_path, "pack", str(tmp_path / "file"))
    assert files(tmp_path) == {"file": "mine"}


def test_the_words_of_a_template_are_filled_in_once() -> None:
    assert filled("NAME of NAMED, TODAY", {"NAME": "TODAY", "TODAY": "now"}) == "TODAY of NAMED, now"


def test_a_deck_of_the_project_can_be_presented_as_it_is_written(root: Path, tmp_path: Path) -> None:
    for name in ("trees", "content"):
        shutil.copytree(root / name, tmp_path / name)
    write_new(tmp_path, "deck", "mine")
    knowledge = Knowledge(tmp_path)
    assert knowledge.library.entry("mine").fields["minutes"] == "6"
