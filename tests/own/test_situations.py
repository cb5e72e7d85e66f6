"""Each situation that people bring leads to its tree first, and to the page that helps."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from wizard.find.ranking import find
from wizard.library.search import Index, build_index
from wizard.pack.knowledge import Knowledge

SITUATIONS = yaml.safe_load(Path(__file__).with_name("situations.yaml").read_text("utf-8"))
ARTICLES = {
    "emergency": "emergencies",
    "suicidal": "emergencies",
    "urgent": "emergencies",
    "911": "emergencies",
    "Telegram": "other-chat-apps",
    "WeChat": "other-chat-apps",
    "FaceTime": "apple-messages",
    "broadcast": "promotions",
    "promotion": "promotions",
    "bot": "assistants-in-chat",
    "refill": "model-messages",
    "balance": "faq",
    "lost phone": "lost-phone",
    "group chat": "group-chats",
    "backup": "chat-backups",
}
CARDS = ("scenarios", "decks")


@pytest.fixture(scope="module")
def index(knowledge: Knowledge) -> Index:
    return build_index(knowledge.library.entries(), knowledge.cues.synonyms)


def test_the_list_has_a_situation_for_every_tree(knowledge: Knowledge) -> None:
    assert {each["tree"] for each in SITUATIONS} == set(knowledge.tree_ids)
    assert len(SITUATIONS) >= 100


@pytest.mark.parametrize("situation", SITUATIONS, ids=[each["says"][:40] for each in SITUATIONS])
def test_a_situation_finds_its_tree_first(knowledge: Knowledge, situation: dict[str, str]) -> None:
    found = find(knowledge, situation["says"])
    assert found.trees[0].tree.id == situation["tree"]
    assert found.entries


def test_what_the_example_says_is_understood(knowledge: Knowledge) -> None:
    first = find(knowledge, "may I send a wound photo to the on-call group").trees[0]
    assert first.facts == {"content": "media", "recipient": "group"}


@pytest.mark.parametrize(("word", "first"), ARTICLES.items())
def test_a_plain_word_finds_the_page_that_helps_first(index: Index, word: str, first: str) -> None:
    assert index.search(word)[0].id == first


@pytest.mark.parametrize("word", ["refill", "balance", "backup", "reminder", "interpreter", "Telegram"])
def test_cards_come_after_what_explains(index: Index, word: str) -> None:
    kinds = [entry.kind.key for entry in index.search(word, most=2)]
    assert not set(kinds) & set(CARDS)


@pytest.mark.parametrize(
    "said",
    [
        "A patient writes on WhatsApp that she is suicidal",
        "my patient wants to kill herself",
        "the patient texts that she is bleeding",
        "he says he cannot breathe",
        "she may be in danger",
        "a client writes about an overdose",
        "A patient texts that he took all his pills",
        "a client says her husband will hurt her",
        "patient in crisis texts me",
    ],
)
def test_someone_in_danger_is_told_so_first(knowledge: Knowledge, said: str) -> None:
    found = find(knowledge, said)
    assert "emergencies" in [entry.id for entry in found.entries[:2]]
