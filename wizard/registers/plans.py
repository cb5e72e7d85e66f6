"""What would make a row right, in words: worked out once for each distinct walk, not for each row."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.pack.knowledge import Knowledge
from wizard.registers.layers import facts_of
from wizard.source.problems import Refused
from wizard.tree.model import Tree
from wizard.walk.plans import Plan, first_plan, options
from wizard.walk.walk import begin
from wizard.words.phrases import action, needed, or_else, out_of_reach, plan_title

MOST_PLANS = 10_000
"""Plans are made for so many distinct walks, those with most rows first."""


def plan_of(tree: Tree, facts: str) -> str:
    """The cheapest change to the walk of these facts in a line, or why there is none."""
    walk = begin(tree)
    for answer in facts_of(tree, facts).values():
        walk = walk.answer(answer)
    plan = first_plan(walk)
    if plan is not None:
        return " ".join(_told(tree, plan))
    found = options(walk)
    last = found[-1] if found else None
    return out_of_reach(last.verdict.label, [tree.questions[id].ask for id in last.fixed]) if last else ""


def _told(tree: Tree, plan: Plan) -> Iterator[str]:
    yield f"{plan_title(len(plan.changes), plan.verdict.label, plan.effort / 10)}."
    for change in plan.changes:
        question = tree.questions[change.question]
        after = or_else(question.answers[id].label for id in (change.after, *change.others))
        yield f"{question.ask} {after}."
    for id, answer in plan.needs:
        question = tree.questions[id]
        yield needed(question.ask, question.answers[answer].label, id in plan.only_if)


def remedies(tree: Tree) -> dict[str, str]:
    """What mends each finding that forces a verdict, and who does it."""
    return {
        each.id: action(each.remedy, each.who)
        for each in tree.findings.values()
        if each.remedy and tree.verdict_of_weight(each.weight) is not None
    }


def first_steps(knowledge: Knowledge, tree: Tree) -> dict[str, str]:
    """What each outcome's page says to do first; nothing where a page cannot be read."""
    from wizard.library.parts import parts

    found: dict[str, str] = {}
    for outcome in tree.outcomes.values():
        try:
            entry = knowledge.library.page(outcome.page)
        except Refused:
            continue
        first = next(iter(parts(entry.path, entry.body)), None)
        if first is not None:
            found[outcome.id] = first.lines[0].text
    return found
