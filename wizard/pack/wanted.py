"""The shortest walk that does what an author wants of a scenario."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.pack.knowledge import Knowledge
from wizard.pack.page import Example, example_of
from wizard.source.nearest import unknown
from wizard.source.problems import Refused
from wizard.space.fold import Fold, State
from wizard.space.space import Space, explore
from wizard.tree.model import Tree


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a walk must do; what is empty does not matter, and an empty `tree` is the default one."""

    tree: str = ""
    raises: str = ""
    outcome: str = ""
    verdict: str = ""


def wanted_example(knowledge: Knowledge, wanted: Wanted) -> Example:
    """The shortest walk that does what is wanted. Raises `Refused` when there is none."""
    tree = knowledge.tree(wanted.tree or knowledge.default_tree)
    _check_known(tree, wanted)
    space = explore(Fold(tree, watch=[wanted.raises] if wanted.raises else []))
    found = [space.facts_to(end) for end in space.ends if _does(space, end, wanted)]
    if not found:
        named = (("raises", wanted.raises), ("ends on", wanted.outcome), ("ends", wanted.verdict))
        told = " and ".join(f"{what} {id}" for what, id in named if id)
        raise Refused(f"no walk of the tree {tree.id} {told}")
    return example_of(knowledge, tree, min(found, key=len))


def _check_known(tree: Tree, wanted: Wanted) -> None:
    for what, id, known in (
        ("finding", wanted.raises, tree.findings),
        ("outcome", wanted.outcome, tree.outcomes),
        ("verdict", wanted.verdict, tree.verdicts),
    ):
        if id and id not in known:
            raise unknown(f"the tree {tree.id} has no {what} {id}", id, known)


def _does(space: Space, end: State, wanted: Wanted) -> bool:
    fold = space.fold
    outcome = fold.outcome(end)
    raised = not wanted.raises or bool(end.raised >> fold.place[wanted.raises] & 1)
    ends = outcome is not None and wanted.outcome in ("", outcome.id)
    return raised and ends and wanted.verdict in ("", list(fold.tree.verdicts)[end.worst])
