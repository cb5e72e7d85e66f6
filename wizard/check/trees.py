"""What is wrong with a tree that loads: its graph, its judgements, and its invariants on all walks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from wizard.check.idle import idle_answers
from wizard.check.telling import broken_invariant, never_asked
from wizard.pack.manifest import COMMAND
from wizard.source.counting import counted
from wizard.source.places import problem_at
from wizard.source.problems import Problem
from wizard.space.fold import Fold, State
from wizard.space.masks import bits
from wizard.space.routes import routes
from wizard.space.space import Space, explore
from wizard.tree.model import Clause, Condition, Question, Tree
from wizard.tree.ticks import Screen
from wizard.words.phrases import as_command

UNPROVED = ("no-outcome", "invariant-broken")
"""Problems that leave a tree without its proof."""

TOGETHER = 8
"""So many invariants are proved on one folding of the walks."""

MENDABLE = ("caution", "stop")
"""Tones of verdicts that a reader wants to get out of, so that their findings need a remedy."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved of one tree: its numbers, exact."""

    tree: str
    questions: int
    findings: int
    outcomes: int
    walks: int
    states: int
    invariants: int

    def __str__(self) -> str:
        nouns = {"question": self.questions, "finding": self.findings, "outcome": self.outcomes}
        parts = ", ".join(counted(number, noun) for noun, number in nouns.items())
        folded = f"{counted(self.walks, 'walk')} folded into {counted(self.states, 'state')}"
        kept = f"every walk ends at an outcome and keeps all invariants ({self.invariants:,})"
        return f"{self.tree}: {parts}, {folded}; {kept}"


def check_tree(tree: Tree, command: str = COMMAND) -> tuple[list[Problem], Proof | None]:
    """Every problem of a loaded tree, and what is proved of it; None where some walk has no outcome
    or breaks an invariant.

    `command` is what calls the program, for the walks that hints show.
    """
    space = explore(Fold(tree))
    problems = [
        *_no_outcome(tree, space, command),
        *_groups(tree),
        *idle_answers(tree, _conditions(tree), _asked(tree, space)),
        *_reached(tree, space),
        *_whens(tree, space),
        *_findings(tree, space),
        *_outcomes(tree, space),
        *_invariants(tree, command),
    ]
    if any(problem.code in UNPROVED for problem in problems):
        return problems, None
    proof = Proof(
        tree.id,
        len(tree.questions),
        len(tree.findings),
        len(tree.outcomes),
        space.walks,
        len(space.ahead),
        len(tree.invariants),
    )
    return problems, proof


def _conditions(tree: Tree) -> Iterator[Clause]:
    for question in tree.questions.values():
        yield from question.when or ()
    for part in (tree.findings, tree.outcomes, tree.invariants, tree.deadlines):
        for each in part.values():
            yield from each.when


def shared_groups(trees: Collection[Tree]) -> Iterator[Problem]:
    """Groups of shared questions that no tree needs, each told once."""
    used: set[tuple[str | None, str]] = set()
    unused: dict[tuple[str | None, str], Problem] = {}
    for tree in trees:
        written = _written(tree)
        for question in tree.questions.values():
            for group in question.groups if question.shared is not None else ():
                unused.setdefault((question.shared, group), _unused(tree, question, group))
                if (question.id, group) in written:
                    used.add((question.shared, group))
    yield from (problem for name, problem in unused.items() if name not in used)


def _written(tree: Tree) -> set[tuple[str, str]]:
    """Questions with the answers and groups that conditions name of them."""
    terms = (term for clause in _conditions(tree) for term in clause.terms)
    return {(term.question, name) for term in terms for name in term.written}


def _groups(tree: Tree) -> Iterator[Problem]:
    used: dict[str, set[str]] = {id: set() for id in tree.questions}
    for id, name in _written(tree):
        used[id].add(name)
    for question in tree.questions.values():
        yield from _groups_of(tree, question, used[question.id])
    for screen in tree.screens.values():
        yield from _groups_of(tree, screen, set().union(*(used[id] for id in screen.questions)))


def _unused(tree: Tree, question: Question | Screen, group: str) -> Problem:
    members = question.groups[group]
    where = members[0] if members else question.id
    message = f"group {group} of {question.id} is in no condition"
    return problem_at(tree.path, where, "unused-group", message, "remove it")


def _groups_of(tree: Tree, question: Question | Screen, used: set[str]) -> Iterator[Problem]:
    seen: dict[frozenset[str], str] = {}
    alone = isinstance(question, Screen) or question.shared is None
    for group, members in question.groups.items():
        where = members[0] if members else question.id
        name = f"group {group} of {question.id}"
        if alone and group not in used:
            yield _unused(tree, question, group)
        same = frozenset(members)
        if same in seen:
            hint = f"use {seen[same]} for both"
            yield problem_at(tree.path, where, "equal-groups", f"{name} equals {seen[same]}", hint)
        seen[same] = group


def _asked(tree: Tree, space: Space) -> set[str]:
    return {tree.order[at] for at in bits(space.ahead[space.start].questions)}


def _reached(tree: Tree, space: Space) -> Iterator[Problem]:
    reached = _asked(tree, space)
    for question in tree.questions.values():
        if question.id not in reached:
            answers = ", ".join(question.answers)
            message = f"no walk asks {question.id}, so none can answer {answers}"
            hint = "lead an answer to it, or widen its when"
            yield problem_at(tree.path, question.id, "unreachable-question", message, hint)


