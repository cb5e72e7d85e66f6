"""What a deck lacks for a workshop, and cards that tell their end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.small import DECK_PARTS, PAGES, make_root, page
from wizard.check.run import check_knowledge
from wizard.pack.knowledge import Knowledge

CARD, DECK = "content/scenarios/card.md", "content/decks/deck.md"


def told(tmp_path: Path, files: dict[str, str]) -> list[tuple[str, str, str]]:
    report = check_knowledge(Knowledge(make_root(tmp_path, files)), strict=True)
    return [(each.code, each.message, each.hint) for each in report.problems]


@pytest.mark.parametrize(
    ("asks", "code", "hint"),
    [
        ("card colour", None, ""),
        ("card color", "unknown-question", "did you mean colour?"),
        ("card", "unknown-question", "known: colour, amount, often"),
        ("cart colour", "unknown-scenario", "did you mean card?"),
    ],
)
def test_a_card_asks_a_question_of_its_own_walk(
    asks: str, code: str | None, hint: str, tmp_path: Path
) -> None:
    deck = page("deck", fields=f"scenarios: [card]\nasks:\n  - {asks}\n") + DECK_PARTS
    found = told(tmp_path, {DECK: deck})
    assert [(each[0], each[2]) for each in found] == ([] if code is None else [(code, hint)])


def test_a_story_that_says_its_verdict_is_named(tmp_path: Path) -> None:
    told_early = PAGES["scenarios/card.md"].replace("Words. They", "This is not fine, of course. They")
    assert [each[0] for each in told(tmp_path, {CARD: told_early})] == ["tells-end"]


def test_each_part_that_is_missing_is_named(tmp_path: Path) -> None:
    lacking = PAGES["scenarios/card.md"].replace("## Discuss", "## Talk")
    found = told(tmp_path, {CARD: lacking, DECK: PAGES["decks/deck.md"].replace("## Aims", "## Goals")})
    assert sorted(hint for _, _, hint in found) == ["write ## Aims", "write ## Discuss"]
