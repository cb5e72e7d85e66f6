"""Runs one task of ours on one generated tree and prints the result as JSON: `ours.py TASK FILE`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx  # noqa: F401

from wizard.check.trees import check_tree
from wizard.space.cover import cover
from wizard.space.fold import Fold
from wizard.space.space import explore
from wizard.tree.load import load_tree
from wizard.tree.model import Tree


def covered(tree: Tree) -> dict[str, int]:
    """The walks of the cover, and the number that none can go below."""
    found = cover(tree)
    return {"walks": len(found.walks), "least": len(found.apart)}


def counted(tree: Tree) -> dict[str, int]:
    """The number of walks, from the state graph."""
    return {"walks": explore(Fold(tree, judged=False)).walks}


def listed(tree: Tree) -> dict[str, int]:
    """Glue: every walk as a list of answers, depth first over the state graph."""
    space = explore(Fold(tree, judged=False))
    stack: list[Any] = [(space.start, ())]
    found = []
    while stack:
        state, answers = stack.pop()
        if state.at < 0:
            found.append(answers)
        else:
            stack += [(after, (*answers, answer)) for answer, after in space.steps[state].items()]
    return {"walks": len(found)}


TASKS: dict[str, Callable[[Tree], dict[str, int]]] = {"cover": covered, "walks": counted, "list": listed}


def main(task: str, path: str) -> dict[str, Any]:
    """The result of one task. `load` loads and proves; the others start from a loaded tree."""
    started = time.thread_time(), time.perf_counter()
    tree = load_tree(Path(path))
    if task == "load":
        problems, _ = check_tree(tree)
        if problems:
            raise SystemExit("\n".join(map(str, problems)))
        return taken(started)
    started = time.thread_time(), time.perf_counter()
    return {**TASKS[task](tree), **taken(started)}


def taken(started: tuple[float, float]) -> dict[str, float]:
    """Seconds on a processor, and wall seconds."""
    return {"seconds": time.thread_time() - started[0], "wall": time.perf_counter() - started[1]}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
