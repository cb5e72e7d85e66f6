"""Replaying an archive, keeping an answer, and killing the program: time, memory, and what is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from measure import judged, wizard_command

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.helpers.killing import killed
from tests.helpers.small import make_root
from wizard.pack.knowledge import open_knowledge
from wizard.records.keeper import Keeper
from wizard.records.replay import Replayer
from wizard.transcript.markdown import as_markdown
from wizard.transcript.record import as_json, record
from wizard.walk.result import result_of
from wizard.walk.walk import UNSURE, Walk, begin

MANY, SECONDS, MEGABYTES, KILLS = 10_000, 20, 150, 200


def walked(chance: random.Random) -> Walk:
    """A random walk of a random tree."""
    knowledge = open_knowledge()
    walk = begin(TREES[chance.choice(knowledge.tree_ids)])
    while (question := walk.question) is not None and not walk.done:
        walk = walk.answer(chance.choice([*question.answers, *([UNSURE] if question.unsure else [])]))
    return walk


TREES = {id: open_knowledge().tree(id) for id in open_knowledge().tree_ids}


def fill(folder: Path) -> None:
    """Writes the archive: every other file is a page."""
    knowledge, chance, now = open_knowledge(), random.Random(1), datetime.now(UTC)
    for number in range(MANY):
        made = record(result_of(walked(chance)), knowledge.library, now, now, knowledge.pack.program)
        name, text = (".json", as_json(made)) if number % 2 else (".md", as_markdown(made))
        (folder / f"{number:05}{name}").write_text(text, "utf-8")


def replay(folder: Path) -> None:
    """Times the command over the archive, and tells the most memory that one of its processes held."""
    # The parent waits for the command only, so that the largest child is one of its processes.
    code = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:]).returncode\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, code)"
    )
    start = time.perf_counter()
    asked = [sys.executable, "-c", code, *wizard_command(), "replay", str(folder)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    told, (memory, code_) = done.stdout.splitlines()[0], done.stdout.split()[-2:]
    peak = int(memory) / 1024
    print(f"{told} Exit code {code_}.")
    print(f"  {seconds:.1f} s, limit {SECONDS} s: {judged(seconds, SECONDS)}")
    print(f"  {peak:.0f} MB in the largest process, limit {MEGABYTES} MB: {judged(peak, MEGABYTES)}")


def replay_here(folder: Path) -> None:
    """The processor's time of one file in one process, which other programs slow less."""
    replayer, paths = Replayer(open_knowledge()), sorted(folder.iterdir())[:1000]
    start = time.process_time()
    for path in paths:
        replayer.replay(path, path.name)
    each = (time.process_time() - start) / len(paths)
    print(
        f"  {each * 1000:.2f} ms of processor time a file; on two cores {each * MANY / 2:.1f} s for {MANY:,}"
    )


def keep(folder: Path) -> None:
    """Times an answer put on the disk."""
    keeper, chance, spans = Keeper(folder), random.Random(2), []
    for _ in range(100):
        whole = walked(chance)
        walk = begin(whole.tree)
        for step in whole.steps:
            walk = walk.answer(UNSURE if step.assumed else step.answer)
            start = time.perf_counter()
            keeper.keep(walk)
            spans.append(time.perf_counter() - start)
    spans.sort()
    median, worst = spans[len(spans) // 2] * 1000, spans[-len(spans) // 100] * 1000
    print(f"An answer on the disk: median {median:.2f} ms, 99 of 100 within {worst:.2f} ms")


def kill(folder: Path) -> None:
    """Kills the program at random moments."""
    root, lost = make_root(folder / "root"), []
    for seed in range(KILLS):
        lost += [told for told in [killed(root, folder / f"state-{seed}", 1000 + seed)] if told]
    print(f"Killed {KILLS} times: {len(lost)} accepted answers lost{': ' + lost[0] if lost else ''}")


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        parts = {each: Path(name, each) for each in ("archive", "state", "kills")}
        for part in parts.values():
            part.mkdir()
        fill(parts["archive"])
        replay(parts["archive"])
        replay_here(parts["archive"])
        keep(parts["state"])
        kill(parts["kills"])
