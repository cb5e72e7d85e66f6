"""Facts to findings, verdict and outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wizard.tree.model import Clause, Facts, Finding, Outcome, Tree, Verdict, first_holding


@dataclass(frozen=True, slots=True)
class Raised:
    """A finding and the facts that raised it: the first clause of its condition that holds."""

    finding: Finding
    because: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the facts amount to. `findings` are in the tree's order of weights, then of findings.

    `outcome` is None only where the tree has none that matches.
    """

    findings: tuple[Raised, ...]
    verdict: Verdict
    outcome: Outcome | None


def judge(tree: Tree, facts: Facts) -> Judgement:
    """Judges the facts of a whole walk."""
    raised = tuple(raise_findings(tree, facts))
    verdict = worst(tree, (each.finding.weight for each in raised))
    outcomes = (each for each in tree.outcomes.values() if each.verdict == verdict.id)
    return Judgement(raised, verdict, first_outcome(outcomes, facts, raised))


def first_outcome(outcomes: Iterable[Outcome], facts: Facts, raised: Iterable[Raised]) -> Outcome | None:
    """The first of the outcomes whose condition holds."""
    found = {each.finding.id for each in raised}
    return next((each for each in outcomes if first_holding(each.when, facts, found) is not None), None)


def raise_findings(tree: Tree, facts: Facts) -> list[Raised]:
    """The findings whose condition holds, the weightiest kinds first."""
    raised = []
    for finding in tree.findings.values():
        clause = first_holding(finding.when, facts)
        if clause is not None:
            raised.append(Raised(finding, _because(clause, facts)))
    rank = {weight: place for place, weight in enumerate(tree.weights)}
    return sorted(raised, key=lambda each: rank.get(each.finding.weight, len(rank)))


def worst(tree: Tree, weights: Iterable[str]) -> Verdict:
    """The worst verdict that any of the weights forces; the best one when none forces any."""
    verdicts = tuple(tree.verdicts.values())
    forced = (tree.verdict_of_weight(weight) for weight in weights)
    return max((each for each in forced if each), key=lambda each: each.rank, default=verdicts[0])


def _because(clause: Clause, facts: Facts) -> tuple[tuple[str, str], ...]:
    return tuple((term.question, facts[term.question]) for term in clause.terms)
