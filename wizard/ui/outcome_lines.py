"""The lines of the outcome screen, from a transcript."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wizard.library.shelves import Library
from wizard.pack.knowledge import Knowledge
from wizard.transcript.model import Transcript, Way, headings
from wizard.tree.model import Tree
from wizard.ui.widgets.choices import Choice
from wizard.words.phrases import either, out_of_reach

PAGE, FINDING, UNKNOWN, PLAN, ENTRY, ANSWER = "page", "finding", "unknown", "plan", "entry", "answer"
DAY, THEN, RETURN, SKIP = "day", "then", "return", "skip"
"""What a line opens: the word before the colon of its id."""

CHANGES = "What would change it"


def outcome_lines(told: Transcript, tree: Tree, knowledge: Knowledge, returns: str | None) -> list[Choice]:
    """Everything that the outcome screen lists. `returns` is the question that this walk was to settle."""
    return [
        Choice(f"{PAGE}:", told.outcome.summary, "Enter: read the page"),
        *([Choice(f"{SKIP}:", f"Skip to: {CHANGES}")] if told.plans else []),
        *_way_on(told, knowledge, returns),
        *_date_lines(told, tree, knowledge.library),
        *_finding_lines(told),
        *_unknown_lines(told),
        *_change_lines(told),
        *_cited_lines(told, knowledge.library),
        *_answer_lines(told),
    ]


def _way_on(told: Transcript, knowledge: Knowledge, returns: str | None) -> Iterator[Choice]:
    """Where to go from here: back to what this walk was to settle, or on to another tree."""
    if returns is not None:
        yield Choice(f"{RETURN}:", f"Return to: {returns}")
        return
    then = knowledge.readable(told.outcome.then or None)
    if then is not None:
        note = "Answers that both share are carried over."
        yield Choice(f"{THEN}:{then.id}", f"Go on with: {then.title}", note)


def _date_lines(told: Transcript, tree: Tree, library: Library) -> Iterator[Choice]:
    if tree.date is None or not told.deadlines:
        return
    yield _heading("Last days")
    given = f"Counted from {told.day}. Enter: change the day" if told.day else "Enter: give the day"
    yield Choice(f"{DAY}:", tree.date.ask, given)
    for each in told.deadlines:
        cites = "; ".join(library.entry(id).cite for id in each.rules)
        opens = f"{ENTRY}:{each.rules[0]}:{each.id}" if each.rules else each.id
        yield Choice(opens, f"{each.due or each.counted}: {each.says}", cites)


def _finding_lines(told: Transcript) -> Iterator[Choice]:
    weight = ""
    for place, each in enumerate(told.findings):
        if each.weight_label != weight:
            weight = each.weight_label
            yield _heading(weight)
        yield Choice(f"{FINDING}:{place}", each.says, f"because you answered: {told.because(each)}")


def _unknown_lines(told: Transcript) -> Iterator[Choice]:
    if told.assumptions:
        yield _heading("What to find out")
    for each in told.assumptions:
        others = "\n".join(f"if “{other.label}”: {either(other.verdict_labels)}" for other in each.others)
        yield Choice(f"{UNKNOWN}:{each.question}", f"{each.ask} {each.find_out}", others)


def _change_lines(told: Transcript) -> Iterator[Choice]:
    if told.plans or told.out_of_reach:
        yield _heading(CHANGES)
    for place, plan in enumerate(told.plans):
        yield Choice(f"{PLAN}:{place}", plan.heading, "\n".join(_short_plan(plan)))
    asks = {each.question: each.ask for each in told.steps}
    for each in told.out_of_reach:
        words = out_of_reach(each.verdict_label, [asks[id] for id in each.fixed])
        yield Choice(f"none:{each.verdict}", words, heading=True)


def _short_plan(plan: Way) -> Iterator[str]:
    for each in plan.changes:
        yield f"{each.ask} → {each.after_label}"
        yield from (f"or → {other.label}" for other in each.others)
    for need in plan.needs:
        yield f"also needs: {need.ask} → {need.label}"


def _cited_lines(told: Transcript, library: Library) -> Iterator[Choice]:
    for heading, entries in headings((*told.rules, *told.cases)).items():
        yield _heading(heading)
        for each in entries:
            yield Choice(f"{ENTRY}:{each.id}", each.told, library.entry(each.id).standing(date.today()))


def _answer_lines(told: Transcript) -> Iterator[Choice]:
    yield _heading("Your answers")
    for each in told.steps:
        known = " (assumed: you did not know)" if each.assumed else ""
        yield Choice(f"{ANSWER}:{each.question}", each.label + known, each.ask)


def _heading(words: str) -> Choice:
    return Choice(f"heading:{words}", words.upper(), heading=True, style="bold")
