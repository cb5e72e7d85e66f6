"""The ids of a tree, each of which must be able to be a file's name and a word of a command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wizard.source.ids import ID
from wizard.tree.model import Deadline, Finding, Invariant, Outcome, Tree, Verdict


def bad_ids(tree: Tree) -> Iterator[tuple[str, str]]:
    """The text at each id that is none, and what is wrong with it."""
    for what, id, where in _ids(tree):
        if id and not ID.fullmatch(id):
            yield where, f"{what} {id} has more than small letters, digits and hyphens in its id"


def _ids(tree: Tree) -> Iterator[tuple[str, str, str]]:
    """What has an id, the id, and the text that stands where it is written, or beside it.

    The hidden question of a tick is named by its screen and its tick, which are looked at instead.
    """
    yield "tree", tree.id, tree.id
    for screen in tree.screens.values():
        yield "question", screen.id, screen.id
        yield from (("answer", tick, tick) for tick in screen.labels)
    for question in tree.questions.values():
        if question.screen is None:
            yield "question", question.id, question.id
            yield from (("answer", answer.id, answer.id) for answer in question.answers.values())
        yield from (("group", group, members[0]) for group, members in question.groups.items() if members)
    yield from (("weight", id, label) for id, label in tree.weights.items())
    parts: dict[str, Iterable[Verdict | Finding | Outcome | Invariant | Deadline]] = {
        "verdict": tree.verdicts.values(),
        "finding": tree.findings.values(),
        "outcome": tree.outcomes.values(),
        "invariant": tree.invariants.values(),
        "deadline": tree.deadlines.values(),
    }
    for what, each in parts.items():
        yield from ((what, part.id, part.id) for part in each)
