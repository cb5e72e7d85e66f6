"""What the scenarios of a tree touch, and what none of them does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wizard.library.model import Entry
from wizard.source.problems import Refused
from wizard.space.masks import bits
from wizard.space.space import judged_space
from wizard.tree.model import Tree
from wizard.walk.judge import judge
from wizard.walk.whole import walk_of


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of one kind of thing the scenarios touch, and which they do not."""

    what: str
    touched: int
    total: int
    untouched: tuple[str, ...]


def coverage(tree: Tree, entries: Iterable[Entry]) -> list[Coverage]:
    """Coverage of a tree's questions, answers, findings and outcomes by its scenarios.

    Only what some walk can touch counts.
    """
    touched: dict[str, set[str]] = {kind: set() for kind in ("questions", "answers", "findings", "outcomes")}
    for entry in entries:
        if not entry.kind.facts or entry.fields["tree"] != tree.id:
            continue
        try:
            facts = walk_of(tree, dict(entry.facts)).facts
        except Refused:
            continue
        found = judge(tree, facts)
        touched["questions"] |= facts.keys()
        touched["answers"] |= {f"{question}={answer}" for question, answer in facts.items()}
        touched["findings"] |= {each.finding.id for each in found.findings}
        touched["outcomes"] |= {found.outcome.id} if found.outcome else set()
    return [_coverage(kind, touched[kind], total) for kind, total in _all(tree).items()]


def _coverage(what: str, touched: set[str], total: list[str]) -> Coverage:
    return Coverage(what, len(touched), len(total), tuple(each for each in total if each not in touched))


def _all(tree: Tree) -> dict[str, list[str]]:
    space = judged_space(tree)
    ahead = space.ahead[space.start]
    questions = [tree.order[at] for at in bits(ahead.questions)]
    return {
        "questions": questions,
        "answers": [f"{id}={answer}" for id in questions for answer in tree.questions[id].answers],
        "findings": list(tree.findings),
        "outcomes": [str(space.fold.outcomes[at].id) for at in bits(ahead.outcomes)],
    }
