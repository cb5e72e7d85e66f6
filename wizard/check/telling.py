"""Problems of a tree's walks in words: what a walk got, what it should have got, and what would mend it."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.source.places import problem_at
from wizard.source.problems import Problem
from wizard.tree.model import Invariant, Question, Tree
from wizard.walk.judge import judge
from wizard.words.phrases import as_command


def never_asked(tree: Tree, question: Question) -> Problem:
    """A question whose condition never holds; where it names one that is asked later, that is why."""
    place = {id: at for at, id in enumerate(tree.order)}
    named = [term.question for clause in question.when or () for term in clause.terms]
    later = [id for id in dict.fromkeys(named) if place[id] > place[question.id]]
    message = f"the when of {question.id} never holds where a walk comes to it"
    if not later:
        return problem_at(tree.path, question.id, "when-never", message, "mend its when")
    message += f": {later[0]} is asked later"
    hint = f"let {question.id} come after {later[0]}, or take {later[0]} out of its when"
    where = next(
        (term.question for clause in question.when or () for term in clause.terms if term.question in later),
        question.id,
    )
    return problem_at(tree.path, where, "when-never", message, hint)


def broken_invariant(tree: Tree, invariant: Invariant, facts: Mapping[str, str], command: str) -> Problem:
    """An invariant that a walk breaks: what the walk got, and what was allowed or should be raised."""
    found = judge(tree, facts)
    raised = {str(each.finding.id) for each in found.findings}
    wrong = []
    if invariant.verdicts and found.verdict.id not in invariant.verdicts:
        wrong.append(f"the verdict is {found.verdict.id}, only {' or '.join(invariant.verdicts)} may be")
    missing = [id for id in invariant.raises if id not in raised]
    if missing:
        wrong.append(f"{', '.join(missing)} is not raised")
    message = f"invariant {invariant.id} fails: {'; '.join(wrong)}"
    hint = f"the shortest walk that breaks it: {as_command(tree, facts, command)}"
    return problem_at(tree.path, invariant.id, "invariant-broken", message, hint)
