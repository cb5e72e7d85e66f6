"""Conditions as written in a tree file to clauses with every answer and group resolved.

What a file may say shortly (ticks, at least so many of some findings) is written out here as more
clauses, so that everything below knows clauses alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations, product
from math import comb

from wizard.source.fields import Fields, Notes, texts_of
from wizard.source.nearest import did_you_mean
from wizard.source.places import Text
from wizard.source.yamltext import Listing, Value
from wizard.source.yamltext import Mapping as YamlMapping
from wizard.tree.model import Answer, Clause, Condition, Term
from wizard.tree.ticks import NONE, Screen, Ticked

MOST_CLAUSES = 500
"""A condition that stands for more clauses than these is refused."""


class ConditionReader:
    """Reads conditions over the answers and groups of one tree.

    `findings` is filled once the findings are read; until then `found` may not be used, and only
    those of `earlier`, with their conditions, may be counted by `at-least`. `unread` are questions
    whose words could not be found, so that nothing is known of their answers.
    """

    def __init__(
        self,
        notes: Notes,
        answers: Mapping[str, Mapping[str, Answer]],
        groups: Mapping[str, Mapping[str, tuple[Text, ...]]],
        screens: Mapping[str, Screen],
        unread: Collection[str] = (),
    ) -> None:
        self.notes = notes
        self.answers = answers
        self.groups = groups
        self.screens = screens
        self.unread = unread
        self.findings: Mapping[str, object] = {}
        self.earlier: dict[str, Condition] = {}

    def read(self, value: Value | None, what: str, found: bool = False) -> Condition:
        """The clauses of a mapping, or of a list of mappings; `found` allows that key."""
        if value is None:
            return ()
        parts = value if isinstance(value, Listing) else [value]
        if not parts:
            self.notes.add(value, "empty-condition", f"{what}: the condition is empty")
        clauses: list[Clause] = []
        for part in parts:
            if not isinstance(part, YamlMapping):
                message = f"{what}: a condition is a mapping of questions to answers"
                self.notes.add(part, "wrong-type", message)
            elif not part:
                self.notes.add(part, "empty-condition", f"{what}: the condition is empty")
            else:
                clauses += self.clauses(part, what, found)
        return tuple(clauses)

    def clauses(self, part: YamlMapping, what: str, found: bool) -> list[Clause]:
        """One mapping of a condition: the ways in which all its keys hold."""
        ways: list[list[Clause]] = []
        for key, value in part.items():
            if key == "found":
                ways.append([Clause((), self.found(key, value, what, found))])
            elif key in ("at-least", "of"):
                if key == "at-least" or "at-least" not in part:
                    ways.append(self.counted(part, key, what, found))
            elif key in self.screens:
                ways.append(self.ticks(self.screens[key], value, what))
            elif key not in self.answers:
                message = f"{what}: the condition names no question: {key}"
                hint = did_you_mean(key, [*self.answers, *self.screens])
                self.notes.add(key, "unknown-question", message, hint)
            else:
                ways.append([Clause((self.term(key, value, what),))])
        return self.both(ways, part, what)

    def both(self, ways: list[list[Clause]], where: Value, what: str) -> list[Clause]:
        """All ways to take one clause of each list."""
        size = 1
        for way in ways:
            size *= len(way)
        if size > MOST_CLAUSES:
            self.notes.add(where, "too-many-ways", f"{what}: it can hold in {size:,} ways", "name fewer")
            return []
        return [joined(chosen) for chosen in product(*ways)]

    def term(self, question: Text, value: Value, what: str) -> Term:
        """One key of a condition with its answers and groups."""
        answers, groups = self.answers[question], self.groups[question]
        written = tuple(texts_of(self.notes, value, f"{what}: {question}"))
        resolved: set[str] = set()
        for name in written:
            if name in groups:
                resolved.update(groups[name])
            elif name in answers:
                resolved.add(name)
            else:
                self.unknown(question, name, [*answers, *groups], what)
        return Term(question, frozenset(resolved), written)

    def unknown(self, question: str, name: Text, known: Iterable[str], what: str) -> None:
        """Notes a name that is neither an answer nor a group, of a question whose answers are known."""
        if question in self.unread:
            return
        message = f"{what}: {question} has no answer or group {name}"
        self.notes.add(name, "unknown-answer", message, did_you_mean(name, known))

    def ticks(self, screen: Screen, value: Value, what: str) -> list[Clause]:
        """What a condition says of ticks: some of these, none of these, or so many of these."""
        if not isinstance(value, YamlMapping):
            names = self.tick_names(screen, value, what, none=True)
            return [ticked(screen, each, names) for each in screen.any_of(names)]
        known = ("at-least", "of") if "at-least" in value or "of" in value else ("not",)
        fields = Fields(self.notes, value, f"{what}: {screen.id}", known)
        if known == ("not",):
            names = self.tick_names(screen, fields.get("not", required=True), what)
            return [ticked(screen, screen.none_of(names), names)]
        count = fields.number("at-least", 1, len(screen.labels), 1)
        fields.get("at-least", required=True)
        of = fields.get("of", required=True)
        names = self.tick_names(screen, of, what)
        members = screen.members(names)
        if of is None or not self.enough(value, count, len(members), what):
            return []
        return [ticked(screen, each, names) for each in screen.at_least(count, names)]

    def tick_names(self, screen: Screen, value: Value | None, what: str, none: bool = False) -> list[Text]:
        """The ticks and groups of ticks that are there; `none` allows the answer of no tick."""
        known = [*screen.labels, *screen.groups, *([NONE] if none else [])]
        names = list(texts_of(self.notes, value, f"{what}: {screen.id}"))
        for name in names:
            if name not in known:
                self.unknown(screen.id, name, known, what)
        return [name for name in names if name in known]

    def found(self, key: Text, value: Value, what: str, allowed: bool) -> tuple[Text, ...]:
        """Findings that must all be raised."""
        named = tuple(texts_of(self.notes, value, f"{what}: found"))
        if not allowed:
            message = f"{what}: found may stand only in outcomes and invariants"
            self.notes.add(key, "found-here", message)
            named = ()
        self.known_findings(named, what)
        return named

    def counted(self, part: YamlMapping, key: Text, what: str, found: bool) -> list[Clause]:
        """At least so many of some findings, as the ways in which they can be raised."""
        fields = Fields(self.notes, part, what, tuple(part))
        of = fields.get("of", required=True)
        names = list(dict.fromkeys(texts_of(self.notes, of, f"{what}: of")))
        count = fields.number("at-least", 1, 99, 1)
        fields.get("at-least", required=True)
        if found:
            self.known_findings(names, what)
        else:
            later = [name for name in names if name not in self.earlier]
            for name in later:
                message = f"{what}: {name} is no finding of a weight that stands before its own"
                self.notes.add(name, "found-later", message, did_you_mean(name, self.earlier))
            if later:
                return []
        if of is None or not self.enough(key, count, len(names), what):
            return []
        chosen = combinations(names, count)
        if found:
            return [Clause((), each) for each in chosen]
        result: list[Clause] = []
        for each in chosen:
            result += self.both([list(self.earlier[name]) for name in each], key, what)
        if len(result) > MOST_CLAUSES:
            self.notes.add(key, "too-many-ways", f"{what}: it can hold in {len(result):,} ways", "name fewer")
            return []
        return fewest(result)

    def enough(self, where: Value, count: int, members: int, what: str) -> bool:
        """Whether so many can be had of these, and in how many ways."""
        if count > members:
            self.notes.add(where, "wrong-value", f"{what}: at least {count} of {members} cannot be")
            return False
        if comb(members, count) > MOST_CLAUSES:
            ways = comb(members, count)
            self.notes.add(where, "too-many-ways", f"{what}: it can hold in {ways:,} ways", "name fewer")
            return False
        return True

    def known_findings(self, names: Iterable[Text], what: str) -> None:
        """Notes every name that is no finding."""
        for name in names:
            if name not in self.findings:
                message = f"{what} names no finding: {name}"
                self.notes.add(name, "unknown-finding", message, did_you_mean(name, self.findings))


def ticked(screen: Screen, ticks: Ticked, written: Iterable[str]) -> Clause:
    """Ticks as terms on their hidden questions."""
    names = tuple(written)
    return Clause(
        tuple(Term(screen.question(tick), frozenset((answer,)), names) for tick, answer in ticks.items())
    )


def joined(clauses: Iterable[Clause]) -> Clause:
    """One clause that holds where all of these do, terms on the same question made one."""
    terms: dict[str, Term] = {}
    found: dict[str, None] = {}
    for clause in clauses:
        found.update(dict.fromkeys(clause.found))
        for term in clause.terms:
            known = terms.get(term.question)
            if known is not None:
                written = tuple(dict.fromkeys((*known.written, *term.written)))
                term = Term(term.question, known.answers & term.answers, written)
            terms[term.question] = term
    return Clause(tuple(terms.values()), tuple(found))


def fewest(clauses: Iterable[Clause]) -> list[Clause]:
    """Clauses that can hold, without those that another one makes needless."""
    result: list[Clause] = []
    for clause in clauses:
        if all(term.answers for term in clause.terms) and not any(wider(each, clause) for each in result):
            result = [each for each in result if not wider(clause, each)]
            result.append(clause)
    return result


def wider(one: Clause, other: Clause) -> bool:
    """Whether the first clause holds wherever the other does."""
    terms = {term.question: term.answers for term in other.terms}
    return set(one.found) <= set(other.found) and all(
        term.question in terms and terms[term.question] <= term.answers for term in one.terms
    )
