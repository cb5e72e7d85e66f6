"""Any run of answers, steps back and changes on random trees, against a plain model of a walk."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.brute_force import Reading
from tests.helpers.random_trees import Case, cases, follow
from wizard.walk.walk import UNSURE, Step, Walk, begin

Given = tuple[str, bool]
"""An answer, and whether it was assumed."""


@dataclass
class Model:
    """A walk as plain mappings, changed in place."""

    reading: Reading
    given: dict[str, Given] = field(default_factory=dict)
    kept: dict[str, Given] = field(default_factory=dict)
    earlier: dict[str, Given] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, str]:
        return {question: answer for question, (answer, _) in self.given.items()}

    def answer(self, answer: Given) -> None:
        """Answers, takes up what is known already, and sets aside what no walk from here asks."""
        asked = self.reading.current(self.facts)
        assert asked is not None
        self.kept[asked] = answer
        while asked in self.kept:
            self.given[asked] = self.kept.pop(asked)
            self.earlier.pop(asked, None)
            asked = self.reading.current(self.facts)
        possible = {question for walk in self.reading.walks(self.facts) for question in walk}
        for question in set(self.kept) - possible:
            self.earlier[question] = self.kept.pop(question)

    def back(self) -> None:
        """Takes the last answer back."""
        if self.given:
            question, answer = self.given.popitem()
            self.earlier[question] = answer

    def change(self, question: str, answer: Given) -> None:
        """Gives another answer to an earlier question."""
        later = list(self.given)[list(self.given).index(question) :]
        answers = {each: self.given.pop(each) for each in later}
        self.kept |= {each: answers[each] for each in later[1:]}
        self.answer(answer)


def choose(data: st.DataObject, reading: Reading, question: str) -> tuple[str, Given]:
    """Something to answer, as given to wizard and as it counts."""
    asked = reading.questions[question]
    said = data.draw(st.sampled_from([*asked["answers"], *([UNSURE] if "unsure" in asked else [])]))
    return (UNSURE, (asked["unsure"], True)) if said == UNSURE else (said, (said, False))


def act(data: st.DataObject, walk: Walk, model: Model) -> Walk:
    """One answer, step back or change, done to the walk and to the model."""
    asked = model.reading.current(model.facts)
    kinds = (["answer"] * 3 if asked else []) + (["back", "change", "change"] if model.given else [])
    kind = data.draw(st.sampled_from(kinds))
    if kind == "back":
        model.back()
        return walk.back()
    if kind == "answer":
        assert asked is not None
        said, counts = choose(data, model.reading, asked)
        model.answer(counts)
        return walk.answer(said)
    question = data.draw(st.sampled_from(list(model.given)))
    said, counts = choose(data, model.reading, question)
    model.change(question, counts)
    return walk.change(question, said)


def plain(steps: dict[str, Step]) -> dict[str, Given]:
    assert all(question == step.question for question, step in steps.items())
    return {question: (step.answer, step.assumed) for question, step in steps.items()}


@settings(max_examples=120)
@given(case=cases(), data=st.data())
def test_a_walk_is_where_a_plain_reading_puts_it_after_any_acts(case: Case, data: st.DataObject) -> None:
    walk, model = begin(case.tree), Model(case.reading)
    for _ in range(data.draw(st.integers(1, 8))):
        walk = act(data, walk, model)
        assert [(each.question, (each.answer, each.assumed)) for each in walk.steps] == list(
            model.given.items()
        )
        assert walk.current == case.reading.current(model.facts)
        assert plain(dict(walk.kept)) == model.kept
        assert plain(dict(walk.earlier)) == model.earlier


@settings(max_examples=60)
@given(case=cases())
def test_the_walks_of_a_tree_are_those_of_a_plain_reading(case: Case) -> None:
    for each in case.walks:
        walk = follow(case.tree, each.facts)
        assert walk.current is None
        assert walk.facts == each.facts


@settings(max_examples=60)
@given(case=cases(), data=st.data())
def test_changing_an_answer_loses_no_other(case: Case, data: st.DataObject) -> None:
    facts = data.draw(st.sampled_from(case.walks)).facts
    question = data.draw(st.sampled_from(list(facts)))
    answer = data.draw(st.sampled_from(list(case.tree.questions[question].answers)))
    changed = follow(case.tree, facts).change(question, answer)
    held = {**plain(dict(changed.earlier)), **plain(dict(changed.kept))}
    held |= {each.question: (each.answer, each.assumed) for each in changed.steps}
    assert {id: (said, False) for id, said in {**facts, question: answer}.items()}.items() <= held.items()
