"""Each promise of SECURITY.md names a test that is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TOP = Path(__file__).parents[2]


def test_each_promise_has_its_test() -> None:
    rows = [line for line in (TOP / "SECURITY.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    assert len(rows) > 15
    for row in rows:
        if row.startswith(("| promise |", "| --- |")):
            continue
        named = re.findall(r"`(tests/[^`]+)`", row)
        assert named, row
        for each in named:
            path, _, test = each.partition("::")
            tree = ast.parse((TOP / path).read_text("utf-8"))
            names = {
                node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            }
            assert test in names if test else names, each
