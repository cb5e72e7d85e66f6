"""A walk through a tree: the questions asked so far and their answers. Every front end uses it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from wizard.source.nearest import nearest, unknown
from wizard.source.problems import Refused
from wizard.space.routes import step
from wizard.tree.model import END, Facts, Question, Tree
from wizard.tree.ticks import NO, NONE, YES, Screen

UNSURE = "unsure"
"""What a reader may answer instead of an answer's id where the question allows it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question answered.

    `assumed`: the reader did not know, the careful answer stands in. `given` is the number or day
    that was typed where the answer is a band; `on` the day from which a typed day was counted back,
    as 2026-11-22. `settled` is the walk of another tree whose verdict gave the answer. `suggested`:
    the reader's own words point to it, and nobody has answered yet.
    """

    question: str
    answer: str
    assumed: bool = False
    given: str = ""
    on: str = ""
    settled: Walk | None = field(default=None, compare=False)
    suggested: bool = False


@dataclass(frozen=True)
class Walk:
    """An immutable walk.

    `steps` are the answers in the order asked. `kept` are answers given before a change, to
    questions that the walk has not reached again: they are taken up when it does. `earlier` are
    answers given before and taken back, made moot, or pointed to by a reader's words: suggestions
    only. `current` is the id of the question to answer next, None when the walk has reached its
    end. `stopped`: the reader finished before the end. `day` is the day that the tree's deadlines
    count from, once given; `today` the day of the walk, from which typed days are counted back
    (None: the day it is).
    """

    tree: Tree
    steps: tuple[Step, ...] = ()
    kept: Mapping[str, Step] = field(default_factory=dict)
    earlier: Mapping[str, Step] = field(default_factory=dict)
    current: str | None = None
    stopped: bool = False
    day: date | None = None
    today: date | None = None

    @property
    def facts(self) -> dict[str, str]:
        """Question id to answer id."""
        return {each.question: each.answer for each in self.steps}

    @property
    def assumed(self) -> frozenset[str]:
        """The questions answered with "I don't know"."""
        return frozenset(each.question for each in self.steps if each.assumed)

    @property
    def number(self) -> int:
        """Which question the current one is, counted from 1; the ticks of one screen count once."""
        asked = [self.tree.questions[each.question] for each in self.steps]
        screens = {each.screen for each in asked if each.screen is not None}
        now = self.question
        again = now is not None and now.screen in screens
        return sum(each.screen is None for each in asked) + len(screens) + (0 if again else 1)

    @property
    def screen(self) -> Screen | None:
        """The ticks to choose from, where the current question is the first of them."""
        question = self.question
        if question is None or question.screen is None:
            return None
        screen = self.tree.screens[question.screen]
        return screen if screen.questions[0] == question.id else None

    @property
    def done(self) -> bool:
        """Whether there is nothing more to ask."""
        return self.current is None or self.stopped

    @property
    def question(self) -> Question | None:
        """The question to answer next."""
        return None if self.current is None else self.tree.questions[self.current]

    def answer(self, answer: str) -> Walk:
        """Answers the current question, then takes up kept answers as far as they apply.

        `answer` is an answer's id, `UNSURE`, or a number or day that lies in one of its bands.
        Raises `Refused` when it is none of these, or when there is nothing to answer.
        """
        question = self.question
        if question is None:
            raise Refused("the walk is finished: there is no question to answer")
        taken = replace(self, stopped=False)._take(read_answer(question, answer, self.today))
        return taken._take_up()

    def tick(self, ticked: str) -> Walk:
        """Answers all ticks of the current screen: ids separated by commas, `none-of-these`, or `UNSURE`.

        Raises `Refused` for an unknown tick, or when there is no screen of ticks to answer.
        """
        screen = self.screen
        if screen is None:
            raise Refused("there is nothing to tick here")
        walk = self
        for question, answer in spread(self.tree, {screen.id: ticked}).items():
            walk = replace(walk, kept={id: each for id, each in walk.kept.items() if id != question})
            walk = walk.answer(answer) if walk.current == question else walk.change(question, answer)
        return walk

    def settled(self, answer: str, by: Walk) -> Walk:
        """Answers the current question as the done walk of another tree gives it (`ahead.settle`)."""
        return replace(self, stopped=False)._take(Step(self.current or "", answer, settled=by))._take_up()

    def back(self) -> Walk:
        """The walk before its last answer, which stays as a suggestion; the same at the start."""
        if not self.steps:
            return replace(self, stopped=False)
        last = self.steps[-1]
        before = replace(
            self,
            steps=self.steps[:-1],
            earlier={**self.earlier, last.question: last},
            current=last.question,
            stopped=False,
        )
        return before if before.screen or not self.tree.questions[last.question].screen else before.back()

    def change(self, question: str, answer: str) -> Walk:
        """Changes an earlier answer. Later answers that still apply are kept.

        Those that this walk can no longer ask become suggestions (`earlier`). Raises `Refused`
        when the question has not been answered or has no such answer.
        """
        asked = [each.question for each in self.steps]
        if question not in asked:
            raise unknown(f"this walk has not asked {question}", question, asked)
        place = asked.index(question)
        later = {each.question: each for each in self.steps[place + 1 :]}
        start = replace(
            self,
            steps=self.steps[:place],
            kept={**self.kept, **later},
            current=question,
        )
        return start.answer(answer)

    def finish(self) -> Walk:
        """The walk stopped where it is; `back` and `change` take it up again."""
        return replace(self, stopped=self.current is not None)

    def _take(self, taken: Step) -> Walk:
        steps = (*self.steps, taken)
        facts = {each.question: each.answer for each in steps}
        following = step(self.tree, taken.question, facts)
        return replace(
            self,
            steps=steps,
            kept={id: each for id, each in self.kept.items() if id != taken.question},
            earlier={id: each for id, each in self.earlier.items() if id != taken.question},
            current=None if following == END else following,
        )

    def _take_up(self) -> Walk:
        walk = self
        while walk.current is not None and walk.current in walk.kept:
            walk = walk._take(walk.kept[walk.current])
        return walk._set_aside()

    def _set_aside(self) -> Walk:
        """Moves kept answers that no continuation can ask to the suggestions."""
        if not self.kept:
            return self
        from wizard.space.space import askable

        possible = askable(self.tree, self.facts)
        moot = {id: each for id, each in self.kept.items() if id not in possible}
        return replace(
            self,
            kept={id: each for id, each in self.kept.items() if id in possible},
            earlier={**self.earlier, **moot},
        )


def begin(tree: Tree, carried: Facts | None = None, assumed: Collection[str] = ()) -> Walk:
    """A walk with nothing answered.

    `carried` are facts of another tree's walk: those whose question and answer this tree has
    too are taken up when the walk comes to them, as assumed where they were and may be.
    """
    kept = {
        question: Step(question, answer, question in assumed and tree.questions[question].unsure == answer)
        for question, answer in (carried or {}).items()
        if question in tree.questions and answer in tree.questions[question].answers
    }
    return Walk(tree, current=tree.start, kept=kept)._take_up()


def suggest(walk: Walk, facts: Facts) -> Walk:
    """The walk with answers suggested, each to be asked all the same. Raises `Refused` for one it has not."""
    asked = walk.facts
    steps = {
        id: replace(read_answer(walk.tree.questions[id], answer, walk.today), suggested=True)
        for id, answer in facts.items()
        if id not in asked
    }
    return replace(walk, earlier={**walk.earlier, **steps})


def spread(tree: Tree, facts: Facts) -> dict[str, str]:
    """Facts with the ticks of each screen written out as the answers of their hidden questions.

    A screen's fact names its ticks, separated by commas. Raises `Refused` for a tick that is not there.
    """
    result: dict[str, str] = {}
    for id, answer in facts.items():
        screen = tree.screens.get(id)
        if screen is None:
            result[id] = answer
        else:
            result.update(_ticks(tree, screen, answer))
    return result


def _ticks(tree: Tree, screen: Screen, answer: str) -> dict[str, str]:
    names = [each.strip() for each in answer.split(",")]
    if names == [UNSURE] and tree.questions[screen.questions[0]].unsure is not None:
        return dict.fromkeys(screen.questions, UNSURE)
    allowed = [*screen.labels, NONE]
    for name in names:
        if name not in allowed or (name == NONE and len(names) > 1):
            raise Refused(
                f"{screen.id} cannot be {answer}; allowed: {NONE}, or some of {', '.join(screen.labels)}"
            )
    return {screen.question(tick): YES if tick in names else NO for tick in screen.labels}


def read_answer(question: Question, answer: str, today: date | None = None) -> Step:
    """An answer's id, `UNSURE`, or a number or day in a band, as a step.

    Days are counted back from `today`, else from the day it is. Raises `Refused`, naming what is
    allowed.
    """
    if answer in question.answers:
        return Step(question.id, answer)
    if answer == UNSURE and question.unsure is not None:
        return Step(question.id, question.unsure, assumed=True)
    if question.bands is not None:
        on = today or date.today()
        band = question.bands.band(answer, on)
        return Step(question.id, band, given=answer.strip(), on=on.isoformat() if question.bands.days else "")
    allowed = [*question.answers, *([UNSURE] if question.unsure else [])]
    message = f"{question.id} has no answer {answer}; allowed: {', '.join(allowed)}"
    near = nearest(answer, allowed)
    raise Refused(message, f"did you mean {near}?" if near else "")


def resume(tree: Tree, steps: Iterable[Step]) -> Walk:
    """A walk in which answers given before are taken up as soon as they are asked for."""
    return Walk(tree, current=tree.start, kept={each.question: each for each in steps})._take_up()
