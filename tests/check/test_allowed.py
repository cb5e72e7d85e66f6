"""Which problems a comment switches off: those of style, on the line where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from wizard.check.allowed import without_allowed
from wizard.source.problems import Problem


def problem(code: str, line: int, path: str = "page.md") -> Problem:
    return Problem(path, line, 1, code, "so it is")


@pytest.mark.parametrize(
    ("text", "line", "allowed"),
    [
        ("a\nb  # allow: overdue", 2, 1),
        ("a\nb  # allow: overdue\n", 2, 1),
        ("a  # allow: overdue\nb", 2, 0),
        ("a\nb  # allow: overdue", 1, 0),
        ("a  # allow: overdue", 2, 0),
        ("a  # allow: overdue", 9, 0),
    ],
)
def test_a_comment_counts_on_its_own_line_alone(tmp_path: Path, text: str, line: int, allowed: int) -> None:
    (tmp_path / "page.md").write_text(text, "utf-8")
    kept, number = without_allowed(tmp_path, [problem("overdue", line)])
    assert (len(kept), number) == (1 - allowed, allowed)


def test_problems_of_several_files_keep_their_order_and_what_is_no_style_stays(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("a  # allow: overdue, no-outcome\nb\n", "utf-8")
    (tmp_path / "other.md").write_text("a\nb  # allow: overdue\n", "utf-8")
    given = [
        problem("overdue", 1, "gone.md"),
        problem("no-outcome", 1),
        problem("overdue", 1),
        problem("overdue", 2),
        problem("overdue", 2, "other.md"),
        problem("overdue", 1, "other.md"),
    ]
    assert without_allowed(tmp_path, given) == ([given[0], given[1], given[3], given[5]], 2)
