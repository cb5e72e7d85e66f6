"""A card: what a room is asked, and apart from it the answer with the walk that leads there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from wizard.library.model import CITED, Entry
from wizard.library.shelves import Library
from wizard.pack.sections import DISCUSS, NOTES, POINT, STORY, section, told
from wizard.source.nearest import unknown
from wizard.tree.model import Tree
from wizard.walk.ahead import look
from wizard.walk.judge import Judgement, Raised, judge
from wizard.walk.walk import Walk, begin
from wizard.walk.whole import walk_of


@dataclass(frozen=True, slots=True)
class Choice:
    """What a room may vote for; `tone` is a verdict's, empty for an answer to a question."""

    id: str
    label: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """All of a card that may be shown before the reveal: nothing in it depends on the answer."""

    story: tuple[str, ...]
    ask: str
    choices: tuple[Choice, ...]

    def choice(self, named: str) -> Choice:
        """The choice with an id, or the number it is shown with. Raises `Refused` when there is none."""
        for number, each in enumerate(self.choices, 1):
            if named in (each.id, str(number)):
                return each
        numbered = f"1 to {len(self.choices)}, {', '.join(each.id for each in self.choices)}"
        raise unknown(f"there is no choice {named}; allowed: {numbered}", named, self._ids)

    @property
    def _ids(self) -> list[str]:
        return [each.id for each in self.choices]


@dataclass(frozen=True, slots=True)
class Grounds:
    """A finding that an answer raises, and how what it rests on is cited."""

    says: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One answer of the walk: why it is asked, what it raises, and the choices possible after it."""

    question: str
    ask: str
    answer: str
    why: str
    grounds: tuple[Grounds, ...]
    left: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reference:
    """A page that the answer rests on."""

    cite: str
    title: str
    url: str


class Card:
    """A scenario as a room plays it. `about` is the question it asks for, empty where for the verdict."""

    def __init__(self, entry: Entry, tree: Tree, library: Library, about: str = "") -> None:
        self.entry = entry
        self.tree = tree
        self.library = library
        self.about = about

    @property
    def id(self) -> str:
        """The id of its scenario."""
        return self.entry.id

    @property
    def title(self) -> str:
        """Its name, which may say much: not for the room before the reveal."""
        return self.entry.title

    @cached_property
    def asked(self) -> Asked:
        """What the room is shown and asked."""
        story = told(section(self.entry, STORY))
        if not self.about:
            choices = (Choice(each.id, each.label, each.tone) for each in self.tree.verdicts.values())
            return Asked(story, self.tree.title, tuple(choices))
        question = self.tree.questions[self.about]
        answers = (Choice(each.id, each.label) for each in question.answers.values())
        return Asked(story, question.ask, tuple(answers))

    @cached_property
    def walk(self) -> Walk:
        """The whole walk of its facts."""
        return walk_of(self.tree, self.entry.facts)

    @cached_property
    def judgement(self) -> Judgement:
        """What its walk amounts to."""
        return judge(self.tree, self.walk.facts)

    @property
    def right(self) -> str:
        """The id of the right choice."""
        return self.walk.facts[self.about] if self.about else str(self.judgement.verdict.id)

    @property
    def outcome(self) -> Entry | None:
        """The page of the outcome; None where the tree has none that matches."""
        found = self.judgement.outcome
        return self.library.page(found.page) if found is not None else None

    @property
    def point(self) -> tuple[str, ...]:
        """The teaching point."""
        return told(section(self.entry, POINT))

    @property
    def notes(self) -> tuple[str, ...]:
        """What only the presenter reads."""
        return told(section(self.entry, NOTES))

    @property
    def discuss(self) -> tuple[str, ...]:
        """The question to talk about."""
        return told(section(self.entry, DISCUSS))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The walk, answer by answer."""
        walk, steps = begin(self.tree), []
        facts = self.walk.facts
        for taken in self.walk.steps:
            walk = walk.answer(taken.answer)
            question = self.tree.questions[taken.question]
            raised = [each for each in self.judgement.findings if self._last(each) == taken.question]
            raised.sort(key=lambda each: self.tree.verdict_of_weight(each.finding.weight) is None)
            steps.append(
                Step(
                    taken.question,
                    question.ask,
                    question.answers[facts[taken.question]].label,
                    question.why,
                    tuple(Grounds(each.finding.says, self._cites(each)) for each in raised),
                    self._left(walk, taken.question),
                )
            )
        return tuple(steps)

    @property
    def deciding(self) -> tuple[Raised, ...]:
        """The findings that force the verdict; all, where none forces any."""
        verdict, found = self.judgement.verdict, self.judgement.findings
        forcing = [each for each in found if self.tree.verdict_of_weight(each.finding.weight) == verdict]
        return tuple(forcing) or found

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The rules that its deciding findings rest on, each once."""
        ids = dict.fromkeys(str(id) for each in self.deciding for id in each.finding.rules)
        entries = (self.library.cited(CITED[0], id) for id in ids)
        return tuple(Reference(each.cite, each.title, each.url) for each in entries)

    def label(self, choice: str) -> str:
        """The words of a choice; its id where a tree has it no more that a room voted by."""
        return next((each.label for each in self.asked.choices if each.id == choice), choice)

    def _last(self, raised: Raised) -> str:
        """The question whose answer raises a finding: the last of those it comes from."""
        asked = list(self.walk.facts)
        return max((question for question, _ in raised.because), key=asked.index, default=asked[0])

    def _cites(self, raised: Raised) -> tuple[str, ...]:
        finding = raised.finding
        named = zip(CITED, (finding.rules, finding.cases), strict=True)
        return tuple(self.library.cited(key, str(id)).cite for key, ids in named for id in ids)

    def _left(self, walk: Walk, answered: str) -> frozenset[str]:
        if not self.about:
            return frozenset(str(each.id) for each in look(walk).verdicts)
        asked = list(self.walk.facts)
        if asked.index(answered) >= asked.index(self.about):
            return frozenset({self.right})
        return frozenset(each.id for each in self.asked.choices)
