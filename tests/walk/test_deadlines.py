"""Last days: how they are counted, when they apply, and the calendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from wizard.pack.knowledge import Knowledge
from wizard.source.places import Text
from wizard.source.problems import Refused
from wizard.transcript.calendar import as_calendar
from wizard.transcript.model import Transcript
from wizard.transcript.record import record
from wizard.tree.model import ALWAYS, Deadline, Tree
from wizard.walk.deadlines import due, last_day, read_day, span_told
from wizard.walk.result import result_of
from wizard.walk.whole import walk_of

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def incident(knowledge: Knowledge) -> Tree:
    return knowledge.tree("incident")


def scenario(knowledge: Knowledge, outcome: str) -> dict[str, str]:
    """The facts of a scenario of the incident tree that reaches an outcome."""
    for entry in knowledge.library.entries():
        if entry.kind.folder == "scenarios" and entry.fields["outcome"] == outcome:
            return dict(entry.facts)
    raise AssertionError(outcome)


def told(knowledge: Knowledge, outcome: str, day: str | None) -> Transcript:
    """The transcript of such a scenario, counted from a day."""
    walk = walk_of(knowledge.tree("incident"), scenario(knowledge, outcome), day)
    return record(result_of(walk), knowledge.library, NOW, NOW)


@pytest.mark.parametrize(
    ("days", "year_end", "day", "last"),
    [
        (60, False, date(2026, 1, 1), date(2026, 3, 2)),
        (60, False, date(2028, 1, 1), date(2028, 3, 1)),
        (60, True, date(2026, 1, 1), date(2027, 3, 1)),
        (60, True, date(2027, 12, 31), date(2028, 2, 29)),
        (30, False, date(2026, 12, 15), date(2027, 1, 14)),
    ],
)
def test_days_are_calendar_days(days: int, year_end: bool, day: date, last: date) -> None:
    assert last_day(Deadline(Text("d"), ALWAYS, days, "Do it.", year_end), day) == last


@pytest.mark.parametrize(
    ("days", "year_end", "words"),
    [
        (60, False, "60 days after the day you give"),
        (1, False, "1 day after the day you give"),
        (60, True, "60 days after the end of the year of the day you give"),
    ],
)
def test_how_it_is_counted_needs_no_day(days: int, year_end: bool, words: str) -> None:
    assert span_told(Deadline(Text("d"), ALWAYS, days, "Do it.", year_end)) == words


def test_a_day_to_come_or_no_day_is_refused() -> None:
    assert read_day(" 2026-02-28 ", date(2026, 3, 1)) == date(2026, 2, 28)
    assert read_day("2026-03-01", date(2026, 3, 1)) == date(2026, 3, 1)
    for wrong in ("2026-03-02", "2026-02-30", "yesterday", ""):
        with pytest.raises(Refused):
            read_day(wrong, date(2026, 3, 1))


def test_few_people_go_in_the_yearly_log_and_many_at_once(knowledge: Knowledge, incident: Tree) -> None:
    few = {each.deadline.days: each for each in due(incident, scenario(knowledge, "incident-notify"), None)}
    many = due(incident, scenario(knowledge, "incident-notify-many"), None)
    assert any(each.deadline.from_year_end for each in few.values())
    assert not any(each.deadline.from_year_end for each in many)


def test_without_a_day_a_transcript_tells_how_the_days_are_counted(knowledge: Knowledge) -> None:
    found = told(knowledge, "incident-notify", None).deadlines
    assert found and all(each.due == "" and each.counted for each in found)


def test_the_calendar_file_holds_each_last_day(knowledge: Knowledge) -> None:
    transcript = told(knowledge, "incident-notify", "2026-01-01")
    events = [each for each in Calendar.from_ical(as_calendar(transcript)).walk() if each.name == "VEVENT"]
    dates = sorted(str(event.decoded("dtstart")) for event in events)
    assert dates == sorted(each.due for each in transcript.deadlines)
    assert "2026-03-02" in dates and "2027-03-01" in dates


def test_a_calendar_without_a_day_has_no_events(knowledge: Knowledge) -> None:
    assert "VEVENT" not in as_calendar(told(knowledge, "incident-notify", None))


def test_a_day_may_not_lie_after_the_day_of_its_walk(knowledge: Knowledge, incident: Tree) -> None:
    facts = scenario(knowledge, "incident-notify")
    walk = walk_of(incident, facts, "2026-02-01", date(2026, 2, 1))
    assert walk.day == date(2026, 2, 1)
    with pytest.raises(Refused, match="has not come yet"):
        walk_of(incident, facts, "2026-02-02", date(2026, 2, 1))
