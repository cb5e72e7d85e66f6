"""Forges transcripts, sessions, workshops, cards, settings, seals and tables, and has them read.

`python bench/fuzz/records.py [HOW_MANY] [SEED]`; each has a seed of its own, SEED plus its number.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.helpers.forging import Forger
from wizard.pack.knowledge import open_knowledge

LONGEST = 2.0
"""Seconds of processor time that one may take."""


def run(many: int, first: int) -> int:
    """Tries so many forgeries; how many failed."""
    failed, kinds, slowest = 0, Counter[str](), 0.0
    with tempfile.TemporaryDirectory() as folder:
        forger = Forger(open_knowledge(None), Path(folder))
        for seed in range(first, first + many):
            begun = time.process_time()
            try:
                kinds[forger.attempt(random.Random(seed))] += 1
            except Exception:
                failed += 1
                print(f"seed {seed}: {''.join(traceback.format_exc()[-1500:])}", flush=True)
            took = time.process_time() - begun
            slowest = max(slowest, took)
            if took > LONGEST:
                failed += 1
                print(f"seed {seed}: took {took:.1f} s", flush=True)
    print(f"{many:,} records ({dict(kinds)}), {failed} failed, the slowest {slowest:.2f} s")
    return failed


if __name__ == "__main__":
    many, first = [*map(int, sys.argv[1:]), *(5_000, 1)[len(sys.argv) - 1 :]]
    sys.exit(run(many, first) > 0)
