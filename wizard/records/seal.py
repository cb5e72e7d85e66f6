"""A seal over a folder: sums that `sha256sum -c` checks, how many there are, and the seal before.

`SHA256SUMS` holds a line for every file, `SEAL` among them; `SEAL` says the count and the head of the
seal before, which is the SHA-256 of its `SHA256SUMS`. Earlier seals stay under `seals/`.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wizard.source.counting import counted
from wizard.source.days import MOMENT
from wizard.source.files import read_bytes, write_files, write_over
from wizard.source.problems import Broken, Refused

SUMS, SEAL, SIGNATURE, EARLIER = "SHA256SUMS", "SEAL", "SHA256SUMS.sig", "seals"
OWN = (SUMS, SIGNATURE)
LINE = re.compile(rb"([0-9a-f]{64})  (.+)")
NUMBERED = re.compile(rf"(\d{{1,9}})-{SUMS}")
MOST_BYTES = 200_000_000
"""Sums are read up to here: those of about two million files."""
FIRST = "none"
"""What stands for the head of the seal before where there was none."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit a seal: `kind` is altered, missing, added or cut off; `path` is in the folder."""

    kind: str
    path: str


def sealed(folder: Path) -> bool:
    """Whether a folder has a seal."""
    return (folder / SUMS).is_file() or (folder / SEAL).is_file()


def seal(folder: Path, key: str | None = None, anyway: bool = False) -> tuple[int, str]:
    """Seals a folder; the number of files and the head. `key` is one that `ssh-keygen` signs with.

    Raises `Refused` where sealed files have changed since, unless `anyway`, and where it cannot be written.
    """
    if not folder.is_dir():
        raise Refused(f"there is no folder {folder}")
    before, number = FIRST, 1
    if sealed(folder):
        odd = [each for each in misfits(folder) if each.kind != "added"]
        if odd and not anyway:
            named = ", ".join(f"{each.path} ({each.kind})" for each in odd[:3])
            told = f"the seal of {folder} does not fit {counted(len(odd), 'file')}: {named}"
            raise Refused(told, "--anyway seals them as they are")
        before, number = _put_by(folder)
    names = {*_files(folder), SEAL}
    now = datetime.now(UTC).strftime(MOMENT)
    write_over(folder / SEAL, f"seal: {number}\nsealed: {now}\nfiles: {len(names)}\nbefore: {before}\n")
    lines = (b"%s  %s\n" % (_sum(folder / name).encode(), os.fsencode(name)) for name in sorted(names))
    write_over(folder / SUMS, b"".join(lines))
    if key is not None:
        _sign(folder / SUMS, key)
    return len(names), _sum(folder / SUMS)


def misfits(folder: Path) -> Iterator[Misfit]:
    """What of a sealed folder is not as it was sealed."""
    try:
        *lines, rest = read_bytes(folder / SUMS, SUMS, MOST_BYTES).split(b"\n")
        said = re.search(rb"^files: (\d{1,9})$", read_bytes(folder / SEAL, SEAL, MOST_BYTES), re.MULTILINE)
    except Broken:
        lines, rest, said = [], b"", None
    found = [match for line in lines if (match := LINE.fullmatch(line))]
    listed = {os.fsdecode(each[2]): each[1].decode() for each in found}
    if said is None or int(said[1]) != len(listed) or len(lines) != len(listed) or rest:
        yield Misfit("cut off", SUMS)
    there = set(_files(folder))
    for name, sum in listed.items():
        if name not in there:
            yield Misfit("missing", name)
        elif _sum(folder / name) != sum:
            yield Misfit("altered", name)
    yield from (Misfit("added", name) for name in sorted(there - set(listed)))


def _files(folder: Path, under: str = "") -> Iterator[str]:
    """The files of a folder, by their path in it; links, pipes and hidden files are passed over."""
    for each in sorted(os.scandir(folder / under), key=lambda each: each.name):
        name = f"{under}{each.name}"
        if each.name.startswith(".") or each.is_symlink() or name in OWN:
            continue
        if each.is_dir():
            yield from _files(folder, f"{name}/")
        elif re.search(r"[\n\r\\]", name):
            raise Refused(f"a file's name has a line end or backslash in it: {name!r}", "rename it")
        elif each.is_file():
            yield name


def _sum(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _put_by(folder: Path) -> tuple[str, int]:
    """Moves the seal before under `seals/`; its head, and the number of the next."""
    names = (NUMBERED.fullmatch(each.name) for each in (folder / EARLIER).glob(f"*-{SUMS}"))
    last = max((name for name in names if name), key=lambda name: int(name[1]), default=None)
    number = int(last[1]) + 1 if last else 1
    if not (folder / SUMS).is_file():
        return _sum(folder / EARLIER / last[0]) if last else FIRST, number
    head = _sum(folder / SUMS)
    own = [name for name in OWN if (folder / name).is_file()]
    held = {name: read_bytes(folder / name, name, MOST_BYTES) for name in own}
    write_files({folder / EARLIER / f"{number:04}-{name}": each for name, each in held.items()}, folders=True)
    for name in own:
        (folder / name).unlink()
    return head, number + 1


def _sign(sums: Path, key: str) -> None:
    """Signs the sums with an SSH key, as `ssh-keygen -Y verify` checks it."""
    program = shutil.which("ssh-keygen")
    if program is None:
        raise Refused("there is no ssh-keygen here to sign with")
    done = subprocess.run(
        [program, "-Y", "sign", "-n", "file", "-f", key, str(sums)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        raise Refused(f"ssh-keygen did not sign: {done.stderr.strip()}")
