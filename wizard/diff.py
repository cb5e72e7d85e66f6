"""What a change to trees or content does to readers: walks whose result differs, exactly counted.

Every walk of one tree is replayed on the other, both folded: a step of the first answers a
question, and the second takes up what it has been told as soon as it asks for it. Questions may
have moved, appeared or gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from wizard.knowledge import Knowledge
from wizard.tree.fold import State
from wizard.tree.model import Tree
from wizard.tree.space import Space, judged_space


class Result(NamedTuple):
    """How a walk ends on one side: verdict and outcome, or what keeps it from ending."""

    verdict: str
    outcome: str
    stuck: str = ""

    def __str__(self) -> str:
        return self.stuck or f"{self.verdict} ({self.outcome})"


@dataclass(frozen=True, slots=True)
class Group:
    """Walks with the same results on both sides: how many, and the facts of a shortest one."""

    before: Result
    after: Result
    walks: int
    example: dict[str, str]


class _Pair(NamedTuple):
    """The leading walk's state, the following one's, and the facts it has not been asked for yet."""

    leading: State
    following: State
    told: frozenset[tuple[str, str]]
    stuck: str


def replayed(leading: Tree, following: Tree) -> Iterator[tuple[Result, Result, int, dict[str, str]]]:
    """Every kind of walk of the leading tree with its result there and on the following tree."""
    first, second = judged_space(leading), judged_space(following)
    start = _follow(second, _Pair(first.start, second.start, frozenset(), ""))
    counts: dict[_Pair, int] = {start: 1}
    facts: dict[_Pair, dict[str, str]] = {start: {}}
    waiting: dict[int, list[_Pair]] = {start.leading.at: [start]}
    for at in range(len(leading.order)):
        for pair in waiting.get(at, ()):
            question = leading.order[at]
            for answer, state in first.steps[pair.leading].items():
                told = pair.told | {(question, answer)}
                following_pair = _follow(second, pair._replace(leading=state, told=told))
                if following_pair not in counts:
                    counts[following_pair] = 0
                    waiting.setdefault(state.at, []).append(following_pair)
                known = facts.get(following_pair)
                if known is None or len(known) > len(facts[pair]) + 1:
                    facts[following_pair] = {**facts[pair], question: answer}
                counts[following_pair] += counts[pair]
    for pair in waiting.get(-1, ()):
        yield _result(first, pair.leading), _following_result(second, pair), counts[pair], facts[pair]


def _follow(space: Space, pair: _Pair) -> _Pair:
    """The following walk moved on as far as it has been told, its memory trimmed."""
    tree = space.fold.tree
    state, told, stuck = pair.following, dict(pair.told), pair.stuck
    while not stuck and state.at >= 0 and tree.order[state.at] in told:
        question = tree.order[state.at]
        answer = told.pop(question)
        if answer not in space.steps[state]:
            stuck = f"{question} has no answer {answer}"
        else:
            state = space.steps[state][answer]
    if stuck:
        return _Pair(pair.leading, space.start, frozenset(), stuck)
    askable = space.ahead[state].questions
    places = space.fold.index
    kept = frozenset((q, a) for q, a in told.items() if q in places and askable >> places[q] & 1)
    return _Pair(pair.leading, state, kept, "")


def _result(space: Space, state: State) -> Result:
    outcome = space.fold.outcome(state)
    return Result(list(space.fold.tree.verdicts)[state.worst], str(outcome.id) if outcome else "")


def _following_result(space: Space, pair: _Pair) -> Result:
    if pair.stuck:
        return Result("", "", pair.stuck)
    if pair.following.at >= 0:
        return Result("", "", f"also asks {space.fold.tree.order[pair.following.at]}")
    return _result(space, pair.following)


def compare(old: Tree, new: Tree) -> tuple[list[Group], list[Group]]:
    """Walks of the new tree whose result differs from the old one's; walks of the old one that
    the new one cannot finish. Both by groups, the largest first."""
    changed = _grouped((before, after, n, facts) for after, before, n, facts in replayed(new, old))
    lost = _grouped(each for each in replayed(old, new) if each[1].stuck)
    return changed, lost


def _grouped(rows: Iterator[tuple[Result, Result, int, dict[str, str]]]) -> list[Group]:
    groups: dict[tuple[Result, Result], Group] = {}
    for before, after, walks, facts in rows:
        if before == after:
            continue
        known = groups.get((before, after))
        shortest = facts if known is None or len(facts) < len(known.example) else known.example
        total = walks + (known.walks if known else 0)
        groups[before, after] = Group(before, after, total, shortest)
    return sorted(groups.values(), key=lambda group: -group.walks)


def report(old: Knowledge, new: Knowledge) -> Iterator[str]:
    """The differences between two roots, line by line."""
    for id in dict.fromkeys([*old.tree_ids, *new.tree_ids]):
        if id not in old.tree_ids:
            yield f"tree {id}: new, {judged_space(new.tree(id)).walks:,} walks"
        elif id not in new.tree_ids:
            yield f"tree {id}: gone"
        else:
            yield from _tree_report(old.tree(id), new.tree(id))
    yield from _library_report(old, new)


def _tree_report(old: Tree, new: Tree) -> Iterator[str]:
    changed, lost = compare(old, new)
    walks = f"{judged_space(old).walks:,} walks before, {judged_space(new).walks:,} after"
    verdicts = sum(each.walks for each in changed if not each.before.stuck and _verdict_moves(each))
    outcomes = sum(each.walks for each in changed if not each.before.stuck and not _verdict_moves(each))
    added = sum(each.walks for each in changed if each.before.stuck)
    yield f"tree {new.id}: {walks}"
    if not changed and not lost:
        yield "  no walk changes its verdict or outcome"
        return
    yield f"  {verdicts:,} change their verdict, {outcomes:,} only their outcome"
    yield f"  {added:,} could not be walked before, {sum(each.walks for each in lost):,} no longer can"
    for group in changed:
        yield f"  {group.walks:,} walks: {group.before} -> {group.after}"
        yield f"    shortest: {_command(new, group.example)}"
    for group in lost:
        yield f"  {group.walks:,} walks of before: the new tree {group.after}"
        yield f"    shortest: {_command(old, group.example)}"


def _verdict_moves(group: Group) -> bool:
    return group.before.verdict != group.after.verdict


def _command(tree: Tree, facts: dict[str, str]) -> str:
    return " ".join(["hipaa-wizard assess", tree.id, *(f"-a {q}={a}" for q, a in facts.items())])


def _library_report(old: Knowledge, new: Knowledge) -> Iterator[str]:
    before = {entry.id: entry for entry in old.library.entries()}
    after = {entry.id: entry for entry in new.library.entries()}
    for id in sorted(before.keys() | after.keys()):
        if id not in before:
            yield f"entry {after[id].path}: new"
        elif id not in after:
            yield f"entry {before[id].path}: gone"
        else:
            fields = [
                name
                for name in ("title", "summary", "status", "sources", "reviewed", "fields", "facts", "body")
                if getattr(before[id], name) != getattr(after[id], name)
            ]
            if fields:
                yield f"entry {after[id].path}: {', '.join(fields)} changed"
