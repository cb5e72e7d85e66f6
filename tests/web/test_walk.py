"""The script of the site leads every walk where the program does: routes, verdicts, findings, plans."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import wizard
from tests.helpers.random_trees import Case, cases
from wizard.pack.knowledge import Knowledge, find_root
from wizard.source.problems import Refused
from wizard.space.masks import bits
from wizard.space.space import Space, judged_space
from wizard.tree.model import Facts, Tree
from wizard.walk.cheapest import GIVING_UP, Search
from wizard.walk.judge import judge
from wizard.walk.walk import begin, read_answer
from wizard.web.compiled import Compiler
from wizard.web.site import page_of

HERE = Path(__file__).parent
SCRIPT = Path(wizard.__file__).parent / "web" / "walk.js"
NODE = shutil.which("node")
PACKS = [find_root(), *(path.parents[1] for path in sorted((HERE.parent / "packs").rglob("trees/*.yaml")))]
TREES = [(root, id) for root in dict.fromkeys(PACKS) for id in Knowledge(root).tree_ids]
DAY = date(2026, 11, 22)

pytestmark = pytest.mark.skipif(NODE is None, reason="no node on this machine")


def run(
    data: Mapping[str, Any], walks: Iterable[Facts], figures: Sequence[tuple[str, str]] = (), *options: str
) -> Any:
    """What the script makes of walks and of figures typed."""
    given = {"tree": data, "walks": [dict(each) for each in walks], "figures": list(figures)}
    done = subprocess.run(
        [str(NODE), str(HERE / "run_walks.js"), str(SCRIPT), *options],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def compiled(root: Path, id: str) -> tuple[Tree, dict[str, Any]]:
    """A tree, and the data of its page."""
    knowledge = Knowledge(root)
    return knowledge.tree(id), Compiler(knowledge, knowledge.tree(id), page_of).data()


def witnesses(space: Space) -> list[dict[str, str]]:
    """A walk to each state and over each answer of it, the ends included."""
    begun = [space.facts_to(state, answer) for state, taken in space.steps.items() for answer in taken]
    return [{}, *begun, *(space.facts_to(end) for end in space.ends)]


def expected(tree: Tree, facts: Facts, plans: bool) -> dict[str, Any]:
    """What the program makes of a walk."""
    space = judged_space(tree)
    state = space.at(facts)
    ahead = space.ahead[state]
    current = None if state.at < 0 else tree.order[state.at]
    found = {"asked": list(facts), "current": current, "possible": list(bits(ahead.verdicts))}
    found["look"] = [ahead.least, ahead.most]
    if current is not None:
        return found
    judged = judge(tree, facts)
    better = list(tree.verdicts.values())[: judged.verdict.rank]
    verdicts = [each for each in better if each.offered] if plans else []
    routes = [Search(tree, facts, verdict).cheapest() for verdict in verdicts]
    return {
        **found,
        "verdict": judged.verdict.id,
        "outcome": judged.outcome.id if judged.outcome else None,
        "findings": [
            [each.finding.id, [question for question, _ in each.because]] for each in judged.findings
        ],
        "efforts": [
            None if each is None else [each.effort % GIVING_UP, each.effort // GIVING_UP, verdict.rank]
            for each, verdict in zip(routes, verdicts, strict=True)
        ],
    }


@pytest.mark.parametrize(("root", "id"), TREES, ids=lambda each: getattr(each, "name", each))
def test_every_class_of_walks_ends_in_the_browser_as_in_the_program(root: Path, id: str) -> None:
    tree, data = compiled(root, id)
    walks = witnesses(judged_space(tree))
    assert len(walks) > len(tree.questions)
    for facts, found in zip(walks, run(data, walks)["walks"], strict=True):
        assert found == expected(tree, facts, plans=False), facts


@pytest.mark.parametrize(("root", "id"), TREES, ids=lambda each: getattr(each, "name", each))
def test_the_change_that_is_shown_is_a_cheapest_one(root: Path, id: str) -> None:
    tree, data = compiled(root, id)
    ends = judged_space(tree).ends
    walks = [judged_space(tree).facts_to(each) for each in ends[:: max(1, len(ends) // 40)]]
    for facts, found in zip(walks, run(data, walks, (), "plans")["walks"], strict=True):
        assert found == expected(tree, facts, plans=True), facts


@settings(max_examples=40)
@given(each=cases())
def test_random_trees_are_walked_alike(each: Case) -> None:
    compiler = Compiler(Knowledge(find_root()), each.tree, page_of)
    data = {
        "start": compiler.questions[each.tree.start],
        "verdicts": [{"id": id, "offered": one.offered} for id, one in each.tree.verdicts.items()],
        "weights": [compiler.weight(id, label) for id, label in each.tree.weights.items()],
        "questions": [compiler.question(one) for one in each.tree.questions.values()],
        "findings": [
            {
                "id": one.id,
                "weight": list(each.tree.weights).index(one.weight),
                "when": compiler.condition(one.when),
            }
            for one in each.tree.findings.values()
        ],
        "outcomes": [
            {
                "id": one.id,
                "verdict": each.tree.verdicts[one.verdict].rank,
                "when": compiler.condition(one.when),
            }
            for one in each.tree.outcomes.values()
        ],
        "ahead": compiler.ahead(judged_space(each.tree)),
    }
    walks = [walk.facts for walk in each.walks][:60]
    for facts, found in zip(walks, run(data, walks, (), "plans")["walks"], strict=True):
        assert found == expected(each.tree, facts, plans=True), facts


@pytest.mark.parametrize(("root", "id"), TREES, ids=lambda each: getattr(each, "name", each))
def test_figures_are_read_alike(root: Path, id: str) -> None:
    tree, data = compiled(root, id)
    typed = [*map(str, (0, 1, 2, 7, 12, 29, 30, 31, 365, 499, 500, 501)), "1,200", "0.5", "1.25", "12.3456"]
    typed += ["007", "-3", "many", "", "9" * 17, " 42 "]
    typed += ["2026-11-22", "2026-11-23", "2026-10-23", "2026-10-22", "2025-01-01", "2026-02-30"]
    typed += ["1899-12-31", "1900-01-01", "0001-01-01"]
    figures = [(each.id, text) for each in tree.questions.values() if each.bands for text in typed]
    if not figures:
        pytest.skip("this tree asks for no figure")
    for (question, text), found in zip(figures, run(data, [], figures)["figures"], strict=True):
        try:
            wanted = read_answer(tree.questions[question], text, DAY).answer
        except Refused:
            wanted = None
        assert found == wanted, (question, text)


def test_not_knowing_is_walked_with_the_careful_answer() -> None:
    tree, data = compiled(find_root(), "whatsapp")
    walk = begin(tree)
    while walk.question is not None:
        walk = walk.answer("unsure" if walk.question.unsure else next(iter(walk.question.answers)))
    said = {step.question: "unsure" if step.assumed else step.answer for step in walk.steps}
    assert "unsure" in said.values()
    [found] = run(data, [said])["walks"]
    assert found["verdict"] == judge(tree, walk.facts).verdict.id
