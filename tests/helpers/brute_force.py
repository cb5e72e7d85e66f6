"""What design.md says a tree file means, read as plainly as it is worded and with nothing of wizard's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

Document = dict[str, Any]
"""A tree file as plain data: mappings, lists and strings."""

Facts = Mapping[str, str]
"""Question to answer, in the order of the walk."""


class Clause(NamedTuple):
    """One mapping of a condition, groups resolved."""

    terms: tuple[tuple[str, frozenset[str]], ...]
    found: tuple[str, ...]

    def holds(self, facts: Facts, found: Collection[str] = ()) -> bool:
        """Every key must hold; a question that was not asked never matches."""
        for question, answers in self.terms:
            if facts.get(question) not in answers:
                return False
        return all(finding in found for finding in self.found)


Condition = tuple[Clause, ...]


def listed(value: Any) -> list[Any]:
    """A value that may stand alone or in a list, as a list."""
    return value if isinstance(value, list) else [value]


class Reading:
    """A tree document and what it means for facts."""

    def __init__(self, document: Document) -> None:
        self.start: str = document["start"]
        self.questions: dict[str, Any] = document["questions"]
        self.ranks: dict[str, int] = {verdict: rank for rank, verdict in enumerate(document["verdicts"])}
        self.forced_by: dict[str, str] = {
            weight: verdict
            for verdict, each in document["verdicts"].items()
            for weight in listed(each.get("forced-by", []))
        }
        self.findings: dict[str, Any] = document.get("findings", {})
        self.outcomes: dict[str, Any] = document["outcomes"]
        self.invariants: dict[str, Any] = document.get("invariants", {})
        self.whens = {id: self._condition(each) for id, each in self.questions.items() if "when" in each}
        self.raises = {id: self._condition(each) for id, each in self.findings.items()}
        self.ends: dict[str, Condition] = {id: self._condition(each) for id, each in self.outcomes.items()}
        self.musts = {id: self._condition(each) for id, each in self.invariants.items()}

    def _condition(self, part: Document) -> Condition:
        return tuple(self._clause(each) for each in listed(part.get("when", {})))

    def _clause(self, part: Document) -> Clause:
        terms = tuple((id, self._answers(id, listed(value))) for id, value in part.items() if id != "found")
        return Clause(terms, tuple(listed(part.get("found", []))))

    def _answers(self, question: str, names: list[str]) -> frozenset[str]:
        groups = self.questions[question].get("groups", {})
        return frozenset(answer for name in names for answer in listed(groups.get(name, name)))

    def target(self, question: str, answer: str) -> str:
        """The answer's own `next`, else its question's."""
        asked = self.questions[question]
        return str(asked["answers"][answer].get("next", asked.get("next")))

    def current(self, facts: Facts) -> str | None:
        """The question a walk with these facts asks next, None at its end."""
        if not facts:
            return self.start
        last = next(reversed(list(facts)))
        following = self.target(last, facts[last])
        while following != "end" and following in self.whens:
            if any(clause.holds(facts) for clause in self.whens[following]):
                break
            following = self.questions[following]["next"]
        return None if following == "end" else following

    def tried(self, facts: Facts) -> Iterator[tuple[str, bool]]:
        """The questions with a `when` that a walk comes to after its last answer; whether it held."""
        if not facts:
            return
        last = next(reversed(list(facts)))
        following = self.target(last, facts[last])
        while following in self.whens:
            held = any(clause.holds(facts) for clause in self.whens[following])
            yield following, held
            if held:
                return
            following = self.questions[following]["next"]

    def walks(self, facts: Facts | None = None) -> Iterator[dict[str, str]]:
        """Every whole walk that begins with these facts."""
        facts = facts or {}
        asked = self.current(facts)
        if asked is None:
            yield dict(facts)
            return
        for answer in self.questions[asked]["answers"]:
            yield from self.walks({**facts, asked: answer})

    def raised(self, facts: Facts) -> dict[str, dict[str, str]]:
        """The findings raised, each with the facts of the first clause that holds."""
        result = {}
        for id, condition in self.raises.items():
            for clause in condition:
                if clause.holds(facts):
                    result[id] = {question: facts[question] for question, _ in clause.terms}
                    break
        return result

    def verdict(self, raised: Collection[str]) -> str:
        """The worst verdict forced; the first when none is."""
        weights = [self.findings[id]["weight"] for id in raised]
        forced = [self.forced_by[weight] for weight in weights if weight in self.forced_by]
        return max(forced, key=self.ranks.__getitem__, default=next(iter(self.ranks)))

    def outcome(self, facts: Facts, raised: Collection[str], verdict: str) -> str | None:
        """The first outcome that has this verdict and whose condition holds."""
        for id, condition in self.ends.items():
            holds = any(clause.holds(facts, raised) for clause in condition)
            if holds and self.outcomes[id]["verdict"] == verdict:
                return id
        return None

    def broken(self, facts: Facts, raised: Collection[str], verdict: str) -> list[str]:
        """The invariants that a walk breaks."""
        result = []
        for id, condition in self.musts.items():
            if any(clause.holds(facts, raised) for clause in condition):
                allowed = listed(self.invariants[id].get("verdict", list(self.ranks)))
                needed = listed(self.invariants[id].get("raises", []))
                if verdict not in allowed or not set(needed) <= set(raised):
                    result.append(id)
        return result

    def is_fixed(self, question: str, answer: str) -> bool:
        """Whether nobody can change this fact."""
        asked = self.questions[question]
        return "true" in (asked.get("fixed"), asked["answers"][answer].get("fixed"))

    def effort(self, question: str) -> int:
        """How hard the fact is to change, 1 to 5."""
        return int(self.questions[question].get("effort", "1"))

    def cost(self, before: Facts, after: Facts) -> int | None:
        """What it costs, in tenths of effort, to go from one walk to another.

        None where a fixed fact would have to change.
        """
        total = 0
        for question, answer in after.items():
            if question not in before:
                total += self.effort(question)
            elif before[question] != answer:
                if self.is_fixed(question, before[question]):
                    return None
                total += 10 * self.effort(question)
        return total
