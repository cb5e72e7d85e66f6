"""A long random walk of keys, clicks, pastes and sizes through every screen of the app.

`python bench/fuzz/keys.py [STEPS] [SEED]`; every 1,500 steps begin anew with the next seed, so that one
that failed can be repeated.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.ui.driving import running
from tests.ui.made import make_knowledge
from tests.ui.wandering import wander

AT_ONCE = 1_500


async def stretch(steps: int, seed: int) -> int:
    """One walk from home, in a folder of its own; how many kinds of steps it took."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        async with running(make_knowledge(Path(folder) / "made"), (80, 24), tree=None) as driver:
            return len(set(await wander(driver, Random(seed), steps)))


def run(steps: int, seed: int) -> None:
    """Walks so many steps and says how it went."""
    for begun in range(0, steps, AT_ONCE):
        kinds = asyncio.run(stretch(min(AT_ONCE, steps - begun), seed))
        print(f"seed {seed}: {min(AT_ONCE, steps - begun)} steps, {kinds} kinds, no exception", flush=True)
        seed += 1


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
