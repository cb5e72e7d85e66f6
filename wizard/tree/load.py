"""A tree file to a `Tree`: every field typed, every reference resolved, no loops."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from wizard.source.collection import uncollected
from wizard.source.fields import Fields, Notes
from wizard.source.files import read_text
from wizard.source.nearest import did_you_mean
from wizard.source.places import Text
from wizard.source.problems import Broken, Problem
from wizard.source.yamltext import Mapping as YamlMapping
from wizard.source.yamltext import Value, read_yaml
from wizard.tree.conditions import ConditionReader
from wizard.tree.grammar import (
    DATE,
    DEADLINE,
    FINDING,
    INVARIANT,
    MOST_DAYS,
    OFFERS,
    OUTCOME,
    TREE,
    VERDICT,
    WEIGHT,
)
from wizard.tree.model import (
    ALWAYS,
    END,
    DateQuestion,
    Deadline,
    Finding,
    Invariant,
    Outcome,
    Question,
    Tree,
    Verdict,
    ways,
)
from wizard.tree.names import bad_ids
from wizard.tree.order import loop
from wizard.tree.questions import QuestionReader, action
from wizard.tree.shared import Opened, SharedQuestions, beside, nowhere
from wizard.tree.ticks import Screen
from wizard.tree.tones import TONES

PLAIN_WEIGHTS = {"duty": "Duties", "safeguard": "Safeguards in place", "note": "Notes"}
"""Weights a tree may use without declaring them; they force no verdict."""


def load_tree(path: Path, shown: str | None = None) -> Tree:
    """Reads a tree file. `shown` is the path named in problems.

    Raises `Broken` with every problem that keeps the tree from being walked.
    """
    tree, problems = open_tree(path, shown or str(path))
    if problems:
        raise Broken(problems)
    return tree


def open_tree(path: Path, shown: str) -> tuple[Tree, list[Problem]]:
    """A tree file as far as it can be read, the shared questions beside it put in, with every problem.

    Raises `Broken` when the text is no YAML at all.
    """
    return read_tree(read_text(path, shown), shown, beside(path, shown))


def read_tree(text: str, path: str, opened: Opened = nowhere) -> tuple[Tree, list[Problem]]:
    """A tree as far as it can be read, with every problem; `opened` finds its shared questions.

    Raises `Broken` when the text is no YAML at all.
    """
    with uncollected():
        value, refused = read_yaml(text, path)
        notes = Notes(path)
        notes.problems += refused
        tree = _Reader(notes, Fields(notes, value, "the tree", TREE.names), opened).tree(text)
        for where, message in bad_ids(tree):
            place = where if isinstance(where, Text) else None
            notes.add(place, "bad-id", message, "use small letters, digits and hyphens")
    return tree, sorted(set(notes.problems))


class _Reader:
    """Reads the parts of one tree in the order in which they refer to each other."""

    def __init__(self, notes: Notes, fields: Fields, opened: Opened) -> None:
        self.notes = notes
        self.fields = fields
        self.asking = QuestionReader(notes)
        self.shared = SharedQuestions(notes, opened)

    def tree(self, text: str) -> Tree:
        fields = self.fields
        verdicts = self.verdicts()
        weights = self.weights(verdicts)
        questions, screens = self.questions()
        start = fields.need("start")
        if start in screens and screens[start].labels:
            start = next(iter(screens[start].questions))
        self.check_targets(questions, start)
        findings = self.findings(weights)
        self.conditions.findings = findings
        outcomes: dict[str, Outcome] = {
            id: self.outcome(id, value, verdicts) for id, value in fields.entries("outcomes", required=True)
        }
        invariants: dict[str, Invariant] = {
            id: self.invariant(id, value, verdicts) for id, value in fields.entries("invariants")
        }
        return Tree(
            id=fields.need("tree"),
            title=fields.need("title"),
            version=fields.need("version"),
            reviewed=fields.day("reviewed"),
            start=start,
            verdicts=verdicts,
            weights=weights,
            questions=questions,
            findings=findings,
            outcomes=outcomes,
            invariants=invariants,
            notice=fields.text("notice") or "",
            date=self.date(),
            deadlines={id: self.deadline(id, value) for id, value in fields.entries("deadlines")},
            digest=hashlib.sha256("".join([text, *self.shared.texts.values()]).encode()).hexdigest(),
            path=self.notes.path,
            screens=screens,
        )

    def questions(self) -> tuple[dict[str, Question], dict[str, Screen]]:
        """The questions by id, ticks written out, and the screens that the ticks stand on."""
        raw = [
            self.asking.raw(id, *self.shared.written_out(id, value))
            for id, value in self.fields.entries("questions", required=True)
        ]
        screens: dict[str, Screen] = {each.id: self.asking.screen(each) for each in raw if each.many}
        plain = [each for each in raw if not each.many]
        self.conditions = ConditionReader(
            self.notes,
            {each.id: each.answers for each in plain},
            {each.id: each.groups for each in plain},
            screens,
            self.shared.unread,
        )
        result: dict[str, Question] = {}
        for each in raw:
            question = self.asking.question(each, self.conditions)
            if each.many:
                result.update({tick.id: tick for tick in self.asking.ticks(question, each, screens[each.id])})
            else:
                result[each.id] = question
        first: dict[str, Text] = {
            id: next(iter(screen.questions)) for id, screen in screens.items() if screen.labels
        }
        return {id: led(each, first) for id, each in result.items()}, screens

    def findings(self, weights: dict[str, str]) -> dict[str, Finding]:
        """The findings by id; those of weights that stand first are read first, so that later ones
        may count them."""
        written = list(self.fields.entries("findings"))
        place = {weight: at for at, weight in enumerate(weights)}
        read: dict[str, Finding] = {}
        by_weight: dict[int, list[tuple[Text, Value]]] = {}
        for id, value in written:
            weight = value.field("weight") if isinstance(value, YamlMapping) else None
            at = place.get(weight, len(place)) if isinstance(weight, Text) else len(place)
            by_weight.setdefault(at, []).append((id, value))
        for _, each in sorted(by_weight.items()):
            now = [self.finding(id, value, weights) for id, value in each]
            read.update({finding.id: finding for finding in now})
            self.conditions.earlier.update({finding.id: finding.when for finding in now})
        return {id: read[id] for id, _ in written}

    def verdicts(self) -> dict[str, Verdict]:
        result: dict[str, Verdict] = {}
        for id, value in self.fields.entries("verdicts", required=True):
            fields = Fields(self.notes, value, f"verdict {id}", VERDICT.names)
            tone = fields.choice("tone", TONES, required=True) or "info"
            forced = fields.texts("forced-by")
            offered = fields.choice("offer", OFFERS) is None
            result[id] = Verdict(id, fields.need("label"), tone, len(result), forced, offered)
        forced_once: dict[str, Text] = {}
        for verdict in result.values():
            for weight in verdict.forced_by:
                if weight in forced_once:
                    self.notes.add(weight, "forced-twice", f"weight {weight} forces two verdicts")
                forced_once[weight] = weight
        return result

    def weights(self, verdicts: dict[str, Verdict]) -> dict[str, str]:
        forcing = [weight for verdict in verdicts.values() for weight in verdict.forced_by]
        if not self.fields.has("weights"):
            return {**{w: w.capitalize() for w in reversed(forcing)}, **PLAIN_WEIGHTS}
        declared: dict[str, str] = {}
        for id, value in self.fields.entries("weights"):
            declared[id] = Fields(self.notes, value, f"weight {id}", WEIGHT.names).need("label")
        for weight in forcing:
            if weight not in declared:
                hint = did_you_mean(weight, declared)
                self.notes.add(weight, "unknown-weight", f"no weight {weight} in weights", hint)
        return declared

    def check_targets(self, questions: dict[str, Question], start: Text) -> None:
        written = [start] if start else []
        for question in questions.values():
            written += [question.next] if question.next else []
            written += [answer.next for answer in question.answers.values() if answer.next]
        for target in written:
            if target not in questions and (target != END or target is start):
                hint = did_you_mean(target, [*questions, END])
                self.notes.add(target, "unknown-question", f"there is no question {target}", hint)
        leads = ways(questions)
        found = loop(leads)
        if found:
            closing = next(each for each in leads[found[-2]] if each == found[0])
            self.notes.add(closing, "loop", f"the questions go round in a loop: {' -> '.join(found)}")
        if start in questions and questions[start].when is not None:
            self.notes.add(start, "start-when", f"the first question {start} must not have a when")

    def finding(self, id: Text, value: Value, weights: dict[str, str]) -> Finding:
        fields = Fields(self.notes, value, f"finding {id}", FINDING.names)
        weight, remedy = fields.need("weight"), action(fields, "remedy")
        if weight and weight not in weights:
            hint = did_you_mean(weight, weights)
            self.notes.add(weight, "unknown-weight", f"finding {id} has unknown weight {weight}", hint)
        return Finding(
            id=id,
            weight=weight,
            when=self.conditions.read(fields.get("when", required=True), fields.what),
            says=fields.need("says"),
            rules=fields.texts("rules"),
            cases=fields.texts("cases"),
            remedy=remedy.text if remedy else None,
            learn=fields.text("learn"),
            who=remedy.who if remedy else "",
            shown_by=fields.text("shown-by") or "",
        )

    def outcome(self, id: Text, value: Value, verdicts: dict[str, Verdict]) -> Outcome:
        fields = Fields(self.notes, value, f"outcome {id}", OUTCOME.names)
        verdict = fields.choice("verdict", tuple(verdicts), required=True) or Text("")
        when = ALWAYS
        if fields.has("when"):
            when = self.conditions.read(fields.get("when"), fields.what, found=True)
        return Outcome(id, verdict, fields.need("page"), when, fields.text("then"))

    def invariant(self, id: Text, value: Value, verdicts: dict[str, Verdict]) -> Invariant:
        fields = Fields(self.notes, value, f"invariant {id}", INVARIANT.names)
        allowed = fields.texts("verdict")
        for verdict in allowed:
            if verdict not in verdicts:
                hint = did_you_mean(verdict, verdicts)
                self.notes.add(verdict, "unknown-verdict", f"there is no verdict {verdict}", hint)
        raises = fields.texts("raises")
        self.conditions.known_findings(raises, fields.what)
        if not allowed and not raises:
            self.notes.add(id, "missing-field", f"invariant {id} needs verdict or raises")
        when = self.conditions.read(fields.get("when", required=True), fields.what, found=True)
        return Invariant(id, when, fields.need("because"), allowed, raises, fields.texts("rules"))

    def date(self) -> DateQuestion | None:
        if not self.fields.has("date"):
            if self.fields.has("deadlines"):
                self.notes.add(self.fields.place, "missing-field", "deadlines need a date to count from")
            return None
        fields = Fields(self.notes, self.fields.get("date"), "date", DATE.names)
        return DateQuestion(fields.need("ask"), fields.need("why"))

    def deadline(self, id: Text, value: Value) -> Deadline:
        fields = Fields(self.notes, value, f"deadline {id}", DEADLINE.names)
        return Deadline(
            id=id,
            when=self.conditions.read(fields.get("when", required=True), fields.what, found=True),
            days=fields.number("days", 1, MOST_DAYS, 60),
            says=fields.need("says"),
            from_year_end=fields.choice("from", ("day", "year-end")) == "year-end",
            rules=fields.texts("rules"),
        )


def led(question: Question, first: Mapping[str, Text]) -> Question:
    """A question with every way that leads to ticks led to the first of them."""
    if not first:
        return question

    def way(target: Text | None) -> Text | None:
        if target is None or target not in first:
            return target
        return Text(first[target], target.line, target.column, target.path)

    answers = {id: replace(each, next=way(each.next)) for id, each in question.answers.items()}
    return replace(question, next=way(question.next), answers=answers)
