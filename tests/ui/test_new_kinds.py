"""Ticks and bands in the app: each is answered from the list."""

from __future__ import annotations

from pathlib import Path

from tests.ui.driving import running
from wizard.pack.knowledge import Knowledge
from wizard.ui.screens.outcome import OutcomeScreen

LOAN = Path(__file__).parents[1] / "packs" / "flows" / "loan"


async def test_a_tree_of_bands_and_ticks_is_walked_by_digits() -> None:
    async with running(Knowledge(LOAN), tree="loan") as wizard:
        await wizard.press("2", "3", "1")
        assert wizard.walk.facts == {"age": "adult", "score": "good", "share": "low"}
        await wizard.press("1", "1", "2")
        assert isinstance(wizard.screen, OutcomeScreen)
        assert wizard.walk.facts["marks.new-job"] == "yes"
        assert wizard.walk.facts["marks.many-requests"] == "no"
