"""A workshop on the wall: what keys do, what is on the disk then, and that nothing is told too early."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.driving import SIZES, Driver, WatchedApp
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.ui.room_view import room_items
from wizard.ui.screens.notes import NotesPage
from wizard.ui.screens.present import PresentScreen
from wizard.ui.widgets.lines import Lines
from wizard.workshop.card import Card
from wizard.workshop.deck import Deck, decks, open_deck
from wizard.workshop.follow import Following
from wizard.workshop.path import places
from wizard.workshop.room import AGAIN, COUNTS, DISCUSS, END, MOVED, STEP, VERDICT, VOTE
from wizard.workshop.session import Passing, Session, begin, kept, resume

ADDRESS = "http://10.0.0.5:8080/K7QF"


class Standing:
    """A voting page that only has an address."""

    def __init__(self, address: str) -> None:
        self.address = address

    async def start(self) -> None:
        pass

    async def stop(self) -> None:
        pass

    def connected(self) -> int:
        return 17


@asynccontextmanager
async def on_the_wall(
    knowledge: Knowledge, session: Session, size: tuple[int, int] = (80, 24), address: str = ""
) -> AsyncIterator[Driver]:
    app = WatchedApp(knowledge, None)
    app.opening = lambda: PresentScreen(session, Standing(address) if address else None)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver


@pytest.fixture
def session(knowledge: Knowledge, tmp_path: Path) -> Session:
    return begin(open_deck(knowledge, "article-scenarios"), tmp_path, True, Passing())


async def test_a_card_from_its_story_to_how_the_room_moved(knowledge: Knowledge, session: Session) -> None:
    async with on_the_wall(knowledge, session) as driver:
        await driver.press("space", "1", "2", "2", "4", "u", "4")
        assert session.room.played.first.tally.counts == {
            "permissible": 1,
            "conditional": 2,
            "impermissible": 1,
        }
        assert "4 votes" in driver.shown()
        assert "▆" not in driver.shown()
        await driver.press("r")
        assert session.room.place == COUNTS
        assert "▆" in driver.shown()
        await driver.press("pagedown")
        assert session.room.place.startswith(STEP)
        assert "No longer possible" in driver.shown()
        while session.room.place != VERDICT:
            await driver.press("space")
        assert "NOT PERMISSIBLE" in driver.shown()
        assert "1 of 4 of you said so" in driver.shown()
        await driver.press("right")
        assert session.room.place == DISCUSS
        await driver.press("v")
        assert (session.room.place, session.room.played.late) == (AGAIN, True)
        await driver.press("4", "4", "4", "s", "r")
        assert "3  (+2)  1 sure  this is it" in driver.shown()
        assert session.room.place == MOVED
        assert "25 % were right at first, 100 % now: 75 points more." in driver.shown()
        await driver.press("space")
        assert (session.room.at, session.room.place) == (1, VOTE)
        await driver.press("pageup")
        assert (session.room.at, session.room.place) == (0, MOVED)


async def test_what_was_pressed_is_on_the_disk_at_once(
    knowledge: Knowledge, session: Session, tmp_path: Path
) -> None:
    async with on_the_wall(knowledge, session) as driver:
        await driver.press("space", "3", "3", "minus")
        session.close()
        assert resume(knowledge, tmp_path).room == session.room
        assert session.room.played.first.tally.counts == {"unsettled": 1}


async def test_a_voting_page_is_opened_from_the_wall(knowledge: Knowledge, tmp_path: Path) -> None:
    pytest.importorskip("segno", reason="the extra votes is not installed")
    aiohttp = pytest.importorskip("aiohttp", reason="the extra votes is not installed")
    session = begin(open_deck(knowledge, "article-scenarios"), tmp_path, True, Passing())
    app = WatchedApp(knowledge, None)
    screen = PresentScreen(session, follow=Following(session, tmp_path))
    app.opening = lambda: screen
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press("c", "1")
        assert screen.page is None and driver.screen is screen
        await driver.press("c", "3")
        assert screen.address.startswith("http://127.0.0.1:")
        assert screen.address in driver.shown()
        async with aiohttp.ClientSession() as client, client.get(screen.address) as answer:
            assert answer.status == 200
        assert screen.follow is not None and screen.follow.counted is not None
        assert screen.follow.counted() == 1
        await driver.press("escape", "space")
        assert "Vote: http://127.0.0.1:" in driver.shown()
        address = screen.address
    async with aiohttp.ClientSession() as client:
        with pytest.raises(aiohttp.ClientConnectorError):
            await client.get(address)


async def test_where_the_voting_page_is_not_installed_its_command_is_told(
    knowledge: Knowledge, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "segno", None)
    async with on_the_wall(knowledge, session) as driver:
        await driver.press("c", "2")
        assert "-m pip install 'hipaa-wizard[votes]'" in driver.app.told[-1]
        await driver.press("space", "1")
        assert session.room.played.first.tally.counts == {"permissible": 1}


async def test_hands_are_typed_as_a_number(knowledge: Knowledge, session: Session) -> None:
    async with on_the_wall(knowledge, session) as driver:
        await driver.press("space", "down", "enter")
        await driver.press("1", "4", "enter")
        assert session.room.played.first.tally.counts == {"conditional": 14}


async def test_a_full_disk_is_told_and_the_next_key_works(
    knowledge: Knowledge, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(lines: list[str]) -> None:
        raise Refused("cannot write: the disk is full")

    async with on_the_wall(knowledge, session) as driver:
        await driver.press("space")
        assert session.journal is not None
        with monkeypatch.context() as patched:
            patched.setattr(session.journal, "write", full)
            await driver.press("1", "r", "n")
            assert session.room.played.first.tally.total == 0
        assert isinstance(driver.app, WatchedApp)
        assert sum("the disk is full" in each for each in driver.app.told) == 3
        await driver.press("1")
        assert session.room.played.first.tally.total == 1


async def test_a_click_on_a_choice_is_one_more_vote(knowledge: Knowledge, session: Session) -> None:
    async with on_the_wall(knowledge, session) as driver:
        await driver.press("space")
        await driver.click("#room", "unsettled")
        assert session.room.played.first.tally.counts == {"unsettled": 1}


async def test_black_hides_all_and_any_way_on_brings_it_back(knowledge: Knowledge, session: Session) -> None:
    async with on_the_wall(knowledge, session) as driver:
        await driver.press("space", "full_stop")
        assert driver.shown().strip() == ""
        await driver.press("pagedown")
        assert session.room.place == VOTE
        assert "A mother calls" in driver.shown()
        await driver.press("b", "escape")
        assert "A mother calls" in driver.shown()


async def test_jump_lists_stories_and_restart_asks_first(knowledge: Knowledge, session: Session) -> None:
    async with on_the_wall(knowledge, session) as driver:
        await driver.press("space", "1", "j")
        assert session.deck.cards[1].title not in driver.shown()
        await driver.press("3")
        assert session.room.at == 2
        await driver.press("j", "1", "x", "1")
        assert session.room.played.first.tally.total == 1
        await driver.press("x", "2")
        assert session.room.played.first.tally.total == 0


async def test_the_timer_is_off_at_first_goes_on_longer_and_off_again(
    knowledge: Knowledge, session: Session
) -> None:
    clock = session.clock
    assert isinstance(clock, Passing)
    async with on_the_wall(knowledge, session) as driver:
        await driver.press("space")
        assert "left" not in driver.shown()
        await driver.press("t")
        assert "2 minutes left" in driver.shown()
        clock.now += 95
        driver.screen.query_one("#standing", Lines).again()
        await driver.settle()
        assert "Half a minute left" in driver.shown()
        clock.now += 60
        driver.screen.query_one("#standing", Lines).again()
        await driver.settle()
        assert "Time is up" in driver.shown()
        assert session.room.open is not None
        await driver.press("t", "t", "t", "t")
        assert session.room.until == 0


async def test_the_code_and_the_address_stand_on_every_open_vote(
    knowledge: Knowledge, session: Session
) -> None:
    async with on_the_wall(knowledge, session, (80, 24), ADDRESS) as driver:
        await driver.press("space")
        assert ADDRESS in driver.shown()
        assert "17 connected" in driver.shown()
        assert driver.shown().count("█▀▀▀▀▀█") >= 2
        await driver.press("c")
        assert "█▀▀▀▀▀█" in driver.shown()


async def test_finishing_keeps_nothing_and_leaving_keeps_all(
    knowledge: Knowledge, session: Session, tmp_path: Path
) -> None:
    async with on_the_wall(knowledge, session) as driver:
        await driver.press("f")
        assert kept(tmp_path)
        await driver.press("n", "1", "n", "n", "n")
        assert session.room.place == END
        assert "0 % right" in driver.shown()
        await driver.press("f", "2")
    assert kept(tmp_path) == []


async def test_notes_are_shown_only_when_asked_for(knowledge: Knowledge, session: Session) -> None:
    note = session.deck.cards[0].notes[0][:40]
    async with on_the_wall(knowledge, session, (120, 40)) as driver:
        await driver.press("space", "4", "4", "4")
        assert note not in driver.shown()
        await driver.press("p")
        assert isinstance(driver.screen, NotesPage)
        assert note in driver.shown()
        assert "More than 70 % were right at first" in driver.shown()
        await driver.press("p")
        assert note not in driver.shown()


@pytest.mark.parametrize("size", SIZES)
async def test_every_place_fits_its_window_in_both_themes(
    knowledge: Knowledge, session: Session, size: tuple[int, int]
) -> None:
    async with on_the_wall(knowledge, session, size, ADDRESS) as driver:
        for theme in ("dark", "light"):
            driver.app.theme = theme
            session.jump(1)
            session.do("restart")
            for key in ("1", "4", "v", "2", "r", *["space"] * 6):
                await driver.press(key)
                rows = driver.shown().split("\n")
                assert len(rows) <= size[1]
                assert rows[0].strip().startswith(session.deck.title[:20])
                assert "keys" in rows[-1]


class Swapped(Card):
    """A card with another answer."""

    @property
    def right(self) -> str:
        return self.asked.choices[(self._at(super().right) + 1) % len(self.asked.choices)].id

    def _at(self, choice: str) -> int:
        return [each.id for each in self.asked.choices].index(choice)


class Other(Deck):
    """A deck with other answers."""

    cards: tuple[Card, ...] = ()


def told(session: Session, size: tuple[int, int]) -> list[str]:
    width, height = size
    items = room_items(session, width, height)
    return [line.text for item in items for line in item.lay(width)]


def answers(card: Card) -> list[str]:
    """Words that may give a card's answer away, without those that its story or a choice has."""
    found = [*card.point, *card.notes, *card.discuss, card.title]
    if card.outcome is not None:
        found += [card.outcome.title, card.outcome.summary]
    found += [each.finding.says for each in card.judgement.findings]
    known = plain(" ".join([*card.asked.story, *(choice.label for choice in card.asked.choices)]))
    return [each for each in found if plain(each) not in known]


