"""The result in line mode: what is told once the walk is done, and the commands that work there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from wizard.plain.asking import ENDED, command
from wizard.plain.session import EndOfInput, Session, whole
from wizard.records.label import checked_label
from wizard.source.problems import Refused
from wizard.transcript.model import Transcript
from wizard.transcript.record import record, sealed
from wizard.transcript.store import folder_named, save
from wizard.transcript.text import as_text
from wizard.walk.deadlines import read_day
from wizard.walk.result import Result, result_of
from wizard.walk.walk import begin


def result(session: Session) -> bool:
    """Tells the outcome and takes commands; False when the reader quits."""
    found = result_of(session.walk)
    program = session.knowledge.pack.program
    told = record(found, session.knowledge.library, session.started, datetime.now(UTC), program)
    session.write("")
    for line in as_text(told, full=session.full).splitlines():
        session.write(line)
    session.full = False
    session.say("Type r for every reason, rule and case, s to save this, c to change an answer, q to quit.")
    session.say("Type ? for all commands.")
    then = told.outcome.then
    if then:
        session.say(f"Type g to go on with: {session.knowledge.tree(then).title}")
    if session.tree.date is not None and session.walk.day is None:
        session.say(f"Type d and a day for dates. {session.tree.date.ask}")
    while True:
        word, _, rest = session.read("> ").partition(" ")
        word = word.lower()
        if word in ("q", "quit"):
            return False
        if word in ("r", "a"):
            session.full = word == "r"
            if word == "a":
                session.walk, session.workflow = begin(session.tree), ""
            return True
        if word == "o":
            session.page(rest.strip())
        elif word in HANDLERS:
            if HANDLERS[word](session, found, told, rest.strip()):
                return True
        elif command(session, word if word in ENDED else "", "Type ? for the commands."):
            return True


def save_as(session: Session, __: Result, told: Transcript, rest: str) -> bool:
    """Saves the transcript in the current folder, or in one named. The result stays as it is."""
    form, _, folder = rest.partition(" ")
    if form not in ("json", "text", "markdown"):
        form, folder = "markdown", rest
    session.workflow = ask_label(session)
    named = sealed(replace(told, label=session.workflow))
    try:
        path = save(named, form, folder_named(folder or session.folder))
    except Refused as error:
        session.say(f"{error}. Name another folder: s FOLDER")
    else:
        session.say(f"Saved: {path}")
    return False


def ask_label(session: Session) -> str:
    """What the workflow is called, asked until it will do; an empty line leaves it as it was.

    So does the end of the input: who asked for the transcript gets it all the same.
    """
    as_it_is = f"Enter: {session.workflow}" if session.workflow else "Enter: none"
    while True:
        try:
            typed = session.read(f"Name of the workflow, never of a person ({as_it_is}) ")
            if typed.lower() in ENDED:
                raise Refused(f"{typed} is a command, and no name")
            return checked_label(typed) if typed else session.workflow
        except Refused as error:
            session.say(f"{error}.")
        except EndOfInput:
            return session.workflow


def give_day(session: Session, _: Result, __: Transcript, text: str) -> bool:
    """Takes the day that deadlines count from; True when the result has changed."""
    if session.tree.date is None:
        session.say("This tree counts no last days.")
        return False
    try:
        session.walk = replace(session.walk, day=read_day(text, date.today()))
    except Refused as error:
        session.say(f"{session.tree.date.ask} {error}.")
        return False
    return True


def go_on(session: Session, found: Result, _: Transcript, __: str) -> bool:
    """Asks for the tree that the outcome names; True when there is one."""
    then = found.outcome.then if found.outcome else None
    if not then:
        session.say("This outcome names no tree to go on with.")
        return False
    session.wanted = then
    return True


def follow(session: Session, found: Result, _: Transcript, number: str) -> bool:
    """Follows a change plan and shows the new result; True when followed."""
    plans = [each.plan for each in found.advice]
    if not 1 <= whole(number) <= len(plans):
        session.say(
            f"Type p and a number from 1 to {len(plans)}." if plans else "There is no plan to follow."
        )
        return False
    session.walk = plans[int(number) - 1].follow(session.walk)
    return True


HANDLERS: dict[str, Callable[[Session, Result, Transcript, str], bool]] = {
    "s": save_as,
    "p": follow,
    "d": give_day,
    "g": go_on,
}
"""What carries out each command that takes the result; it returns whether the result has changed."""
