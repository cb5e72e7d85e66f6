"""What lies ahead of a walk, exactly: questions left, verdicts possible, what a change would do."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.source.nearest import unknown
from wizard.source.places import Text
from wizard.source.problems import Refused
from wizard.space.masks import bits
from wizard.space.space import Ahead, judged_space
from wizard.tree.model import Question, Tree, Verdict
from wizard.walk.judge import Judgement, first_outcome, judge
from wizard.walk.walk import Step, Walk, begin


@dataclass(frozen=True, slots=True)
class Look:
    """Questions left at least and at most, the current one included, and the verdicts possible."""

    least: int
    most: int
    verdicts: tuple[Verdict, ...]

    @property
    def settled(self) -> Verdict | None:
        """The verdict of every continuation, or None while several are possible."""
        return self.verdicts[0] if len(self.verdicts) == 1 else None


@dataclass(frozen=True, slots=True)
class Preview:
    """What changing an answer does: the walk after it, the answers it sets aside, and the
    questions it brings that had no answer."""

    walk: Walk
    set_aside: tuple[Step, ...]
    asks: tuple[str, ...]
    before: tuple[Verdict, ...]
    after: tuple[Verdict, ...]


def _ahead(walk: Walk) -> Ahead:
    space = judged_space(walk.tree)
    return space.ahead[space.at(walk.facts)]


def look(walk: Walk) -> Look:
    """What lies ahead of the walk; for one at its end, nothing but its verdict."""
    ahead = _ahead(walk)
    return Look(ahead.least, ahead.most, _verdicts(walk, ahead))


def _verdicts(walk: Walk, ahead: Ahead) -> tuple[Verdict, ...]:
    verdicts = tuple(walk.tree.verdicts.values())
    return tuple(verdicts[rank] for rank in bits(ahead.verdicts))


def walk_to(tree: Tree, question: str) -> Walk:
    """A shortest walk that comes to a question. Raises `Refused` when none does."""
    if question not in tree.questions:
        raise unknown(f"there is no question {question}", question, tree.questions)
    space = judged_space(tree)
    place = tree.order.index(question)
    state = next((each for each in space.steps if each.at == place), None)
    if state is None:
        raise Refused(f"no walk asks {question}")
    walk = begin(tree)
    for answer in space.facts_to(state).values():
        walk = walk.answer(answer)
    return walk


def settled(walk: Walk) -> Verdict | None:
    """The verdict of every continuation, or None while several are possible."""
    return look(walk).settled


def conclude(walk: Walk) -> Judgement:
    """The judgement of a walk that is done, whether it reached its end or was finished early.

    One finished early has the only verdict left to it, and an outcome that some way on reaches:
    the first whose condition holds already, else the last, which asks for least.
    """
    found = judge(walk.tree, walk.facts)
    verdict = settled(walk) if walk.current is not None else None
    if verdict is None:
        return found
    ahead, outcomes = _ahead(walk), tuple(walk.tree.outcomes.values())
    reached = [outcomes[at] for at in bits(ahead.outcomes)]
    holding = first_outcome(reached, walk.facts, found.findings)
    return Judgement(found.findings, verdict, holding or (reached[-1] if reached else None))


def by_answer(walk: Walk) -> dict[str, tuple[Verdict, ...]]:
    """For each answer to the current question, the verdicts that stay possible."""
    if walk.current is None:
        return {}
    space = judged_space(walk.tree)
    following = space.steps[space.at(walk.facts)]
    return {answer: _verdicts(walk, space.ahead[state]) for answer, state in following.items()}


def preview(walk: Walk, question: str, answer: str) -> Preview:
    """What `walk.change(question, answer)` would do. Raises `Refused` as that does."""
    after = walk.change(question, answer)
    known = {each.question for each in walk.steps} | set(walk.kept)
    lost = known - {each.question for each in after.steps} - set(after.kept)
    asks = (after.current,) if after.current is not None and after.current not in known else ()
    return Preview(
        after,
        tuple(each for each in walk.steps if each.question in lost),
        asks,
        look(walk).verdicts,
        look(after).verdicts,
    )


@dataclass(frozen=True, slots=True)
class Assumption:
    """A question answered "I don't know": the answer assumed, and the verdicts of each other one.

    `others` come in the order in which they would change the verdict, those that would first.
    """

    question: str
    assumed: str
    others: tuple[tuple[str, tuple[Verdict, ...]], ...]


def assumptions(walk: Walk) -> tuple[Assumption, ...]:
    """The walk's assumptions, those whose answer could change the verdict first."""
    verdict = conclude(walk).verdict
    result = []
    for each in walk.steps:
        if not each.assumed:
            continue
        others = [
            (answer, _verdicts_after(walk, each.question, answer))
            for answer in walk.tree.questions[each.question].answers
            if answer != each.answer
        ]
        others.sort(key=lambda other: other[1] == (verdict,))
        result.append(Assumption(each.question, each.answer, tuple(others)))
    result.sort(key=lambda each: all(verdicts == (verdict,) for _, verdicts in each.others))
    return tuple(result)


def _verdicts_after(walk: Walk, question: str, answer: str) -> tuple[Verdict, ...]:
    after = walk.change(question, answer)
    if after.current is None:
        return (judge(after.tree, after.facts).verdict,)
    return look(after).verdicts


def given_by(question: Question, by: Walk) -> str | None:
    """The answer that a done walk of the tree that settles a question gives; None where it gives none.

    What its outcome gives goes before what its verdict does.
    """
    if by.tree.id != question.settle or not by.done:
        return None
    found = conclude(by)
    endings = [*([found.outcome.id] if found.outcome else []), found.verdict.id]
    return next((question.gives[Text(each)] for each in endings if each in question.gives), None)


def settle(walk: Walk, by: Walk) -> Walk:
    """The walk with its current question answered by what a done walk of another tree gives.

    Raises `Refused` when that gives no answer.
    """
    answer = given_by(walk.question, by) if walk.question is not None else None
    if answer is None:
        raise Refused("that walk settles no answer here")
    return walk.settled(answer, by)
