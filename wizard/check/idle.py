"""Answers that nothing reads: whoever gives one would make a walk better by saying nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from wizard.source.places import problem_at
from wizard.source.problems import Problem
from wizard.tree.model import Clause, Tree
from wizard.tree.ticks import NO, YES


def idle_answers(tree: Tree, clauses: Iterable[Clause], asked: Collection[str]) -> Iterator[Problem]:
    """Answers to the questions `asked` that no clause names, by themselves or in a group, that lead
    nowhere of their own, and that do not say why. A tick is read where a clause asks whether it is set.
    """
    named = {
        (term.question, answer) for clause in clauses for term in clause.terms for answer in term.answers
    }
    for question in tree.questions.values():
        if question.id not in asked:
            continue
        if question.screen is not None:
            if not {(question.id, YES), (question.id, NO)} & named and question.answers[YES].idle is None:
                yield _problem(tree, question.id, question.id)
            continue
        forks = len({question.target(id) for id in question.answers}) > 1
        for id, answer in question.answers.items():
            if (question.id, id) not in named and not (answer.next and forks) and answer.idle is None:
                yield _problem(tree, answer.id, f"{question.id}={id}")


def _problem(tree: Tree, where: str, what: str) -> Problem:
    hint = "name it in a condition, or say on it why: idle: WHY"
    return problem_at(tree.path, where, "idle-answer", f"nothing reads the answer {what}", hint)
