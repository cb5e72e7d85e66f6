"""What design.md says a tree file means, read as plainly as it is worded and with nothing of wizard's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

Document = dict[str, Any]
"""A tree file as plain data: mappings, lists and strings."""

Facts = Mapping[str, str]
"""Question to answer, in the order of the walk."""


class Clause(NamedTuple):
    """One mapping of a condition, groups resolved; `more` is what it says of ticks and of counts."""

    terms: tuple[tuple[str, frozenset[str]], ...]
    found: tuple[str, ...]
    more: tuple[Callable[[Facts, Collection[str]], bool], ...] = ()

    def holds(self, facts: Facts, found: Collection[str] = ()) -> bool:
        """Every key must hold; a question that was not asked never matches."""
        for question, answers in self.terms:
            if facts.get(question) not in answers:
                return False
        if not all(finding in found for finding in self.found):
            return False
        return all(holds(facts, found) for holds in self.more)


Condition = tuple[Clause, ...]


def whole(path: Path) -> Document:
    """A tree file as plain data, the words of the questions it shares put in."""
    document: Document = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    for id, each in document["questions"].items():
        if "use" in each:
            file, _, name = each["use"].partition(".")
            text = (path.parent / "shared" / f"{file}.yaml").read_text("utf-8")
            words = yaml.load(text, yaml.BaseLoader)["questions"][name]
            own = each.get("answers", {})
            answers = {
                answer: {**words["answers"][answer], **own.get(answer, {})} for answer in words["answers"]
            }
            way = {key: each[key] for key in ("when", "next", "fixed") if key in each}
            document["questions"][id] = {**words, **way, "answers": answers}
    return document


def listed(value: Any) -> list[Any]:
    """A value that may stand alone or in a list, as a list."""
    return value if isinstance(value, list) else [value]


def ticks_of(question: Any) -> list[str]:
    """The answers of a question that may be ticked."""
    return [answer for answer in question["answers"] if answer != "none-of-these"]


class Reading:
    """A tree document and what it means for facts."""

    def __init__(self, document: Document) -> None:
        self.start: str = document["start"]
        self.written: dict[str, Any] = document["questions"]
        self.questions: dict[str, Any] = dict(self._asked())
        if self.written[self.start].get("choose") == "many":
            self.start = f"{self.start}.{ticks_of(self.written[self.start])[0]}"
        self.ranks: dict[str, int] = {verdict: rank for rank, verdict in enumerate(document["verdicts"])}
        self.offered = [id for id, each in document["verdicts"].items() if "offer" not in each]
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

    def _asked(self) -> Iterator[tuple[str, Any]]:
        """The questions one by one: a tick is a yes or no, asked right after the tick before it."""
        for id, each in self.written.items():
            answers = each.get("answers") or {band: {} for band in each["number"]["bands"]}
            here = {**each, "answers": answers}
            if each.get("choose") != "many":
                yield id, self._led(here)
                continue
            ticks = ticks_of(each)
            for tick, after in zip(ticks, [*ticks[1:], None], strict=True):
                way = {"next": f"{id}.{after}"} if after else {}
                one = {**here, "answers": {"yes": {**answers[tick], **way}, "no": way}}
                if tick != ticks[0]:
                    one.pop("when", None)
                yield f"{id}.{tick}", self._led(one)

    def _led(self, question: Any) -> Any:
        """A question whose ways to a screen lead to its first tick."""

        def way(part: Any) -> Any:
            target = self.written.get(part.get("next"), {})
            if target.get("choose") != "many":
                return part
            return {**part, "next": f"{part['next']}.{ticks_of(target)[0]}"}

        return {**way(question), "answers": {id: way(each) for id, each in question["answers"].items()}}

    def _clause(self, part: Document) -> Clause:
        terms, more = [], []
        for id, value in part.items():
            if id == "at-least":
                more.append(self._counted(int(value), part["of"]))
            elif id in self.written and self.written[id].get("choose") == "many":
                more.append(self._of_ticks(id, value))
            elif id not in ("found", "of"):
                terms.append((id, self._answers(id, listed(value))))
        return Clause(tuple(terms), tuple(listed(part.get("found", []))), tuple(more))

    def _counted(self, least: int, names: list[str]) -> Callable[[Facts, Collection[str]], bool]:
        def holds(facts: Facts, found: Collection[str]) -> bool:
            return sum(name in found or self._raised(name, facts) for name in names) >= least

        return holds

    def _raised(self, finding: str, facts: Facts) -> bool:
        return any(clause.holds(facts) for clause in self.raises.get(finding, ()))

    def _of_ticks(self, id: str, value: Any) -> Callable[[Facts, Collection[str]], bool]:
        groups, all_ticks = self.written[id].get("groups", {}), ticks_of(self.written[id])

        def members(names: Any) -> set[str]:
            return {tick for name in listed(names) for tick in listed(groups.get(name, name))}

        def holds(facts: Facts, found: Collection[str]) -> bool:
            if f"{id}.{all_ticks[-1]}" not in facts:
                return False
            set_ = {tick for tick in all_ticks if facts[f"{id}.{tick}"] == "yes"}
            if not isinstance(value, dict):
                return bool(members(value) & set_) or ("none-of-these" in members(value) and not set_)
            if "not" in value:
                return not members(value["not"]) & set_
            return len(members(value["of"]) & set_) >= int(value["at-least"])

        return holds

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

    def is_offered(self, question: str, answer: str) -> bool:
        """Whether a plan may move a reader to this answer."""
        return "offer" not in self.questions[question]["answers"][answer]

    def better(self, verdict: str) -> list[str]:
        """The verdicts better than one that plans may lead to, best first."""
        return [id for id in self.offered if self.ranks[id] < self.ranks[verdict]]

    def gives_up(self, before: Facts, after: Facts) -> list[str]:
        """The purposes that differ between two walks."""
        return [
            question
            for question, answer in after.items()
            if before.get(question, answer) != answer and self.questions[question].get("purpose") == "true"
        ]

    def cost(self, before: Facts, after: Facts) -> int | None:
        """What it costs, in tenths of effort, to go from one walk to another.

        None where a fixed fact would have to change, or an answer is never offered.
        """
        total = 0
        for question, answer in after.items():
            if before.get(question) != answer and not self.is_offered(question, answer):
                return None
            if question not in before:
                total += self.effort(question)
            elif before[question] != answer:
                if self.is_fixed(question, before[question]):
                    return None
                total += 10 * self.effort(question)
        return total

    def price(self, before: Facts, after: Facts) -> tuple[int, int] | None:
        """How many purposes are given up, then the cost: what plans are ranked by."""
        cost = self.cost(before, after)
        return None if cost is None else (len(self.gives_up(before, after)), cost)
