"""The change plans of random whatsapp walks, against one judgement for each of their steps."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

from measure import judged

from wizard.pack.knowledge import open_knowledge
from wizard.tree.model import END, Tree
from wizard.walk.judge import judge
from wizard.walk.plans import options
from wizard.walk.walk import Walk, begin

LIMIT_MS = 30.0
WALKS = 500
REPEATS = 3
SEED = 2026


def random_walk(tree: Tree, dice: random.Random) -> Walk:
    """A walk drawn evenly from each question's answers, those left out that end the walk early."""
    walk = begin(tree)
    while walk.question is not None:
        going_on = [id for id, answer in walk.question.answers.items() if answer.next != END]
        walk = walk.answer(dice.choice(going_on or list(walk.question.answers)))
    return walk


def judge_each_step(walk: Walk) -> None:
    """One pass over the walk with a judgement after every answer: what any look ahead must cost."""
    facts: dict[str, str] = {}
    for step in walk.steps:
        facts[step.question] = step.answer
        judge(walk.tree, facts)


def milliseconds(work: Callable[[Walk], object], walk: Walk, repeats: int = REPEATS) -> float:
    """The least processor time of a few runs, so that what else runs on the machine does not count."""
    figures = []
    for _ in range(repeats):
        started = time.process_time()
        work(walk)
        figures.append((time.process_time() - started) * 1000)
    return min(figures)


def main() -> None:
    """Prints the figures."""
    tree, dice = open_knowledge().tree("whatsapp"), random.Random(SEED)
    drawn = [random_walk(tree, dice) for _ in range(WALKS)]
    walks = [walk for walk in drawn if judge(tree, walk.facts).verdict.rank > 0]
    cold = milliseconds(options, walks[0], repeats=1)
    ours = [milliseconds(options, walk) for walk in walks]
    base = [milliseconds(judge_each_step, walk) for walk in walks]
    ratio = statistics.median(our / other for our, other in zip(ours, base, strict=True))
    print(f"change plans of {len(walks)} random walks of the whatsapp tree with a verdict to better")
    print(f"  options()                  median {statistics.median(ours):7.2f} ms, most {max(ours):7.2f} ms")
    print(f"  judge() after every answer median {statistics.median(base):7.2f} ms, most {max(base):7.2f} ms")
    print(f"  the first call in a process {cold:7.2f} ms")
    print(
        f"  ratio {ratio:.0f}; most {max(ours):.1f} ms, limit {LIMIT_MS:g} ms: {judged(max(ours), LIMIT_MS)}"
    )


if __name__ == "__main__":
    main()
