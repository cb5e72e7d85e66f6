"""The sentences that every form of a transcript, and every screen, says in the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wizard.tree.model import Question, Tree, Verdict
from wizard.walk.walk import UNSURE, Walk

NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six")

GIVE_UP = "If you give up what you wanted to do"
"""What stands before a plan that changes the reader's purpose."""

DOES = {"practice": "your practice does this", "vendor": "the vendor does this"}

COSTS = ((1, "small"), (3, "moderate"), (6, "large"))
"""Effort, in the trees' unit, up to which a plan is called so; beyond, it is very large."""


def ways_to_answer(question: Question) -> dict[str, str]:
    """Answer id to label, with `UNSURE` where the reader may say so."""
    labels = {id: answer.label for id, answer in question.answers.items()}
    return {**labels, UNSURE: "I don't know"} if question.unsure else labels


def cost(effort: float) -> str:
    """Effort, in the trees' unit, in a word."""
    return next((word for limit, word in COSTS if effort <= limit), "very large")


def changes_make(number: int, verdict: str) -> str:
    """The heading of a change plan."""
    count = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{count} change{'s make' if number != 1 else ' makes'} this: {verdict}"


def plan_title(changes: int, verdict: str, effort: float) -> str:
    """A plan in one line: how many changes, what they reach, what they cost in the trees' unit of effort."""
    return f"{changes_make(changes, verdict)} (a {cost(effort)} effort)"


def action(text: str, who: str) -> str:
    """What to do, with who can do it where that is not the reader."""
    return f"{text} ({DOES[who]})" if text and who in DOES else text


def needed(ask: str, label: str, only_if: bool) -> str:
    """An answer that a plan needs to a question that was not asked."""
    return f"{'Only if' if only_if else 'Would also need'}: {ask} “{label}”."


def or_else(labels: Iterable[str]) -> str:
    """Answers any of which will do, in quotation marks."""
    return " or ".join(f"“{label}”" for label in labels)


def out_of_reach(verdict: str, fixed: Iterable[str]) -> str:
    """Why no plan leads to a verdict; `fixed` are the questions whose answers cannot change."""
    reasons = " and ".join(f"“{ask}”" for ask in fixed)
    if not reasons:
        return f"{verdict}: no answers to these questions lead there."
    return f"{verdict}: not in your hands. Your answer to {reasons} cannot be changed."


def possible(verdicts: Iterable[Verdict]) -> str:
    """The verdicts still possible, in one line."""
    return either([verdict.label for verdict in verdicts])


def either(labels: Sequence[str]) -> str:
    """Labels in one line, any of which may be; semicolons keep long ones apart."""
    return f"{'; '.join(labels[:-1])}; or {labels[-1]}" if len(labels) > 2 else " or ".join(labels)


def progress(number: int, least: int, most: int) -> str:
    """Where the walk stands. `least` and `most` count the questions left, this one included."""
    if most == 1:
        return f"Question {number}, the last one"
    left = f"{least - 1}" if least == most else f"{least - 1} to {most - 1}"
    return f"Question {number}, {left} left after it"


def as_options(walk: Walk) -> str:
    """The answers of a walk as options of `assess`: what was assumed stays so, figures as typed."""
    return " ".join(
        f"-a {step.question}={UNSURE if step.assumed else step.given or step.answer}" for step in walk.steps
    )


def as_command(tree: Tree, facts: Mapping[str, str], command: str) -> str:
    """The command line that reproduces a walk; `command` is what calls the program."""
    return " ".join([command, "assess", tree.id, *(f"-a {q}={a}" for q, a in facts.items())])
