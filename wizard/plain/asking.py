"""A question in line mode, and the commands that work at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wizard.plain.session import Session, whole
from wizard.tree.bands import Bands
from wizard.tree.ticks import NONE, YES
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
    screen, figures = session.walk.screen, question.bands
    choices = [*ways(session), *([SETTLE] if question.settle else [])]
    wanted = f"Type a number from 1 to {len(choices)}"
    if screen is not None:
        wanted += ", several with commas between them"
    elif figures is not None:
        wanted = figures.wanted
    while True:
        line = session.read("> ")
        if screen is not None and (ticked := picked(line, choices)):
            if session.tick(ticked):
                return True
            continue
        if figures is not None and line[:1].isdigit():
            if session.figure(line):
                return True
            continue
        word, _, rest = line.partition(" ")
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
        if command(session, word, f"{wanted}, or ? for the commands."):
            return True


def show_question(session: Session) -> None:
    """The question with its numbered answers, where the walk stands, what is possible."""
    question, ahead = session.walk.question, look(session.walk)
    assert question is not None
    session.write("")
    session.say(f"{progress(session.walk.number, ahead.least, ahead.most)}.")
    only = ahead.settled
    if only is not None:
        session.say(
            f"Whatever you answer now, the verdict is: {only.label}. f finishes; or go on "
            "for the full list of findings."
        )
    elif session.walk.steps:
        session.say(f"Still possible: {possible(ahead.verdicts)}.")
    session.write("")
    session.say(session.walk.screen.ask if session.walk.screen else question.ask)
    lines = [label + _before(session, id) for id, label in ways(session).items()]
    if question.settle:
        lines.append(f"Help me find out: {session.knowledge.tree(question.settle).title}")
    if question.bands is not None:
        show_figure(session, question.bands, lines)
    else:
        session.number(lines)
    if session.walk.screen is not None:
        session.say("Type all that apply, with commas between them, such as 1,2.")


def _before(session: Session, id: str) -> str:
    """What stands after an answer or tick that was given before, or that the reader's words point to."""
    walk, screen = session.walk, session.walk.screen
    ticked = screen is not None and id in screen.labels
    asked = screen.question(id) if screen is not None and ticked else walk.question and walk.question.id
    before = walk.earlier.get(asked or "")
    given = before and (UNSURE if before.assumed else before.answer)
    if before is None or given != (YES if ticked else id):
        return ""
    return " (from your words)" if before.suggested else " (your answer before)"


def show_figure(session: Session, bands: Bands, lines: list[str]) -> None:
    """What to type where a number or a day is asked for, and the bands it may lie in."""
    for line in lines:
        session.say(f"  -  {line}", "     ")
    question = session.walk.question
    words = [UNSURE] if question is not None and question.unsure else []
    words += [SETTLE] if question is not None and question.settle else []
    session.say(f"{bands.wanted}." + (f" Or type {' or '.join(words)}." if words else ""))


def ways(session: Session) -> dict[str, str]:
    """What may be answered now, by id: the ticks of a screen, or the answers of one question."""
    question, screen = session.walk.question, session.walk.screen
    assert question is not None
    if screen is None:
        return ways_to_answer(question)
    unsure = {UNSURE: ways_to_answer(question)[UNSURE]} if question.unsure else {}
    return {**screen.labels, NONE: screen.none, **unsure}


def picked(line: str, choices: Sequence[str]) -> str:
    """Numbers with commas between them as the ids of ticks; "" for a line that is no such thing."""
    numbers = [whole(each.strip()) for each in line.split(",")]
    if not all(1 <= number <= len(choices) for number in numbers):
        return ""
    return ",".join(dict.fromkeys(choices[number - 1] for number in numbers))


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
    others = ways_to_answer(question)
    session.say(question.ask)
    session.number(others.values())
    chosen = session.pick("New answer? (Enter: none) ", len(others))
    if chosen is None:
        return False
    shown = preview(session.walk, question.id, list(others)[chosen - 1])
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
