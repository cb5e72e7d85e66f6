"""Files that nothing reads are named, and so is text that a template left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.small import PAGES, TREE, make_root
from wizard.check import check_knowledge
from wizard.check.files import ignored_files
from wizard.pack.knowledge import Knowledge

SHARED = "questions:\n  one:\n    ask: One?\n    why: So.\n    answers: {a: {label: A}, b: {label: B}}\n"


def ignored(root: Path) -> list[str]:
    return [each.path for each in ignored_files(root, Knowledge(root).library)]


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("trees/x.yml", "trees/x.yml"),
        ("trees/notes.txt", "trees/notes.txt"),
        ("trees/sub/x.yaml", "trees/sub"),
        ("trees/shared/x.yml", "trees/shared/x.yml"),
        ("trees/shared/deep/x.yaml", "trees/shared/deep"),
        ("content/x.txt", "content/x.txt"),
        ("content/x.yaml", "content/x.yaml"),
        ("content/pack.yml", "content/pack.yml"),
        ("content/rulez/x.md", "content/rulez"),
        ("content/rules/x.markdown", "content/rules/x.markdown"),
        ("content/rules/pack.yaml", "content/rules/pack.yaml"),
        ("content/rules/deep/x.md", "content/rules/deep"),
    ],
)
def test_a_file_that_nothing_reads_is_named(tmp_path: Path, path: str, named: str) -> None:
    root = make_root(tmp_path, {path: "mine"})
    assert ignored(root) == [named]
    found = check_knowledge(Knowledge(root)).problems
    assert ("ignored-file", named) in {(each.code, each.path) for each in found}


def test_a_misspelled_folder_is_named_with_the_nearest_kind(tmp_path: Path) -> None:
    root = make_root(tmp_path, {"content/rulez/x.md": "mine"})
    (problem,) = ignored_files(root, Knowledge(root).library)
    assert problem.hint == "did you mean rules?"


@pytest.mark.parametrize(
    "path",
    ["trees/shared/x.yaml", "trees/.keep", "content/.DS_Store", "content/rules/.x.md.swp", "README.txt"],
)
def test_what_is_read_hidden_or_elsewhere_is_not_named(tmp_path: Path, path: str) -> None:
    assert ignored(make_root(tmp_path, {path: "mine"})) == []


def test_the_pack_s_own_file_and_kinds_are_read(tmp_path: Path) -> None:
    pack = "name: x\nkinds:\n  rules: {}\n  potions: {name: potion, plural: Potions}\n"
    files = {"content/pack.yaml": pack, "content/potions/x.md": PAGES["outcomes/free.md"]}
    root = make_root(tmp_path, files)
    assert ignored(root) == ["content/cases"]


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("trees/small.yaml", TREE.replace("Which colour", "FILL IN colour"), "13:10"),
        ("trees/shared/x.yaml", SHARED.replace("One", "FILL IN one"), "3:10"),
        ("content/outcomes/free.md", PAGES["outcomes/free.md"] + "\nMore: FILL IN this.\n", "12:7"),
        ("content/outcomes/free.md", PAGES["outcomes/free.md"].replace("/free\n", "/FILL-IN\n"), "4:30"),
        ("content/outcomes/free.md", PAGES["outcomes/free.md"] + "\n## FILL IN\n", "12:4"),
        ("content/pack.yaml", "name: x\ntagline: Well, FILL IN\n", "2:10"),
    ],
)
def test_text_that_a_template_left_is_named_in_strict_only(
    tmp_path: Path, path: str, text: str, place: str
) -> None:
    root = make_root(tmp_path, {path: text})
    found = check_knowledge(Knowledge(root), strict=True).problems
    assert [(each.path, f"{each.line}:{each.column}") for each in found if each.code == "placeholder"] == [
        (path, place)
    ]
    assert check_knowledge(Knowledge(root)).problems == ()


@pytest.mark.parametrize("words", ["# FILL IN marks what is yours", "FILLING IN", "fill in", "REFILL IN"])
def test_a_note_to_the_author_and_other_words_are_no_placeholder(tmp_path: Path, words: str) -> None:
    tree = TREE.replace(
        "questions:\n", f"questions:\n  # {words}\n" if words[0] != "#" else f"{words}\nquestions:\n"
    )
    root = make_root(tmp_path, {"trees/small.yaml": tree})
    assert check_knowledge(Knowledge(root), strict=True).problems == ()


def test_a_kind_s_body_may_hold_what_a_new_page_leaves_open(tmp_path: Path) -> None:
    pack = "name: x\nkinds:\n  rules: {body: FILL IN the rule.}\n  cases: {}\n"
    root = make_root(tmp_path, {"content/pack.yaml": pack})
    assert check_knowledge(Knowledge(root), strict=True).problems == ()


def test_a_fault_in_shared_questions_that_no_tree_takes_up_is_found_once(tmp_path: Path) -> None:
    root = make_root(tmp_path / "root")
    shared = root / "trees" / "shared" / "practice.yaml"
    shared.parent.mkdir()
    shared.write_text(SHARED, "utf-8")
    assert check_knowledge(Knowledge(root)).problems == ()
    strict = check_knowledge(Knowledge(root), strict=True).problems
    assert [(each.path, each.line, each.code) for each in strict if "shared" in each.path] == [
        ("trees/shared/practice.yaml", 2, "unused-shared")
    ]
    for broken, line, code in (
        (SHARED.replace("why:", "whyy:"), 4, "unknown-key"),
        (SHARED.replace("    why: So.\n", ""), 3, "missing-field"),
        (SHARED.replace("questions", "question"), 1, "unknown-key"),
        (SHARED.replace("ask:", "ask"), 3, "yaml"),
    ):
        shared.write_text(broken, "utf-8")
        found = [(each.line, each.code) for each in check_knowledge(Knowledge(root)).problems]
        assert (line, code) in found and len(found) <= 2, found
