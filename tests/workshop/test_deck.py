"""Decks: those that are shipped, one in a file, one put together; cards and what they keep to themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.pack.knowledge import Knowledge
from wizard.source.problems import Broken, Refused
from wizard.workshop.deck import deck_kind, decks, open_deck, put_together

FIRST = {
    "article-scenarios": 3,
    "staff-meeting": 3,
    "whatsapp-on-the-ward": 8,
    "front-desk-and-reminders": 6,
    "when-it-goes-wrong": 6,
}


def test_the_decks_for_a_room_come_first(knowledge: Knowledge) -> None:
    found = [each.id for each in decks(knowledge)]
    assert found[: len(FIRST)] == list(FIRST)
    assert found[-1].startswith("all-")


@pytest.mark.parametrize(("id", "size"), FIRST.items())
def test_a_shipped_deck_says_what_a_trainer_needs(knowledge: Knowledge, id: str, size: int) -> None:
    deck = open_deck(knowledge, id)
    assert len(deck.cards) == size
    assert deck.aims
    assert 2 <= deck.minutes <= 10
    assert len({card.right for card in deck.cards}) > 1
    for card in deck.cards:
        assert card.asked.story and card.point and card.notes and card.discuss
        assert card.right in [each.id for each in card.asked.choices]
        assert card.steps[-1].left == {card.right}


def test_a_card_may_ask_for_one_answer(knowledge: Knowledge) -> None:
    card = next(each for each in open_deck(knowledge, "whatsapp-on-the-ward").cards if each.about)
    assert (card.about, card.right) == ("device", "shared-computer")
    assert card.asked.ask == card.tree.questions["device"].ask
    at = [each.question for each in card.steps].index("device")
    assert [len(each.left) > 1 for each in card.steps] == [place < at for place in range(len(card.steps))]


def test_a_deck_put_together_is_a_file_that_can_be_presented(knowledge: Knowledge, tmp_path: Path) -> None:
    cards = ["shift-swap-group", "incident-since-spring"]
    made = put_together(knowledge, tmp_path / "mine", "Mine: a [deck]", cards)
    again = open_deck(knowledge, str(tmp_path / "mine.md"))
    assert [each.id for each in again.cards] == cards == [each.id for each in made.cards]
    assert again.title == "Mine: a [deck]"
    with pytest.raises(Refused, match="is there already"):
        put_together(knowledge, tmp_path / "mine.md", "", cards)
    with pytest.raises(Refused, match="did you mean shift-swap-group"):
        put_together(knowledge, tmp_path / "other", "", ["shift-swap-groop"])


def test_an_unknown_deck_is_refused_with_the_nearest(knowledge: Knowledge, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="did you mean staff-meeting"):
        open_deck(knowledge, "staff-meetings")
    with pytest.raises(Refused, match="there is no file"):
        open_deck(knowledge, str(tmp_path / "none.md"))
    (tmp_path / "bad.md").write_text("no front matter", "utf-8")
    with pytest.raises(Broken, match="no-front-matter"):
        open_deck(knowledge, str(tmp_path / "bad.md"))


def test_a_deck_file_that_lists_what_is_no_card_is_refused(knowledge: Knowledge, tmp_path: Path) -> None:
    put_together(knowledge, tmp_path / "mine", "", ["shift-swap-group"])
    text = (tmp_path / "mine.md").read_text("utf-8")
    (tmp_path / "other.md").write_text(text.replace("- shift-swap-group", "- shift-swap-groop"), "utf-8")
    with pytest.raises(Refused, match="lists shift-swap-groop, which is no scenario"):
        _ = open_deck(knowledge, str(tmp_path / "other.md")).cards
    asking = text.replace("  - shift-swap-group\n", "  - shift-swap-group\nasks: shift-swap-group devise\n")
    (tmp_path / "asks.md").write_text(asking, "utf-8")
    with pytest.raises(Refused, match="asks no question devise"):
        _ = open_deck(knowledge, str(tmp_path / "asks.md")).cards


def test_the_kind_of_decks_is_the_one_that_lists_scenarios(knowledge: Knowledge) -> None:
    assert deck_kind(knowledge).key == "decks"
