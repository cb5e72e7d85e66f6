"""Signing: a draft becomes a record that somebody has reviewed, with the day of the next review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from wizard.pack.knowledge import Knowledge
from wizard.records.label import one_line
from wizard.records.replay import SAME, Replayer
from wizard.source.days import exact_day
from wizard.source.files import write_over
from wizard.source.problems import Refused
from wizard.transcript.markdown import as_markdown
from wizard.transcript.model import SignOff
from wizard.transcript.reading import Read, read_transcript
from wizard.transcript.record import as_json, sealed


def sign(
    knowledge: Knowledge, path: Path, reviewer: str, role: str, next_review: str, today: date
) -> SignOff:
    """Signs a transcript in its file. A page is signed only while it replays as the same.

    Raises `Refused` or `Broken` when it cannot be signed; the file is then as it was.
    """
    read = read_transcript(path, str(path))
    if read.altered:
        raise Refused(f"{path} was altered and cannot be signed: {read.altered}")
    signed = SignOff(
        reviewer=one_line(reviewer, "the reviewer"),
        role=one_line(role, "the role"),
        date=today.isoformat(),
        next_review=_after(next_review, today),
        draft=read.claims.digest,
    )
    write_over(path, _text(knowledge, path, read, signed))
    return signed


def _after(text: str, today: date) -> str:
    day = exact_day(text, today)
    if day <= today:
        raise Refused(f"the next review must come after today, {today.isoformat()}")
    return day.isoformat()


def _text(knowledge: Knowledge, path: Path, read: Read, signed: SignOff) -> str:
    if read.whole:
        return as_json(sealed(replace(read.transcript, signed=signed)))
    replayer = Replayer(knowledge, whole=True)
    if replayer.replay(path, str(path)).state != SAME:
        raise Refused(f"{path} is no longer what would be written now", "assess again, then sign that")
    return as_markdown(sealed(replace(replayer.made_from(read.claims), signed=signed)))
