"""Changes the engine in one small place at a time and sees whether its tests notice.

`python bench/mutants.py MODULE TEST... [--most N] [--seed S]`, for example
`python bench/mutants.py wizard/walk/judge.py tests/walk/test_judge.py`; run it by hand in a copy of the
checkout, since it writes into the module while it runs. Comparisons, `and`/`or`, `not`, whole numbers,
`True`/`False` and conditions are changed, filters and single statements left out; which ones
is drawn by the seed where there are more than N. Tests written for the survivors of one seed are
judged by another.
"""

from __future__ import annotations

import argparse
import ast
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click  # noqa: F401 - what all tests import is imported once, and each run is a fork of this process
import hypothesis  # noqa: F401
import networkx  # noqa: F401
import pytest
import textual.app  # noqa: F401
import yaml  # noqa: F401

SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
}
SLOWEST = 4
"""How many times as long as without a change the tests may take; then the change counts as noticed."""


def places(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Every node that can be changed, and what would be changed in it."""
    decorating = {
        id(part)
        for node in ast.walk(tree)
        for each in getattr(node, "decorator_list", ())
        for part in ast.walk(each)
    }
    for node in ast.walk(tree):
        if id(node) in decorating:  # frozen and slots guard against writers, whom no test plays
            continue
        if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
            yield node, "comparison"
        elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPS:
            yield node, "operator"
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, "not"
        elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
            yield node, "value"
        elif isinstance(node, ast.If | ast.IfExp | ast.While):
            yield node, "condition"
        elif isinstance(node, ast.comprehension) and node.ifs:
            yield node, "filter"
        elif isinstance(node, ast.Break | ast.Continue | ast.AugAssign):
            yield node, "statement"


class _Without(ast.NodeTransformer):
    """The same without one statement."""

    def __init__(self, node: ast.AST) -> None:
        self.node = node

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Puts `pass` in its place."""
        return ast.Pass() if node is self.node else super().generic_visit(node)


def mutant(text: str, which: int) -> tuple[int, str, str]:
    """The line of one place, what is there instead in this mutant, and the module with it."""
    tree = ast.parse(text)
    node, what = list(places(tree))[which]
    line = min(part.lineno for part in ast.walk(node) if hasattr(part, "lineno"))
    if what == "comparison":
        assert isinstance(node, ast.Compare)
        node.ops[0] = SWAPS[type(node.ops[0])]()
    elif what == "operator":
        assert isinstance(node, ast.BoolOp | ast.BinOp)
        node.op = SWAPS[type(node.op)]()
    elif what == "not":
        assert isinstance(node, ast.UnaryOp)
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    elif what == "condition":
        assert isinstance(node, ast.If | ast.IfExp | ast.While)
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif what == "filter":
        assert isinstance(node, ast.comprehension)
        node.ifs = node.ifs[1:]
    elif what == "statement":
        tree = _Without(node).visit(tree)
    else:
        assert isinstance(node, ast.Constant)
        node.value = not node.value if isinstance(node.value, bool) else int(str(node.value)) + 1
    now = "nothing" if what == "statement" else ast.unparse(node).strip().splitlines()[0]
    return line, f"{what} {now}", ast.unparse(ast.fix_missing_locations(tree))


def _tests(names: list[str]) -> None:
    """Runs the tests in this process, a group of its own, and ends it with their exit code."""
    os.setsid()
    null = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)
    quick = ["-q", "-x", "-p", "no:cacheprovider", "--hypothesis-profile", "unshrunk"]
    os._exit(pytest.main([*quick, *names]))


def noticed(tests: list[str], seconds: float) -> bool:
    """Whether the tests fail, or have not ended after so many seconds."""
    sys.dont_write_bytecode = True  # byte code is taken for a module's where size and second are the same
    run = multiprocessing.get_context("fork").Process(target=_tests, args=(tests,))
    run.start()
    run.join(seconds)
    if run.is_alive():
        os.killpg(run.ident or 0, signal.SIGKILL)  # with the programs that the tests started
        run.join()
    return run.exitcode != 0


def run(module: Path, tests: list[str], most: int, seed: int) -> None:
    """Tries the mutants of a module and prints those that nothing noticed."""
    text = module.read_text("utf-8")
    start = time.monotonic()
    if noticed(tests, 3600):
        sys.exit("These tests fail without any change.")
    seconds = SLOWEST * (time.monotonic() - start)
    numbers = list(range(len(list(places(ast.parse(text))))))
    chosen = sorted(random.Random(seed).sample(numbers, most)) if most < len(numbers) else numbers
    killed = 0
    try:
        for number in chosen:
            line, now, changed = mutant(text, number)
            module.write_text(changed, "utf-8")
            if noticed(tests, seconds):
                killed += 1
            else:
                print(
                    f"survived: {module}:{line}: {text.splitlines()[line - 1].strip()} -> {now}", flush=True
                )
    finally:
        module.write_text(text, "utf-8")
    print(f"{module}: {killed} of {len(chosen)} noticed, of {len(numbers)} there are")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description="Names the changes to a module that its tests do not notice."
    )
    parser.add_argument("module", type=Path)
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--most", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    run(given.module, given.tests, given.most, given.seed)
