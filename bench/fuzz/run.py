"""Feeds mutated trees, pages and packs to the readers and `check`; looks for tracebacks, hangs, memory.

`python bench/fuzz/run.py [HOW_MANY] [SEED]`; each input has a seed of its own, SEED plus its number, so
that `run.py 1 SEED` repeats one. Seeds that once failed stand in `seeds.txt` and are tried first.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.helpers.mutating import mutated
from tests.helpers.small import make_root
from wizard.check import check_knowledge
from wizard.check.report import shown
from wizard.library.search import build_index
from wizard.pack.knowledge import Knowledge
from wizard.source.printable import gated
from wizard.source.problems import Broken, Refused
from wizard.walk.walk import begin

SEEDS = Path(__file__).with_name("seeds.txt")
LONGEST = 2.0
"""Seconds of processor time that one input may take."""
MOST_MEMORY = 500_000
"""Kilobytes at the peak."""


def tried(root: Path) -> None:
    """Everything that reads a root: the check, the search, a walk of each tree."""
    knowledge = Knowledge(root)
    report = check_knowledge(knowledge, strict=True)
    for form in ("text", "json", "github"):
        gated(shown(report, form), form)
    build_index(knowledge.library.readable()).search("words")
    for id in knowledge.tree_ids:
        walk = begin(knowledge.tree(id))
        while walk.question is not None:
            walk = walk.answer(next(iter(walk.question.answers)))


def attempt(root: Path, files: dict[Path, str], seed: int) -> str:
    """What was wrong with one input; empty when nothing was."""
    dice = random.Random(seed)
    path = dice.choice([*files])
    path.write_bytes(mutated(files[path], dice))
    begun = time.process_time()
    try:
        tried(root)
    except (Broken, Refused):
        pass
    except Exception:
        return f"{path.relative_to(root)}\n{traceback.format_exc()}"
    finally:
        path.write_text(files[path], "utf-8")
    took = time.process_time() - begun
    return f"{path.relative_to(root)} took {took:.1f} s" if took > LONGEST else ""


def run(many: int, first: int, tell: Callable[[str], None] = print) -> int:
    """Tries the kept seeds and so many new ones; how many failed."""
    kept = [int(line.split()[0]) for line in SEEDS.read_text("utf-8").splitlines() if line[:1].isdigit()]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        root = make_root(
            Path(folder) / "root", {"content/pack.yaml": "name: Small\ntrees:\n  small: Start\n"}
        )
        files = {path: path.read_text("utf-8") for path in sorted(root.rglob("*")) if path.is_file()}
        begun = time.monotonic()
        for seed in [*kept, *range(first, first + many)]:
            wrong = attempt(root, files, seed)
            if wrong:
                failed += 1
                tell(f"seed {seed}: {wrong}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    within = "within" if peak < MOST_MEMORY and not failed else "over"
    tell(
        f"{len(kept) + many:,} inputs, {failed} failed, {time.monotonic() - begun:.0f} s, "
        f"peak {peak // 1000} MB: {within}"
    )
    return failed


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, int(sys.argv[2]) if len(sys.argv) > 2 else 2026)