def _whens(tree: Tree, space: Space) -> Iterator[Problem]:
    seen: dict[str, set[bool]] = {}
    for state in space.steps:
        for answer in tree.questions[tree.order[state.at]].answers:
            for at, held in space.fold.tried(state, answer):
                seen.setdefault(tree.order[at], set()).add(held)
    graph, asked = routes(tree), _asked(tree, space)
    for question, _, answer, edge in graph.edges(keys=True, data=True):
        for id in edge["passes"] if question in asked else ():
            if not graph.has_edge(question, id, answer):
                seen.setdefault(id, set()).add(False)
    for id, values in seen.items():
        if values == {False}:
            yield never_asked(tree, tree.questions[id])
        elif values == {True}:
            message = f"the when of {id} always holds where a walk comes to it"
            yield problem_at(tree.path, tree.questions[id].id, "when-always", message, "remove its when")


def _findings(tree: Tree, space: Space) -> Iterator[Problem]:
    seen = _raised(space)
    conditions: dict[frozenset[object], str] = {}
    for finding in tree.findings.values():
        if finding.id not in seen and not _can_be_raised(tree, finding.id):
            message = f"no walk raises finding {finding.id}"
            yield problem_at(tree.path, finding.id, "finding-never", message, "mend its when")
        same = _meaning(finding.when)
        if same in conditions:
            message = f"findings {conditions[same]} and {finding.id} have the same condition"
            yield problem_at(tree.path, finding.id, "same-condition", message, "make them one finding")
        conditions[same] = finding.id
        forced = tree.verdict_of_weight(finding.weight)
        if forced is not None and forced.tone in MENDABLE and finding.remedy is None:
            message = f"finding {finding.id} forces a verdict and has no remedy"
            yield problem_at(tree.path, finding.id, "no-remedy", message, "say what would mend it")


def _raised(space: Space) -> set[str]:
    fold = space.fold
    mask = 0
    for state in space.steps:
        for answer in fold.tree.questions[fold.tree.order[state.at]].answers:
            mask |= fold.raised_by(state, answer)
    return {fold.findings[at].id for at in bits(mask)}


def _can_be_raised(tree: Tree, finding: str) -> bool:
    """Whether some walk raises a finding that the judged states need not track."""
    return finding in _raised(explore(Fold(tree, judged=False, watch=[finding])))


def _meaning(condition: Condition) -> frozenset[object]:
    return frozenset(
        (frozenset((term.question, term.answers) for term in clause.terms), clause.found)
        for clause in condition
    )


def _outcomes(tree: Tree, space: Space) -> Iterator[Problem]:
    reached = {space.fold.outcomes[at].id for at in bits(space.ahead[space.start].outcomes)}
    unreached = [place for place, outcome in enumerate(space.fold.outcomes) if outcome.id not in reached]
    if unreached:
        space = explore(Fold(tree, shadowed=True))
    fold = space.fold
    for place in unreached:
        outcome = fold.outcomes[place]
        rank = tree.verdicts[outcome.verdict].rank
        holding = [
            end for end in space.ends if end.worst == rank and fold.applies(end, fold.outcome_masks[place])
        ]
        if holding:
            shadows = sorted({each.id for end in holding if (each := fold.outcome(end)) is not None})
            message = f"outcome {outcome.id} is always shadowed by {', '.join(shadows)}"
            hint = "move it up, or narrow the others"
            yield problem_at(tree.path, outcome.id, "outcome-shadowed", message, hint)
        else:
            message = f"no walk reaches outcome {outcome.id}"
            yield problem_at(tree.path, outcome.id, "outcome-never", message, "mend its when or its verdict")


def _no_outcome(tree: Tree, space: Space, command: str) -> Iterator[Problem]:
    missing = [end for end in space.ends if space.fold.outcome(end) is None]
    if missing:
        shortest = min(missing, key=lambda end: len(space.facts_to(end)))
        verdicts = list(tree.verdicts)
        lacking = ", ".join(verdicts[rank] for rank in sorted({end.worst for end in missing}))
        facts = as_command(tree, space.facts_to(shortest), command)
        message = f"no outcome fits some walks with the verdict {lacking}"
        hint = f"let the last outcome of each verdict have no when; the shortest: {facts}"
        yield problem_at(tree.path, tree.start, "no-outcome", message, hint)


def _invariants(tree: Tree, command: str) -> Iterator[Problem]:
    """The invariants that some walk breaks, or that apply to none, a few of them proved at a time."""
    for batch in _batches(tree):
        space = explore(Fold(tree, invariants=batch))
        fold = space.fold
        broken: dict[str, list[State]] = {}
        unapplied = dict(zip(batch, fold.invariant_masks, strict=True))
        for end in space.ends:
            unapplied = {id: mask for id, mask in unapplied.items() if not fold.applies(end, mask)}
            for id in fold.broken(end):
                broken.setdefault(id, []).append(end)
        for invariant in fold.invariants:
            if invariant.id in broken:
                facts = _shortest(space, broken[invariant.id])
                yield broken_invariant(tree, invariant, facts, command)
            elif invariant.id in unapplied:
                message = f"invariant {invariant.id} applies to no walk"
                yield problem_at(tree.path, invariant.id, "invariant-never", message, "mend its when")


def _batches(tree: Tree) -> Iterator[list[str]]:
    """The invariants, those about the same questions together.

    All at once keep too many walks apart, one by one fold the tree too often: measured on the
    largest of our own trees, eight at a time take a fifth of the time of all at once.
    """
    place = {id: at for at, id in enumerate(tree.order)}
    about = {
        id: sorted(place[term.question] for clause in each.when for term in clause.terms)
        for id, each in tree.invariants.items()
    }
    ids = sorted(about, key=about.__getitem__)
    yield from (ids[first : first + TOGETHER] for first in range(0, len(ids), TOGETHER))


def _shortest(space: Space, ends: Iterable[State]) -> dict[str, str]:
    return min((space.facts_to(end) for end in ends), key=len)
