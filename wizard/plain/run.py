"""Line mode from start to end: numbered prompts on stdout, for pipes, dumb terminals and screen readers.

It walks the same `Walk` as the full-screen app and says everything that one shows.
"""

from __future__ import annotations

import io
import sys

from wizard.pack.knowledge import Knowledge
from wizard.plain.asking import ask
from wizard.plain.result import result
from wizard.plain.session import EndOfInput, Session
from wizard.records.keeper import Keeper
from wizard.source.exits import ExitCode
from wizard.source.printable import printable
from wizard.tree.model import Facts
from wizard.walk.ahead import given_by, settle, walk_to
from wizard.walk.walk import Walk, suggest


def run_plain(
    knowledge: Knowledge,
    tree: str,
    at: str | None = None,
    suggested: Facts | None = None,
    keeper: Keeper | None = None,
    walk: Walk | None = None,
) -> ExitCode:
    """Walks one tree on stdin and stdout; the exit code.

    It starts from the question `at`, or with a walk begun before, if one is named. `suggested` are
    answers that the reader's words point to.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    session = Session(knowledge, tree, read_line, write_line, keeper=keeper)
    if at is not None:
        session.walk = walk_to(session.tree, at)
    if walk is not None:
        session.walk = walk
    session.walk = suggest(session.walk, suggested or {})
    try:
        run(session)
        session.offer()
    except EndOfInput:
        session.leave()
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
    other = Session(session.knowledge, tree, session.read, session.write, session.walk, session.keeper)
    run(other)
    session.say(f"Back to: {session.tree.title}")
    question = session.walk.question
    answer = given_by(question, other.walk) if question is not None else None
    if question is not None and answer is not None:
        session.say(f"{question.ask} That is settled: {question.answers[answer].label}.")
        session.walk = settle(session.walk, other.walk)


def read_line(prompt: str) -> str:
    """One line of standard input. Raises `EndOfInput` at its end."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EndOfInput
    return line.strip()


def write_line(line: str) -> None:
    """One line to standard output, in whatever encoding it has."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(printable(line).encode(encoding, "replace").decode(encoding) + "\n")
