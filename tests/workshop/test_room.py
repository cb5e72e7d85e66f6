"""What events make of a room, and what they may not do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.source.problems import Refused
from wizard.workshop.room import (
    AGAIN,
    COUNTS,
    TITLE,
    VERDICT,
    VOTE,
    Event,
    Room,
    after,
    as_line,
    read_event,
    replay,
    start,
)


def played(*events: Event, size: int = 2) -> Room:
    return replay(size, events)


OPEN = Event("go", 1, 0, VOTE)
REVEAL = Event("go", 9, 0, VERDICT)


def ballot(voter: str, choice: str, place: str = VOTE, card: int = 0) -> Event:
    return Event("vote", 2, card, place, choice, voter=voter)


def test_a_phone_has_one_vote_which_it_may_change_until_the_reveal() -> None:
    votes = (OPEN, ballot("one", "a"), ballot("two", "a"), ballot("one", "b"), ballot("one", "b"))
    room = played(*votes)
    assert room.played.first.tally.counts == {"a": 1, "b": 1}
    late = after(after(room, REVEAL), ballot("two", "b"))
    assert late.played.first.tally.counts == {"a": 1, "b": 1}


def test_a_vote_for_another_card_or_another_round_is_not_counted() -> None:
    room = played(OPEN, ballot("one", "a", card=1), ballot("one", "a", place=AGAIN))
    assert room.played.first.tally.total == 0


def test_undo_takes_back_one_count_and_leaves_phones_alone() -> None:
    count = Event("count", 2, choice="a", number=3, sure_hands=2)
    room = played(OPEN, ballot("one", "b"), count, Event("count", 3, choice="b", number=1))
    assert after(room, Event("undo", 4)).played.first.tally.counts == {"a": 3, "b": 1}
    assert room.played.first.tally.sure == {"a": 2}


def test_hands_taken_back_never_make_fewer_than_none() -> None:
    room = played(OPEN, Event("count", 2, choice="a", number=-4), Event("count", 3, choice="a", number=2))
    assert room.played.first.tally.counts == {"a": 2}


def test_the_second_vote_is_its_own_before_and_after_the_reveal() -> None:
    count = Event("count", 2, choice="a", number=2)
    early = played(OPEN, count, Event("again", 3), count, count)
    assert (early.played.first.tally.total, early.played.last.tally.total) == (2, 4)
    assert not early.played.late
    late = played(OPEN, count, REVEAL, Event("again", 10), count)
    assert late.played.late
    assert late.played.last.tally.total == 2


def test_going_back_does_not_open_a_vote_again_but_a_restart_does() -> None:
    room = played(OPEN, Event("go", 2, 0, COUNTS), OPEN)
    assert room.open is None
    again = after(room, Event("restart", 3))
    assert again.open is not None
    assert again.played.first.tally.total == 0


def test_time_is_kept_by_card() -> None:
    room = played(OPEN, Event("go", 61, 1, VOTE), Event("end", 100))
    assert room.times == {0: 60, 1: 39}
    assert room.ended


EVENTS = st.builds(
    Event,
    st.sampled_from(["go", "count", "vote", "undo", "again", "restart", "timer", "end", "unheard-of"]),
    st.floats(0, 1e9),
    st.integers(-3, 4),
    st.sampled_from(["", VOTE, AGAIN, COUNTS, VERDICT, "step:2", "step", "end"]),
    st.sampled_from("abc"),
    st.integers(-50, 50),
    st.sampled_from(["", "sure"]),
    st.sampled_from("xyz"),
    st.integers(-50, 50),
)


@given(st.lists(EVENTS, max_size=30))
def test_any_events_make_a_room_that_a_log_brings_back(events: list[Event]) -> None:
    room = played(*events)
    assert TITLE <= room.at < 2
    for each in room.cards:
        for vote in (each.first, each.last):
            tally = vote.tally
            assert all(number > 0 for number in tally.counts.values())
            assert all(number <= tally.counts[choice] for choice, number in tally.sure.items())
    assert played(*(read_event(as_line(each)) for each in events)) == room


@pytest.mark.parametrize(
    "line",
    ["", "{}", "[1]", '{"do": 1}', '{"do": "go", "at": Infinity}', '{"do": "go", "at": 1e300}', "[" * 9000],
)
def test_a_line_that_is_no_event_is_refused(line: str) -> None:
    with pytest.raises(Refused):
        read_event(line)


def test_nothing_has_happened_at_the_start() -> None:
    assert (start(3).at, start(3).open, len(start(3).cards)) == (TITLE, None, 3)
