"""Walks whose result differs between two versions of a tree, grouped by the edits that cause it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from wizard.diff.edits import Causes, Edits
from wizard.diff.pairs import Pair, replayed
from wizard.diff.proof import Proofs
from wizard.space.fold import Fold, State
from wizard.space.space import Space, explore, judged_space
from wizard.tree.model import Finding, Tree


class Result(NamedTuple):
    """How a walk ends on one side: verdict and outcome, or what keeps it from ending."""

    verdict: str
    outcome: str
    stuck: str = ""

    def __str__(self) -> str:
        return f"{self.verdict} ({self.outcome})"


@dataclass(frozen=True, slots=True)
class Group:
    """Walks with the same cause and results: how many, and the facts of a shortest one.

    `cause` names the edits that between them make the difference on that shortest walk, which is proved of
    it alone: where several edits bear on one folded walk, others in it can differ by another of them.
    """

    cause: tuple[str, ...]
    before: Result
    after: Result
    walks: int
    example: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One kind of ending: the leading tree's result and the following one's, and why they differ."""

    leading: Result
    following: Result
    cause: Causes
    walks: int
    facts: dict[str, str]


def compare(old: Tree, new: Tree) -> tuple[list[Group], list[Group]]:
    """Walks of the new tree whose result differs from the old one's; walks of the old one that
    the new one cannot finish. Both in groups, the largest first."""
    proofs = Proofs(Edits(old, new))
    changed = _grouped((row, row.following, row.leading) for row in _rows(proofs, new, old))
    lost = _grouped(
        (row, row.leading, row.following) for row in _rows(proofs, old, new) if row.following.stuck
    )
    return changed, lost


def _grouped(rows: Iterable[tuple[_Row, Result, Result]]) -> list[Group]:
    groups: dict[tuple[Causes, Result, Result], Group] = {}
    for row, before, after in rows:
        known = groups.get((row.cause, before, after))
        shortest = row.facts if known is None or len(row.facts) < len(known.example) else known.example
        walks = row.walks + (known.walks if known else 0)
        named = tuple(sorted(map(str, row.cause)))
        groups[row.cause, before, after] = Group(named, before, after, walks, shortest)
    return sorted(groups.values(), key=lambda group: -group.walks)


def _rows(proofs: Proofs, leading: Tree, following: Tree) -> Iterator[_Row]:
    """The endings that differ, with their causes.

    A first replay finds whether there are any, and which questions some walk leaves unasked on
    one side. The second one keeps apart the findings that these and the edits can bear on.
    """
    edits = proofs.edits
    first, second = judged_space(leading), judged_space(following)
    endings = list(replayed(first, second))
    if all(_result(first, p.leading) == _following(second, p) for p, _, _ in endings):
        return
    unasked = {question for pair, _, _ in endings for question in pair.unasked}
    watch = _findings_to_watch(edits, unasked)
    first, second = (explore(Fold(tree, watch=watch)) for tree in (leading, following))
    for pair, walks, facts in replayed(first, second):
        here, there = _result(first, pair.leading), _following(second, pair)
        if here != there:
            before = here if leading is edits.old else there
            cause = proofs.cause(facts, (before.verdict, before.outcome))
            yield _Row(here, there, cause, walks, facts)


def _findings_to_watch(edits: Edits, unasked: set[str]) -> list[str]:
    """The findings that can differ on some walk and bear on its verdict or outcome."""
    both = {**edits.old.findings, **edits.new.findings}
    named = {
        id
        for tree in (edits.old, edits.new)
        for outcome in tree.outcomes.values()
        for clause in outcome.when
        for id in clause.found
    }
    return [
        id
        for id in both
        if (edits.of_finding(id) or _asks(both[id]) & unasked)
        and (id in named or any(_forces(tree, id) for tree in (edits.old, edits.new)))
    ]


def _asks(finding: Finding) -> set[str]:
    """The questions that a finding depends on."""
    return {term.question for clause in finding.when for term in clause.terms}


def _forces(tree: Tree, id: str) -> bool:
    """Whether a finding is there and forces a verdict."""
    return id in tree.findings and tree.verdict_of_weight(tree.findings[id].weight) is not None


def _result(space: Space, state: State) -> Result:
    outcome = space.fold.outcome(state)
    return Result(list(space.fold.tree.verdicts)[state.worst], outcome.id if outcome else "")


def _following(space: Space, pair: Pair) -> Result:
    question, answer = pair.stuck
    if question:
        return Result("", "", f"has no answer {answer} to {question}" if answer else f"also asks {question}")
    return _result(space, pair.following)
