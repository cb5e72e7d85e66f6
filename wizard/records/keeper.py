"""Keeps the answers of a walk as they are given; every front end that asks questions holds one.

What a record is made of is imported with the first answer, so that the first screen does not wait for it.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard.records.folders import ENDING
from wizard.source.files import why
from wizard.source.journal import lock
from wizard.source.problems import Refused

if TYPE_CHECKING:
    from wizard.records.sessions import Kept
    from wizard.transcript.claims import ClaimedStep
    from wizard.walk.walk import Step, Walk


@dataclass
class _Line:
    """One session being written: its open file, what is in it, and whether the last write was cut off."""

    id: str
    handle: int
    steps: tuple[ClaimedStep, ...] = ()
    done: bool = False
    day: str = ""
    torn: bool = False
    content: Mapping[str, str] = field(default_factory=dict)


class Keeper:
    """Writes each change of a walk to the disk before it returns; it never stops the program.

    A walk of another tree begun meanwhile is a session of its own. `trouble` says why answers are not
    kept, or is empty; the front end shows it once. `content` holds, by tree, the digests of the pages that
    it rests on, once they are known. A keeper without a folder keeps nothing.
    """

    def __init__(self, state: Path | None) -> None:
        self.folder = state / "sessions" if state is not None else None
        self.trouble = ""
        self.content: dict[str, Mapping[str, str]] = {}
        self._lines: dict[str, _Line] = {}

    def keep(self, walk: Walk) -> bool:
        """Appends what has changed since the last call; False when it could not be kept."""
        if self.folder is None:
            return True
        line = self._lines.get(walk.tree.id)
        if line is not None and line.done and not walk.steps and not walk.earlier:
            self._let_go(walk.tree.id)
            line = None
        try:
            if line is None and walk.steps:
                line = self._lines[walk.tree.id] = self._begin(walk)
            if line is not None:
                self._append(line, walk)
        except OSError as error:
            self.trouble = f"Your answers are not kept on this machine from here on: {why(error)}."
            return False
        self.trouble = ""
        return True

    def take_up(self, kept: Kept, walk: Walk) -> None:
        """Goes on writing a session that is resumed as `walk`.

        Raises `Refused` when another program has it open.
        """
        assert self.folder is not None
        path = self.folder / f"{kept.id}{ENDING}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0))
        except OSError as error:
            raise Refused(f"cannot open {path}: {why(error)}") from None
        if not lock(handle):
            os.close(handle)
            raise Refused(f"another program has the session {kept.id} open; close it first")
        self._let_go(walk.tree.id)
        self._lines[walk.tree.id] = _Line(kept.id, handle, torn=True)
        self.keep(walk)

    def close(self) -> None:
        """Lets go of the files, so that another program may resume the sessions."""
        for tree in [*self._lines]:
            self._let_go(tree)

    def _let_go(self, tree: str) -> None:
        line = self._lines.pop(tree, None)
        if line is not None:
            os.close(line.handle)

    def keeps(self, walk: Walk) -> str:
        """The id of the session that holds all of a walk; empty where none does."""
        line = self._lines.get(walk.tree.id)
        if line is None or line.torn or line.steps != tuple(map(_claimed, walk.steps)):
            return ""
        return line.id

    def ids(self) -> list[str]:
        """The ids of the sessions written so far that are not done, for the reader who leaves."""
        return [line.id for line in self._lines.values() if line.steps and not line.done]

    def _begin(self, walk: Walk) -> _Line:
        """A new file with its first line, there under its name only once it is whole."""
        from wizard.source.days import MOMENT

        assert self.folder is not None
        os.makedirs(self.folder.parent, mode=0o700, exist_ok=True)
        os.makedirs(self.folder, mode=0o700, exist_ok=True)
        os.chmod(self.folder, 0o700)
        now = datetime.now(UTC)
        id = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        first = {
            "id": id,
            "tree": walk.tree.id,
            "version": walk.tree.version,
            "digest": walk.tree.digest,
            "started": now.strftime(MOMENT),
        }
        new = self.folder / f".{id}.new"
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        try:
            lock(handle)
            _write(handle, json.dumps(first) + "\n")
            os.rename(new, self.folder / f"{id}{ENDING}")
            _settle_folder(self.folder)
        except OSError:
            os.close(handle)
            new.unlink(missing_ok=True)
            raise
        return _Line(id, handle)

    def _append(self, line: _Line, walk: Walk) -> None:
        from wizard.source.days import MOMENT
        from wizard.transcript.model import as_data

        steps = tuple(map(_claimed, walk.steps))
        day = walk.day.isoformat() if walk.day else ""
        if (steps, walk.done, day) == (line.steps, line.done, line.day) and not line.torn:
            return
        same = 0 if line.torn else _shared(line.steps, steps)
        moved: dict[str, Any] = {
            "at": datetime.now(UTC).strftime(MOMENT),
            "keep": same,
            "steps": [as_data(each) for each in steps[same:]],
            "done": walk.done,
            **({"day": day} if day else {}),
        }
        text = ("\n" if line.torn else "") + json.dumps(moved) + "\n"
        content = self.content.get(walk.tree.id, line.content)
        if line.content != content:
            text += json.dumps({"content": dict(content)}) + "\n"
        line.torn = True
        _write(line.handle, text)
        line.steps, line.done, line.day, line.content = steps, walk.done, day, content
        line.torn = False


def _write(handle: int, text: str) -> None:
    """Writes all of a text and waits until it is on the disk."""
    left = memoryview(text.encode())
    while left:
        left = left[os.write(handle, left) :]
    os.fsync(handle)


def _settle_folder(folder: Path) -> None:
    """Waits until a new name in a folder is on the disk, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _shared(before: tuple[ClaimedStep, ...], after: tuple[ClaimedStep, ...]) -> int:
    """How many steps at the start are the same."""
    pairs = zip(before, after, strict=False)
    return next((place for place, (old, new) in enumerate(pairs) if old != new), min(len(before), len(after)))


def _claimed(step: Step) -> ClaimedStep:
    from wizard.transcript.claims import ClaimedStep, ClaimedWalk

    by = None
    if step.settled is not None:
        from wizard.walk.ahead import conclude

        found = conclude(step.settled)
        by = ClaimedWalk(
            tree=step.settled.tree.id,
            digest=step.settled.tree.digest,
            steps=tuple(map(_claimed, step.settled.steps)),
            verdict=found.verdict.id,
            outcome=found.outcome.id if found.outcome else "",
        )
    return ClaimedStep(step.question, step.answer, step.assumed, step.given, step.on, by)
