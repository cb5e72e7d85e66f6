"""Two versions of a tree compared walk by walk, against a plain replay of every walk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from wizard.diff.compare import compare
from wizard.diff.report import report
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.tree.load import read_tree
from wizard.tree.model import Tree
from wizard.walk.judge import judge
from wizard.walk.walk import begin
from wizard.walk.whole import walk_of

TREE = """
tree: small
title: Small
version: "1"
reviewed: 2026-01-01
start: one
verdicts:
  fine: {label: Fine, tone: good}
  bad: {label: Bad, tone: stop, forced-by: harm}
questions:
  one: {ask: One?, why: It matters., answers: {x: {label: X}, y: {label: Y}}, next: two}
  two: {when: {one: x}, ask: Two?, why: It matters., answers: {x: {label: X}, y: {label: Y}}, next: three}
  three: {ask: Three?, why: It matters., answers: {x: {label: X}, y: {label: Y}, z: {label: Z}}, next: end}
findings:
  harmed: {weight: harm, when: {two: y, three: [x, y]}, says: Harmed., remedy: Stop.}
outcomes:
  special: {verdict: bad, when: {three: x}, page: page.md}
  bad: {verdict: bad, page: page.md}
  fine: {verdict: fine, page: page.md}
"""

XY = "{x: {label: X}, y: {label: Y}}"
ALWAYS_TWO = ("when: {one: x}, ask: Two?", "ask: Two?")


def tree(*changes: tuple[str, str]) -> Tree:
    """The small tree with some of its text replaced."""
    text = TREE
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    read, problems = read_tree(text, "small.yaml")
    assert not problems
    return read


def walks(read: Tree) -> Iterator[dict[str, str]]:
    """The facts of every walk."""
    waiting = [begin(read)]
    while waiting:
        walk = waiting.pop()
        if walk.question is None:
            yield walk.facts
        else:
            waiting += [walk.answer(answer) for answer in walk.question.answers]


def result(read: Tree, facts: dict[str, str]) -> tuple[str, str] | None:
    """Verdict and outcome of a walk with these facts, or None where they do not make one."""
    walk = begin(read)
    while walk.question is not None:
        if facts.get(walk.question.id) not in walk.question.answers:
            return None
        walk = walk.answer(facts[walk.question.id])
    found = judge(read, walk.facts)
    assert found.outcome is not None
    return found.verdict.id, found.outcome.id


def replayed(leading: Tree, following: Tree) -> Counter[tuple[object, object]]:
    """How many walks of one tree have which two different results, by plain replay."""
    pairs = ((result(leading, facts), result(following, facts)) for facts in walks(leading))
    return Counter(pair for pair in pairs if pair[0] != pair[1])


def agrees(old: Tree, new: Tree) -> None:
    """Asserts that the folded comparison counts as the plain replay does."""
    changed, lost = compare(old, new)
    found: Counter[tuple[object, object]] = Counter()
    for group in changed:
        before = None if group.before.stuck else group.before[:2]
        found[group.after[:2], before] += group.walks
        assert walk_of(new, group.example)
    assert found == replayed(new, old)
    plain_lost = {pair: n for pair, n in replayed(old, new).items() if pair[1] is None}
    assert sum(group.walks for group in lost) == sum(plain_lost.values())


def test_a_tree_does_not_differ_from_itself() -> None:
    assert compare(tree(), tree()) == ([], [])


def test_a_changed_condition_is_counted() -> None:
    old, new = tree(), tree(("three: [x, y]", "three: [y, z]"))
    agrees(old, new)
    changed, _ = compare(old, new)
    assert sum(group.walks for group in changed) == 2


def test_a_changed_outcome_alone_is_counted() -> None:
    old, new = tree(), tree(("when: {three: x}", "when: {three: y}"))
    agrees(old, new)
    assert {group.before.verdict == group.after.verdict for group in compare(old, new)[0]} == {True}


def test_a_question_that_moves_changes_no_walk() -> None:
    old = tree(ALWAYS_TWO)
    moved = tree(
        ("start: one", "start: two"),
        ALWAYS_TWO,
        (
            "answers: {x: {label: X}, y: {label: Y}}, next: two",
            "answers: {x: {label: X}, y: {label: Y}}, next: three",
        ),
        (
            "{x: {label: X}, y: {label: Y}}, next: three}\n  three",
            "{x: {label: X}, y: {label: Y}}, next: one}\n  three",
        ),
    )
    assert moved.order == ("two", "one", "three")
    assert compare(old, moved) == ([], [])


def test_the_last_question_asked_first_changes_no_walk() -> None:
    old = tree(ALWAYS_TWO)
    rotated = tree(
        ("start: one", "start: three"),
        ALWAYS_TWO,
        ("z: {label: Z}}, next: end", "z: {label: Z}}, next: one"),
        (f"{XY}, next: three", f"{XY}, next: end"),
    )
    assert rotated.order == ("three", "one", "two")
    assert compare(old, rotated) == ([], [])
    assert compare(rotated, old) == ([], [])


def test_a_new_question_and_a_new_answer_could_not_be_walked_before() -> None:
    old, new = (
        tree(),
        tree(
            ALWAYS_TWO,
            ("y: {label: Y}, z", "y: {label: Y}, w: {label: W}, z"),
        ),
    )
    agrees(old, new)
    agrees(new, old)
    stuck = {group.before.stuck for group in compare(old, new)[0] if group.before.stuck}
    assert stuck == {"has no answer w to three"}
    assert {group.after.stuck for group in compare(old, new)[1]} == {"also asks two"}


def test_a_new_first_question_keeps_every_walk_from_being_walked_as_before() -> None:
    zero = f"questions:\n  zero: {{ask: Zero?, why: It matters., answers: {XY}, next: one}}\n"
    old, new = tree(), tree(("start: one", "start: zero"), ("questions:\n", zero))
    agrees(old, new)
    agrees(new, old)
    changed, lost = compare(old, new)
    assert changed == []
    assert {group.after.stuck for group in lost} == {"also asks zero"}
    assert sum(group.walks for group in lost) == len(list(walks(old)))


def causes(old: Tree, new: Tree) -> set[str]:
    """The edits named, without their places."""
    return {cause.partition(" (")[0] for group in [*chain(*compare(old, new))] for cause in group.cause}


def test_what_is_new_and_what_is_gone_is_named_as_such() -> None:
    fewer = tree(("  special: {verdict: bad, when: {three: x}, page: page.md}\n", ""))
    assert causes(fewer, tree()) == {"outcome special: is new"}
    assert causes(tree(), fewer) == {"outcome special: is gone"}
    two = f"  two: {{when: {{one: x}}, ask: Two?, why: It matters., answers: {XY}, next: three}}\n"
    harmed = ("when: {two: y, three: [x, y]}", "when: {three: [x, y]}")
    without = tree(harmed, (two, ""), ("next: two}", "next: three}"))
    assert "question two: is gone" in causes(tree(harmed), without)
    assert causes(without, tree(harmed)) == {"question one: next"}, "without that two is never asked"


def test_a_finding_that_is_new_or_gone_is_named_as_such() -> None:
    worse = "  worse: {weight: harm, when: {three: z}, says: Worse., remedy: Stop.}\noutcomes:\n"
    more = tree(("outcomes:\n", worse))
    agrees(tree(), more)
    assert causes(tree(), more) == {"finding worse: is new"}
    assert causes(more, tree()) == {"finding worse: is gone"}


def test_an_outcome_with_another_name_is_one_gone_and_one_new() -> None:
    renamed = tree(("  special: {verdict: bad, when: {three: x}", "  other: {verdict: bad, when: {three: x}"))
    for old, new, gone in ((tree(), renamed, "special"), (renamed, tree(), "other")):
        agrees(old, new)
        found = causes(old, new)
        assert f"outcome {gone}: is gone" in found
        assert found <= {
            f"outcome {id}: is {since}" for id in ("special", "other") for since in ("new", "gone")
        }


def test_walks_that_one_edit_explains_are_told_together_whatever_else_would_explain_some_of_them() -> None:
    late = ("three: [x, y]", "three: z")
    more = "[{two: y, three: z}, {one: x, two: x, three: x}, {one: y, two: x, three: x}]"
    old, new = tree(late), tree(late, ("when: {two: y, three: z}", f"when: {more}"), ALWAYS_TWO)
    changed, _ = compare(old, new)
    told = {cause.partition(" (")[0]: group.walks for group in changed for cause in group.cause}
    assert told == {"finding harmed: when": 2, "question two: when": 1}


def test_a_walk_is_laid_to_no_edit_that_only_others_need() -> None:
    worse = "  worse: {weight: harm, when: {two: y, three: y}, says: Worse., remedy: Stop.}\n"
    old = tree(("outcomes:\n", f"{worse}outcomes:\n"))
    wider = worse.replace("{two: y, three: y}", "[{two: y, three: y}, {three: z}]")
    new = tree(
        ("outcomes:\n", f"{wider}outcomes:\n"),
        ("{two: y, three: [x, y]}", "[{two: y, three: [x, y]}, {one: x, three: z}]"),
    )
    told = {
        tuple(cause.partition(" (")[0] for cause in group.cause): group.walks
        for group in compare(old, new)[0]
    }
    assert told == {("finding harmed: when", "finding worse: when"): 2, ("finding worse: when",): 1}


def test_walks_with_one_outcome_by_two_findings_are_laid_to_the_edit_of_each() -> None:
    note = "{weight: note, when: WHEN"
    notes = f"  f: {note}y}}, says: F.}}\n  g: {note}z}}, says: G.}}\noutcomes:\n"
    noted = "  noted: {verdict: fine, when: [{found: f}, {found: g}], page: page.md}\n  fine: {"
    old, new = (
        tree(
            ALWAYS_TWO, ("outcomes:\n", notes.replace("WHEN", when)), ("  fine: {verdict", f"{noted}verdict")
        )
        for when in ("{one: x, two: x, three: ", "{two: x, three: ")
    )
    told = {group.cause[0].partition(" (")[0]: group.walks for group in compare(old, new)[0]}
    assert told == {"finding f: when": 1, "finding g: when": 1}


def test_walks_that_end_alike_by_two_edits_are_laid_to_the_edit_of_each() -> None:
    worse = "  worse: {weight: harm, when: {two: y, three: z}, says: Worse., remedy: Stop.}\n"
    old = tree(("three: [x, y]", "three: y"), ("outcomes:\n", f"{worse}outcomes:\n"))
    new = tree(
        ("{two: y, three: [x, y]}", "{three: y}"),
        ("outcomes:\n", f"{worse}outcomes:\n".replace("two: y, ", "")),
    )
    told = {group.cause[0].partition(" (")[0]: group.walks for group in compare(old, new)[0]}
    assert told == {"finding harmed: when": 2, "finding worse: when": 2}


def test_another_start_is_named_as_the_cause() -> None:
    old, new = tree(ALWAYS_TWO), tree(ALWAYS_TWO, ("start: one", "start: two"))
    agrees(old, new)
    assert {group.cause for group in compare(old, new)[0]} == {("start",)}


def test_verdicts_in_another_order_are_named_as_the_cause() -> None:
    fine, bad = "  fine: {label: Fine, tone: good}\n", "  bad: {label: Bad, tone: stop, forced-by: harm}\n"
    old, new = tree(), tree((fine + bad, bad + fine))
    agrees(old, new)
    assert {group.cause for group in compare(old, new)[0]} == {("verdicts: their order or names",)}


def test_our_own_knowledge_does_not_differ_from_itself(knowledge: Knowledge) -> None:
    lines = list(report(knowledge, Knowledge(knowledge.root)))
    assert sum("no walk changes" in line for line in lines) == len(knowledge.tree_ids)
    assert not any(line.startswith("entry") for line in lines)


def test_the_shortest_example_reproduces_the_change() -> None:
    old, new = tree(), tree(("two: y, three: [x, y]", "two: x"))
    for group in compare(old, new)[0]:
        assert result(new, group.example) == group.after[:2]
        assert result(old, group.example) == group.before[:2]


def test_facts_that_no_longer_make_a_walk_are_refused_by_assess() -> None:
    _, lost = compare(tree(), tree(ALWAYS_TWO))
    for group in lost:
        try:
            walk_of(tree(ALWAYS_TWO), group.example)
        except Refused:
            continue
        raise AssertionError(group)
