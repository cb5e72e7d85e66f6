"""The change plan: the cheapest changed answers that lead to a better verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations

from wizard.tree.model import Tree, Verdict
from wizard.walk.cheapest import GIVING_UP, NEED_SHARE, Answers, Candidate, Search, is_fixed
from wizard.walk.judge import judge
from wizard.walk.walk import Step, Walk, resume

MOST_ROUTES = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One answer to change. `others` would do as well as `after`: same verdict, same effort."""

    question: str
    before: str
    after: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to change for one better verdict.

    `effort` is in the trees' unit; `needs` are the answers to questions that were
    not asked before, of which those to questions of `only_if` are facts that nobody can change;
    `facts` are those of the whole walk when the plan is followed. `gives_up` are the questions
    changed that say what the reader wants to do.
    """

    verdict: Verdict
    effort: float
    changes: tuple[Change, ...]
    needs: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    gives_up: tuple[str, ...] = ()
    only_if: frozenset[str] = frozenset()

    def follow(self, walk: Walk) -> Walk:
        """The walk when the plan is followed: what it does not change stays as it was given, typed,
        assumed or settled, and so do its days."""
        given = {(each.question, each.answer): each for each in walk.steps}
        steps = [given.get(fact) or Step(*fact) for fact in self.facts]
        return replace(resume(walk.tree, steps), day=walk.day, today=walk.today)

    @property
    def answers(self) -> dict[str, frozenset[str]]:
        """The questions to change, each with the answers that would do."""
        return {each.question: frozenset((each.after, *each.others)) for each in self.changes}


@dataclass(frozen=True, slots=True)
class Options:
    """The plans for one better verdict: those that keep what the reader wants to do first, then by effort.

    Where there is none, `fixed` names the facts nobody can change that would have to change; it
    is empty when no walk at all has this verdict by answers that may be offered.
    """

    verdict: Verdict
    plans: tuple[Plan, ...]
    fixed: tuple[str, ...] = ()


def options(walk: Walk) -> tuple[Options, ...]:
    """The plans for every verdict offered and better than that of a finished walk, best verdict first."""
    result: list[Options] = []
    for verdict in _offered(walk):
        better = [plan for each in result for plan in each.plans]
        plans = tuple(_plans(walk, verdict, better))
        fixed = () if plans else _what_is_fixed(walk, verdict)
        result.append(Options(verdict, plans, fixed))
    return tuple(result)


def in_order(found: Sequence[Options]) -> tuple[Plan, ...]:
    """All plans as fronts number them: those that keep what the reader wants to do before all others.

    A plan is left out where another leads to a better verdict, costs no more and gives up no more.
    """
    plans = [plan for each in found for plan in each.plans]
    worth = [plan for plan in plans if not any(_beats(other, plan) for other in plans)]
    return tuple(sorted(worth, key=lambda plan: bool(plan.gives_up)))


def first_plan(walk: Walk) -> Plan | None:
    """The plan that `in_order` puts first, without the others: for many walks, one after another."""
    giving_up = None
    for verdict in _offered(walk):
        plan = next(_plans(walk, verdict, []), None)
        if plan is not None and not plan.gives_up:
            return plan
        giving_up = giving_up or plan
    return giving_up


def _offered(walk: Walk) -> Iterator[Verdict]:
    """The verdicts better than that of a finished walk that plans may lead to, best first."""
    if walk.current is None:
        reached = judge(walk.tree, walk.facts).verdict
        verdicts = walk.tree.verdicts.values()
        yield from (each for each in verdicts if each.rank < reached.rank and each.offered)


def _beats(plan: Plan, other: Plan) -> bool:
    return (
        plan.verdict.rank < other.verdict.rank
        and plan.effort <= other.effort
        and set(plan.gives_up) <= set(other.gives_up)
    )


def _plans(walk: Walk, verdict: Verdict, better: list[Plan]) -> Iterator[Plan]:
    """A cheapest candidate, and the cheapest that differ from it and from the plans to `better` verdicts.

    A candidate that holds all the changes of a plan, or others that do as well, is no different one.
    """
    found: list[Plan] = []

    def covered(candidate: Candidate) -> Answers | None:
        facts = dict(candidate.facts)
        for plan in [*found, *better] if found else []:
            if all(facts.get(question) in answers for question, answers in plan.answers.items()):
                return plan.answers
        return None

    for candidate in Search(walk.tree, walk.facts, verdict).candidates(covered):
        plan = _lightest(walk, verdict, candidate)
        if plan not in found:
            found.append(plan)
            yield plan
        if len(found) == MOST_ROUTES:
            return


def _lightest(walk: Walk, verdict: Verdict, candidate: Candidate) -> Plan:
    """The plan of a candidate; of the answers that would do as well, those with the lightest findings."""
    while True:
        others = _others(walk, verdict, candidate)
        lighter = min(
            (each for answers in others.values() for each in answers.values()),
            key=lambda each: _weight(walk.tree, each),
            default=candidate,
        )
        if _weight(walk.tree, lighter) >= _weight(walk.tree, candidate):
            return _plan(walk, verdict, candidate, others)
        candidate = lighter


def _others(walk: Walk, verdict: Verdict, candidate: Candidate) -> dict[str, dict[str, Candidate]]:
    """For each answer changed or asked anew, the others that reach the verdict at the same effort.

    Beside another change, what is asked anew may be answered otherwise too; beside another answer
    to a new question, everything else stays.
    """
    before = walk.facts
    chosen = {question: answer for question, answer in candidate.facts if before.get(question) != answer}
    changed = {question: answer for question, answer in chosen.items() if question in before}
    found: dict[str, dict[str, Candidate]] = {}
    for question, answer in chosen.items():
        kept = changed if question in before else chosen
        found[question] = {}
        for other in walk.tree.questions[question].answers:
            if other not in (answer, before.get(question)):
                only = {**kept, question: other}
                ahead = Search(walk.tree, before, verdict, only=only).cheapest()
                if (
                    ahead is not None
                    and ahead.effort == candidate.effort
                    and (question, other) in ahead.facts
                ):
                    found[question][other] = ahead
    return found


def _weight(tree: Tree, candidate: Candidate) -> list[int]:
    """How many findings of a candidate's walk force each verdict, the worst verdict first."""
    counts = [0] * len(tree.verdicts)
    for raised in judge(tree, dict(candidate.facts)).findings:
        verdict = tree.verdict_of_weight(raised.finding.weight)
        if verdict is not None:
            counts[-1 - verdict.rank] += 1
    return counts


