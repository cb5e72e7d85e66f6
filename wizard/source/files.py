"""Files: read whole as UTF-8 text, and written whole where nothing stood. Nothing else opens a file."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

from wizard.source.problems import Broken, Problem, Refused

MOST_BYTES = 4_000_000
"""A file larger than this is refused: about fifty times our largest tree."""

OPENED = "/proc/self/fd"
ANONYMOUS = getattr(os, "O_TMPFILE", 0) if os.path.isdir(OPENED) else 0
"""Linux can write a file that has no name yet, so that not even a killed program leaves one behind."""

NO_ANONYMOUS = (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL)
"""How a disk says that it has no such files."""

REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your quota on this disk is used up",
    errno.EFBIG: "the file would be larger than this system allows",
    errno.EROFS: "the disk is read-only",
    errno.EACCES: "you have no right to it",
    errno.EPERM: "you have no right to it",
    errno.ENOENT: "it, or its folder, is not there",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "it is a folder, not a file",
    errno.ELOOP: "it is a link",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EIO: "the disk or the terminal reports an error",
    errno.EBADF: "an input or output that this call needs is closed",
}
"""Why something could not be written or read, in plain words."""


class Taken(Refused):
    """A file that was to be new is there already."""


def read_text(path: Path, shown: str, most: int = MOST_BYTES, piped: bool = False) -> str:
    """A file's text. `piped`: a pipe will do, since a person named it.

    Raises `Broken` when it is missing, no ordinary file, larger than `most` bytes, not UTF-8, or starts
    with a BOM.
    """
    return decoded(read_bytes(path, shown, most, piped), shown, most)


def read_bytes(path: Path, shown: str, most: int = MOST_BYTES, piped: bool = False) -> bytes:
    """What a file holds, at most one byte more than `most`.

    Raises `Broken` when it is missing or no ordinary file; it never waits for one.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | (0 if piped else _AT_ONCE))
        with open(handle, "rb") as file:
            if not piped and not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Broken([Problem(shown, 1, 1, "file", "cannot read the file: it is no ordinary file")])
            return file.read(most + 1)
    except OSError as error:
        raise Broken([Problem(shown, 1, 1, "file", f"cannot read the file: {why(error)}")]) from None


def read_within(path: Path, shown: str, most: int) -> bytes:
    """All that a file holds. Raises `Broken` as `read_bytes`, and when it is more than `most` bytes."""
    held = read_bytes(path, shown, most)
    if len(held) > most:
        told = f"the file is larger than {most // 1_000_000} MB, the most that is read"
        raise Broken([Problem(shown, 1, 1, "too-large", told)])
    return held


def read_input(most: int = MOST_BYTES) -> str:
    """What standard input holds, to its end. Raises `Broken` as `read_text`, so that an endless one ends."""
    return decoded(sys.stdin.buffer.read(most + 1), "standard input", most)


_AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""Opening a pipe that nobody writes to must not wait."""


def decoded(held: bytes, shown: str, most: int = MOST_BYTES) -> str:
    """Bytes as text. Raises `Broken` when they are too many, not UTF-8, or start with a BOM."""
    if len(held) > most:
        hint = f"the limit is {most:,} bytes; split it, or remove what is too much"
        raise Broken([Problem(shown, 1, 1, "too-large", f"the file has more than {most:,} bytes", hint)])
    try:
        text = held.decode("utf-8")
    except UnicodeDecodeError as error:
        line = held[: error.start].count(b"\n") + 1
        hint = "save the file as UTF-8"
        raise Broken([Problem(shown, line, 1, "not-utf-8", "not UTF-8 text", hint)]) from None
    if text.startswith("\ufeff"):
        raise Broken([Problem(shown, 1, 1, "bom", "starts with a byte order mark", "save without BOM")])
    return text.replace("\r\n", "\n")


def write_new(path: Path, text: str) -> bool:
    """Writes a file that must not exist yet; False when it does.

    Raises `Refused` when it cannot be written; nothing is left of it then.
    """
    try:
        write_files({path: text})
    except Taken:
        return False
    return True


def write_files(texts: Mapping[Path, str | bytes], folders: bool = False) -> None:
    """Writes new files, all of them or none, readable by their owner only; the one place that writes.

    Each is written aside and synced, and gets its name only when all are whole; never over what is
    there. `folders`: those that are missing are made. Raises `Taken` for a file that is there
    already, `Refused` for whatever else keeps one from being written.
    """
    path = Path()
    try:
        with ExitStack() as undo, ExitStack() as kept:
            ready = []
            for path, text in texts.items():
                if folders:
                    _make(path.parent, undo)
                ready.append((path, kept.enter_context(_aside(path, text))))
            for path, name in ready:
                name()
                undo.callback(path.unlink, missing_ok=True)
            undo.pop_all()
    except FileExistsError:
        raise Taken(f"{path} is there already") from None
    except (OSError, ValueError) as error:
        raise Refused(f"cannot write {path}: {why(error)}") from None


def scratch(path: Path) -> TextIO:
    """A text file to write in a temporary folder of the program's own, which goes away with that folder."""
    return path.open("w", encoding="utf-8", newline="")


