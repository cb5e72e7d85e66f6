"""Transcripts read back, strictly: JSON whole, Markdown by the block at its end. `records` calls it.

Whatever is not as this program writes it is refused with its place, and so is what is too large.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from wizard.source.files import decoded, read_bytes, why
from wizard.source.problems import Broken, Problem, Refused
from wizard.transcript.claims import MOST_STEPS, Claims
from wizard.transcript.model import Transcript
from wizard.transcript.proof import BLOCK, PAGE, page_digest
from wizard.transcript.record import SCHEMA, digest
from wizard.transcript.sound import check_all, check_claims
from wizard.transcript.typed import TOO_DEEP, too_deep, typed

MOST_BYTES = 50_000_000
"""The largest transcript that is read."""

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
            return check_all(typed(Transcript, self.data))
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
        _refuse(shown, TOO_DEEP)
    except ValueError as error:
        _refuse(shown, f"not valid JSON: {error}")
    if not isinstance(data, dict):
        _refuse(shown, "a transcript is a JSON object")
    if too_deep(data):
        _refuse(shown, TOO_DEEP)
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


def _misfit(data: Data, shown: str) -> str:
    try:
        return "" if data["digest"] == digest(data) else "the digest does not fit"
    except UnicodeEncodeError:
        _refuse(shown, "it holds half of a letter")


def _claims(data: Data, shown: str, more: bool) -> Claims:
    try:
        return check_claims(typed(Claims, data, more=more))
    except Refused as error:
        _refuse(shown, error.message)
