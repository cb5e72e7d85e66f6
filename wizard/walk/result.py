"""All that follows from a walk that is done, worked out once: every front end and every record reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.tree.model import Outcome, Verdict
from wizard.walk.ahead import Assumption, assumptions, conclude
from wizard.walk.deadlines import Due, due
from wizard.walk.judge import Judgement, Raised
from wizard.walk.plans import Options, Plan, in_order, options, remedies
from wizard.walk.walk import Walk


@dataclass(frozen=True)
class Advice:
    """A change plan with the remedies that it stands for, by the question that it changes."""

    plan: Plan
    remedies: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Result:
    """What a walk amounts to.

    `unknown` are the answers assumed, those that could change the verdict first; `advice` the
    change plans as fronts number them: those that keep what the reader wants to do first, then by
    verdict, the best one first;
    `out_of_reach` the better verdicts that no plan leads to; `due` the last days that apply.
    """

    walk: Walk
    judgement: Judgement
    unknown: tuple[Assumption, ...]
    advice: tuple[Advice, ...]
    out_of_reach: tuple[Options, ...]
    due: tuple[Due, ...]

    @property
    def verdict(self) -> Verdict:
        """The walk's verdict."""
        return self.judgement.verdict

    @property
    def outcome(self) -> Outcome | None:
        """The outcome it ends at; None only where the tree has none that matches."""
        return self.judgement.outcome

    @property
    def findings(self) -> tuple[Raised, ...]:
        """The findings, the weightiest kinds first."""
        return self.judgement.findings

    @property
    def deciding(self) -> tuple[Raised, ...]:
        """The findings that force the verdict."""
        tree = self.walk.tree
        return tuple(
            each for each in self.findings if tree.verdict_of_weight(each.finding.weight) == self.verdict
        )


def result_of(walk: Walk) -> Result:
    """The result of a walk that is done."""
    found = options(walk)
    return Result(
        walk,
        conclude(walk),
        assumptions(walk),
        tuple(Advice(plan, remedies(walk, plan)) for plan in in_order(found)),
        tuple(each for each in found if not each.plans),
        due(walk.tree, walk.facts, walk.day),
    )
