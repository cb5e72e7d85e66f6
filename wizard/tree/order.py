"""An order of the questions in which every walk goes forward, and the loops that forbid one."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.fields import Notes
from wizard.problems import Text
from wizard.tree.model import Question


def targets(question: Question) -> list[str]:
    """The question ids that a question's answers, or passing it over, may lead to."""
    written = [question.next, *(answer.next for answer in question.answers.values())]
    return [target for target in dict.fromkeys(written) if target is not None]


def forward_order(questions: Mapping[str, Question], start: str, notes: Notes) -> tuple[str, ...]:
    """The questions reached from `start`, each after all that lead to it; then the unreached.

    A depth-first search (Cormen et al., Introduction to Algorithms, topological sort). A loop is
    noted at the target that closes it.
    """
    finished: list[str] = []
    state: dict[str, str] = {}
    for root in [start, *questions]:
        if root not in questions or root in state:
            continue
        block: list[str] = []
        path = [(root, iter(reversed(targets(questions[root]))))]
        state[root] = "open"
        while path:
            current, ahead = path[-1]
            for target in ahead:
                if target not in questions:
                    continue
                if state.get(target) == "open":
                    _note_loop(notes, [id for id, _ in path], target)
                elif target not in state:
                    state[target] = "open"
                    path.append((target, iter(reversed(targets(questions[target])))))
                    break
            else:
                state[current] = "done"
                block.append(current)
                path.pop()
        finished += reversed(block)
    return tuple(map(str, finished))


def _note_loop(notes: Notes, path: list[str], target: str) -> None:
    loop = [*path[path.index(target) :], target]
    where = target if isinstance(target, Text) else None
    notes.add(where, "loop", f"the questions go round in a loop: {' -> '.join(loop)}")
