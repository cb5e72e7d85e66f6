"""Line mode from start to end: numbered prompts on stdout, for pipes, dumb terminals and screen readers.

It walks the same `Walk` as the full-screen app and says everything that one shows.
"""

from __future__ import annotations

from contextlib import suppress

from wizard.pack.knowledge import Knowledge
from wizard.plain.asking import ask
from wizard.plain.result import result
from wizard.plain.session import EndOfInput, Session
from wizard.records.keeper import Keeper
from wizard.source.exits import ExitCode
from wizard.source.signals import Ended
from wizard.source.streams import ask_line, say
from wizard.walk.ahead import given_by, settle
from wizard.walk.walk import Walk, begin


def run_plain(knowledge: Knowledge, walk: Walk, keeper: Keeper, folder: str = "") -> ExitCode:
    """Goes on with a walk on stdin and stdout; the exit code. `folder` is where transcripts are saved
    when none is named."""
    session = Session(knowledge, walk, read_line, say, keeper)
    session.folder = folder
    try:
        run(session)
        session.offer()
    except EndOfInput:
        session.leave("The input ended before the walk did.")
    except Ended:
        with suppress(OSError):  # the terminal may be what went away
            session.leave("Stopped before the walk was done.")
        raise
    return ExitCode.DONE


def run(session: Session) -> None:
    """Asks until the reader quits. Raises `Broken` when the library lacks what is cited."""
    session.keeper.content[session.tree.id] = session.knowledge.verify(session.tree)
    session.say(session.tree.title)
    session.say(session.tree.notice)
    session.say("Answer with a number and Enter. Type ? for the other commands, q to quit.")
    going = True
    while going:
        going = result(session) if session.walk.done else ask(session)
        session.keep()
        if session.wanted is not None:
            visit(session, session.wanted)
            session.wanted = None
            session.keep()


def visit(session: Session, tree: str) -> None:
    """Walks another tree with the facts that both share, then comes back, with an answer if it gives one."""
    walk = begin(session.knowledge.tree(tree), session.walk.facts, session.walk.assumed)
    other = Session(session.knowledge, walk, session.read, session.write, session.keeper)
    other.folder = session.folder
    run(other)
    session.say(f"Back to: {session.tree.title}")
    question = session.walk.question
    answer = given_by(question, other.walk) if question is not None else None
    if question is not None and answer is not None:
        session.say(f"{question.ask} That is settled: {question.answers[answer].label}.")
        session.walk = settle(session.walk, other.walk)


def read_line(prompt: str) -> str:
    """One line of standard input. Raises `EndOfInput` at its end."""
    line = ask_line(prompt)
    if not line:
        raise EndOfInput
    return line.strip()
