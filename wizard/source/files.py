"""Files: read whole as UTF-8 text, and written whole where nothing stood. Nothing else opens a file."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from wizard.source.problems import Broken, Problem, Refused


def read_text(path: Path, shown: str) -> str:
    """A file's text. Raises `Broken` when it is missing, not UTF-8 or starts with a BOM."""
    try:
        held = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise Broken([Problem(shown, 1, 1, "file", f"cannot read the file: {reason}")]) from None
    return decoded(held, shown)


def decoded(held: bytes, shown: str) -> str:
    """Bytes as text. Raises `Broken` when they are not UTF-8 or start with a BOM."""
    try:
        text = held.decode("utf-8")
    except UnicodeDecodeError as error:
        line = held[: error.start].count(b"\n") + 1
        hint = "save the file as UTF-8"
        raise Broken([Problem(shown, line, 1, "not-utf-8", "not UTF-8 text", hint)]) from None
    if text.startswith("\ufeff"):
        raise Broken([Problem(shown, 1, 1, "bom", "starts with a byte order mark", "save without BOM")])
    return text.replace("\r\n", "\n")


def rewrite(path: Path, text: str) -> None:
    """Writes a file anew, whole or not at all. Raises `Refused` when it cannot be written."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, "utf-8", newline="\n")
        os.replace(beside, path)
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror or error}") from None


def write_new(path: Path, text: str) -> bool:
    """Writes a file that must not exist yet; False when it does.

    Raises `Refused` when it cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(f"cannot write {path}: {reason}") from None
    with open(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return True


def write_over(path: Path, text: str) -> None:
    """Writes a file anew, whole or not at all, as its owner's alone; a link is not followed.

    Raises `Refused` when it cannot be written.
    """
    if path.is_symlink():
        raise Refused(f"cannot write {path}: it is a link")
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        if not write_new(new, text):
            raise Refused(f"cannot write {path}: {new} is in the way")
        with open(new, "rb") as file:
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError as error:
        raise Refused(f"cannot write {path}: {error.strerror}") from None
    finally:
        new.unlink(missing_ok=True)