@contextmanager
def made_whole(path: Path) -> Iterator[Path]:
    """A file beside `path` for a program to fill, which gets the name once it is whole, never over another.

    It is readable by its owner only. Raises `Taken` for a file that is there already, `Refused` for
    whatever else keeps it from being written.
    """
    if path.exists():
        raise Taken(f"{path} is there already")
    temporary = path.parent / f".{secrets.token_hex(8)}{path.suffix}"
    try:
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield temporary
        handle = os.open(temporary, os.O_RDONLY)
        try:
            os.chmod(temporary, 0o600)  # the program may have put another file in its place
            os.fsync(handle)
        finally:
            os.close(handle)
        _name(temporary, path)
    except FileExistsError:
        raise Taken(f"{path} is there already") from None
    except (OSError, ValueError) as error:
        raise Refused(f"cannot write {path}: {why(error)}") from None
    finally:
        with suppress(OSError, ValueError):
            temporary.unlink()


def write_over(path: Path, text: str | bytes, shared: bool = False) -> None:
    """Writes a file anew, whole or not at all; a link is not followed.

    It becomes its owner's alone, unless it is `shared`: then who could read it still can.

    Raises `Refused` when it cannot be written.
    """
    if path.is_symlink():
        raise Refused(f"cannot write {path}: it is a link")
    new = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        write_files({new: text})
        if shared:
            new.chmod(stat.S_IMODE(path.stat().st_mode))
        os.replace(new, path)
    except OSError as error:
        raise Refused(f"cannot write {path}: {why(error)}") from None
    finally:
        with suppress(OSError, ValueError):
            new.unlink()


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder to fill that gets its name at the end, and is gone where that fails; never over one there.

    Raises `Taken` when there is one already, `Refused` for whatever else keeps it from being made.
    """
    part = folder.parent / f".{secrets.token_hex(8)}.part"
    try:
        if os.path.lexists(folder):
            raise Taken(f"{folder} is there already; name a folder that is not")
        part.mkdir(mode=0o700)
        yield part
        part.rename(folder)
    except OSError as error:
        raise Refused(f"cannot write {folder}: {why(error)}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_folder(folder: Path, texts: Iterable[tuple[str, str]]) -> int:
    """Writes a new folder to be published: each text by its path in it, all of them or none. Their number.

    The files are readable as the system's own settings allow, since a web server reads them. Raises as
    `new_folder`.
    """
    count = 0
    with new_folder(folder) as part:
        for path, text in texts:
            target = part / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8", "backslashreplace"))
            count += 1
        part.chmod(0o755)
    return count


def _make(folder: Path, undo: ExitStack) -> None:
    """Makes a folder and those above it that are missing; `undo` removes them again."""
    for each in reversed((folder, *folder.parents)):
        if not each.exists():
            each.mkdir()
            undo.callback(_remove, each)


def _remove(folder: Path) -> None:
    with suppress(OSError):  # somebody may have put something into it meanwhile
        folder.rmdir()


@contextmanager
def _aside(path: Path, text: str | bytes) -> Iterator[Callable[[], None]]:
    """The text written whole in the folder of `path`; yields what gives it its name. Gone afterwards."""
    held = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
    handle = _anonymous(path.parent)
    if handle is not None:
        with open(handle, "wb") as file:
            _fill(file, held)
            yield partial(os.link, f"{OPENED}/{handle}", path, src_dir_fd=handle)
        return
    temporary = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            _fill(file, held)
        yield partial(_name, temporary, path)
    finally:
        with suppress(OSError, ValueError):
            temporary.unlink()


def _anonymous(folder: Path) -> int | None:
    """An open file without a name in a folder; None where the system or the disk has none."""
    if not ANONYMOUS:
        return None
    try:
        return os.open(folder, ANONYMOUS | os.O_WRONLY, 0o600)
    except OSError as error:
        if error.errno in NO_ANONYMOUS:
            return None
        raise


def _fill(file: BinaryIO, held: bytes) -> None:
    file.write(held)
    file.flush()
    os.fsync(file.fileno())


def _name(temporary: Path, path: Path) -> None:
    """Gives a finished file its name, never over what is there."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: the name is taken first, then what stands behind it
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            os.replace(temporary, path)
        except BaseException:
            path.unlink()
            raise


def why(error: OSError | ValueError) -> str:
    """Why something could not be written or read, in plain words."""
    told = REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    return told or getattr(error, "strerror", None) or str(error)
