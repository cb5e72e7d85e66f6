"""One edit of a tree, and the new tree with some of its edits undone: what a cause is proved on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from itertools import combinations
from typing import TypeVar

from wizard.tree.model import (
    END,
    Clause,
    Condition,
    Facts,
    Finding,
    Outcome,
    Question,
    Term,
    Tree,
    Verdict,
    first_holding,
)
from wizard.walk.judge import judge

Part = TypeVar("Part", Question, Finding, Outcome)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: of which `kind` of thing, its `id`, `what` was edited in words, and the `place` of it.

    `part` says which part of the thing was edited ("whole" for one that is new or gone), `name` which
    of several: an answer, a group, a weight, another outcome.
    """

    kind: str
    id: str = ""
    what: str = ""
    place: str = field(default="", compare=False)
    part: str = "whole"
    name: str = ""

    def __str__(self) -> str:
        both = f"{self.id} and {self.name}" if self.kind == "outcomes" else self.id
        head = f"{self.kind} {both}".strip()
        told = f"{head}: {self.what}" if self.what else head
        return f"{told} ({self.place})" if self.place else told


def replay(tree: Tree, facts: Facts) -> tuple[str, str]:
    """How a walk with these facts ends: verdict and outcome, empty where a question stops it.

    Each of many trees is walked but a few times, so the graph of its routes is not made. Raises
    `KeyError` where the walk comes to a question that is not there, or to one for the second time.
    """
    given: dict[str, str] = {}
    at: str | None = tree.start
    while at is not None and at != END:
        question = tree.questions[at]
        if question.when is not None and first_holding(question.when, given) is None:
            at = question.next
            continue
        if at in given:
            raise KeyError(at)
        if facts.get(at) not in question.answers:
            return "", ""
        given[at] = facts[at]
        at = question.target(facts[at])
    found = judge(tree, given)
    return found.verdict.id, found.outcome.id if found.outcome else ""


def replay_undone(old: Tree, new: Tree, edits: frozenset[Edit], facts: Facts) -> tuple[str, str] | None:
    """How a walk ends in the new tree with these edits undone; None where that is no whole tree."""
    try:
        return replay(undone(old, new, edits), facts)
    except (CycleError, KeyError):
        return None


@lru_cache(maxsize=256)
def undone(old: Tree, new: Tree, edits: frozenset[Edit]) -> Tree:
    """The new tree with these edits taken back. It may be one that no walk can go through."""
    mine: dict[str, list[Edit]] = {}
    for edit in edits:
        mine.setdefault(edit.kind, []).append(edit)
    questions = _restored(old.questions, new.questions, mine.get("question", ()), _question)
    findings = _restored(old.findings, new.findings, mine.get("finding", ()), _finding)
    outcomes = _restored(old.outcomes, new.outcomes, mine.get("outcome", ()), _outcome)
    pairs = {frozenset((edit.id, edit.name)) for edit in mine.get("outcomes", [])}
    resolve = _Resolver(questions)
    return replace(
        new,
        start=old.start if "start" in mine else new.start,
        verdicts=_verdicts(old, new, mine.get("verdicts", ())),
        questions={id: replace(each, when=resolve.of(each.when)) for id, each in questions.items()},
        findings={id: replace(each, when=resolve.of(each.when) or ()) for id, each in findings.items()},
        outcomes={
            id: replace(outcomes[id], when=resolve.of(outcomes[id].when) or ())
            for id in _in_order(list(old.outcomes), list(new.outcomes), outcomes, pairs)
        },
        digest="",
    )


def _restored(
    old: Mapping[str, Part],
    new: Mapping[str, Part],
    edits: Iterable[Edit],
    part: Callable[[Part, Part, Edit], Part],
) -> dict[str, Part]:
    """The new things of one kind, those edited as they were."""
    found = dict(new)
    for edit in edits:
        if edit.part == "whole" and edit.id in old:
            found[edit.id] = old[edit.id]
        elif edit.part == "whole":
            del found[edit.id]
        elif edit.id in found and edit.id in old:
            found[edit.id] = part(found[edit.id], old[edit.id], edit)
    return found


def _question(now: Question, before: Question, edit: Edit) -> Question:
    if edit.part == "when":
        return replace(now, when=before.when)
    if edit.part == "next":
        return replace(now, next=before.next)
    if edit.part == "group":
        return replace(now, groups={**now.groups, edit.name: before.groups.get(edit.name, ())})
    answers = dict(now.answers)
    if edit.part == "next of":
        answers[edit.name] = replace(answers[edit.name], next=before.answers[edit.name].next)
    elif edit.name in before.answers:
        answers[edit.name] = before.answers[edit.name]
    else:
        answers.pop(edit.name, None)
    return replace(now, answers=answers)


def _finding(now: Finding, before: Finding, edit: Edit) -> Finding:
    return replace(now, when=before.when) if edit.part == "when" else replace(now, weight=before.weight)


def _outcome(now: Outcome, before: Outcome, edit: Edit) -> Outcome:
    return replace(now, when=before.when) if edit.part == "when" else replace(now, verdict=before.verdict)


def _verdicts(old: Tree, new: Tree, edits: Iterable[Edit]) -> dict[str, Verdict]:
    """The verdicts, ranked and forced as they were as far as the edits are taken back."""
    edits = list(edits)
    if any(edit.part == "order" for edit in edits):
        return dict(old.verdicts)
    found = dict(new.verdicts)
    for edit in edits:
        for id, each in found.items():
            kept = tuple(weight for weight in each.forced_by if weight != edit.name)
            before = old.verdicts[id].forced_by if id in old.verdicts else ()
            again = tuple(weight for weight in before if weight == edit.name)
            found[id] = replace(each, forced_by=(*kept, *again))
    return found


def _in_order(
    old: list[str], new: list[str], there: Mapping[str, Outcome], pairs: set[frozenset[str]]
) -> Iterable[str]:
    """The ids in the new order, these pairs and what only the old version has in the old one.

    Only the order of outcomes of one verdict decides anything. Raises `CycleError` where there is none.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(there, ()))
    for one, other in combinations(there, 2):
        if there[one].verdict != there[other].verdict:
            continue
        as_before = frozenset((one, other)) in pairs or not (one in new and other in new)
        way = old if as_before and one in old and other in old else new
        if one in way and other in way:
            first, second = sorted((one, other), key=way.index)
            sorter.add(second, first)
    return list(sorter.static_order())


class _Resolver:
    """Groups named in conditions, resolved again where a group or a question is as it was."""

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.questions = questions

    def of(self, condition: Condition | None) -> Condition | None:
        """The condition with the answers that its groups now stand for."""
        if condition is None:
            return None
        return tuple(Clause(tuple(map(self._term, clause.terms)), clause.found) for clause in condition)

    def _term(self, term: Term) -> Term:
        groups = self.questions[term.question].groups
        answers = (answer for name in term.written for answer in groups.get(name, (name,)))
        return replace(term, answers=frozenset(answers)) if term.written else term
