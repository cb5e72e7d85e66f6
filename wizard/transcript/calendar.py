"""The last days of a transcript as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from wizard.transcript.model import MOMENT, Transcript


def as_calendar(transcript: Transcript) -> str:
    """An all-day event, with a reminder a week before, for each last day of the transcript."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//{transcript.engine}//EN")
    calendar.add("version", "2.0")
    stamp = datetime.strptime(transcript.finished, MOMENT).replace(tzinfo=UTC)
    for each in transcript.deadlines:
        if not each.due:
            continue
        event = Event()
        event.add("uid", f"{transcript.digest[:16]}-{each.id}@{transcript.engine.split()[0]}")
        event.add("dtstamp", stamp)
        event.add("dtstart", date.fromisoformat(each.due))
        event.add("summary", each.says)
        event.add("description", f"{transcript.outcome.title}. {transcript.notice}")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", each.says)
        alarm.add("trigger", timedelta(days=-7))
        event.add_component(alarm)
        calendar.add_component(event)
    text: str = calendar.to_ical().decode("utf-8")
    return text
