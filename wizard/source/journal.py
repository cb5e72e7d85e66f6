"""Files that only grow: a line is on the disk before anyone acts on it, and one program writes at a time."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from wizard.source.files import read_within, why
from wizard.source.problems import Broken, Refused

MOST_BYTES = 50_000_000
"""A journal larger than this is not read."""

NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


def lock(handle: int) -> bool:
    """Takes an open file for this program alone, until it is closed; False when another has it."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system: two programs must not write one file
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def own_folder(folder: Path) -> None:
    """Makes a folder, and the one above it, where they are missing, for their owner alone."""
    for each in (folder.parent, folder):
        os.makedirs(each, mode=0o700, exist_ok=True)
    os.chmod(folder, 0o700)


class Journal:
    """One journal, open for writing. Made by `begin` or `take_up`."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path = path
        self._handle = handle

    @classmethod
    def begin(cls, path: Path, first: str) -> Journal:
        """A new journal with its first line, readable by its owner. Raises `Refused` where that fails."""
        new = path.with_name(f".{path.name}.new")
        try:
            own_folder(path.parent)
            handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        except OSError as error:
            raise Refused(f"cannot write {path}: {why(error)}") from None
        journal = cls(path, handle)
        try:
            lock(handle)
            journal.write([first])
            journal.sync()
            os.rename(new, path)
        except (OSError, Refused) as error:
            os.close(handle)
            new.unlink(missing_ok=True)
            reason = why(error) if isinstance(error, OSError) else str(error)
            raise Refused(f"cannot write {path}: {reason}") from None
        return journal

    @classmethod
    def take_up(cls, path: Path, unread: bool = False) -> Journal:
        """A journal to go on with; a last line that was cut off, so that nobody acted on it, is taken out,
        unless it is only to be deleted and stays `unread`.

        Raises `Refused` when another program has it open, or it cannot be opened or written, `Broken` when
        it is too large; it is then as it was.
        """
        try:
            handle = os.open(path, os.O_RDWR | os.O_APPEND | NO_FOLLOW)
        except OSError as error:
            raise Refused(f"cannot open {path}: {why(error)}") from None
        try:
            if not lock(handle):
                raise Refused(f"another program has {path} open; close it first")
            if not unread:
                os.ftruncate(handle, sum(len(line) + 1 for line in read_lines(path)))
        except OSError as error:
            os.close(handle)
            raise Refused(f"cannot write {path}: {why(error)}") from None
        except (Refused, Broken):
            os.close(handle)
            raise
        return cls(path, handle)

    def write(self, lines: list[str]) -> None:
        """Appends lines, all of them or none; they are on the disk only after `sync`.

        Raises `Refused` when they cannot be written.
        """
        before = os.fstat(self._handle).st_size
        left = memoryview("".join(f"{line}\n" for line in lines).encode())
        try:
            while left:
                left = left[os.write(self._handle, left) :]
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(self._handle, before)
            raise Refused(f"cannot write {self.path}: {why(error)}") from None

    def sync(self) -> None:
        """Waits until all that was written is on the disk. Raises `Refused` when it cannot be."""
        try:
            os.fsync(self._handle)
        except OSError as error:
            raise Refused(f"cannot write {self.path}: {why(error)}") from None

    def close(self) -> None:
        """Lets go of the file."""
        os.close(self._handle)

    def delete(self) -> None:
        """Deletes the file and lets go of it."""
        self.path.unlink(missing_ok=True)
        self.close()


def read_lines(path: Path) -> list[bytes]:
    """The lines of a journal; what stands after the last line's end was never acted on and is left out.

    Raises `Broken` when it cannot be read, or is too large.
    """
    return read_within(path, str(path), MOST_BYTES).split(b"\n")[:-1]
