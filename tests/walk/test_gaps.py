"""What is missing from some facts, and what of them no walk asks, against every walk there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.brute_force import Document
from tests.helpers.random_trees import Case, cases, load
from tests.walk.test_holes import answers, document
from wizard.walk.gaps import Gaps, gaps_of


@given(cases(), st.data())
def test_every_walk_asks_what_is_missing_and_none_what_is_moot(case: Case, data: st.DataObject) -> None:
    written = {id: list(question.answers) for id, question in case.tree.questions.items()}
    facts = {
        id: data.draw(st.sampled_from(written[id]))
        for id in data.draw(st.lists(st.sampled_from(sorted(written)), unique=True))
    }
    fitting = [
        walk.facts
        for walk in case.walks
        if all(facts.get(id, given) == given for id, given in walk.facts.items())
    ]
    gaps = gaps_of(case.tree, facts)
    always = set.intersection(*(set(each) for each in fitting))
    assert set(gaps.missing) == always - set(facts)
    assert len(set(gaps.missing)) == len(gaps.missing)
    assert gaps.moot == tuple(id for id in facts if not any(id in each for each in fitting))


FORKED = document(
    {
        "way": {"answers": answers("left", "right")},
        "signed": {"when": {"way": "left"}, "answers": answers("yes", "no")},
        "kept": {"answers": answers("yes", "no"), "unsure": "no"},
    },
    {"unsigned": {"weight": "harm", "when": {"signed": "no"}}},
    {"good": {}, "poor": {"forced-by": "harm"}},
)


def test_what_only_some_walks_ask_is_neither_missing_nor_moot() -> None:
    assert gaps_of(load(FORKED), {"signed": "no", "kept": "unsure"}) == Gaps(("way",), ())
    assert gaps_of(load(FORKED), {}) == Gaps(("way", "kept"), ())
    assert gaps_of(load(FORKED), {"way": "right", "signed": "no"}) == Gaps(("kept",), ("signed",))


def test_ticks_are_missing_by_their_screen() -> None:
    some: Document = {"ask": "Which?", "why": "Because.", "choose": "many", "next": "way"}
    some |= {"answers": answers("one", "two", "none-of-these")}
    tree = load(FORKED | {"start": "some", "questions": {"some": some, **FORKED["questions"]}})
    assert gaps_of(tree, {"way": "right", "kept": "yes"}) == Gaps(("some",), ())
    assert gaps_of(tree, {"some": "one", "way": "right", "kept": "yes"}) == Gaps((), ())
