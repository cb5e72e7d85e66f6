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
        cell = row.strip("| ").split(" | ")[-1]
        found = re.findall(r"`(tests/[^`]+)`", cell)
        assert found or cell in ("test", "---"), row
        for named in found:
            path, _, test = named.partition("::")
            tree = ast.parse((TOP / path).read_text("utf-8"))
            names = {
                node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            }
            assert test in names if test else names, named
