"""What a record says is what the walk came to, part by part, in every tree and pack."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from tests.helpers.small import TREE, make_root
from wizard.pack.knowledge import Knowledge
from wizard.transcript.cited import Case, Rule
from wizard.transcript.model import Held, LastDay, Transcript
from wizard.transcript.record import as_json, record
from wizard.walk.ahead import conclude, settle
from wizard.walk.deadlines import last_day, span_told
from wizard.walk.result import Result, result_of
from wizard.walk.walk import UNSURE, Walk, begin

NOW = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
DAY = date(2026, 11, 1)
LENDING = Path(__file__).parents[1] / "packs" / "lending"


def random_walk(knowledge: Knowledge, tree: str, dice: Random) -> Walk:
    """A walk of random answers, some of them not known."""
    walk = begin(knowledge.tree(tree))
    while (question := walk.question) is not None:
        unsure = question.unsure is not None and dice.random() < 0.2
        walk = walk.answer(UNSURE if unsure else dice.choice([*question.answers]))
    return walk


def recorded(knowledge: Knowledge, walk: Walk) -> tuple[Result, Transcript]:
    result = result_of(walk)
    return result, record(result, knowledge.library, NOW, NOW)


def agrees(knowledge: Knowledge, result: Result, told: Transcript) -> None:
    """Each part of a record against what it tells of."""
    tree, library = result.walk.tree, knowledge.library
    assert told.verdict == result.judgement.verdict.id
    assert [each.id for each in told.findings] == [each.finding.id for each in result.findings]
    assert told.outcome.id == (result.outcome.id if result.outcome else "")
    pages = [library.page(result.outcome.page)] if result.outcome else []
    rules = [id for found in told.findings for id in found.rules]
    rules += [id for last in told.deadlines for id in last.rules]
    cited = [library.cited("rules", id) for id in rules]
    cited += [library.cited("cases", id) for found in told.findings for id in found.cases]
    assert told.content == tuple(
        sorted({Held(each.id, each.digest) for each in (*pages, *cited)}, key=lambda each: each.id)
    )
    assert told.deadlines == tuple(
        LastDay(
            each.deadline.id,
            each.deadline.says,
            last_day(each.deadline, result.walk.day).isoformat() if result.walk.day else "",
            span_told(each.deadline),
            each.deadline.rules,
        )
        for each in result.due
    )
    for plan, advice in zip(told.plans, result.advice, strict=True):
        assert {each.question for each in plan.needs if each.only_if} == advice.plan.only_if
        assert [(each.question, each.answer) for each in plan.needs] == [*advice.plan.needs]
        assert [(each.question, each.before, each.after) for each in plan.changes] == [
            (each.question, each.before, each.after) for each in advice.plan.changes
        ]
        assert plan.effort == advice.plan.effort and plan.gives_up == advice.plan.gives_up
        for change in plan.changes:
            answers = tree.questions[change.question].answers
            assert (change.before_label, change.after_label) == (
                answers[change.before].label,
                answers[change.after].label,
            )


@pytest.mark.parametrize("seed", range(12))
def test_a_record_says_what_the_walk_came_to(knowledge: Knowledge, seed: int) -> None:
    dice = Random(seed)
    for tree in knowledge.tree_ids:
        walk = random_walk(knowledge, tree, dice)
        agrees(knowledge, *recorded(knowledge, walk))
        if walk.tree.date is not None:
            agrees(knowledge, *recorded(knowledge, replace(walk, day=DAY)))


def test_answers_that_nobody_can_change_are_marked_in_some_plan(knowledge: Knowledge) -> None:
    dice = Random(1)
    needs = [
        each
        for tree in knowledge.tree_ids
        for _ in range(15)
        for plan in recorded(knowledge, random_walk(knowledge, tree, dice))[1].plans
        for each in plan.needs
    ]
    assert {each.only_if for each in needs} == {True, False}, "else the test before shows nothing"


def test_a_walk_without_an_outcome_rests_on_no_page_of_one(tmp_path: Path) -> None:
    none = TREE.replace("  free:\n    verdict: fine\n    page: outcomes/free.md\n", "")
    other = TREE.replace("tree: small", "tree: other").replace(
        "    effort: 2\n", "    effort: 2\n    settle: {tree: small, gives: {stop: much, fine: little}}\n"
    )
    knowledge = Knowledge(make_root(tmp_path / "root", {"trees/small.yaml": none, "trees/other.yaml": other}))
    plain = begin(knowledge.tree("small")).answer("plain")
    _, told = recorded(knowledge, plain)
    assert (told.outcome.id, told.outcome.page, told.content) == ("", (), ())
    by = begin(knowledge.tree("small")).answer("red").answer("much").answer("no")
    for ends, settling in (("stopped", by), ("", plain)):
        walk = settle(begin(knowledge.tree("other")).answer("red"), settling)
        _, told = recorded(knowledge, walk.answer("no"))
        settled = told.steps[1].settled_by
        assert settled is not None and (settled.outcome, settled.verdict) == (
            ends,
            conclude(settling).verdict.id,
        )


def cited(knowledge: Knowledge, tree: str, walks: int) -> tuple[list[Rule], list[Case]]:
    """The rules and the cases of so many records."""
    told = [recorded(knowledge, random_walk(knowledge, tree, Random(seed)))[1] for seed in range(walks)]
    return [each for one in told for each in one.rules], [each for one in told for each in one.cases]


def test_a_pack_words_its_citations_and_headings_itself(tmp_path: Path) -> None:
    knowledge = Knowledge(LENDING)
    rules, cases = cited(knowledge, "lend", 20)
    assert {each.heading for each in rules} == {"What it rests on"} == {each.section for each in rules}
    assert {each.heading for each in cases} == {"What went wrong before"}
    entry = knowledge.library.entry
    both: list[Rule | Case] = [*rules, *cases]
    assert all(each.line == entry(each.id).worded(entry(each.id).kind.line) for each in both)
    assert all(each.told == each.line != "" and each.cite == entry(each.id).cite for each in cases)
    shutil.copytree(LENDING, tmp_path / "lending")
    pack = tmp_path / "lending" / "content" / "pack.yaml"
    pack.write_text(re.sub(r"\n +section: .*", "", pack.read_text("utf-8")), "utf-8")
    rules, cases = cited(Knowledge(tmp_path / "lending"), "lend", 20)
    assert ({each.section for each in rules}, {each.section for each in cases}) == (
        {"Standards"},
        {"Mishaps"},
    )


def test_our_own_citations_need_no_heading_of_their_own(knowledge: Knowledge) -> None:
    rules, cases = cited(knowledge, "whatsapp", 10)
    assert {each.section for each in rules} | {each.section for each in cases} == {""}
    assert {each.heading for each in rules} | {each.heading for each in cases} == {"Rules", "Cases"}
    assert {each.cite for each in cases} == {""}


def test_json_is_indented_and_spells_out_only_what_acts(tmp_path: Path) -> None:
    text = TREE.replace("Which colour has it?", "“Which” é 漢 colour \u200b has \U0001f600 it?")
    knowledge = Knowledge(make_root(tmp_path / "root", {"trees/small.yaml": text}))
    _, told = recorded(knowledge, begin(knowledge.tree("small")).answer("plain"))
    written = as_json(told)
    assert written.startswith('{\n  "schema": "wizard-transcript/1",\n  "tree": {\n    "id": "small",\n')
    assert "“Which” é 漢 colour \\u200b has \U0001f600 it?" in written and written.endswith("}\n")
    rest = {name: each for name, each in json.loads(written).items() if name != "digest"}
    canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert "漢" in canonical and told.digest == hashlib.sha256(canonical.encode("utf-8")).hexdigest()
    assert json.loads(written)["steps"][0]["ask"] == "“Which” é 漢 colour \u200b has \U0001f600 it?"
