"""Whether the random trees are varied enough to prove anything."""

from __future__ import annotations

from hypothesis import given, settings

from tests.helpers.random_trees import Case, cases
from wizard.space.routes import routes


def test_the_strategy_makes_trees_worth_testing() -> None:
    """Passing over, unlike lengths, several verdicts, own nexts and `found` all occur."""
    seen: set[str] = set()

    @settings(max_examples=60)
    @given(each=cases())
    def look(each: Case) -> None:
        seen.update(kinds(each))

    look()
    assert seen == {"passed-over", "lengths", "verdicts", "own-next", "found", "broken", "fixed"}


def kinds(each: Case) -> set[str]:
    """What a random tree has in it."""
    reading, walks = each.reading, each.walks
    answers = [answer for question in reading.questions.values() for answer in question["answers"].values()]
    graph = routes(each.tree)
    passed = {id for *_, edge in graph.edges(data=True) for id in edge["passes"]}
    asked = {question for walk in walks for question in walk.facts}
    return {
        kind
        for kind, is_so in {
            "passed-over": passed & asked,
            "lengths": len({len(walk.facts) for walk in walks}) > 1,
            "verdicts": len({walk.verdict for walk in walks}) > 2,
            "own-next": any("next" in answer for answer in answers),
            "found": any(clause.found for ends in reading.ends.values() for clause in ends),
            "broken": any(reading.broken(walk.facts, walk.raised, walk.verdict) for walk in walks),
            "fixed": any(reading.is_fixed(*step) for walk in walks for step in walk.facts.items()),
        }.items()
        if is_so
    }
