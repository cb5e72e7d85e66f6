"""What a reader did lately: walks finished on this machine, and transcripts saved in a folder.

The home screen lists them; it has the names first and works out more of one only when it is opened.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wizard.pack.knowledge import Knowledge
from wizard.records.resuming import resumed, told_moment
from wizard.records.sessions import Sessions
from wizard.source.problems import Broken, Refused
from wizard.tree.model import Verdict
from wizard.walk.ahead import conclude

FEW = 5
"""So many of each are told."""
NAME = re.compile(r"(20\d\d-\d\d-\d\d)-(\d\d)(\d\d)\d\d-([a-z0-9-]+?)(?:-\d{1,3})?\.(?:md|json)")
"""How `transcript.store` names what can be read back: day, time, then the tree and the verdict."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A walk that was finished: what came out, of which tree, when; `id` of its session, or `path`."""

    title: str
    verdict: Verdict
    when: str
    id: str = ""
    path: Path | None = None


def finished(knowledge: Knowledge, sessions: Sessions) -> list[Recent]:
    """The walks that were finished and are kept on this machine, the last one first."""
    found: list[Recent] = []
    for each in sessions.all():
        if not each.done or each.tree not in knowledge.tree_ids or len(found) == FEW:
            continue
        try:
            walk = resumed(knowledge, each).walk
            if walk.done and sessions.free(each.id):
                verdict = conclude(walk).verdict
                found.append(Recent(walk.tree.title, verdict, told_moment(each.changed), each.id))
        except (Broken, Refused):
            continue
    return found


def saved(knowledge: Knowledge, folder: Path, more: Iterable[Path] = ()) -> list[Recent]:
    """The transcripts in a folder and `more`, the last one first: those of trees that are here."""
    try:
        names = [folder / name for name in os.listdir(folder)]
    except OSError:
        names = []
    once = {path.stem: path for path in sorted([*names, *(path.absolute() for path in more)])}
    newest = sorted(once.values(), key=lambda path: path.name, reverse=True)
    found = (recent for path in newest for recent in _named(knowledge, path))
    return [recent for _, recent in zip(range(FEW), found, strict=False)]


def _named(knowledge: Knowledge, path: Path) -> Iterator[Recent]:
    """What a file's name says, where it is one that this program gives."""
    named = NAME.fullmatch(path.name)
    if named is None:
        return
    day, hour, minute, rest = named.groups()
    for id in sorted(knowledge.tree_ids, key=len, reverse=True):
        tree = knowledge.readable(id) if rest.startswith(f"{id}-") else None
        verdict = tree.verdicts.get(rest.removeprefix(f"{id}-")) if tree is not None else None
        if tree is not None and verdict is not None:
            yield Recent(tree.title, verdict, told_moment(f"{day}T{hour}:{minute}:00Z"), path=path)
            return
