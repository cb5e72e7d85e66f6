"""What is wrong with facts (question and answer) that come from outside: in files, calls and scenarios."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.source.nearest import unknown
from wizard.source.problems import Refused
from wizard.tree.model import Facts, Tree
from wizard.walk.walk import read_answer, spread


def wrong_facts(tree: Tree, facts: Facts) -> Iterator[tuple[str, Refused]]:
    """Each fact that the tree does not know: its question, and what is wrong with question or answer."""
    for id, answer in facts.items():
        if id in tree.screens:
            try:
                spread(tree, {id: answer})
            except Refused as wrong:
                yield id, wrong
            continue
        if id not in tree.questions:
            yield id, unknown(f"there is no question {id}", id, tree.questions)
            continue
        try:
            read_answer(tree.questions[id], answer)
        except Refused as wrong:
            yield id, wrong
