"""Random keys, clicks, pastes and sizes down to 10 by 3 end nothing, and there is always a way out."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.ui.driving import running
from tests.ui.made import make_knowledge
from tests.ui.wandering import wander


@pytest.mark.parametrize("start", [None, "small"])
async def test_a_random_hand_ends_nothing_and_always_finds_out(
    tmp_path: Path, start: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(make_knowledge(tmp_path / "made"), (80, 24), tree=start) as driver:
        done = await wander(driver, Random(2026), 150)
        assert driver.app.return_code is None and "resize (10, 3)" in done
