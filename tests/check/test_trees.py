"""Every code that `check` has for the graph and the judgements of a tree, on a small one."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.helpers.calling import call
from tests.helpers.small import TREE, edited, make_root
from wizard.check import Report, check_knowledge
from wizard.pack.knowledge import Knowledge

TREE_PATH = "trees/small.yaml"
END = "    next: end\n\nfindings:"
QUESTION = "ask: More?, why: It matters., answers: {a: {label: A}}, next: end}\n\nfindings:"
FREE = "    page: outcomes/free.md\n"
TOO_MUCH = ("  too-much:\n    weight", "  ^too-much:\n    weight")
INVARIANT = ("  much-is", "  ^much-is")
INVARIANT_WHEN = "when: {amount: much}\n    verdict"
SOMETIMES = ("    verdict: fine\n", "    verdict: fine\n    when: {often: no}\n")


def checked(folder: Path, *edits: tuple[str, str], strict: bool = False) -> tuple[Report, list[str]]:
    """The report on a root whose tree is edited, and the places of the carets."""
    text, places = edited(TREE, *edits)
    root = make_root(folder, {TREE_PATH: text})
    return check_knowledge(Knowledge(root), strict=strict), places


def told(report: Report) -> list[str]:
    """The problems of the tree as `line:column code`."""
    return [f"{each.line}:{each.column} {each.code}" for each in report.problems if each.path == TREE_PATH]


def test_the_root_that_these_tests_break_has_nothing_wrong(tmp_path: Path) -> None:
    report, _ = checked(tmp_path, strict=True)
    assert report.problems == ()
    (proof,) = report.proofs
    assert (proof.tree, proof.questions, proof.findings, proof.outcomes) == ("small", 3, 2, 2)
    assert (proof.walks, proof.invariants, report.entries, report.scenarios) == (7, 1, 6, 1)


@pytest.mark.parametrize(
    ("edits", "codes"),
    [
        pytest.param(
            [("[red, blue]", "[red, blue]\n      dull: [^blue, plain]")], ["unused-group"], id="unused-group"
        ),
        pytest.param(
            [
                ("[red, blue]", "[red, blue]\n      dull: [^blue, red]"),
                ("{colour: bright,", "{colour: [bright, dull],"),
            ],
            ["equal-groups"],
            id="equal-groups",
        ),
        pytest.param(
            [(END, f"    next: end\n  ^lost: {{{QUESTION}")],
            ["unreachable-question"],
            id="unreachable-question",
        ),
        pytest.param(
            [(END, f"    next: more\n  ^more: {{when: {{colour: plain}}, {QUESTION}")],
            ["unreachable-question", "when-never"],
            id="when-never",
        ),
        pytest.param(
            [("  amount:\n    when: {colour: red}", "  ^amount:\n    when: {colour: [red, blue]}")],
            ["when-always"],
            id="when-always",
        ),
        pytest.param(
            [("  daily:", "  ^daily:"), ("{often: yes}", "{often: yes, colour: plain}")],
            ["finding-never"],
            id="finding-never",
        ),
        pytest.param(
            [("\noutcomes:", "  ^twin: {weight: note, when: [{often: [yes]}], says: x}\n\noutcomes:")],
            ["same-condition"],
            id="same-condition",
        ),
        pytest.param(
            [TOO_MUCH, ("    remedy: Take less of it.\n", "")],
            ["no-remedy"],
            id="no-remedy",
        ),
        pytest.param(
            [(FREE, f"{FREE}  ^late: {{verdict: fine, when: {{often: no}}, page: outcomes/free.md}}\n")],
            ["outcome-shadowed"],
            id="outcome-shadowed",
        ),
        pytest.param(
            [(FREE, f"{FREE}  ^odd: {{verdict: stop, when: {{colour: plain}}, page: outcomes/free.md}}\n")],
            ["outcome-never"],
            id="outcome-never",
        ),
        pytest.param(
            [("start: colour", "start: ^colour"), SOMETIMES],
            ["no-outcome"],
            id="no-outcome",
        ),
        pytest.param(
            [INVARIANT, ("verdict: [stop]", "verdict: [fine]")],
            ["invariant-broken"],
            id="invariant-broken by a verdict",
        ),
        pytest.param(
            [INVARIANT, ("raises: [too-much]", "raises: [too-much, daily]")],
            ["invariant-broken"],
            id="invariant-broken by a finding",
        ),
        pytest.param(
            [INVARIANT, (INVARIANT_WHEN, "when: {amount: much, colour: blue}\n    verdict")],
            ["invariant-never"],
            id="invariant-never",
        ),
    ],
)
def test_each_fault_of_a_tree_is_told_once_where_it_stands(
    tmp_path: Path, edits: list[tuple[str, str]], codes: list[str]
) -> None:
    report, (place,) = checked(tmp_path, *edits)
    assert told(report) == [f"{place} {code}" for code in codes]


def test_every_fault_of_the_walks_comes_out_of_one_run(tmp_path: Path) -> None:
    report, _ = checked(
        tmp_path,
        ("[red, blue]", "[red, blue]\n      dull: [blue, plain]"),
        ("{often: yes}", "{often: yes, colour: plain}"),
        ("    remedy: Take less of it.\n", ""),
        ("verdict: [stop]", "verdict: [fine]"),
    )
    codes = {"unused-group", "finding-never", "no-remedy", "invariant-broken"}
    assert {each.code for each in report.problems} == codes


def counter_example(report: Report) -> list[str]:
    """The arguments of the command line that the only problem gives."""
    (problem,) = report.problems
    python, *option, program = (words := shlex.split(problem.hint.partition(": ")[2]))[:3]
    arguments = words[3:]
    assert (python, *option, program) == ("python", "-m", "wizard")
    return arguments


@pytest.mark.parametrize(
    ("edits", "length"),
    [
        pytest.param([("verdict: [stop]", "verdict: [fine]")], 3, id="needs three answers"),
        pytest.param(
            [
                (INVARIANT_WHEN, "when: [{amount: little}, {colour: plain}, {often: no}]\n    verdict"),
                ("    raises: [too-much]\n", ""),
            ],
            1,
            id="needs one answer",
        ),
    ],
)
def test_the_command_line_of_a_broken_invariant_reproduces_its_shortest_walk(
    tmp_path: Path, edits: list[tuple[str, str]], length: int
) -> None:
    report, _ = checked(tmp_path, *edits)
    called = call(*counter_example(report), "--root", str(tmp_path), "--format", "json")
    made = json.loads(called.out)
    allowed = Knowledge(tmp_path).tree("small").invariants["much-is-never-fine"].verdicts
    assert called.code == 0 and made["verdict"] not in allowed
    assert len(made["steps"]) == length


def test_the_command_line_of_a_finding_that_is_not_raised_reproduces_it(tmp_path: Path) -> None:
    report, _ = checked(tmp_path, ("raises: [too-much]", "raises: [daily]"))
    made = json.loads(call(*counter_example(report), "--root", str(tmp_path), "--format", "json").out)
    assert {"question": "amount", "answer": "much"}.items() <= made["steps"][1].items()
    assert "daily" not in [finding["id"] for finding in made["findings"]]


def test_the_command_line_of_a_walk_without_an_outcome_reproduces_it(tmp_path: Path) -> None:
    report, _ = checked(tmp_path, SOMETIMES)
    called = call(*counter_example(report), "--root", str(tmp_path), "--format", "json")
    made = json.loads(called.out)
    assert (called.code, made["outcome"]["id"], len(made["steps"])) == (0, "", 1)


def test_a_finding_that_only_a_worse_verdict_hides_is_not_called_never_raised(tmp_path: Path) -> None:
    report, _ = checked(
        tmp_path, ("\noutcomes:", "  also: {weight: note, when: {amount: much}, says: x}\n\noutcomes:")
    )
    assert report.problems == ()


def test_a_safe_verdict_needs_no_remedy_and_a_note_no_rule(tmp_path: Path) -> None:
    report, _ = checked(tmp_path)
    assert Knowledge(tmp_path).tree("small").findings["daily"].rules == ()
    assert report.problems == ()
