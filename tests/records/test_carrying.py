"""However answers are carried on, what was assumed stays assumed, and a figure stays as it was typed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.helpers.small import TREE, make_root
from wizard.pack.knowledge import Knowledge
from wizard.plain.session import Session
from wizard.records.given import read_facts
from wizard.transcript.record import as_json, record
from wizard.tree.model import Tree
from wizard.ui.app import WizardApp
from wizard.walk.result import result_of
from wizard.walk.walk import UNSURE, Walk, begin
from wizard.walk.whole import walk_of
from wizard.words.phrases import as_options

NUMBER = """\
  amount:
    ask: How much of it?
    why: A little does no harm.
    number:
      unit: grams
      bands: {little: "<5", much: ">=5"}
    answers:
      little: {label: A little, idle: Harmless.}
    next: often
"""
BEFORE = TREE[TREE.index("  amount:\n") : TREE.index("  often:\n")]


@pytest.fixture
def weighed(tmp_path: Path) -> Knowledge:
    """The small tree, with a number typed for an amount."""
    return Knowledge(make_root(tmp_path / "root", {"trees/small.yaml": TREE.replace(BEFORE, NUMBER)}))


def options(line: str) -> list[str]:
    return [each.strip() for each in line.split("-a ")[1:]]


def by_the_app(knowledge: Knowledge, walk: Walk, _: Path) -> dict[str, str]:
    app = WizardApp(knowledge, begin(walk.tree))
    app.walk = walk
    (line,) = app.farewell()
    return read_facts(walk.tree, options(line), None)


def by_line_mode(knowledge: Knowledge, walk: Walk, _: Path) -> dict[str, str]:
    said: list[str] = []
    session = Session(knowledge, begin(walk.tree), lambda _: "", said.append)
    session.walk = walk
    session.leave("Stopped.")
    return read_facts(walk.tree, options(said[-1]), None)


@pytest.mark.parametrize("way", [by_the_app, by_line_mode])
def test_what_is_printed_on_leaving_gives_the_same_walk_again(
    weighed: Knowledge, way: Callable[[Knowledge, Walk, Path], dict[str, str]], tmp_path: Path
) -> None:
    walk = begin(weighed.tree("small")).answer(UNSURE).answer("7")
    facts = way(weighed, walk, tmp_path)
    assert facts == {"colour": UNSURE, "amount": "7"}
    again = walk_of(walk.tree, {**facts, "often": "no"})
    assert again.steps[:2] == walk.steps


def test_a_transcript_gives_the_same_walk_again(weighed: Knowledge, tmp_path: Path) -> None:
    walk = begin(weighed.tree("small")).answer(UNSURE).answer("7").answer("no")
    now = datetime.now(UTC)
    path = tmp_path / "kept.json"
    path.write_text(as_json(record(result_of(walk), weighed.library, now, now)), "utf-8")
    assert walk_of(walk.tree, read_facts(walk.tree, [], str(path))).steps == walk.steps


@pytest.mark.parametrize("id", ["whatsapp", "incident", "platform", "rollout", "phi"])
def test_drawn_walks_of_our_trees_are_carried_as_they_are(knowledge: Knowledge, id: str) -> None:
    tree = knowledge.tree(id)
    for seed in range(40):
        walk = _drawn(tree, random.Random(seed))
        again = walk_of(tree, read_facts(tree, options(as_options(walk)), None))
        assert (again.steps, again.assumed) == (walk.steps, walk.assumed)


def _drawn(tree: Tree, dice: random.Random) -> Walk:
    walk = begin(tree)
    while walk.question is not None:
        unsure = walk.question.unsure is not None and dice.random() < 0.5
        walk = walk.answer(UNSURE if unsure else dice.choice([*walk.question.answers]))
    return walk
