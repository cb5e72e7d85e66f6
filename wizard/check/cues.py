"""The pack's words for answers, compared with the trees: each must name a question and an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wizard.pack.cues import FILE, Cues
from wizard.source.nearest import did_you_mean
from wizard.source.places import problem_at
from wizard.source.problems import Problem
from wizard.tree.model import Tree


def check_cues(cues: Cues, trees: Mapping[str, Tree]) -> Iterator[Problem]:
    """Cues of questions and answers that a tree has not; trees that cannot be used are passed over."""
    for id, questions in cues.answers.items():
        if id not in trees:
            continue
        known = trees[id].questions
        for question, answers in questions.items():
            if question not in known:
                hint = did_you_mean(question, known)
                message = f"the tree {id} has no question {question}"
                yield problem_at(FILE, question, "unknown-question", message, hint)
                continue
            for answer in answers:
                if answer not in known[question].answers:
                    hint = did_you_mean(answer, known[question].answers)
                    message = f"{question} in {id} has no answer {answer}"
                    yield problem_at(FILE, answer, "unknown-answer", message, hint)