def _plan(
    walk: Walk, verdict: Verdict, candidate: Candidate, others: Mapping[str, Mapping[str, Candidate]]
) -> Plan:
    before, questions = walk.facts, walk.tree.questions
    return Plan(
        verdict,
        candidate.effort % GIVING_UP / NEED_SHARE,
        tuple(
            Change(question, before[question], answer, tuple(others[question]))
            for question, answer in candidate.facts
            if before.get(question, answer) != answer
        ),
        tuple(fact for fact in candidate.facts if fact[0] not in before),
        candidate.facts,
        tuple(
            id for id, answer in candidate.facts if before.get(id, answer) != answer and questions[id].purpose
        ),
        frozenset(
            id for id, answer in candidate.facts if id not in before and is_fixed(questions[id], answer)
        ),
    )


def _what_is_fixed(walk: Walk, verdict: Verdict) -> tuple[str, ...]:
    """Fixed facts that would have to change for some walk to have this verdict, none to spare.

    One or two are found as the fewest; more, by dropping what can be dropped from all of them.
    """
    questions = walk.tree.questions
    fixed = tuple(id for id, answer in walk.facts.items() if is_fixed(questions[id], answer))

    def enough(freed: tuple[str, ...]) -> bool:
        return Search(walk.tree, walk.facts, verdict, frozenset(freed)).reachable()

    for freed in chain(combinations(fixed, 1), combinations(fixed, 2)):
        if enough(freed):
            return freed
    if not enough(fixed):
        return ()
    needed = fixed
    for id in fixed:
        fewer = tuple(each for each in needed if each != id)
        needed = fewer if enough(fewer) else needed
    return needed


def remedies(walk: Walk, plan: Plan) -> dict[str, tuple[str, ...]]:
    """For each changed question what to do: how to make its new answer true, then the remedies of
    findings that the plan leaves and that have to do with it. Each stands once, where it first may.
    """
    questions = walk.tree.questions
    before = {each.finding.id for each in judge(walk.tree, walk.facts).findings}
    left = [each for each in judge(walk.tree, dict(plan.facts)).findings if each.finding.id in before]
    result: dict[str, tuple[str, ...]] = {}
    told: set[str] = set()
    for change in plan.changes:
        how = questions[change.question].answers[change.after].how
        mine = [each.finding.remedy for each in left if change.question in dict(each.because)]
        new: list[str] = [*([how.text] if how else []), *(remedy for remedy in mine if remedy)]
        result[change.question] = tuple(each for each in dict.fromkeys(new) if each not in told)
        told.update(new)
    return result
