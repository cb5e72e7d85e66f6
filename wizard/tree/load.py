"""A tree file to a `Tree`: every field typed, every reference resolved, no loops."""

from __future__ import annotations

import hashlib
from pathlib import Path

from wizard.source.collection import uncollected
from wizard.source.fields import Fields, Notes, texts_of
from wizard.source.files import read_text
from wizard.source.nearest import did_you_mean
from wizard.source.places import Text
from wizard.source.problems import Broken, Problem
from wizard.source.yamltext import Value, read_yaml
from wizard.tree.conditions import ConditionReader
from wizard.tree.model import (
    ALWAYS,
    END,
    Answer,
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
from wizard.tree.order import loop
from wizard.tree.tones import TONES

TREE_KEYS = (
    "tree",
    "title",
    "version",
    "reviewed",
    "start",
    "notice",
    "verdicts",
    "weights",
    "questions",
    "findings",
    "outcomes",
    "invariants",
    "date",
    "deadlines",
)
VERDICT_KEYS = ("label", "tone", "forced-by")
QUESTION_KEYS = (
    "when",
    "ask",
    "why",
    "learn",
    "find-out",
    "settle",
    "effort",
    "fixed",
    "unsure",
    "answers",
    "groups",
    "next",
)
ANSWER_KEYS = ("label", "next", "fixed")
FINDING_KEYS = ("weight", "when", "says", "rules", "cases", "remedy", "learn")
OUTCOME_KEYS = ("verdict", "when", "page", "then")
DATE_KEYS = ("ask", "why")
DEADLINE_KEYS = ("when", "days", "from", "says", "rules")
INVARIANT_KEYS = ("when", "verdict", "raises", "because", "rules")
PLAIN_WEIGHTS = {"duty": "Duties", "safeguard": "Safeguards in place", "note": "Notes"}
"""Weights a tree may use without declaring them; they force no verdict."""


def load_tree(path: Path, shown: str | None = None) -> Tree:
    """Reads a tree file. `shown` is the path named in problems.

    Raises `Broken` with every problem that keeps the tree from being walked.
    """
    tree, problems = read_tree(read_text(path, shown or str(path)), shown or str(path))
    if problems:
        raise Broken(problems)
    return tree


def read_tree(text: str, path: str) -> tuple[Tree, list[Problem]]:
    """A tree as far as it can be read, with every problem found while reading it.

    Raises `Broken` when the text is no YAML at all.
    """
    with uncollected():
        value, refused = read_yaml(text, path)
        notes = Notes(path)
        notes.problems += refused
        tree = _Reader(notes, Fields(notes, value, "the tree", TREE_KEYS)).tree(text)
    return tree, sorted(notes.problems)


class _Reader:
    """Reads the parts of one tree in the order in which they refer to each other."""

    def __init__(self, notes: Notes, fields: Fields) -> None:
        self.notes = notes
        self.fields = fields

    def tree(self, text: str) -> Tree:
        fields = self.fields
        verdicts = self.verdicts()
        weights = self.weights(verdicts)
        raw = [
            (id, Fields(self.notes, value, f"question {id}", QUESTION_KEYS))
            for id, value in fields.entries("questions", required=True)
        ]
        answers = {str(id): self.answers(id, each) for id, each in raw}
        groups = {str(id): self.groups(id, each, answers[id]) for id, each in raw}
        self.conditions = ConditionReader(self.notes, answers, groups)
        questions = {str(id): self.question(id, each, answers[id], groups[id]) for id, each in raw}
        start = fields.need("start")
        self.check_targets(questions, start)
        findings = {str(id): self.finding(id, value, weights) for id, value in fields.entries("findings")}
        self.conditions.findings = findings
        outcomes = {
            str(id): self.outcome(id, value, verdicts)
            for id, value in fields.entries("outcomes", required=True)
        }
        invariants = {
            str(id): self.invariant(id, value, verdicts) for id, value in fields.entries("invariants")
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
            deadlines={str(id): self.deadline(id, value) for id, value in fields.entries("deadlines")},
            digest=hashlib.sha256(text.encode()).hexdigest(),
            path=self.notes.path,
        )

    def verdicts(self) -> dict[str, Verdict]:
        result: dict[str, Verdict] = {}
        for id, value in self.fields.entries("verdicts", required=True):
            fields = Fields(self.notes, value, f"verdict {id}", VERDICT_KEYS)
            tone = fields.choice("tone", TONES, required=True) or "info"
            forced = fields.texts("forced-by")
            result[str(id)] = Verdict(id, fields.need("label"), tone, len(result), forced)
        forced_once: dict[str, Text] = {}
        for verdict in result.values():
            for weight in verdict.forced_by:
                if weight in forced_once:
                    self.notes.add(_text(weight), "forced-twice", f"weight {weight} forces two verdicts")
                forced_once[weight] = _text(weight)
        return result

    def weights(self, verdicts: dict[str, Verdict]) -> dict[str, str]:
        forcing = [weight for verdict in verdicts.values() for weight in verdict.forced_by]
        if not self.fields.has("weights"):
            return {**{str(w): str(w).capitalize() for w in reversed(forcing)}, **PLAIN_WEIGHTS}
        declared: dict[str, str] = {}
        for id, value in self.fields.entries("weights"):
            declared[str(id)] = Fields(self.notes, value, f"weight {id}", ("label",)).need("label")
        for weight in forcing:
            if weight not in declared:
                hint = did_you_mean(weight, declared)
                self.notes.add(_text(weight), "unknown-weight", f"no weight {weight} in weights", hint)
        return declared

    def answers(self, question: Text, fields: Fields) -> dict[str, Answer]:
        result: dict[str, Answer] = {}
        labels: dict[str, str] = {}
        for id, value in fields.entries("answers", required=True):
            each = Fields(self.notes, value, f"answer {question}={id}", ANSWER_KEYS)
            label = each.need("label")
            if label and label in labels:
                message = f"answers {labels[label]} and {id} of {question} have the same label"
                self.notes.add(label, "same-label", message)
            labels[label] = id
            if id in ("found", "unsure"):
                self.notes.add(id, "reserved", f"{id} cannot be an answer's id")
            result[str(id)] = Answer(id, label, each.text("next"), each.flag("fixed"))
        return result

    def groups(
        self, question: Text, fields: Fields, answers: dict[str, Answer]
    ) -> dict[str, tuple[Text, ...]]:
        result: dict[str, tuple[Text, ...]] = {}
        for id, value in fields.entries("groups"):
            members = tuple(texts_of(self.notes, value, f"group {id} of {question}"))
            if id in answers:
                self.notes.add(id, "reserved", f"group {id} of {question} has the id of an answer")
            if not members:
                self.notes.add(id, "empty-group", f"group {id} of {question} is empty")
            for member in members:
                if member not in answers:
                    hint = did_you_mean(member, answers)
                    self.notes.add(member, "unknown-answer", f"{question} has no answer {member}", hint)
            result[str(id)] = tuple(member for member in members if member in answers)
        return result

    def question(
        self, id: Text, fields: Fields, answers: dict[str, Answer], groups: dict[str, tuple[Text, ...]]
    ) -> Question:
        if id in (END, "found"):
            self.notes.add(id, "reserved", f"{id} cannot be a question's id")
        question = Question(
            id=id,
            ask=fields.need("ask"),
            why=fields.need("why"),
            answers=answers,
            next=fields.text("next"),
            when=self.conditions.read(fields.get("when"), fields.what) if fields.has("when") else None,
            learn=fields.text("learn"),
            find_out=fields.text("find-out"),
            settle=fields.text("settle"),
            effort=fields.number("effort", 1, 5, 1),
            fixed=fields.flag("fixed"),
            unsure=fields.choice("unsure", tuple(answers)),
            groups=groups,
        )
        if question.when is not None and question.next is None:
            message = f"question {id} has a when and no next to pass on to"
            self.notes.add(id, "no-way-on", message, "give it a next")
        for answer in answers.values():
            if question.target(answer.id) is None:
                message = f"answer {id}={answer.id} leads nowhere"
                self.notes.add(_text(answer.id), "no-way-on", message, "give it or its question a next")
        return question

    def check_targets(self, questions: dict[str, Question], start: Text) -> None:
        written = [start] if start else []
        for question in questions.values():
            written += [_text(question.next)] if question.next else []
            written += [_text(answer.next) for answer in question.answers.values() if answer.next]
        for target in written:
            if target not in questions and (target != END or target is start):
                hint = did_you_mean(target, [*questions, END])
                self.notes.add(target, "unknown-question", f"there is no question {target}", hint)
        leads = ways(questions)
        found = loop(leads)
        if found:
            closing = next(each for each in leads[found[-2]] if each == found[0])
            self.notes.add(_text(closing), "loop", f"the questions go round in a loop: {' -> '.join(found)}")
        if start in questions and questions[start].when is not None:
            self.notes.add(start, "start-when", f"the first question {start} must not have a when")

    def finding(self, id: Text, value: Value, weights: dict[str, str]) -> Finding:
        fields = Fields(self.notes, value, f"finding {id}", FINDING_KEYS)
        weight = fields.need("weight")
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
            remedy=fields.text("remedy"),
            learn=fields.text("learn"),
        )

    def outcome(self, id: Text, value: Value, verdicts: dict[str, Verdict]) -> Outcome:
        fields = Fields(self.notes, value, f"outcome {id}", OUTCOME_KEYS)
        verdict = fields.choice("verdict", tuple(verdicts), required=True) or Text("")
        when = ALWAYS
        if fields.has("when"):
            when = self.conditions.read(fields.get("when"), fields.what, found=True)
        return Outcome(id, verdict, fields.need("page"), when, fields.text("then"))

    def invariant(self, id: Text, value: Value, verdicts: dict[str, Verdict]) -> Invariant:
        fields = Fields(self.notes, value, f"invariant {id}", INVARIANT_KEYS)
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
        fields = Fields(self.notes, self.fields.get("date"), "date", DATE_KEYS)
        return DateQuestion(fields.need("ask"), fields.need("why"))

    def deadline(self, id: Text, value: Value) -> Deadline:
        fields = Fields(self.notes, value, f"deadline {id}", DEADLINE_KEYS)
        return Deadline(
            id=id,
            when=self.conditions.read(fields.get("when", required=True), fields.what, found=True),
            days=fields.number("days", 1, 3660, 60),
            says=fields.need("says"),
            from_year_end=fields.choice("from", ("day", "year-end")) == "year-end",
            rules=fields.texts("rules"),
        )


def _text(value: str) -> Text:
    """A scalar of the file, with its place: every string the loader keeps is one."""
    return value if isinstance(value, Text) else Text(value)
