"""Every key of a tree file, declared once: the loader reads with it, and the JSON Schema is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wizard.tree.tones import TONES

Schema = dict[str, Any]

WHO = ("you", "practice", "vendor")
"""Who can do what a remedy or a `how` says."""
OFFERS = ("never",)
MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping: what its value may be, as a JSON Schema, and what it says, for an editor."""

    name: str
    value: Schema
    says: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A mapping with known keys; `more` are rules of the JSON Schema over several of them."""

    keys: tuple[Key, ...]
    more: Mapping[str, Any] = field(default_factory=dict)
    says: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The keys by name."""
        return tuple(each.name for each in self.keys)

    def schema(self) -> Schema:
        """The part as a JSON Schema."""
        needed = [each.name for each in self.keys if each.required]
        return {
            **({"description": self.says} if self.says else {}),
            "type": "object",
            **({"required": needed} if needed else {}),
            **self.more,
            "additionalProperties": False,
            "properties": {
                each.name: {**({"description": each.says} if each.says else {}), **each.value}
                for each in self.keys
            },
        }


def ref(name: str) -> Schema:
    """A reference to a part or a kind of value."""
    return {"$ref": f"#/$defs/{name}"}


def named(part: str, *, filled: bool = False, **more: Any) -> Schema:
    """A mapping of ids to parts; `filled`: with at least one."""
    return {
        "type": "object",
        **({"minProperties": 1} if filled else {}),
        **more,
        "additionalProperties": ref(part),
    }


TEXT, TEXTS, FLAG, WHEN, EARLY = map(ref, ("text", "texts", "flag", "when", "when-before-findings"))
RULES = Key("rules", TEXTS, "The rules behind it: ids of pages in content/rules.")
FOUND = "The key found names findings that must all be raised."
IDS = {"propertyNames": {"not": {"enum": ["found", "unsure"]}}}

