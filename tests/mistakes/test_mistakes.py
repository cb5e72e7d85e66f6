"""Each mistake of the table is told at its place, shortly, with a hint that mends the file when followed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.small import make_root
from tests.mistakes.follow import follow
from wizard.check import check_knowledge
from wizard.check.report import shown
from wizard.pack.knowledge import Knowledge

TABLE: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("mistakes.yaml").read_text("utf-8"))
MOST_LINES = 3
STEPS = 3
"""So many hints are followed one after the other, where one mistake hides another."""


def made(folder: Path, row: dict[str, Any]) -> tuple[Path, int]:
    """The small root with the mistake in it, and the line where it was made."""
    root = make_root(folder)
    path = root / row["file"]
    if "to" in row:
        path.rename(root / row["to"])
        return root, 1
    text = path.read_text("utf-8")
    assert text.count(row["old"]) == 1, f"{row['old']!r} stands {text.count(row['old'])} times"
    wrong = text.replace(row["old"], row["new"])
    path.write_text(wrong, row.get("save", "utf-8"))
    lines = zip(text.split("\n"), wrong.split("\n"), strict=False)
    return root, next((at for at, (one, other) in enumerate(lines, 1) if one != other), 1)


def test_the_table_has_sixty_rows() -> None:
    assert len(TABLE) >= 60


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['code']} {row.get('new', row.get('to'))}")
def test_a_mistake_is_told_shortly_at_its_place_and_its_hint_mends_it(
    tmp_path: Path, row: dict[str, Any]
) -> None:
    root, line = made(tmp_path, row)
    report = check_knowledge(Knowledge(root))
    first = report.problems[0]
    assert (first.path, first.code) == (row.get("place", row["file"]), row["code"]), shown(report, "text")
    assert first.line == row.get("line", line), shown(report, "text")
    assert len(report.problems) <= MOST_LINES, shown(report, "text")
    for _ in range(STEPS):
        if report.problems:
            follow(root, report.problems[0], row.get("answer", ""))
            report = check_knowledge(Knowledge(root))
    assert report.problems == (), shown(report, "text")
