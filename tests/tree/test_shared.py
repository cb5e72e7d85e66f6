"""Questions shared by several trees: their words, what a tree may add, and where problems stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.small import TREE, edited, make_root
from wizard.check import check_knowledge
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.tree.load import open_tree, read_tree

OFTEN = """\
    ask: Do you take it often?
    why: It adds up.
    answers:
      yes: {label: Often}
      no: {label: Rarely, idle: Harmless.}
    next: end
"""
WORDS = """\
questions:
  often:
    ask: Do you take it often?
    why: It adds up.
    answers:
      yes: {label: Often}
      no: {label: Rarely, idle: Harmless.}
"""
USED = "    use: habits.often\n    next: end\n"


def root_of(folder: Path, used: str = USED, words: str = WORDS) -> Path:
    text, _ = edited(TREE, (OFTEN, used))
    return make_root(folder, {"trees/small.yaml": text, "trees/shared/habits.yaml": words})


def told(root: Path) -> list[str]:
    return [
        f"{each.path}:{each.line}:{each.column} {each.code}"
        for each in check_knowledge(Knowledge(root)).problems
    ]


def test_a_tree_with_a_shared_question_is_the_tree_with_it_written_out(tmp_path: Path) -> None:
    root = root_of(tmp_path)
    assert told(root) == []
    used, written = Knowledge(root).tree("small"), read_tree(TREE, "small.yaml")[0]
    assert used.questions["often"].shared == "habits.often"
    assert used.questions["often"].answers == written.questions["often"].answers
    assert used.findings == written.findings
    assert used.order == written.order


def test_the_digest_covers_the_shared_words(tmp_path: Path) -> None:
    one = Knowledge(root_of(tmp_path / "one")).tree("small").digest
    changed = WORDS.replace("often?", "daily?")
    other = Knowledge(root_of(tmp_path / "other", words=changed)).tree("small").digest
    assert one != other


@pytest.mark.parametrize(
    ("used", "words", "place"),
    [
        ("    use: habits.oftn\n    next: end\n", WORDS, "trees/small.yaml:33:10 unknown-shared"),
        ("    use: habit.often\n    next: end\n", WORDS, "trees/small.yaml:33:10 unknown-shared"),
        ("    use: ../habits.often\n    next: end\n", WORDS, "trees/small.yaml:33:10 unknown-shared"),
        (USED + "    ask: Really?\n", WORDS, "trees/small.yaml:35:5 unknown-key"),
        (USED, WORDS.replace("ask:", "aks:"), "trees/shared/habits.yaml:3:5 unknown-key"),
        (USED, WORDS + "    ask: Again?\n", "trees/shared/habits.yaml:8:5 duplicate-key"),
        (USED, WORDS + "    next: end\n", "trees/shared/habits.yaml:8:5 unknown-key"),
        (USED, WORDS.replace(", idle: Harmless.", ""), "trees/shared/habits.yaml:7:7 idle-answer"),
        (
            USED + "    answers: {yes: {next: end}}\n",
            WORDS.replace("{label: Often}", "Often"),
            "trees/shared/habits.yaml:6:12 wrong-type",
        ),
        (USED + "    answers: {yes: {}}\n", WORDS, "trees/small.yaml:35:20 missing-field"),
        (USED + "    answers: {maybe: {next: end}}\n", WORDS, "trees/small.yaml:35:15 unknown-answer"),
    ],
)
def test_a_problem_stands_in_the_file_that_must_be_mended(
    used: str, words: str, place: str, tmp_path: Path
) -> None:
    assert place in told(root_of(tmp_path, used, words))


def test_what_follows_from_a_missing_shared_question_is_not_told_too(tmp_path: Path) -> None:
    assert len(told(root_of(tmp_path, "    use: habits.oftn\n    next: end\n"))) == 1


def test_an_answer_may_lead_elsewhere_than_the_question(tmp_path: Path) -> None:
    root = root_of(tmp_path, "    use: habits.often\n    answers: {yes: {next: end}}\n    next: end\n")
    tree, problems = open_tree(root / "trees" / "small.yaml", "trees/small.yaml")
    assert problems == []
    assert [each.next for each in tree.questions["often"].answers.values()] == ["end", None]


def test_a_band_may_lead_elsewhere_than_its_shared_question(tmp_path: Path) -> None:
    words = WORDS.partition("    answers:")[0] + '    number: {unit: a day, bands: {yes: ">2", no: "<=2"}}\n'
    used = "    use: habits.often\n    answers: {yes: {next: more}, maybe: {next: end}}\n    next: end\n"
    more = "  more: {ask: More?, why: x, answers: {a: {label: A}}, next: end}\n\nfindings:"
    root = root_of(tmp_path, used, words)
    path = root / "trees" / "small.yaml"
    path.write_text(path.read_text("utf-8").replace("\nfindings:", more), "utf-8")
    (problem,) = open_tree(path, "trees/small.yaml")[1]
    assert (problem.path, problem.line, problem.code) == ("trees/small.yaml", 34, "unknown-answer")
    path.write_text(path.read_text("utf-8").replace(", maybe: {next: end}", ""), "utf-8")
    tree, problems = open_tree(path, "trees/small.yaml")
    assert problems == []
    often = tree.questions["often"]
    assert {id: often.target(id) for id in often.answers} == {"yes": "more", "no": "end"}
    assert [each.label for each in often.answers.values()] == ["More than 2 a day", "2 a day or less"]


def test_shared_files_are_no_trees(tmp_path: Path) -> None:
    assert Knowledge(root_of(tmp_path)).tree_ids == ("small",)
    with pytest.raises(Refused):
        Knowledge(root_of(tmp_path)).tree("habits")


def test_what_has_already_happened_in_one_tree_may_be_open_in_another(tmp_path: Path) -> None:
    root = root_of(tmp_path, used=USED + "    fixed: true\n")
    assert told(root) == []
    assert Knowledge(root).tree("small").questions["often"].fixed
    assert not Knowledge(root_of(tmp_path / "other")).tree("small").questions["often"].fixed


def test_a_group_of_a_shared_question_must_be_needed_by_one_of_its_trees(tmp_path: Path) -> None:
    grouped = WORDS + "    groups: {any: [yes, no]}\n"
    root = root_of(tmp_path, words=grouped)
    assert told(root) == ["trees/shared/habits.yaml:8:20 unused-group"]
    other = (root / "trees" / "small.yaml").read_text("utf-8").replace("tree: small", "tree: other")
    asking = other.replace("when: {often: yes}", "when: {often: any}")
    (root / "trees" / "other.yaml").write_text(asking, "utf-8")
    assert told(root) == []


@pytest.mark.parametrize("name", ["habits", "habits.", ".often", "sub/habits.often", "sub\\habits.often"])
def test_a_name_that_is_no_file_and_question_is_told_once_with_the_form(name: str, tmp_path: Path) -> None:
    root = root_of(tmp_path, f"    use: {name}\n    next: end\n")
    (problem,) = check_knowledge(Knowledge(root)).problems
    assert (problem.place, problem.code) == ("trees/small.yaml:33", "unknown-shared")
    assert problem.hint.endswith("practice.coverage")


def test_a_question_that_a_shared_file_lacks_is_told_with_the_nearest(tmp_path: Path) -> None:
    (problem,) = check_knowledge(
        Knowledge(root_of(tmp_path, "    use: habits.oftn\n    next: end\n"))
    ).problems
    assert problem.hint == "did you mean often?"


def test_an_answer_that_a_shared_question_lacks_is_told_with_the_nearest(tmp_path: Path) -> None:
    used = USED + "    answers: {yess: {next: end}}\n"
    problems = check_knowledge(Knowledge(root_of(tmp_path, used))).problems
    assert [(each.code, each.hint) for each in problems] == [("unknown-answer", "did you mean yes?")]


@pytest.mark.parametrize(
    ("words", "told_of_it"),
    [
        ("questions: [often]\n", ["1:12 wrong-type"]),
        ("questions: {}\n", ["1:12 missing-field"]),
        ("questions: {often: {ask: [}\n", ["1:27 yaml"]),
        ("x: y\n", ["1:1 missing-field", "1:1 unknown-key"]),
    ],
)
def test_of_a_shared_file_that_cannot_be_read_only_that_is_told(
    words: str, told_of_it: list[str], tmp_path: Path
) -> None:
    twice = USED + "  more:\n    use: habits.more\n    next: end\n"
    assert told(root_of(tmp_path, twice, words)) == [
        f"trees/shared/habits.yaml:{each}" for each in told_of_it
    ]


def test_a_when_and_a_way_on_are_the_tree_s_own(tmp_path: Path) -> None:
    used = "    use: habits.often\n    when: {colour: red}\n    next: end\n"
    tree, problems = open_tree(root_of(tmp_path, used) / "trees" / "small.yaml", "trees/small.yaml")
    assert problems == []
    often = tree.questions["often"]
    assert often.when is not None and [term.question for term in often.when[0].terms] == ["colour"]
    assert (often.ask, often.next, often.id.path) == ("Do you take it often?", "end", "")


def test_with_its_words_missing_the_when_of_a_question_is_still_read(tmp_path: Path) -> None:
    used = "    use: habits.oftn\n    when: {color: red}\n    next: nowhere\n"
    assert [each.partition(" ")[2] for each in told(root_of(tmp_path, used))] == [
        "unknown-shared",
        "unknown-question",
        "unknown-question",
    ]


def test_a_fault_in_a_shared_question_that_no_tree_takes_up_is_told_and_of_no_other_file(
    tmp_path: Path,
) -> None:
    more = "  end:\n    ask: More?\n    why: x\n    answers: {a: {label: A, idle: x}, b: {labl: B}}\n"
    assert told(root_of(tmp_path, words=WORDS + more)) == [
        "trees/shared/habits.yaml:11:43 unknown-key",
    ]


def test_each_shared_question_that_no_tree_takes_up_is_told_once_whatever_else_cannot_be_read(
    tmp_path: Path,
) -> None:
    root = root_of(tmp_path)
    more = WORDS.replace("  often:", "  one:") + WORDS.replace("questions:\n  often:", "  two:")
    (root / "trees" / "shared" / "more.yaml").write_text(more, "utf-8")
    (root / "trees" / "shared" / "torn.yaml").write_text("questions: {", "utf-8")
    problems = check_knowledge(Knowledge(root), strict=True).problems
    assert [(each.place, each.code) for each in problems] == [
        ("trees/shared/torn.yaml:1", "yaml"),
        ("trees/shared/more.yaml:2", "unused-shared"),
        ("trees/shared/more.yaml:8", "unused-shared"),
    ]
