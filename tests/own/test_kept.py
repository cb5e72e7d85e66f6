"""Situations that are kept to check with: no scenario shows them, and each comes out as it should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from wizard.pack.knowledge import Knowledge
from wizard.walk.judge import judge
from wizard.walk.walk import spread
from wizard.walk.whole import walk_of

KEPT: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("kept.yaml").read_text("utf-8"))


@pytest.mark.parametrize("kept", KEPT, ids=[each["says"][:50] for each in KEPT])
def test_a_kept_situation_comes_out_as_it_should(knowledge: Knowledge, kept: dict[str, Any]) -> None:
    tree = knowledge.tree(kept["tree"])
    walk = walk_of(tree, spread(tree, kept["facts"]))
    judged = judge(tree, walk.facts)
    assert walk.done
    assert judged.outcome is not None
    assert (judged.verdict.id, judged.outcome.id) == (kept["verdict"], kept["outcome"])
    assert set(kept["raises"]) <= {each.finding.id for each in judged.findings}


def test_no_scenario_shows_a_kept_situation(knowledge: Knowledge) -> None:
    shown = [
        dict(spread(knowledge.tree(str(each.fields["tree"])), dict(each.facts)))
        for each in knowledge.library.entries()
        if each.kind.facts
    ]
    assert not [each for each in KEPT if spread(knowledge.tree(each["tree"]), each["facts"]) in shown]
