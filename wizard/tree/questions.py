"""The questions of a tree file: plain ones, ticks, and figures in bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wizard.source.fields import Fields, Notes, texts_of
from wizard.source.nearest import did_you_mean
from wizard.source.places import Text
from wizard.source.yamltext import Mapping as YamlMapping
from wizard.source.yamltext import Value
from wizard.tree.bands import Band, Bands, band_label, read_band
from wizard.tree.conditions import ConditionReader
from wizard.tree.grammar import ACTION, ANSWER, DAYS, GIVES, NUMBER, OFFERS, QUESTION, WHO
from wizard.tree.model import END, Action, Answer, Question
from wizard.tree.ticks import NO, NONE, YES, Screen

RESERVED = ("found", "unsure")
NAMES_OF_CONDITIONS = ("found", "at-least", "of")


@dataclass
class Raw:
    """A question as written, with its answers and groups read: what conditions may name."""

    id: Text
    fields: Fields
    many: bool
    answers: dict[str, Answer]
    groups: dict[str, tuple[Text, ...]]
    bands: Bands | None = None
    shared: str | None = None
    lines: dict[str, Fields] = field(default_factory=dict)


class QuestionReader:
    """Reads questions in two steps: first what they may be answered, then, with conditions, the rest."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def raw(self, id: Text, value: Value, shared: str | None) -> Raw:
        """What a question may be answered."""
        fields = Fields(self.notes, value, f"question {id}", QUESTION.names)
        kinds = [name for name in ("number", "day") if fields.has(name)]
        many = fields.choice("choose", ("one", "many")) == "many"
        if len(kinds) + many > 1:
            self.notes.add(id, "wrong-value", f"question {id} is of two kinds", "keep choose, number or day")
        bands, labels = self.bands(id, fields, kinds[0]) if kinds else (None, {})
        answers = self.answers(id, fields, labels if kinds else None)
        if many:
            self.ticked(id, fields, answers)
        return Raw(id, fields, many, answers, self.groups(id, fields, answers), bands, shared)

    def answers(self, question: Text, fields: Fields, bands: Mapping[Text, str] | None) -> dict[str, Answer]:
        """The answers of a question by id; with bands there is one for each, whether written or not."""
        result: dict[str, Answer] = {}
        labels: dict[str, str] = {}
        written = dict(fields.entries("answers", required=bands is None))
        for id in written:
            if bands is not None and id not in bands:
                hint = did_you_mean(id, bands)
                self.notes.add(id, "unknown-answer", f"{question} has no band {id}", hint)
        for id in bands if bands is not None else written:
            value = written.get(id, YamlMapping())
            each = Fields(self.notes, value, f"answer {question}={id}", ANSWER.names)
            label = each.text("label", required=bands is None) or Text(bands[id] if bands else "")
            if label and label in labels:
                message = f"answers {labels[label]} and {id} of {question} have the same label"
                self.notes.add(label if each.has("label") else id, "same-label", message)
            labels[label] = id
            if id in RESERVED:
                self.notes.add(id, "reserved", f"{id} cannot be an answer's id")
            result[id] = Answer(
                id,
                label,
                each.text("next"),
                each.flag("fixed"),
                action(each, "how"),
                each.choice("offer", OFFERS) is None,
                each.text("idle"),
            )
        return result

    def groups(
        self, question: Text, fields: Fields, answers: dict[str, Answer]
    ) -> dict[str, tuple[Text, ...]]:
        """Names for several of the answers."""
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
            result[id] = tuple(member for member in members if member in answers)
        return result

    def bands(self, id: Text, fields: Fields, kind: str) -> tuple[Bands, dict[Text, str]]:
        """The bands of a number or a day, which must hold every figure once, and their labels."""
        days = kind == "day"
        part = fields.part(kind, (DAYS if days else NUMBER).names)
        unit = "" if days else part.need("unit")
        decimals = 0 if days else part.number("decimals", 0, 4, 0)
        read: dict[str, Band] = {}
        labels: dict[Text, str] = {}
        written = 0
        for name, value in part.entries("bands", required=True):
            written += 1
            band = read_band(value, days, decimals) if isinstance(value, Text) else None
            if band is None or not isinstance(value, Text):
                hint = 'write "<=30 days ago"' if days else 'write "<500", ">=500", "100 to 499" or "7"'
                self.notes.add(value, "band", f"question {id}: {name} is no band", hint)
            else:
                read[name], labels[name] = band, band_label(value, unit)
        least = part.number("least", 0, 99_999_999, 0) * 10**decimals if not days else 0
        ahead = days and any(band.low is None for band in read.values())
        result = Bands(read, unit, None if ahead else least, decimals, days)
        gap = result.gap() if read and len(read) == written else ""
        if gap:
            hint = "let the bands hold every figure exactly once"
            self.notes.add(part.place, "bands", f"question {id}: {gap}", hint)
        return result, labels

    def ticked(self, id: Text, fields: Fields, answers: dict[str, Answer]) -> None:
        """What ticks need: no tick written out, one way on, nothing that only a single choice has."""
        if NONE not in answers:
            message = f"question {id} lets several be ticked and has no answer {NONE}"
            self.notes.add(fields.place, "no-none", message, f"write {NONE} out, with its label")
        if len(answers) < 3:
            self.notes.add(id, "no-none", f"question {id} needs two ticks at least", "ask for one answer")
        for answer in answers.values():
            if answer.next is not None:
                message = f"answer {id}={answer.id} has a next, and several may be ticked"
                self.notes.add(answer.next, "wrong-value", message, "give the next to the question")

    def question(self, raw: Raw, conditions: ConditionReader) -> Question:
        """The whole question."""
        fields, id, answers = raw.fields, raw.id, raw.answers
        if id == END or id in NAMES_OF_CONDITIONS:
            self.notes.add(id, "reserved", f"{id} cannot be a question's id")
        settle, gives = self.settle(fields, answers)
        question = Question(
            id=id,
            ask=fields.need("ask"),
            why=fields.need("why"),
            answers=answers,
            next=fields.text("next"),
            when=conditions.read(fields.get("when"), fields.what) if fields.has("when") else None,
            learn=fields.text("learn"),
            find_out=fields.text("find-out"),
            settle=settle,
            effort=fields.number("effort", 1, 5, 1),
            fixed=fields.flag("fixed"),
            unsure=None if raw.many else fields.choice("unsure", tuple(answers)),
            groups=raw.groups,
            purpose=fields.flag("purpose"),
            gives=gives,
            bands=raw.bands,
            shared=raw.shared,
        )
        if question.when is not None and question.next is None:
            message = f"question {id} has a when and no next to pass on to"
            self.notes.add(fields.place, "no-way-on", message, "add next: end")
            return question
        lost = [answer for answer in answers.values() if question.target(answer.id) is None]
        if lost and len(lost) == len(answers):
            self.notes.add(fields.place, "no-way-on", f"question {id} leads nowhere", "add next: end")
            return question
        for answer in lost:
            message = f"answer {id}={answer.id} leads nowhere"
            self.notes.add(answer.id, "no-way-on", message, "give it or its question a next")
        return question

    def settle(self, fields: Fields, answers: Mapping[str, Answer]) -> tuple[Text | None, dict[Text, Text]]:
        """The tree that helps to settle a question, and which of its verdicts or outcomes give an answer."""
        if not isinstance(fields.get("settle"), YamlMapping):
            return fields.text("settle"), {}
        part = fields.part("settle", GIVES.names)
        gives: dict[Text, Text] = {}
        for ending, answer in part.entries("gives", required=True):
            if isinstance(answer, Text) and answer in answers:
                gives[ending] = answer
            else:
                hint = did_you_mean(answer, answers) if isinstance(answer, Text) else ""
                message = f"{fields.what}: {ending} must give one of its answers"
                self.notes.add(answer, "unknown-answer", message, hint)
        return part.need("tree"), gives

    def screen(self, raw: Raw) -> Screen:
        """The ticks of a question by which conditions know it."""
        labels = {id: answer.label for id, answer in raw.answers.items() if id != NONE}
        none = raw.answers[NONE].label if NONE in raw.answers else ""
        for members in raw.groups.values():
            for each in members:
                if each == NONE:
                    self.notes.add(each, "wrong-value", f"{NONE} cannot stand in a group", "remove it")
        return Screen(raw.id, raw.fields.need("ask"), raw.fields.need("why"), labels, none, raw.groups)

    def ticks(self, question: Question, raw: Raw, screen: Screen) -> Iterator[Question]:
        """The hidden questions of a screen: each answer leads to the next tick, the last one on."""
        assumed = raw.fields.texts("unsure")
        for name in assumed:
            if name not in raw.answers:
                hint = did_you_mean(name, raw.answers)
                self.notes.add(name, "unknown-answer", f"{raw.id} has no answer {name}", hint)
        following = [*screen.questions[1:], question.next or Text(END)]
        for at, (tick, label) in enumerate(screen.labels.items()):
            written, way = raw.answers[tick], Text(following[at])
            yes = Answer(Text(YES), "Yes", way, written.fixed, written.how, written.offered, written.idle)
            yield Question(
                id=Text(screen.question(tick), written.id.line, written.id.column, written.id.path),
                ask=f"{question.ask} “{label}”",
                why=question.why,
                answers={YES: yes, NO: Answer(Text(NO), "No", way)},
                next=question.next,
                when=question.when if at == 0 else None,
                learn=question.learn,
                find_out=question.find_out,
                settle=None,
                effort=question.effort,
                fixed=question.fixed,
                unsure=(YES if tick in assumed else NO) if assumed else None,
                purpose=question.purpose,
                screen=screen.id,
                shared=question.shared,
            )


def action(fields: Fields, name: str) -> Action | None:
    """Something to do: a text, or a mapping that says who does it."""
    if not isinstance(fields.get(name), YamlMapping):
        text = fields.text(name)
        return None if text is None else Action(text)
    part = fields.part(name, ACTION.names)
    return Action(part.need("text"), part.choice("who", WHO) or "")
