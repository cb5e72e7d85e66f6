"""Which edits make a walk end otherwise, proved by undoing them.

Many walks have few causes, so a cause found once is tried on the next walk first, and on the folded
walks of the tree with it undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError

import networkx as nx

from wizard.diff.edits import Causes, Edits
from wizard.diff.undo import Edit, replay_undone, undone
from wizard.space.fold import Fold
from wizard.space.space import Space, explore
from wizard.tree.model import Facts

Ending = tuple[str, str]
"""Verdict and outcome, empty where a question stops the walk."""


class Proofs:
    """The causes proved so far between two versions, the smallest first."""

    def __init__(self, edits: Edits) -> None:
        self.edits = edits
        self.found: list[Causes] = []
        self.spaces: dict[Causes, Space | None] = {}

    def cause(self, facts: Facts, before: Ending) -> Causes:
        """The edits with which undone a walk ends as in the old version, `before`; with any one of them
        left as it is, it does not.

        A walk that no undoing explains is laid to every edit.
        """
        for cause in self.found:
            if self._fits(cause, facts, before):
                return cause
        cause = self._least(facts, before)
        if cause not in self.found:
            self.found.append(cause)
            self.found.sort(key=len)
        return cause

    def _fits(self, cause: Causes, facts: Facts, before: Ending) -> bool:
        others = (self._ending(cause - {each}, facts) for each in cause)
        return self._ending(cause, facts) == before and before not in others

    def _ending(self, causes: Causes, facts: Facts) -> Ending | None:
        """How a walk ends with these undone, by the folded walks; None where that is no whole tree."""
        if causes not in self.spaces:
            try:
                tree = undone(self.edits.old, self.edits.new, causes)
                self.spaces[causes] = explore(Fold(tree))
            except (CycleError, KeyError, nx.NetworkXException):
                self.spaces[causes] = None
        space = self.spaces[causes]
        if space is None:
            return None
        state, order = space.start, space.fold.tree.order
        while state.at >= 0:
            following = space.steps[state].get(facts.get(order[state.at], ""))
            if following is None:
                return "", ""
            state = following
        outcome = space.fold.outcome(state)
        return list(space.fold.tree.verdicts)[state.worst], outcome.id if outcome else ""

    def _least(self, facts: Facts, before: Ending) -> Causes:
        """Of all edits those that are needed: halves are left out, then less."""
        edits = self.edits

        def explain(causes: Causes) -> bool:
            return replay_undone(edits.old, edits.new, causes, facts) == before

        found = edits.all()
        if not explain(found):
            return found
        size, kept = len(found) // 2, None
        while size > 1 or found != kept:  # an edit that was needed may be to spare without another
            kept = found if size <= 1 else None
            for part in _parts(sorted(found, key=str), max(1, size)):
                if explain(found - part):  # never all: with nothing undone the walk ends otherwise
                    found -= part
            size //= 2
        return found


def _parts(edits: list[Edit], size: int) -> Iterator[Causes]:
    return (frozenset(edits[at : at + size]) for at in range(0, len(edits), size))
