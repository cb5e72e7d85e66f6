"""What a comment on a line allows: matters of style only, never what a proof rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from wizard.source.files import read_text
from wizard.source.problems import Broken, Problem

ALLOW = re.compile(r"#\s*allow:\s*([\w, -]+)")


def without_allowed(root: Path, problems: Iterable[Problem]) -> tuple[list[Problem], int]:
    """The problems that stay, and how many are switched off by a comment on their line."""
    from wizard.check.codes import CODES  # read only where there are problems

    lines: dict[str, list[str]] = {}
    kept, allowed = [], 0
    for each in problems:
        known = CODES.get(each.code)
        if known is None or known.effect != "allowed":
            kept.append(each)
            continue
        if each.path not in lines:
            lines[each.path] = _lines(root, each.path)
        if each.code in _switched_off(lines[each.path], each.line):
            allowed += 1
        else:
            kept.append(each)
    return kept, allowed


def _lines(root: Path, path: str) -> list[str]:
    """The lines of a file of the root, or of one outside it; none where it cannot be read."""
    inside = root / path
    try:
        return read_text(inside if inside.is_file() else Path(path), path).split("\n")
    except Broken:
        return []


def _switched_off(lines: list[str], line: int) -> list[str]:
    """The codes that a comment on this line names."""
    match = ALLOW.search(lines[line - 1]) if line <= len(lines) else None
    return re.split(r"[,\s]+", match.group(1).strip()) if match else []