def plain(text: str) -> str:
    return " ".join(text.replace("…", " ").split()).lower()


def names() -> list[str]:
    from wizard.pack.knowledge import find_root

    return [each.id for each in decks(Knowledge(find_root()))]


@pytest.mark.parametrize("name", names())
def test_nothing_before_the_reveal_gives_an_answer_away(knowledge: Knowledge, name: str) -> None:
    deck = open_deck(knowledge, name)
    other = Other(knowledge, deck.entry, name)
    other.cards = tuple(Swapped(each.entry, each.tree, each.library, each.about) for each in deck.cards)
    for at, card in enumerate(deck.cards):
        for size in SIZES:
            rooms = []
            for each in (deck, other):
                session = begin(each, None, clock=Passing())
                session.go((at, VOTE))
                session.count("1", 3)
                shown = told(session, size)
                session.again()
                session.count("2", 3)
                rooms.append([*shown, *told(session, size)])
            assert rooms[0] == rooms[1], (card.id, "depends on the answer")
            words = plain(" ".join(rooms[0]))
            for each_answer in answers(card):
                assert plain(each_answer) not in words, (card.id, each_answer)
            choices = [plain(choice.label) for choice in card.asked.choices]
            assert plain(card.label(card.right)) not in plain(" ".join(card.asked.story)), card.id
            assert all(choice in words for choice in choices) or size[0] < 60


@pytest.mark.parametrize("name", names()[:5])
def test_what_a_room_reads_fits_a_small_window(knowledge: Knowledge, name: str) -> None:
    deck = open_deck(knowledge, name)
    for at, card in enumerate(deck.cards):
        session = begin(deck, None, clock=Passing())
        session.go((at, VOTE))
        assert len(told(session, (44, 21))) <= 21, (card.id, VOTE, "beside the code")
        session.count("1", 5)
        session.count(card.right, 4)
        for place in places(card, session.room.played):
            session.go((at, place))
            assert len(told(session, (79, 22))) <= 23, (card.id, place)


def test_the_choices_stand_in_an_order_that_tells_nothing(knowledge: Knowledge) -> None:
    deck = open_deck(knowledge, "when-it-goes-wrong")
    orders = {tuple(choice.id for choice in card.asked.choices) for card in deck.cards}
    assert len(orders) == 1
    room = replace(begin(deck, None).room)
    assert room.place == ""