VERDICT = Part(
    (
        Key("label", TEXT, "The verdict in words.", True),
        Key("tone", {"enum": list(TONES)}, f"How the verdict looks: {', '.join(TONES)}.", True),
        Key("forced-by", TEXTS, "Weights. One finding of such a weight is enough for this verdict."),
        Key("offer", {"enum": list(OFFERS)}, "never: no plan leads a reader to this verdict."),
    )
)
WEIGHT = Part((Key("label", TEXT, "The heading over the findings of this weight.", True),))
ANSWER = Part(
    (
        Key("label", TEXT, "The answer in words.", True),
        Key("next", TEXT, "Where this answer leads instead of the question's next: a question, or end."),
        Key("fixed", FLAG, "true: nobody can change this fact once it is so."),
        Key("how", ref("action"), "What to do to make this answer true. Plans that change to it say so."),
        Key("offer", {"enum": list(OFFERS)}, "never: no plan moves a reader to this answer."),
        Key("idle", TEXT, "Why this answer changes nothing. Needed where nothing reads the answer."),
    )
)
USED_ANSWER = Part((Key("next", TEXT, "Where this answer leads.", True),))
NUMBER = Part(
    (
        Key("unit", TEXT, "What is counted, such as people.", True),
        Key("least", ref("count"), "The smallest number there is. 0 when left out."),
        Key(
            "decimals",
            {"enum": [0, 1, 2, 3, 4, "0", "1", "2", "3", "4"]},
            "Places after the point. 0 when left out.",
        ),
        Key(
            "bands",
            ref("bands"),
            'Answers with the numbers they stand for: "<500", ">=500", "100 to 499".',
            True,
        ),
    )
)
DAYS = Part((Key("bands", ref("bands"), 'Answers with their days: "<=30 days ago", "still to come".', True),))
GIVES = Part(
    (
        Key("tree", TEXT, "The id of the tree.", True),
        Key(
            "gives",
            {"type": "object", "minProperties": 1, "additionalProperties": TEXT},
            "Verdicts or outcomes of that tree, each with the answer it settles here.",
            True,
        ),
    )
)
ACTION = Part(
    (
        Key("text", TEXT, "What to do, in one sentence.", True),
        Key("who", {"enum": list(WHO)}, "Who can do it: you, practice or vendor."),
    )
)
ROUTING = (
    Key("when", EARLY, "Asked only when this holds; otherwise the walk goes on at next."),
    Key("next", TEXT, "The id of the question that follows, or end."),
)
OWN = (
    Key("ask", TEXT, "The question in words.", True),
    Key("why", TEXT, "One sentence: why it is asked.", True),
    Key("learn", TEXT, "The help page, for example help/product.md."),
    Key("find-out", TEXT, "How to find out the true answer."),
    Key(
        "settle",
        {"anyOf": [TEXT, ref("gives")]},
        "The id of a tree that helps to find the answer, or that tree with what its verdicts settle.",
    ),
    Key(
        "effort",
        {"enum": [1, 2, 3, 4, 5, "1", "2", "3", "4", "5"]},
        "How hard it is to change this fact: 1 is easy, 5 is hard. 1 when left out.",
    ),
    Key("fixed", FLAG, "true: nobody can change this fact."),
    Key("purpose", FLAG, "true: it is what the reader wants to do. Plans that keep it come first."),
    Key("choose", {"enum": ["one", "many"]}, "many: all that apply may be ticked. one when left out."),
    Key("number", ref("number"), "The reader types a number, which lies in one of the bands."),
    Key("day", ref("days"), "The reader types a day, which lies in one of the bands."),
    Key(
        "unsure",
        TEXTS,
        'Lets the reader say "I don\'t know", and names the careful answer assumed then (or ticks).',
    ),
    Key("answers", named("answer", filled=True, **IDS), "The ways out of the question, by id."),
    Key(
        "groups",
        {
            "type": "object",
            "additionalProperties": {"anyOf": [TEXT, {"type": "array", "minItems": 1, "items": TEXT}]},
        },
        "Names for several of the answers, for use in conditions.",
    ),
)
KINDS = {
    "oneOf": [
        {"required": ["answers"], "not": {"anyOf": [{"required": ["number"]}, {"required": ["day"]}]}},
        {"required": ["number"], "not": {"required": ["day"]}},
        {"required": ["day"], "not": {"required": ["number"]}},
    ]
}
QUESTION = Part(
    OWN + ROUTING,
    {
        "dependentRequired": {"when": ["next"]},
        "anyOf": [
            {"required": ["next"]},
            {
                "required": ["answers"],
                "properties": {"answers": {"additionalProperties": {"required": ["next"]}}},
            },
        ],
        "if": {"not": {"required": ["choose"], "properties": {"choose": {"const": "many"}}}},
        "then": {"properties": {"unsure": TEXT}},
        **KINDS,
    },
)
USED = Part(
    (
        Key(
            "use", TEXT, "A shared question: its file in trees/shared and its id, as practice.coverage.", True
        ),
        *ROUTING,
        Key("fixed", FLAG, "true: nobody can change this fact here, as where it has already happened."),
        Key("answers", named("used-answer"), "The answers that lead elsewhere than to the question's next."),
    )
)
FINDING = Part(
    (
        Key("weight", TEXT, "One of the tree's weights.", True),
        Key("when", EARLY, "", True),
        Key("says", TEXT, "The finding in one sentence.", True),
        RULES,
        Key("cases", TEXTS, "Cases that fit: ids of pages in content/cases."),
        Key("remedy", ref("action"), "What would mend it, in one sentence."),
        Key(
            "shown-by",
            TEXT,
            "The document, setting or list that shows that it was done, for the checklist of evidence.",
        ),
        Key("learn", TEXT, "A page that says more, for example handbook/chat-backups.md."),
    )
)
OUTCOME = Part(
    (
        Key("verdict", TEXT, "One of the tree's verdicts; the outcome is only for walks that have it.", True),
        Key("when", WHEN, f"Taken only when this holds. {FOUND}"),
        Key("page", TEXT, "The page shown, for example outcomes/staff-chat.md.", True),
        Key("then", TEXT, "The id of a tree to go on with."),
    )
)
INVARIANT = Part(
    (
        Key("when", WHEN, f"The walks it speaks of. {FOUND}", True),
        Key("verdict", TEXTS, "The only verdicts allowed then."),
        Key("raises", TEXTS, "Findings that must be raised then."),
        Key("because", TEXT, "One sentence: why it must hold.", True),
        RULES,
    ),
    {"anyOf": [{"required": [it], "properties": {it: {"minItems": 1}}} for it in ("verdict", "raises")]},
)
DATE = Part(
    (
        Key("ask", TEXT, "The question for the day, in words.", True),
        Key("why", TEXT, "One sentence: why it is asked.", True),
    ),
    says="A day that the reader may give at the end.",
)
DEADLINE = Part(
    (
        Key("when", WHEN, f"The walks that have this deadline. {FOUND}", True),
        Key(
            "days",
            {
                "anyOf": [
                    {"type": "integer", "minimum": 1, "maximum": MOST_DAYS},
                    {
                        "type": "string",
                        "pattern": "^0*([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-5][0-9]|3660)$",
                    },
                ]
            },
            f"How many days after the day given, 1 to {MOST_DAYS}. 60 when left out.",
        ),
        Key(
            "from",
            {"enum": ["day", "year-end"]},
            "day: count from the day given, as when left out. year-end: from the end of its calendar year.",
        ),
        Key("says", TEXT, "What the day is the last one for, in one sentence.", True),
        RULES,
    )
)
TREE = Part(
    (
        Key("tree", TEXT, "The tree's id, the same as the file's name. It never changes.", True),
        Key("title", TEXT, "The question a reader comes with.", True),
        Key("version", TEXT, "Any text in quotes, changed when the tree changes.", True),
        Key(
            "reviewed", ref("day"), "The day somebody last read it against its sources, as 2026-11-22.", True
        ),
        Key("start", TEXT, "The id of the first question, which has no when.", True),
        Key("notice", TEXT, "A caution that readers see with the questions."),
        Key(
            "verdicts",
            named("verdict", filled=True),
            "The answers to the title, best first. A walk gets the worst one forced, or the first.",
            True,
        ),
        Key("weights", named("weight"), "The kinds of findings, in the order in which they are shown."),
        Key(
            "questions",
            {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"not": {"enum": ["end", "found", "at-least", "of"]}},
                "additionalProperties": {
                    "if": {"type": "object", "required": ["use"]},
                    "then": ref("used-question"),
                    "else": ref("question"),
                },
            },
            "What is asked, by id. A walk asks only what its answers lead to.",
            True,
        ),
        Key("findings", named("finding"), "What follows from the answers, by id."),
        Key(
            "outcomes",
            named("outcome", filled=True),
            "The pages a walk may end on, by id. The first with its verdict whose when holds is taken.",
            True,
        ),
        Key("invariants", named("invariant"), "What must hold on every walk, by id."),
        Key("date", ref("date")),
        Key("deadlines", named("deadline"), "Last days, by id. They count from the day that date asks for."),
    ),
    {"dependentRequired": {"deadlines": ["date"]}},
)
SHARED = Part((Key("questions", named("question", filled=True), "The questions, by id.", True),))
"""A file of shared questions in `trees/shared`."""
SHARED_QUESTION = Part(OWN)
