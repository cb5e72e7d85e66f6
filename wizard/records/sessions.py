"""Sessions on this machine: one file each, one line for each change of the walk, read back and listed.

`keeper` writes them. A file is `sessions/ID.jsonl` in the state folder: a first line that names the
tree, then lines that each say how many of the answers before stay and which come after them.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from wizard.records.folders import ENDING
from wizard.source.days import MOMENT, is_moment
from wizard.source.files import read_within, why
from wizard.source.journal import lock
from wizard.source.nearest import unknown
from wizard.source.problems import Broken, Refused
from wizard.transcript.claims import MOST_STEPS, ClaimedStep
from wizard.transcript.sound import check_day, check_steps
from wizard.transcript.typed import TOO_DEEP, too_deep, typed

ASIDE = ".broken"
ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{6}")
MOST_BYTES = 5_000_000
"""The largest session that is read."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The first line of a session: the tree that it walks."""

    id: str
    tree: str
    version: str
    digest: str
    started: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A later line: `keep` answers stay, `steps` come after them, at a moment; how the walk then stands."""

    at: str
    keep: float
    steps: tuple[ClaimedStep, ...]
    done: bool
    day: str = field(default="", metadata={"optional": True})


@dataclass(frozen=True, slots=True)
class Kept:
    """A session as its file has it. `content` holds the digests of the pages that its tree rests on."""

    id: str
    tree: str
    version: str
    digest: str
    started: str
    changed: str
    steps: tuple[ClaimedStep, ...] = ()
    done: bool = False
    day: str = ""
    content: Mapping[str, str] = field(default_factory=dict)


class Unreadable(Exception):
    """A session's file is not as this program writes it; the text says where."""


def read_session(path: Path) -> Kept:
    """The session in a file. A last line that was cut off is not an answer that was taken.

    Raises `Unreadable` when anything else is wrong.
    """
    try:
        held = read_within(path, path.name, MOST_BYTES)
    except Broken as broken:
        raise Unreadable(broken.problems[0].message) from None
    lines = held.split(b"\n")
    kept = _opened(_line(lines[0], 1), path)
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        try:
            kept = _after(kept, _line(line, number), number)
        except Unreadable:
            if number == len(lines) or _starts_over(lines[number]):
                continue
            raise
    return kept


def _starts_over(line: bytes) -> bool:
    """Whether a line holds the whole walk, as after one that could not be written to its end."""
    return b'"keep": 0,' in line


def _line(line: bytes, number: int) -> dict[str, Any]:
    try:
        data = json.loads(line.decode("utf-8"))
    except ValueError:
        data = None
    except RecursionError:
        raise Unreadable(f"line {number}: {TOO_DEEP}") from None
    if not isinstance(data, dict):
        raise Unreadable(f"line {number} is not a line of a session")
    if too_deep(data):
        raise Unreadable(f"line {number}: {TOO_DEEP}")
    return data


def _opened(data: dict[str, Any], path: Path) -> Kept:
    try:
        first = typed(Opened, data)
    except Refused as error:
        raise Unreadable(f"line 1: {error.message}") from None
    if path.name != first.id + ENDING or not is_moment(first.started):
        raise Unreadable("line 1 does not belong to this file")
    return Kept(first.id, first.tree, first.version, first.digest, first.started, first.started)


def _after(kept: Kept, data: dict[str, Any], number: int) -> Kept:
    if set(data) == {"content"} and isinstance(data["content"], dict):
        return replace(kept, content={str(id): str(each) for id, each in data["content"].items()})
    try:
        moved = typed(Moved, data)
        check_steps(moved.steps)
        check_day("day", moved.day)
    except Refused as error:
        raise Unreadable(f"line {number}: {error.message}") from None
    if not 0 <= moved.keep <= len(kept.steps) or not is_moment(moved.at):
        raise Unreadable(f"line {number} does not follow from the lines before it")
    steps = (*kept.steps[: int(moved.keep)], *moved.steps)
    if len(steps) > MOST_STEPS:
        raise Unreadable(f"line {number}: more than {MOST_STEPS:,} answers")
    return replace(kept, steps=steps, changed=moved.at, done=moved.done, day=moved.day)


class Sessions:
    """The sessions in a state folder. `aside` names the files that could not be read, once they are moved."""

    def __init__(self, state: Path) -> None:
        self.folder = state / "sessions"
        self.aside: list[str] = []

    def path(self, id: str) -> Path:
        """The file of a session."""
        return self.folder / f"{id}{ENDING}"

    def all(self) -> list[Kept]:
        """Every session that can be read, the one changed last first; broken files are set aside."""
        try:
            names = sorted(os.listdir(self.folder))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Refused(f"cannot read {self.folder}: {why(error)}") from None
        ids = (name.removesuffix(ENDING) for name in names if name.endswith(ENDING))
        found = [kept for id in ids if (kept := self._readable(id)) is not None]
        return sorted(found, key=lambda each: (each.changed, each.id), reverse=True)

    def one(self, id: str) -> Kept:
        """The session with an id. Raises `Refused` when there is none."""
        found = {each.id: each for each in self.all()}
        if id not in found:
            raise unknown(f"there is no session {id}", id, found)
        return found[id]

    def delete(self, id: str) -> None:
        """Deletes a session. Raises `Refused` when another program has it open, or it cannot be deleted."""
        path = self.path(id)
        try:
            with locked(path) as free:
                if not free:
                    raise Refused(f"another program has the session {id} open; close it first")
                path.unlink()
        except OSError as error:
            raise Refused(f"cannot delete {path}: {why(error)}") from None

    def free(self, id: str) -> bool:
        """Whether no other program has a session open."""
        try:
            with locked(self.path(id)) as free:
                return free
        except OSError:
            return False

    def purge(self, older: timedelta) -> Iterator[str]:
        """Deletes the sessions not changed for so long, those open elsewhere left out; their ids."""
        before = (datetime.now(UTC) - older).strftime(MOMENT)
        for each in self.all():
            if each.changed <= before:
                try:
                    self.delete(each.id)
                except Refused:
                    continue
                yield each.id

    def _readable(self, id: str) -> Kept | None:
        path = self.path(id)
        if not ID.fullmatch(id):
            return None
        try:
            return read_session(path)
        except Unreadable as error:
            if path.exists():  # else another program has deleted it meanwhile
                self._set_aside(path, str(error))
            return None

    def _set_aside(self, path: Path, why: str) -> None:
        moved = path.with_name(path.name + ASIDE)
        try:
            os.replace(path, moved)
        except OSError:
            moved = path
        self.aside.append(f"{moved} cannot be read and is set aside: {why}")


@contextmanager
def locked(path: Path) -> Iterator[bool]:
    """Whether no other program has a session's file open; holds it meanwhile."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        yield lock(handle)
    finally:
        os.close(handle)
