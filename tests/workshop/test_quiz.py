"""The quiz: what comes next, what comes again, what is remembered and what is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("fsrs", reason="the extra quiz is not installed")

from tests.helpers.calling import call
from tests.ui.driving import SIZES, Driver, WatchedApp
from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Refused
from wizard.ui.screens.quiz import QuizScreen
from wizard.workshop.deck import Deck
from wizard.workshop.quiz import FILE, Memory, Quiz, forget, in_turn, next_due, open_memory, told


def wrong(quiz: Quiz) -> str:
    assert quiz.card is not None
    return next(each.id for each in quiz.card.asked.choices if each.id != quiz.card.right)


def test_a_missed_card_comes_again_in_the_same_sitting_until_it_is_right(deck: Deck) -> None:
    quiz = Quiz(deck.cards, Memory(None))
    first = quiz.card
    assert first is not None
    assert not quiz.answer(wrong(quiz))
    quiz.go_on()
    seen = []
    while (card := quiz.card) is not None:
        seen.append(card.id)
        quiz.answer(card.right)
        quiz.go_on()
    assert seen == [deck.cards[1].id, deck.cards[2].id, first.id]
    assert told(quiz) == "2 of 3 right at first."


def test_missed_cards_are_due_sooner_and_asked_first_next_time(deck: Deck, tmp_path: Path) -> None:
    memory = open_memory(tmp_path)
    now = datetime.now(UTC)
    one, two, three = deck.cards
    memory.learn(one.id, True, now)
    memory.learn(two.id, False, now)
    due_one, due_two = memory.due(one.id), memory.due(two.id)
    assert due_one is not None and due_two is not None and due_two < due_one
    again = open_memory(tmp_path)
    assert [each.id for each in in_turn(deck.cards, again, now + timedelta(minutes=2))] == [
        two.id,
        three.id,
        one.id,
    ]
    for _ in range(6):
        memory.learn(one.id, True, memory.due(one.id) or now)
    later = memory.due(one.id)
    assert later is not None and later > now + timedelta(days=14)
    assert next_due(memory, [one.id, two.id, three.id]) == due_two


def test_what_is_remembered_is_private_and_can_be_deleted(deck: Deck, tmp_path: Path) -> None:
    quiz = Quiz(deck.cards, open_memory(tmp_path))
    quiz.answer("1")
    path = tmp_path / FILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert set(json.loads(path.read_text("utf-8"))["cards"]) == {deck.cards[0].id}
    assert forget(tmp_path)
    assert not forget(tmp_path)


@pytest.mark.parametrize(
    "spoilt", ["", "[]", '{"cards": []}', '{"cards": {"a": {}}}', '{"cards": {"a": {"due": 3}}}']
)
def test_a_spoilt_memory_is_named_with_the_way_out(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / FILE).write_text(spoilt, "utf-8")
    with pytest.raises(Refused, match="quiz --forget"):
        open_memory(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("state", each) for each in (0, 4, 1.5, "1", None, True)),
        *(("step", each) for each in (-1, 100, "0", 0.5, True)),
        *(
            (name, each)
            for name in ("stability", "difficulty")
            for each in (0, -1, None, "2", 1e300, float("nan"))
        ),
        *((name, each) for name in ("due", "last_review") for each in (None, 3, "soon", "2026-11-22")),
        *((name, "9999-12-31T00:00:00+00:00") for name in ("due", "last_review")),
        ("card_id", "1"),
    ],
)
def test_a_card_that_cannot_be_gone_on_from_is_named(
    deck: Deck, tmp_path: Path, name: str, value: object
) -> None:
    open_memory(tmp_path).learn("a", True, datetime.now(UTC))
    data = json.loads((tmp_path / FILE).read_text("utf-8"))
    data["cards"]["a"][name] = value
    (tmp_path / FILE).write_text(json.dumps(data), "utf-8")
    with pytest.raises(Refused, match="quiz --forget"):
        open_memory(tmp_path)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_answered_can_be_gone_on_from(tmp_path: Path, seed: int) -> None:
    dice, now = Random(seed), datetime.now(UTC)
    for _ in range(20):
        memory = open_memory(tmp_path)
        memory.learn("a", dice.random() < 0.6, now)
        now += timedelta(days=dice.choice((0, 1, 40)), minutes=dice.randint(0, 20))
    assert set(open_memory(tmp_path).cards) == {"a"}


def test_a_card_is_answered_once(deck: Deck) -> None:
    quiz = Quiz(deck.cards, Memory(None))
    with pytest.raises(Refused, match="no choice 9"):
        quiz.answer("9")
    quiz.answer("1")
    with pytest.raises(Refused, match="nothing to answer"):
        quiz.answer("1")


def test_by_plain_lines_and_without_keeping_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIZARD_STATE", str(tmp_path))
    called = call("quiz", "staff-meeting", "--plain", "--private", given=b"1\nnone\n1\nq\n")
    assert called.code == 0
    assert "Right." in called.out
    assert "there is no choice none" in called.out
    assert "Not quite. It is: Not permissible." in called.out
    assert called.out.endswith("1 of 2 right at first.\n")
    assert list(tmp_path.iterdir()) == []
    assert call("quiz", "--forget").err == "Nothing is remembered.\n"


@pytest.mark.parametrize("size", SIZES)
async def test_on_screen_nothing_is_told_before_the_answer(
    knowledge: Knowledge, deck: Deck, size: tuple[int, int]
) -> None:
    quiz = Quiz(deck.cards, Memory(None))
    app = WatchedApp(knowledge, None)
    app.opening = lambda: QuizScreen(quiz, deck.title)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        card = quiz.card
        assert card is not None
        before = driver.shown()
        assert card.title not in before and "RIGHT" not in before
        await driver.press("g", "o")
        assert isinstance(driver.screen, QuizScreen)
        await driver.press("4")
        assert "RIGHT" in driver.shown()
        assert "1 of 1 right" in driver.shown()
        await driver.press("enter", "4")
        assert "NOT QUITE" in driver.shown()
        await driver.press("enter", "4", "enter")
        await driver.press("2", "enter")
        assert quiz.card is None
        assert "2 of 3 right at first." in driver.shown()


async def test_home_leads_to_decks_and_these_to_a_workshop_or_a_quiz(
    knowledge: Knowledge, workshop: Callable[[], object]
) -> None:
    from wizard.ui.screens.decks import DecksScreen
    from wizard.ui.screens.present import PresentScreen

    app = WatchedApp(knowledge, None)
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press("w")
        assert isinstance(driver.screen, DecksScreen)
        assert "The article's three scenarios" in driver.shown()
        await driver.press("enter", "space", "1", "q")
        assert isinstance(driver.screen, DecksScreen)
        await driver.press("z")
        assert isinstance(driver.screen, QuizScreen)
        await driver.press("b", "b", "z", "enter")
        assert isinstance(driver.screen, QuizScreen)
        await driver.press("b", "b", "w", "2")
        assert isinstance(driver.screen, PresentScreen)


async def test_a_deck_is_put_together_on_screen_and_presented(
    knowledge: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wizard.ui.screens.decks import DecksScreen
    from wizard.ui.screens.present import PresentScreen

    monkeypatch.chdir(tmp_path)
    app = WatchedApp(knowledge, None)
    app.opening = lambda: DecksScreen(tmp_path / "state")
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press("n", "s")
        assert "Take at least one card" in app.told[-1]
        await driver.press("enter", "down", "enter", "s", "m", "y", "enter")
        assert isinstance(driver.screen, PresentScreen)
        assert len(driver.screen.session.deck.cards) == 2
        await driver.press("space", "1", "q")
        assert "Go on with the workshop" in driver.shown()
        await driver.press("r")
        assert isinstance(driver.screen, PresentScreen)
        assert driver.screen.session.room.played.first.tally.total == 1
    assert (tmp_path / "my.md").exists()
