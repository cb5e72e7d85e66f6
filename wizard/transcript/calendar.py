"""The days of transcripts as an iCalendar file (RFC 5545): last days, and the next review once signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from wizard.source.days import MOMENT
from wizard.transcript.claims import claims_of
from wizard.transcript.model import Transcript, as_data


@dataclass(frozen=True, slots=True)
class Day:
    """A day to keep: a stable id, when it was last told, the day, its words."""

    uid: str
    told: datetime
    on: date
    says: str
    about: str


def as_calendar(transcript: Transcript) -> str:
    """An all-day event, with a reminder a week before, for each last day and for the next review."""
    return calendar_of(days(transcript), transcript.engine)


def days(transcript: Transcript) -> Iterator[Day]:
    """The days of a transcript. Their ids stay the same when it is signed, now or again."""
    walk = _walk_id(transcript)
    finished = datetime.strptime(transcript.finished, MOMENT).replace(tzinfo=UTC)
    name = transcript.label or transcript.tree.title
    about = f"{transcript.outcome.title}. {transcript.notice}"
    program = transcript.engine.split()[0]
    for each in transcript.deadlines:
        if each.due:
            uid = f"{walk}-{each.id}@{program}"
            yield Day(uid, finished, date.fromisoformat(each.due), each.says, about)
    if transcript.signed is not None:
        signed = datetime.combine(date.fromisoformat(transcript.signed.date), time(), UTC)
        on = date.fromisoformat(transcript.signed.next_review)
        told = max(finished, signed)
        yield Day(f"{walk}-review@{program}", told, on, f"Next review: {name}", about)


def calendar_of(found: Iterable[Day], engine: str) -> str:
    """Days as a calendar file, each id once, as last told."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//{engine}//EN")
    calendar.add("version", "2.0")
    last: dict[str, Day] = {}
    for day in found:
        if day.uid not in last or day.told >= last[day.uid].told:
            last[day.uid] = day
    for each in sorted(last.values(), key=lambda day: (day.on, day.uid)):
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", each.told)
        event.add("dtstart", each.on)
        event.add("summary", each.says)
        event.add("description", each.about)
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", each.says)
        alarm.add("trigger", timedelta(days=-7))
        event.add_component(alarm)
        calendar.add_component(event)
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _walk_id(transcript: Transcript) -> str:
    """What stays the same of a transcript when it is signed."""
    claims = claims_of(transcript)
    own = [claims.tree.id, claims.started, claims.finished, [as_data(each) for each in claims.steps]]
    return hashlib.sha256(json.dumps(own).encode()).hexdigest()[:16]
