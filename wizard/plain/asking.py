"""A question in line mode, and the commands that work at it."""

from __future__ import annotations

from collections.abc import Callable

from wizard.plain.session import Session, whole
from wizard.walk.ahead import by_answer, look, preview, settled
from wizard.walk.walk import UNSURE
from wizard.words.phrases import possible, progress, ways_to_answer

ASKING = {
    "b": "back to the question before",
    "w": "why this is asked, and its help page",
    "v": "which verdicts each answer leaves possible",
    "l": "list your answers so far",
    "c": "change an earlier answer",
    "o": "open a rule, case or page: o and its name, such as o 164.312-b",
    "f": "finish now, when only one verdict is left",
    "q": "quit",
    "?": "this list",
}
ENDED = {
    "c": "change an answer",
    "p": "follow a change plan: p and its number",
    "d": "give the day that the last days count from: d and the day, such as d 2026-11-22",
    "g": "go on with the next tree, where one is named",
    "o": "open a rule, case or page: o and its name, such as o 164.312-b",
    "s": "save the transcript: s, or s and a folder; s json or s text for another form",
    "r": "read the result in full",
    "a": "start again",
    "b": "back to the last question",
    "q": "quit",
    "?": "this list",
}
SETTLE = "settle"


def ask(session: Session) -> bool:
    """Asks the current question once; False when the reader quits."""
    show_question(session)
    question = session.walk.question
    assert question is not None
    choices = [*ways_to_answer(question), *([SETTLE] if question.settle else [])]
    while True:
        word, _, rest = session.read("> ").partition(" ")
        word = word.lower()
        if word == "o" and rest:
            session.page(rest.strip())
            continue
        if 1 <= whole(word) <= len(choices):
            word = choices[int(word) - 1]
        if word == SETTLE and question.settle:
            session.wanted = question.settle
            return True
        if word in choices:
            session.take(word)
            return True
        if word in ("q", "quit"):
            return False
        if command(session, word, f"Type a number from 1 to {len(choices)}, or ? for the commands."):
            return True


def show_question(session: Session) -> None:
    """The question with its numbered answers, where the walk stands, what is possible."""
    question, ahead = session.walk.question, look(session.walk)
    assert question is not None
    session.write("")
    session.say(f"{progress(len(session.walk.steps) + 1, ahead.least, ahead.most)}.")
    only = settled(session.walk)
    if only is not None:
        session.say(
            f"Whatever you answer now, the verdict is: {only.label}. f finishes; or go on "
            "for the full list of findings."
        )
    elif session.walk.steps:
        session.say(f"Still possible: {possible(ahead.verdicts)}.")
    session.write("")
    session.say(question.ask)
    before = session.walk.earlier.get(question.id)
    given = before and (UNSURE if before.assumed else before.answer)
    ways = ways_to_answer(question)
    lines = [label + (" (your answer before)" if id == given else "") for id, label in ways.items()]
    if question.settle:
        lines.append(f"Help me find out: {session.knowledge.tree(question.settle).title}")
    session.number(lines)


def command(session: Session, word: str, otherwise: str) -> bool:
    """Carries out a command between questions; True when the walk has changed."""
    if word == "b":
        if not session.walk.steps:
            session.say("This is the first question.")
            return False
        session.walk = session.walk.back()
        return True
    if word == "c":
        return change(session)
    if word == "f":
        if settled(session.walk) is None:
            session.say("More than one verdict is still possible; answer on.")
            return False
        session.walk = session.walk.finish()
        return True
    notes: dict[str, Callable[[Session], None]] = {"w": why, "v": verdicts, "l": list_answers, "?": commands}
    if word in notes:
        notes[word](session)
    else:
        session.say(otherwise)
    return False


def commands(session: Session) -> None:
    """The commands that work here."""
    for key, does in (ENDED if session.walk.done else ASKING).items():
        session.say(f"  {key}  {does}", "     ")


def why(session: Session) -> None:
    """Why the question is asked, and its help page."""
    question = session.walk.question
    assert question is not None
    session.say(question.why)
    if question.learn:
        session.page(question.learn.rsplit("/", 1)[-1].removesuffix(".md"))


def verdicts(session: Session) -> None:
    """What each answer leaves possible."""
    question = session.walk.question
    assert question is not None
    left = by_answer(session.walk)
    session.number(f"{question.answers[id].label}: {possible(verdicts)}" for id, verdicts in left.items())


def list_answers(session: Session) -> None:
    """The answers so far, numbered."""
    session.number(
        session.label(step.question, step.answer) + (" (assumed: you did not know)" if step.assumed else "")
        for step in session.walk.steps
    )
    if not session.walk.steps:
        session.say("No answers yet.")


def change(session: Session) -> bool:
    """Changes an earlier answer after showing what that does; True when changed."""
    list_answers(session)
    if not session.walk.steps:
        return False
    place = session.pick("Change which? (Enter: none) ", len(session.walk.steps))
    if place is None:
        return False
    question = session.tree.questions[session.walk.steps[place - 1].question]
    ways = ways_to_answer(question)
    session.say(question.ask)
    session.number(ways.values())
    chosen = session.pick("New answer? (Enter: none) ", len(ways))
    if chosen is None:
        return False
    shown = preview(session.walk, question.id, list(ways)[chosen - 1])
    session.say(f"Verdict now: {possible(shown.before)}. After: {possible(shown.after)}.")
    for step in shown.set_aside:
        session.say(f"Set aside: {session.label(step.question, step.answer)}")
    for id in shown.asks:
        session.say(f"Asks: {session.tree.questions[id].ask}")
    if session.read("Change it? y or n: ").lower() not in ("y", "yes"):
        session.say("Nothing changed.")
        return False
    session.walk = shown.walk
    return True
