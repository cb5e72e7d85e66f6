"""Loads and checks generated trees, each in a fresh process: seconds, memory, states, walks, growth.

`scale.py FILE` loads and checks one tree file and prints its figures as JSON.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from measure import ENVIRONMENT, judged, peak_megabytes

Figures = dict[str, Any]

RUNS = 5
MOST_SECONDS = {"binary-8191": 1.5, "binary-8191-outcomes": 1.5, "ladder-10": 0.2}
MOST_MEGABYTES = 300
MOST_GROWTH = 10
HEAD = """tree: {name}
title: A generated tree
version: "1"
reviewed: 2026-11-22
start: q0
verdicts:
  fine: {{label: Fine, tone: good}}
  wrong: {{label: Wrong, tone: stop, forced-by: violation}}
questions:
"""


def question(number: int, targets: Iterable[str], idle: str = "") -> str:
    """A question with an answer a, b, … for each target; nothing reads those in `idle`."""
    answers = "".join(
        f"      {letter}: {{label: Answer {letter}, next: {target}{', idle: So.' * (letter in idle)}}}\n"
        for letter, target in zip("abc", targets, strict=False)
    )
    return f"  q{number}:\n    ask: Question {number}?\n    why: Reason {number}.\n    answers:\n{answers}"


def binary(size: int, outcomes: bool) -> Iterator[str]:
    """A complete binary tree. With `outcomes`, each of its ends has an outcome of its own."""
    ends = []
    for number in range(size):
        below = [2 * number + 1, 2 * number + 2]
        last = [letter for each, letter in zip(below, "ab", strict=True) if each >= size]
        idle = "" if outcomes else "".join(last[:-1] if number == size - 1 else last)
        yield question(number, [f"q{each}" if each < size else "end" for each in below], idle)
        ends += [(number, letter) for each, letter in zip(below, "ab", strict=True) if each >= size]
    yield from wrong_when([ends[-1]])
    if outcomes:
        for number, letter in ends[:-1]:
            yield f"  end-{number}{letter}: {{verdict: fine, page: page.md, when: {{q{number}: {letter}}}}}\n"
    else:
        yield "  fine: {verdict: fine, page: page.md}\n"


def ladder(layers: int) -> Iterator[str]:
    """Layers of three questions with three answers, each leading to one of the next layer."""
    for number in range(1 + 3 * layers):
        layer = (number + 2) // 3
        below = [f"q{3 * layer + each}" for each in (1, 2, 3)] if layer < layers else ["end"] * 3
        yield question(number, below, "ab" if layer == layers else "")
    yield from wrong_when((number, "c") for number in range(1 + 3 * layers))
    yield "  fine: {verdict: fine, page: page.md}\n"


def wrong_when(answers: Iterable[tuple[int, str]]) -> Iterator[str]:
    """A finding for each of the answers, the outcome they force, and an invariant over it."""
    yield "findings:\n"
    for number, letter in answers:
        yield f"  wrong-{number}:\n    weight: violation\n    when: {{q{number}: {letter}}}\n"
        yield "    says: This is wrong.\n    remedy: Answer another way.\n"
        last = f"{{q{number}: {letter}}}"
    yield f"invariants:\n  caught: {{when: {last}, verdict: [wrong], because: It is wrong.}}\n"
    yield "outcomes:\n  wrong: {verdict: wrong, page: page.md}\n"


TREES: dict[str, Callable[[], Iterator[str]]] = {
    "binary-15": lambda: binary(15, outcomes=False),
    "binary-1023": lambda: binary(1023, outcomes=False),
    "binary-8191": lambda: binary(8191, outcomes=False),
    "binary-15-outcomes": lambda: binary(15, outcomes=True),
    "binary-1023-outcomes": lambda: binary(1023, outcomes=True),
    "binary-8191-outcomes": lambda: binary(8191, outcomes=True),
    "ladder-10": lambda: ladder(10),
}


def check_file(path: Path) -> Figures:
    """Loads and checks one tree. The clock, the processor's, starts once everything is imported."""
    import networkx  # noqa: F401

    from wizard.check.trees import check_tree
    from wizard.tree.load import load_tree

    started = time.process_time()
    tree = load_tree(path)
    loaded = time.process_time()
    problems, proof = check_tree(tree)
    checked = time.process_time()
    if problems or proof is None:
        raise SystemExit("\n".join(map(str, problems)))
    return {
        "load": loaded - started,
        "check": checked - loaded,
        "seconds": checked - started,
        "megabytes": peak_megabytes(),
        "states": proof.states,
        "walks": proof.walks,
    }


def in_fresh_process(path: Path) -> Figures:
    """The figures of one tree, with the seconds of the whole process."""
    started = time.perf_counter()
    command = [sys.executable, __file__, str(path)]
    output = subprocess.run(command, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE).stdout
    return {**json.loads(output), "process": time.perf_counter() - started}


def measure_all(folder: Path) -> dict[str, Figures]:
    """The median figures of each tree, the trees taken in turn."""
    runs: dict[str, list[Figures]] = {name: [] for name in TREES}
    for name, lines in TREES.items():
        (folder / f"{name}.yaml").write_text(HEAD.format(name=name) + "".join(lines()), "utf-8")
    for _ in range(RUNS):
        for name, figures in runs.items():
            figures.append(in_fresh_process(folder / f"{name}.yaml"))
    return {
        name: {key: statistics.median(each[key] for each in figures) for key in figures[0]}
        for name, figures in runs.items()
    }


def main() -> None:
    """Prints the figures."""
    with TemporaryDirectory() as folder:
        measured = measure_all(Path(folder))
    print(f"load and check, medians of {RUNS} fresh processes; processor seconds after the imports")
    print(f"  {'tree':<22}{'load':>8}{'check':>8}{'both':>8}{'process':>9}{'MB':>7}{'states':>8}{'walks':>9}")
    for name, each in measured.items():
        seconds = "".join(f"{each[part]:8.3f}" for part in ("load", "check", "seconds"))
        size = f"{each['megabytes']:7.0f}{each['states']:8,.0f}{each['walks']:9,.0f}"
        print(f"  {name:<22}{seconds}{each['process']:9.3f}{size}")
    for name, limit in MOST_SECONDS.items():
        taken = measured[name]["seconds"]
        print(f"  {name}: {taken:.3f} s, limit {limit:g} s: {judged(taken, limit)}")
    for kind in ("", "-outcomes"):
        growth = measured[f"binary-8191{kind}"]["seconds"] / measured[f"binary-1023{kind}"]["seconds"]
        print(f"  growth binary-1023{kind} to binary-8191{kind}: ratio {growth:.1f}, ", end="")
        print(f"limit {MOST_GROWTH}: {judged(growth, MOST_GROWTH)}")
    peak = max(each["megabytes"] for each in measured.values())
    print(f"  peak memory {peak:.0f} MB, limit {MOST_MEGABYTES} MB: {judged(peak, MOST_MEGABYTES)}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(check_file(Path(sys.argv[1]))))
    else:
        main()
