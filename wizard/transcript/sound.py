"""What a record read back must hold beyond the types of its fields: real days, and what its parts name."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.library.model import STATUSES
from wizard.source.days import is_day, is_moment
from wizard.source.problems import Refused
from wizard.transcript.claims import ClaimedStep, Claims
from wizard.transcript.model import Transcript


def check_claims(claims: Claims) -> Claims:
    """The same claims. Raises `Refused` naming the first field that cannot be so."""
    check_steps(claims.steps)
    check_day("day", claims.day)
    for name in ("started", "finished"):
        if not is_moment(getattr(claims, name)):
            raise Refused(f"{name} must be a moment such as 2026-11-22T13:05:01Z")
    if not claims.engine.split():
        raise Refused("engine is empty")
    if claims.signed is not None:
        check_day("signed.date", claims.signed.date, needed=True)
        check_day("signed.next_review", claims.signed.next_review, needed=True)
    return claims


def check_steps(steps: Iterable[ClaimedStep], place: str = "steps") -> None:
    """Raises `Refused` for a step whose day is none, those of walks that settled others with them."""
    for number, step in enumerate(steps):
        check_day(f"{place}[{number}].on", step.on)
        if step.settled_by is not None:
            check_steps(step.settled_by.steps, f"{place}[{number}].settled_by.steps")


def check_all(transcript: Transcript) -> Transcript:
    """The same transcript. Raises `Refused` where a part names another that it has not, or what is no day."""
    steps = {each.question for each in transcript.steps}
    rules, cases = ({each.id for each in entries} for entries in (transcript.rules, transcript.cases))
    for number, found in enumerate(transcript.findings):
        place = f"findings[{number}]"
        _known(f"{place}.because", (each.question for each in found.because), steps)
        _known(f"{place}.rules", found.rules, rules)
        _known(f"{place}.cases", found.cases, cases)
    for number, last in enumerate(transcript.deadlines):
        check_day(f"deadlines[{number}].due", last.due)
        _known(f"deadlines[{number}].rules", last.rules, rules)
    for number, far in enumerate(transcript.out_of_reach):
        _known(f"out_of_reach[{number}].fixed", far.fixed, steps)
    for name, entries in (("rules", transcript.rules), ("cases", transcript.cases)):
        _known(f"{name}: status", (each.status for each in entries), STATUSES)
    return transcript


def check_day(place: str, text: str, needed: bool = False) -> None:
    """Raises `Refused` for what is no day; an empty text may stand where none is needed."""
    if (text or needed) and not is_day(text):
        raise Refused(f"{place} must be a day such as 2026-11-22")


def _known(place: str, names: Iterable[str], there: Iterable[str]) -> None:
    odd = next((name for name in names if name not in there), None)
    if odd is not None:
        raise Refused(f"{place} names {odd[:60]!r}, which the transcript does not hold")
