"""Decks and workshops to try things on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wizard.pack.knowledge import Knowledge
from wizard.workshop.deck import Deck, open_deck
from wizard.workshop.session import Passing, Session, begin

SMALL = "article-scenarios"


@pytest.fixture(scope="session")
def deck(knowledge: Knowledge) -> Deck:
    """Three cards."""
    return open_deck(knowledge, SMALL)


@pytest.fixture
def workshop(deck: Deck, tmp_path: Path) -> Callable[[], Session]:
    """Begins a workshop whose time passes only when told."""
    return lambda: begin(deck, tmp_path, clock=Passing())
