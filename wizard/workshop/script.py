"""A workshop from a file of actions, one a line, with nobody there: for trainers who test a deck."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

from wizard.source.nearest import did_you_mean
from wizard.source.problems import Broken, Problem, Refused
from wizard.workshop.room import END, TITLE, VERDICT, VOTE
from wizard.workshop.session import Session

ACTIONS = {
    "next": "to the next card",
    "back": "to what was shown before",
    "jump": "jump CARD: to a card by its number",
    "vote": "vote CHOICE=N ...: counts hands in the first vote",
    "revote": "revote CHOICE=N ...: opens the second vote and counts hands in it",
    "undo": "takes back the last count",
    "step": "shows what comes next: the counts, a step of the walk, the verdict, the question to discuss",
    "reveal": "shows all, to the verdict",
    "restart": "forgets the votes on this card",
    "timer": "timer SECONDS: starts the timer, 0 stops it",
    "wait": "wait SECONDS: lets so much time pass",
    "end": "ends the workshop",
}
"""Each action and what it does."""

COUNT = re.compile(r"([\w.-]+)=(\d{1,5})(?:/(\d{1,5}))?")
"""A choice, how many hands, and after a slash how many of them are sure."""

SECONDS = re.compile(r"\d{1,6}(?:\.\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Action:
    """One line of a script that says something."""

    line: int
    name: str
    rest: tuple[str, ...]


def read_script(text: str, shown: str) -> list[Action]:
    """The actions of a script. Raises `Broken` with every line that is none."""
    actions, problems = [], []
    for number, line in enumerate(text.split("\n"), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        action = Action(number, words[0], tuple(words[1:]))
        wrong = _wrong(action)
        if wrong is None:
            actions.append(action)
        else:
            column = len(line) - len(line.lstrip()) + 1
            problems.append(Problem(shown, number, column, "script", *wrong))
    if problems:
        raise Broken(problems)
    return actions


def _wrong(action: Action) -> tuple[str, str] | None:
    """What is wrong with an action by itself, and what would be right."""
    name, rest = action.name, action.rest
    if name not in ACTIONS:
        return f"there is no action {name}", did_you_mean(name, ACTIONS)
    if name in ("vote", "revote"):
        for each in rest:
            if not COUNT.fullmatch(each):
                return f"{each} is no count", "write CHOICE=N, for example 2=14"
        return ("vote needs a count", "write vote CHOICE=N") if name == "vote" and not rest else None
    wanted = 1 if name in ("jump", "wait", "timer") else 0
    if len(rest) != wanted:
        return f"{name} takes {wanted or 'no'} value{'' if wanted == 1 else 's'}", ACTIONS[name]
    if wanted and not SECONDS.fullmatch(rest[0]):
        return f"{rest[0]} is no number", ACTIONS[name]
    return None


async def play(
    session: Session, actions: list[Action], shown: str, pause: Callable[[float], Awaitable[None]]
) -> None:
    """Carries the actions out, and ends the workshop. Raises `Broken` at the first that cannot be."""
    for action in actions:
        try:
            if action.name == "wait":
                await pause(float(action.rest[0]))
            else:
                perform(session, action)
        except Refused as error:
            problem = Problem(shown, action.line, 1, "script", error.message, error.hint)
            raise Broken([problem]) from None
    if not session.room.ended:
        session.do("end")


def perform(session: Session, action: Action) -> None:
    """Carries one action out. Raises `Refused` where it cannot be."""
    room = session.room
    if room.ended:
        raise Refused("the workshop has ended before this line")
    if action.name in ("vote", "revote"):
        _vote(session, action)
    elif action.name == "jump":
        session.jump(int(float(action.rest[0])))
    elif action.name == "timer":
        session.do("timer", number=float(action.rest[0]))
    elif action.name == "next":
        session.next_card()
    elif action.name == "back":
        session.back()
    elif action.name == "step":
        session.forward()
    elif action.name == "reveal":
        _first(session)
        session.go((session.room.at, VERDICT))
    else:
        session.do(action.name)


def _first(session: Session) -> None:
    """Shows the first card, where none is shown yet."""
    if session.room.place == END:
        raise Refused("the last card is over")
    if session.room.at == TITLE:
        session.go((0, VOTE))


def _vote(session: Session, action: Action) -> None:
    _first(session)
    if action.name == "revote":
        session.again()
    for choice, number, sure in _counts(action):
        session.count(choice, number, sure)


def _counts(action: Action) -> Iterator[tuple[str, int, int]]:
    for each in action.rest:
        found = COUNT.fullmatch(each)
        assert found is not None
        choice, number, sure = found.groups()
        if int(sure or 0) > int(number):
            raise Refused(f"{each}: more are sure than have voted")
        yield choice, int(number), int(sure or 0)
