"""The command `check`: its exit codes and forms, which paths it tells of, and what a line allows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.calling import call, spawn
from tests.helpers.small import PAGES, TREE, edited, make_root, page
from wizard.check.run import check_knowledge
from wizard.pack.knowledge import Knowledge

TREE_PATH = "trees/small.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_root(tmp_path / "root")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A root with one problem in its tree and one in a page."""
    files = {
        TREE_PATH: TREE.replace("tone: good", "tone: god"),
        "content/outcomes/free.md": PAGES["outcomes/free.md"] + "\n[lost](lost.md)\n",
    }
    return make_root(tmp_path / "broken", files)


def codes(root: Path, *paths: str) -> list[str]:
    """The codes that are told of a root, in order of place."""
    return [each.code for each in check_knowledge(Knowledge(root), paths).problems]


def test_check_of_a_sound_root_tells_what_it_proved(root: Path) -> None:
    called = call("check", "--root", str(root), "--strict")
    assert (called.code, called.err) == (0, f"using trees/ in {root}: {root.name}\n")
    assert called.out.startswith("small: 3 questions, 2 findings, 2 outcomes, 7 walks")


def test_check_of_our_own_knowledge_finds_nothing(tmp_path: Path) -> None:
    called = spawn("check", cwd=tmp_path)
    assert (called.code, called.err) == (0, ""), called.out


def test_check_tells_every_problem_with_its_place_and_fails(broken: Path) -> None:
    called = call("check", "--root", str(broken))
    lines = called.out.splitlines()
    assert called.code == 1
    assert [line.split(" ")[:2] for line in lines[:2]] == [
        ["content/outcomes/free.md:12:1:", "broken-link"],
        ["trees/small.yaml:8:29:", "wrong-value"],
    ]
    assert lines[1].endswith("(did you mean good?)") and lines[-1] == "2 problems"


OTHER = TREE.replace("tree: small", "tree: other")
SHARED = (
    "questions:\n  often:\n    ask: x?\n    why: x\n    answers: {yes: {label: Y}, no: {label: N, idle: x}}\n"
)


@pytest.mark.parametrize(
    ("files", "place", "code"),
    [
        ({"content/pack.yaml": "name: Small\nlicense: x\n"}, "content/pack.yaml:2", "unknown-key"),
        ({"content/synonyms.yaml": "synonym: {}\n"}, "content/synonyms.yaml:1", "unknown-key"),
        (
            {"content/synonyms.yaml": "answers: {small: {colour: {rad: [ruby]}}}\n"},
            "content/synonyms.yaml:1",
            "unknown-answer",
        ),
        ({"trees/notes.txt": "x"}, "trees/notes.txt:1", "ignored-file"),
        ({"trees/shared/x.yaml": SHARED.replace("ask", "aks")}, "trees/shared/x.yaml:3", "unknown-key"),
        (
            {
                "trees/small.yaml": TREE.replace(
                    "    effort: 2\n", "    effort: 2\n    settle: {tree: other, gives: {fin: little}}\n"
                ),
                "trees/other.yaml": OTHER,
            },
            f"trees/small.yaml:{TREE[: TREE.index('    effort: 2')].count(chr(10)) + 2}",
            "unknown-ending",
        ),
        ({"trees/other.yaml": TREE}, "trees/other.yaml:1", "wrong-value"),
    ],
)
def test_check_looks_into_every_part_of_a_root(
    tmp_path: Path, files: dict[str, str], place: str, code: str
) -> None:
    problems = check_knowledge(Knowledge(make_root(tmp_path, files))).problems
    assert (place, code) in [(each.place, each.code) for each in problems]


