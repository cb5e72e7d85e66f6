"""Transcripts read back, strictly: JSON whole, Markdown by the block at its end. `records` calls it.

Whatever is not as this program writes it is refused with its place, and so is what is too large.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from wizard.source.files import decoded, read_bytes, why
from wizard.source.problems import Broken, Problem, Refused
from wizard.transcript.claims import MOST_STEPS, ClaimedStep, Claims
from wizard.transcript.model import Transcript
from wizard.transcript.proof import BLOCK, PAGE, page_digest
from wizard.transcript.record import SCHEMA, digest
from wizard.transcript.typed import typed

MOST_BYTES, DEEPEST = 50_000_000, 40
"""The largest transcript that is read, and how deep its parts may nest."""

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """A transcript as its file has it. `whole`: with its words, not only what it claims.

    `altered` says what does not fit, or is empty.
    """

    shown: str
    text: str
    data: Data
    claims: Claims
    whole: bool
    altered: str

    @property
    def transcript(self) -> Transcript:
        """All of it. Raises `Broken` for a page, and for a field that is not as it must be."""
        if not self.whole:
            _refuse(self.shown, "this takes the transcript as JSON; a page holds only a part of it")
        try:
            return typed(Transcript, self.data)
        except Refused as error:
            _refuse(self.shown, error.message)


def read_transcript(path: Path, shown: str) -> Read:
    """Reads a JSON or Markdown transcript. Raises `Broken` with the place of what cannot be read."""
    text = decoded(_held(path, shown), shown, MOST_BYTES)
    if text.lstrip().startswith("{"):
        data = _parsed(text, shown, 0)
        claims = _claims(data, shown, True)
        return Read(shown, text, data, claims, True, _misfit(data, shown))
    found = list(BLOCK.finditer(text))
    if not found:
        _refuse(
            shown,
            "no transcript: neither JSON nor the full form of a page, with what replay reads at its end",
        )
    block = found[-1]
    data = _parsed(block[1], shown, text[: block.start(1)].count("\n"))
    fits = data.get(PAGE) == page_digest(text) and block.end() == len(text)
    rest = {name: each for name, each in data.items() if name != PAGE}
    odd = "" if fits else "the page does not fit its digest"
    return Read(shown, text, data, _claims(rest, shown, False), False, odd)


def _refuse(shown: str, message: str, line: int = 1, column: int = 1) -> NoReturn:
    raise Broken([Problem(shown, line, column, "transcript", message)])


def _held(path: Path, shown: str) -> bytes:
    """The bytes of a file that is an ordinary one and not too large."""
    try:
        if path.stat().st_size > MOST_BYTES:
            _refuse(shown, f"the file is larger than {MOST_BYTES // 1_000_000} MB, the most that is read")
        return read_bytes(path, shown, MOST_BYTES)
    except (OSError, ValueError) as error:
        _refuse(shown, f"cannot read the file: {why(error)}")


def _parsed(text: str, shown: str, lines: int) -> Data:
    """JSON as a mapping; `lines` stand above it in the file."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        _refuse(shown, f"not valid JSON: {error.msg}", error.lineno + lines, error.colno)
    except RecursionError:
        _refuse(shown, f"nested more than {DEEPEST} deep, the most that is read")
    except ValueError as error:
        _refuse(shown, f"not valid JSON: {error}")
    if not isinstance(data, dict):
        _refuse(shown, "a transcript is a JSON object")
    if _deeper(data):
        _refuse(shown, f"nested more than {DEEPEST} deep, the most that is read")
    if data.get("schema") != SCHEMA:
        _refuse(shown, f"schema must be {SCHEMA}")
    steps = data.get("steps")
    if isinstance(steps, list) and len(steps) > MOST_STEPS:
        _refuse(shown, f"it has {len(steps):,} steps; {MOST_STEPS:,} are the most that is read")
    return data


def _once(pairs: list[tuple[str, Any]]) -> Data:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise ValueError("a field stands twice in the same object")
    return data


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _deeper(data: Data) -> bool:
    level: list[Any] = [data]
    for _ in range(DEEPEST):
        parts = (part.values() if isinstance(part, dict) else part for part in level)
        level = [each for part in parts for each in part if isinstance(each, dict | list)]
        if not level:
            return False
    return True


def _misfit(data: Data, shown: str) -> str:
    try:
        return "" if data["digest"] == digest(data) else "the digest does not fit"
    except UnicodeEncodeError:
        _refuse(shown, "it holds half of a letter")


def _claims(data: Data, shown: str, more: bool) -> Claims:
    try:
        claims = typed(Claims, data, more=more)
        _days(claims.steps)
        _day("day", claims.day)
        for name in ("started", "finished"):
            _moment(name, getattr(claims, name))
        if claims.signed is not None:
            _day("signed.date", claims.signed.date)
            _day("signed.next_review", claims.signed.next_review)
    except Refused as error:
        _refuse(shown, error.message)
    return claims


def _days(steps: tuple[ClaimedStep, ...]) -> None:
    for number, step in enumerate(steps):
        _day(f"steps[{number}].on", step.on)
        if step.settled_by is not None:
            _days(step.settled_by.steps)


def _day(place: str, text: str) -> None:
    try:
        if text:
            date.fromisoformat(text)
    except ValueError:
        raise Refused(f"{place} must be a day such as 2026-11-22") from None


def _moment(place: str, text: str) -> None:
    try:
        right = len(text) == 20 and text[-1] == "Z" and datetime.fromisoformat(text[:-1])
    except ValueError:
        right = False
    if not right:
        raise Refused(f"{place} must be a moment such as 2026-11-22T13:05:01Z")
