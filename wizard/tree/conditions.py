"""Conditions as written in a tree file to clauses with every answer and group resolved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from wizard.source.fields import Notes, texts_of
from wizard.source.nearest import did_you_mean
from wizard.source.places import Text
from wizard.source.yamltext import Listing, Value
from wizard.source.yamltext import Mapping as YamlMapping
from wizard.tree.model import Answer, Clause, Condition, Term


class ConditionReader:
    """Reads conditions over the answers and groups of one tree.

    `findings` is filled once the findings are read; until then `found` may not be used.
    """

    def __init__(
        self,
        notes: Notes,
        answers: Mapping[str, Mapping[str, Answer]],
        groups: Mapping[str, Mapping[str, Collection[str]]],
    ) -> None:
        self.notes = notes
        self.answers = answers
        self.groups = groups
        self.findings: Mapping[str, object] = {}

    def read(self, value: Value | None, what: str, found: bool = False) -> Condition:
        """The clauses of a mapping, or of a list of mappings; `found` allows that key."""
        if value is None:
            return ()
        parts = value if isinstance(value, Listing) else [value]
        if not parts:
            self.notes.add(value, "empty-condition", f"{what}: the condition is empty")
        clauses = []
        for part in parts:
            if not isinstance(part, YamlMapping):
                message = f"{what}: a condition is a mapping of questions to answers"
                self.notes.add(part, "wrong-type", message)
            elif not part:
                self.notes.add(part, "empty-condition", f"{what}: the condition is empty")
            else:
                clauses.append(self.clause(part, what, found))
        return tuple(clauses)

    def clause(self, part: YamlMapping, what: str, found: bool) -> Clause:
        """One mapping of a condition."""
        terms = []
        named: tuple[str, ...] = ()
        for key, value in part.items():
            if key == "found":
                named = tuple(texts_of(self.notes, value, f"{what}: found"))
                if not found:
                    message = f"{what}: found may stand only in outcomes and invariants"
                    self.notes.add(key, "found-here", message)
                    named = ()
                self.known_findings(named, what)
            elif key not in self.answers:
                message = f"{what}: the condition names no question: {key}"
                self.notes.add(key, "unknown-question", message, did_you_mean(key, self.answers))
            else:
                terms.append(self.term(key, value, what))
        return Clause(tuple(terms), named)

    def term(self, question: Text, value: Value, what: str) -> Term:
        """One key of a condition with its answers and groups."""
        answers, groups = self.answers[question], self.groups[question]
        written = tuple(texts_of(self.notes, value, f"{what}: {question}"))
        resolved: set[str] = set()
        for name in written:
            if name in groups:
                resolved.update(groups[name])
            elif name in answers:
                resolved.add(str(name))
            else:
                message = f"{what}: {question} has no answer or group {name}"
                hint = did_you_mean(name, [*answers, *groups])
                self.notes.add(name, "unknown-answer", message, hint)
        return Term(question, frozenset(map(str, resolved)), written)

    def known_findings(self, names: Iterable[str], what: str) -> None:
        """Notes every name that is no finding."""
        for name in names:
            if name not in self.findings:
                message = f"{what} names no finding: {name}"
                hint = did_you_mean(name, self.findings)
                self.notes.add(name if isinstance(name, Text) else None, "unknown-finding", message, hint)
