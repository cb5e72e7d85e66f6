"""What the question screen shows of a walk: the answers, the trail, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.pack.knowledge import Knowledge
from wizard.tree.model import Question, Verdict
from wizard.ui.widgets.choices import Choice
from wizard.walk.walk import Walk
from wizard.words.phrases import possible, progress, ways_to_answer

SETTLE = "settle"


def answer_lines(knowledge: Knowledge, question: Question, notes: dict[str, str]) -> list[Choice]:
    """The ways to answer a question, with a note on some; another tree may help to."""
    lines = [Choice(id, label, notes.get(id, "")) for id, label in ways_to_answer(question).items()]
    other = knowledge.readable(question.settle)
    if other is not None:
        lines.append(Choice(SETTLE, f"Help me find out: {other.title}"))
    return lines


def verdict_notes(walk: Walk) -> dict[str, str]:
    """For each answer to the current question, which verdicts it leaves possible."""
    from wizard.walk.ahead import by_answer

    return {id: f"leaves: {possible(verdicts)}" for id, verdicts in by_answer(walk).items()}


def trail_lines(walk: Walk) -> Iterator[Choice]:
    """The answers so far; each opens to be changed."""
    if walk.steps:
        yield Choice("heading", "YOUR ANSWERS", heading=True, style="bold")
    for step in walk.steps:
        asked = walk.tree.questions[step.question]
        known = " (assumed)" if step.assumed else ""
        yield Choice(step.question, asked.answers[step.answer].label + known, asked.ask)


def standing(walk: Walk, ready: bool, high: bool) -> tuple[str, str, Verdict | None]:
    """How many questions are left; what can be said besides; the only verdict possible, if there is one.

    `ready` says whether looking ahead is quick already, `high` whether there is room for more lines.
    """
    number = walk.number
    notice = walk.tree.notice
    rest = (notice if high else notice.partition(". ")[0]) if number == 1 else ""
    if not ready:
        return f"Question {number}", rest, None
    from wizard.walk.ahead import look

    ahead = look(walk)
    line = progress(number, ahead.least, ahead.most)
    if len(ahead.verdicts) == 1:
        only = ahead.verdicts[0]
        long = f"Settled: {only.label}. Press f to finish now, or go on for all findings."
        return line, long if high else f"Settled: {only.label}. f: finish", only
    if number > 1:
        rest = f"Still possible: {possible(ahead.verdicts)}" if high else ""
    return line, rest, None