def test_check_of_paths_tells_only_of_them(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree, page = str(broken / "trees" / "small.yaml"), str(broken / "content" / "outcomes" / "free.md")
    codes = {
        (): {"wrong-value", "broken-link"},
        (tree,): {"wrong-value"},
        (page,): {"broken-link"},
        (tree, page): {"wrong-value", "broken-link"},
        (str(broken / "content"),): {"broken-link"},
        (str(broken),): {"wrong-value", "broken-link"},
        (str(broken / "content" / "cases"),): set(),
    }
    for paths, expected in codes.items():
        called = call("check", *paths, "--root", str(broken), "--format", "json")
        assert {each["code"] for each in json.loads(called.out)["problems"]} == expected
        assert called.code == (1 if expected else 0)


def test_check_as_json_holds_the_problems_and_the_proofs(root: Path, broken: Path) -> None:
    sound = json.loads(call("check", "--root", str(root), "--format", "json").out)
    assert sound["problems"] == [] and sound["proofs"][0]["walks"] == 7
    report = json.loads(call("check", "--root", str(broken), "--format", "json").out)
    assert report["problems"][1] == {
        "path": "trees/small.yaml",
        "line": 8,
        "column": 29,
        "code": "wrong-value",
        "message": "verdict fine: tone cannot be god",
        "hint": "did you mean good?",
        "needed_by": [],
    }


def test_check_for_a_code_host_writes_one_annotation_a_problem(broken: Path) -> None:
    called = call("check", "--root", str(broken), "--format", "github")
    problems = check_knowledge(Knowledge(broken)).problems
    lines = called.out.splitlines()
    assert called.code == 1 and len(lines) == len(problems) == 2
    for line, each in zip(lines, problems, strict=True):
        place = f"file={each.path},line={each.line},col={each.column},title={each.code}"
        assert line.startswith(f"::error {place}::{each.message}")


def test_an_annotation_cannot_be_forged_from_a_file(tmp_path: Path) -> None:
    tree = TREE.replace("tone: good", 'tone: "a\\n::error file=x::100% b"')
    called = call(
        "check", "--root", str(make_root(tmp_path, {"trees/small.yaml": tree})), "--format", "github"
    )
    (line,) = [line for line in called.out.splitlines() if "small.yaml" in line]
    assert "a%0A::error file=x::100%25 b" in line


def two_faults(first: str, second: str) -> str:
    """The small tree with a finding that is never raised and a group that is unused, with comments."""
    text, _ = edited(
        TREE,
        ("[red, blue]", f"[red, blue]\n      dull: [blue, plain]{first}"),
        ("  daily:", f"  daily:{second}"),
        ("{often: yes}", "{often: yes, colour: plain}"),
    )
    return text


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ("", "", ["unused-group", "finding-never"]),
        ("  # allow: unused-group", "", ["finding-never"]),
        ("", "  # allow: finding-never", ["unused-group"]),
        ("  # allow: finding-never", "", ["unused-group", "finding-never"]),
        ("  # allow: equal-groups, unused-group", "", ["finding-never"]),
        ("  #allow: unused-group equal-groups", "", ["finding-never"]),
        ("  # allow: unused", "", ["unused-group", "finding-never"]),
        ("  # allow unused-group", "", ["unused-group", "finding-never"]),
        ("  # allow: unused-group", "  # allow: finding-never", []),
    ],
)
def test_a_comment_switches_off_one_code_on_its_own_line(
    tmp_path: Path, first: str, second: str, left: list[str]
) -> None:
    assert codes(make_root(tmp_path, {TREE_PATH: two_faults(first, second)})) == left


def test_a_comment_in_front_matter_switches_off_a_code_there(tmp_path: Path) -> None:
    card = PAGES["scenarios/card.md"].replace("2999-01-01", "2026-11-23  # allow: overdue")
    root = make_root(tmp_path, {"content/scenarios/card.md": card})
    report = check_knowledge(Knowledge(root), strict=True)
    assert (report.problems, report.allowed) == ((), 1)
    assert call("check", "--root", str(root), "--strict").out.endswith("\n1 allowed\n")


@pytest.mark.parametrize(
    ("path", "line", "wrong", "code"),
    [
        (TREE_PATH, "blue: {label: Blue}", "blue: {label: Red or pink}", "same-label"),
        (TREE_PATH, "    verdict: [stop]", "    verdict: [fine]", "invariant-broken"),
        (TREE_PATH, "    effort: 2", "    effort: 9", "wrong-value"),
        ("content/scenarios/card.md", "verdict: stop", "verdict: fine", "scenario-verdict"),
    ],
)
def test_no_comment_silences_a_proof(tmp_path: Path, path: str, line: str, wrong: str, code: str) -> None:
    text = (TREE if path == TREE_PATH else PAGES["scenarios/card.md"]).replace(line, wrong)
    allowed = [f"{each}  # allow: {code}" if wrong in each else each for each in text.split("\n")]
    assert allowed != text.split("\n")
    root = make_root(tmp_path, {path: "\n".join(allowed)})
    called = call("check", "--root", str(root))
    assert called.code == 1 and f" {code} " in called.out and "allowed" not in called.out
    assert len(check_knowledge(Knowledge(root)).proofs) == (0 if path == TREE_PATH else 1)


def test_what_is_told_of_one_folder_claims_nothing_that_was_not_proved(root: Path) -> None:
    tree = root / TREE_PATH
    tree.write_text(TREE.replace("    verdict: [stop]", "    verdict: [fine]"))
    called = call("check", str(root / "content"), "--root", str(root))
    assert called.code == 0 and "every walk" not in called.out
    tree.write_text(TREE.replace("    effort: 2", "    effort: 9"))
    called = call("check", str(root / "content"), "--root", str(root))
    assert called.code == 0 and "; 0 scenarios come out as they say" in called.out


def test_a_tree_outside_the_root_is_checked_against_its_library(root: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(TREE.replace("tree: small", "tree: draft").replace("[case-1]", "[case-l]"))
    called = call("check", str(draft), "--root", str(root), "--format", "json")
    assert [(each["path"], each["code"]) for each in json.loads(called.out)["problems"]] == [
        (str(draft), "unknown-case")
    ]


@pytest.mark.parametrize("named", ["path", "name"])
def test_a_comment_in_a_tree_outside_the_root_is_heeded(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(two_faults("  # allow: unused-group", "").replace("tree: small", "tree: draft"))
    monkeypatch.chdir(tmp_path)
    assert codes(root, str(draft) if named == "path" else "draft.yaml") == ["finding-never"]


def test_a_page_cannot_be_checked_outside_its_root(root: Path, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(page("page"))
    called = call("check", str(tmp_path / "page.md"), "--root", str(root))
    assert called.code == 2 and "--root" in called.err
