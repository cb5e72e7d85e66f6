"""A workshop survives: its log brings back every vote and the place."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.calling import environment
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.workshop.deck import Deck
from wizard.workshop.path import back, places
from wizard.workshop.room import COUNTS, DISCUSS, END, MOVED, TITLE, VERDICT, VOTE
from wizard.workshop.session import FOLDER, Session, begin, kept, resume

KILLED = """
import os, signal, sys
from pathlib import Path
from wizard.pack.knowledge import open_knowledge
from wizard.workshop.deck import open_deck
from wizard.workshop.session import begin
session = begin(open_deck(open_knowledge(sys.argv[1]), "article-scenarios"), Path(sys.argv[2]))
session.forward()
session.count("2", 7)
session.count("4", 12)
session.again()
session.count("4", 3)
print("done", flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_program_loses_no_vote_and_no_place(
    knowledge: Knowledge, root: Path, tmp_path: Path
) -> None:
    call = [sys.executable, "-c", KILLED, str(root), str(tmp_path)]
    ended = subprocess.run(call, env=environment(), capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.returncode) == ("done\n", -signal.SIGKILL)
    session = resume(knowledge, tmp_path)
    played = session.room.played
    assert played.first.tally.counts == {"conditional": 7, "impermissible": 12}
    assert played.last.tally.counts == {"impermissible": 3}
    assert (session.room.at, session.room.open) == (0, played.second)
    session.count("1")
    session.close()
    assert resume(knowledge, tmp_path).room == session.room


def test_a_line_cut_off_is_taken_out_and_the_rest_goes_on(
    knowledge: Knowledge, workshop: Callable[[], Session], tmp_path: Path
) -> None:
    session = workshop()
    session.forward()
    session.count("1", 5)
    session.close()
    (path,) = (tmp_path / FOLDER).iterdir()
    with path.open("ab") as file:
        file.write(b'{"do": "count", "at": 17')
    again = resume(knowledge, tmp_path)
    again.count("2", 4)
    again.close()
    assert resume(knowledge, tmp_path).room.played.first.tally.counts == {"permissible": 5, "conditional": 4}


def test_the_log_is_its_owners_alone_and_gone_when_forgotten(
    workshop: Callable[[], Session], tmp_path: Path
) -> None:
    session = workshop()
    (path,) = (tmp_path / FOLDER).iterdir()
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    session.forget()
    assert kept(tmp_path) == []


def test_two_programs_cannot_run_one_workshop(
    knowledge: Knowledge, workshop: Callable[[], Session], tmp_path: Path
) -> None:
    workshop()
    with pytest.raises(Refused, match="another program has"):
        resume(knowledge, tmp_path)


def test_nothing_to_resume_says_what_to_do(knowledge: Knowledge, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no workshop is under way"):
        resume(knowledge, tmp_path)


@pytest.mark.parametrize("spoilt", [b"", b"not json\n", b'{"id": 3}\n'])
def test_a_log_of_another_kind_is_refused(knowledge: Knowledge, tmp_path: Path, spoilt: bytes) -> None:
    os.makedirs(tmp_path / FOLDER)
    (tmp_path / FOLDER / "20260101-000000-abcdef.jsonl").write_bytes(spoilt)
    with pytest.raises(Refused, match="not the log of a workshop"):
        resume(knowledge, tmp_path)


def test_forward_leads_through_every_place_and_back_leads_back(deck: Deck) -> None:
    session = begin(deck, None)
    seen = [(session.room.at, session.room.place)]
    while session.room.place != END:
        if session.room.place == VOTE:
            session.count("1", 3)
        session.forward()
        seen.append((session.room.at, session.room.place))
    wanted = [
        (at, place) for at, card in enumerate(deck.cards) for place in places(card, session.room.cards[at])
    ]
    assert seen == [(TITLE, ""), *wanted, (TITLE, END)]
    for spot in reversed(seen[:-1]):
        session.back()
        assert (session.room.at, session.room.place) == spot
    assert back(deck.cards, session.room) == (TITLE, "")


def test_a_late_second_vote_comes_after_the_discussion_and_shows_how_the_room_moved(deck: Deck) -> None:
    session = begin(deck, None)
    session.forward()
    session.count("1", 2)
    session.go((0, DISCUSS))
    session.again()
    session.count("4", 2)
    session.forward()
    assert session.room.place == MOVED
    with pytest.raises(Refused, match="voted on twice"):
        session.again()
    session.forward()
    assert (session.room.at, session.room.place) == (1, VOTE)


def test_the_walk_stops_where_votes_fall_away(deck: Deck) -> None:
    session = begin(deck, None)
    session.forward()
    session.count("impermissible", 5)
    session.forward()
    assert session.room.place == COUNTS
    session.forward()
    place = session.room.place
    card = deck.cards[0]
    assert place.startswith("step:")
    assert card.steps[int(place.partition(":")[2])].left == {card.right}
    session.forward()
    assert session.room.place == VERDICT


def test_a_count_is_refused_where_no_vote_is_open(deck: Deck) -> None:
    session = begin(deck, None)
    with pytest.raises(Refused, match="no vote is open"):
        session.count("1")
    session.forward()
    with pytest.raises(Refused, match="allowed: 1 to 7"):
        session.count("8")
    with pytest.raises(Refused, match="more hands"):
        session.count("1", 99_999)
    with pytest.raises(Refused, match="the deck has 3"):
        session.jump(4)
