"""Checks again whenever a file of the knowledge is saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from wizard.check.run import Report, check_knowledge
from wizard.pack.knowledge import Knowledge

SETTLE_MILLISECONDS = 50
"""How long to wait for an editor to finish writing before checking."""


def watch(root: Path, paths: Sequence[str], strict: bool) -> Iterator[Report]:
    """A report now, and one after each change under `trees/` and `content/`, until interrupted."""
    from watchfiles import watch as changes

    yield check_knowledge(Knowledge(root), paths, strict)
    folders = [folder for folder in (root / "trees", root / "content") if folder.is_dir()]
    for _ in changes(*folders, debounce=SETTLE_MILLISECONDS, step=SETTLE_MILLISECONDS // 2):
        yield check_knowledge(Knowledge(root), paths, strict)
