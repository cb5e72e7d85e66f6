"""A tree as the data that the script of its page walks: routes, conditions and verdicts by number.

`walk.js` reads it. Questions, findings, outcomes and verdicts are numbered in the tree's own order; a
condition is a list of clauses, a clause `[terms, findings]`, a term `[question, answers]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wizard.library.model import Entry
from wizard.pack.knowledge import Knowledge
from wizard.space.fold import State
from wizard.space.routes import routes
from wizard.space.space import Space, judged_space
from wizard.tree.bands import Bands
from wizard.tree.model import END, Answer, Condition, Deadline, Finding, Outcome, Question, Tree
from wizard.tree.ticks import Screen
from wizard.tree.tones import SYMBOLS
from wizard.walk.deadlines import span_told
from wizard.words.phrases import action, as_command

MOST_STATES = 20_000
"""A tree of more states has a page that does not tell what is still possible."""

Data = dict[str, Any]
"""What JSON can hold."""


@dataclass(frozen=True, eq=False)
class Compiler:
    """One tree of a knowledge, with `place`, which tells where the page of an entry stands."""

    knowledge: Knowledge
    tree: Tree
    place: Callable[[Entry], str]

    @cached_property
    def questions(self) -> dict[str, int]:
        """The number of each question."""
        return {id: number for number, id in enumerate(self.tree.questions)}

    @cached_property
    def answers(self) -> dict[str, dict[str, int]]:
        """The number of each answer, by question."""
        return {
            id: {answer: number for number, answer in enumerate(question.answers)}
            for id, question in self.tree.questions.items()
        }

    def data(self) -> Data:
        """All that the page needs to walk the tree and to tell what the walk leads to."""
        tree, pack = self.tree, self.knowledge.pack
        cited = {id for each in tree.findings.values() for id in (*each.rules, *each.cases)}
        cited |= {id for each in tree.deadlines.values() for id in each.rules}
        return {
            "id": tree.id,
            "title": tree.title,
            "version": tree.version,
            "notice": tree.notice,
            "digest": tree.digest,
            "command": as_command(tree, {}, pack.command),
            "start": self.questions[tree.start],
            "verdicts": [
                {
                    "id": each.id,
                    "label": each.label,
                    "tone": each.tone,
                    "sign": SYMBOLS.get(each.tone, ""),
                    "offered": each.offered,
                }
                for each in tree.verdicts.values()
            ],
            "weights": [self.weight(id, label) for id, label in tree.weights.items()],
            "questions": [self.question(each) for each in tree.questions.values()],
            "screens": [self.screen(each) for each in tree.screens.values()],
            "findings": [self.finding(each) for each in tree.findings.values()],
            "outcomes": [self.outcome(each) for each in tree.outcomes.values()],
            "date": {"ask": tree.date.ask, "why": tree.date.why} if tree.date else None,
            "deadlines": [self.deadline(each) for each in tree.deadlines.values()],
            "cites": {id: self.cite(self.knowledge.library.entry(id)) for id in sorted(cited)},
            "ahead": self.ahead(judged_space(tree)),
        }

    def weight(self, id: str, label: str) -> Data:
        """The heading of a kind of finding, and the verdict that it forces."""
        verdict = self.tree.verdict_of_weight(id)
        return {"label": label, "forces": verdict.rank if verdict else None}

    def condition(self, when: Condition) -> list[Any]:
        """A condition in numbers."""
        findings = list(self.tree.findings)
        return [
            [
                [
                    [self.questions[term.question], self.chosen(term.question, term.answers)]
                    for term in each.terms
                ],
                [findings.index(id) for id in each.found],
            ]
            for each in when
        ]

    def chosen(self, question: str, answers: Iterable[str]) -> list[int]:
        """Answers by number."""
        return sorted(self.answers[question][each] for each in answers)

    def question(self, question: Question) -> Data:
        """A question with its answers, where each leads, and how it is asked."""
        screens = list(self.tree.screens)
        return {
            "id": question.id,
            "ask": question.ask,
            "why": question.why,
            "when": None if question.when is None else self.condition(question.when),
            "answers": [self.answer(question, each) for each in question.answers.values()],
            "learn": self.page(question.learn) if question.learn else None,
            "findOut": question.find_out,
            "unsure": None if question.unsure is None else self.answers[question.id][question.unsure],
            "fixed": question.fixed,
            "purpose": question.purpose,
            "effort": question.effort,
            "settle": self.settle(question),
            "bands": self.bands(question, question.bands) if question.bands else None,
            "screen": None if question.screen is None else screens.index(question.screen),
        }

    def answer(self, question: Question, answer: Answer) -> Data:
        """An answer, and the questions that a walk tries after it, in order; -1 is the end."""
        found = [
            (keyed[answer.id]["order"], -1 if target == END else self.questions[target])
            for target, keyed in routes(self.tree)[question.id].items()
            if answer.id in keyed
        ]
        return {
            "id": answer.id,
            "label": answer.label,
            "to": [target for _, target in sorted(found)],
            "fixed": question.fixed or answer.fixed,
            "offered": answer.offered,
            "how": action(answer.how.text, answer.how.who) if answer.how else "",
        }

    def settle(self, question: Question) -> Data | None:
        """The tree that helps to answer, and what its outcomes and verdicts give."""
        other = self.knowledge.readable(question.settle)
        if other is None:
            return None
        gives = {str(end): self.answers[question.id][answer] for end, answer in question.gives.items()}
        return {"tree": other.id, "title": other.title, "gives": gives}

    def bands(self, question: Question, bands: Bands) -> Data:
        """How a typed figure becomes an answer."""
        return {
            "days": bands.days,
            "least": bands.least,
            "decimals": bands.decimals,
            "wanted": bands.wanted,
            "example": bands.example,
            "bands": [
                [self.answers[question.id][id], each.low, each.high] for id, each in bands.bands.items()
            ],
        }

    def screen(self, screen: Screen) -> Data:
        """The ticks of one screen and their hidden questions."""
        return {
            "id": screen.id,
            "ask": screen.ask,
            "why": screen.why,
            "none": screen.none,
            "labels": list(screen.labels.values()),
            "questions": [self.questions[id] for id in screen.questions],
        }

    def finding(self, finding: Finding) -> Data:
        """A finding: when it is raised, what it says, what to do, what it rests on."""
        return {
            "id": finding.id,
            "weight": list(self.tree.weights).index(finding.weight),
            "when": self.condition(finding.when),
            "says": finding.says,
            "remedy": action(finding.remedy, finding.who) if finding.remedy else "",
            "cites": [*finding.rules, *finding.cases],
            "learn": self.page(finding.learn) if finding.learn else None,
        }

    def outcome(self, outcome: Outcome) -> Data:
        """An outcome, and the tree that it goes on with."""
        entry = self.knowledge.library.page(outcome.page)
        then = self.knowledge.readable(outcome.then)
        return {
            "id": outcome.id,
            "verdict": self.tree.verdicts[outcome.verdict].rank,
            "when": self.condition(outcome.when),
            "title": entry.title,
            "summary": entry.summary,
            "then": {"tree": then.id, "title": then.title} if then else None,
        }

    def deadline(self, deadline: Deadline) -> Data:
        """A last day and how it is counted."""
        return {
            "when": self.condition(deadline.when),
            "days": deadline.days,
            "yearEnd": deadline.from_year_end,
            "says": deadline.says,
            "counted": span_told(deadline),
            "cites": list(deadline.rules),
        }

    def cite(self, entry: Entry) -> list[str]:
        """How an entry is cited, and its page."""
        return [entry.cite, self.place(entry)]

    def page(self, path: str) -> list[str]:
        """The title of a page of the library, and where it stands."""
        entry = self.knowledge.library.page(path)
        return [entry.title, self.place(entry)]

    def ahead(self, space: Space) -> Data | None:
        """The state graph: by state its question (-1 at the end), the least and most questions left, the
        verdicts still possible as bits, and the state after each answer."""
        if len(space.ahead) > MOST_STATES:
            return None
        states: Mapping[State, int] = {state: number for number, state in enumerate(space.ahead)}
        steps = [[states[each] for each in space.steps.get(state, {}).values()] for state in states]
        look = [[each.least, each.most, each.verdicts] for each in space.ahead.values()]
        asked = [-1 if each.at < 0 else self.questions[self.tree.order[each.at]] for each in states]
        return {"start": states[space.start], "asked": asked, "steps": steps, "look": look}
