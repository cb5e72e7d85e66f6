"""The words of a transcript, whole and short, as they stand in `snapshots`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.helpers.small import TREE, make_root, page
from tests.ui.compared import assert_same
from wizard.pack.knowledge import Knowledge
from wizard.transcript.markdown import as_markdown
from wizard.transcript.model import SignOff, Transcript
from wizard.transcript.outline import outline, plan_lines
from wizard.transcript.record import record, sealed
from wizard.transcript.text import as_text
from wizard.walk.result import result_of
from wizard.walk.walk import Walk, begin

NOW = datetime(2025, 11, 22, 13, 5, tzinfo=UTC)
MORE = """\
  loud:
    weight: violation
    when: {colour: red, often: yes}
    says: It is loud.
    rules: [rule-1, rule-2, rule-3]
    cases: [case-1]
  dull:
    weight: note
    when: {often: yes}
    says: Nothing is to be done about this.

outcomes:
"""
DATED = (
    TREE.replace("    unsure: red\n", "    unsure: red\n    find-out: Look at it.\n")
    .replace("    cases: [case-1]\n", "    cases: [case-1, case-2]\n")
    .replace("rules: [rule-1]\n    cases", "rules: [rule-1, rule-2, rule-3]\n    cases")
    .replace(
        "    says: It adds up.\n", "    says: It adds up.\n    remedy: {who: vendor, text: Sell less.}\n"
    )
    .replace("\noutcomes:\n", MORE)
    .replace(
        "{label: A little, idle: Harmless.}", "{label: A little, idle: Harmless., how: {text: Leave some.}}"
    )
    .replace("{label: Blue}", "{label: Blue, how: {text: Dye it.}}")
    + """
date: {ask: "When was it?", why: Days are counted from it.}
deadlines:
  tell: {when: {found: too-much}, days: 60, says: The last day to tell them, rules: [rule-1]}
  look: {when: {found: daily}, days: 10, from: year-end, says: The last day to look again}
"""
)
PARTS = """\
## Do this

Stop it.

- One
- Another

## Then

Think.

## Later

1. Rest.

## Last

Go.
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    """The small tree with dates, more citations, and an outcome of four parts."""
    rule = "cite: Rule {}\nurl: https://example.org/rule\n"
    case = "year: 2019\namount: $2\nresolution: penalty\nplace: Nowhere\n"
    pages = {f"content/rules/rule-{n}.md": page(f"rule-{n}", fields=rule.format(n)) for n in (2, 3)}
    pages |= {"content/cases/case-2.md": page("case-2", fields=case)}
    pages |= {"content/outcomes/stopped.md": page("stopped", PARTS)}
    return Knowledge(make_root(tmp_path / "root", {"trees/small.yaml": DATED, **pages}))


def walked(knowledge: Knowledge, *answers: str) -> Walk:
    walk = begin(knowledge.tree("small"))
    for answer in answers:
        walk = walk.answer(answer)
    return walk


def made(knowledge: Knowledge, walk: Walk, label: str = "") -> Transcript:
    return record(result_of(walk), knowledge.library, NOW, NOW, "wizard", label)


def same(name: str, text: str) -> None:
    """A text against its file, but for digests and the program's version."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "DIGEST", text)
    text = re.sub(r"wizard \d+\.\d+\.\d+\S*?(?=[.\"])", "wizard 0.0.0", text)
    assert_same(Path(__file__).with_name("snapshots") / name, text)


@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
def test_a_transcript_of_every_part_reads_as_it_should(knowledge: Knowledge, full: bool) -> None:
    walk = replace(walked(knowledge, "unsure", "much", "yes"), day=date(2025, 11, 1))
    told, form = made(knowledge, walk, "Ward"), "full" if full else "short"
    same(f"every-part-{form}.txt", as_text(told, full=full))
    same(f"every-part-{form}.md", as_markdown(told, full=full))
    if full:
        assert as_text(told) == as_text(told, full=True)


def test_the_whole_is_what_is_meant_where_nothing_is_said(knowledge: Knowledge) -> None:
    told = made(knowledge, walked(knowledge, "red", "much", "yes"))
    assert outline(told) == outline(told, full=True) != outline(told, full=False)
    plan = told.plans[0]
    assert [*plan_lines(plan)] == [*plan_lines(plan, True)] != [*plan_lines(plan, False)]


def test_one_without_an_outcome_is_its_verdict_alone(tmp_path: Path) -> None:
    none = TREE.replace("  free:\n    verdict: fine\n    page: outcomes/free.md\n", "")
    knowledge = Knowledge(make_root(tmp_path / "none", {"trees/small.yaml": none}))
    same("no-outcome.txt", as_text(made(knowledge, walked(knowledge, "plain"))))


def test_a_signed_one_says_who_has_reviewed_it(knowledge: Knowledge) -> None:
    told = made(knowledge, walked(knowledge, "blue", "yes"))
    signed = SignOff("A. Reviewer", "Officer", "2025-11-23", "2026-11-23", told.digest)
    same("signed.txt", as_text(sealed(replace(told, signed=signed))))


@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
def test_one_finished_early_says_so(knowledge: Knowledge, full: bool) -> None:
    told = made(knowledge, walked(knowledge, "red", "much").finish())
    same(f"early-{'full' if full else 'short'}.txt", as_text(told, full=full))


@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
def test_one_that_rests_on_nothing_says_nothing_of_it(knowledge: Knowledge, full: bool) -> None:
    told = made(knowledge, walked(knowledge, "plain"))
    same(f"nothing-{'full' if full else 'short'}.txt", as_text(told, full=full))
