"""A PostgreSQL server of the test's own, spoken to through its `psql`, on a socket in the test's folder."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import glob
from pathlib import Path

NO_SERVER = "no PostgreSQL server on this machine (Debian: apt install postgresql)"


def programs() -> Path | None:
    """The folder of the newest server's programs."""
    known = [*sorted(glob("/usr/lib/postgresql/*/bin/pg_ctl"), reverse=True), shutil.which("pg_ctl")]
    return next((Path(each).parent for each in known if each), None)


def _run(command: Sequence[str | Path], given: str = "") -> str:
    """Runs a program of the server's, as somebody else where we are root, which it refuses to be."""
    other = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    words = [*other, *map(str, command)]
    done = subprocess.run(words, input=given, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """A new server that listens on a socket in the folder only, stopped afterwards."""
    bin = programs()
    assert bin is not None
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _run([bin / "initdb", "-D", data, "-A", "trust", "-U", "tester", "--no-sync", "-E", "UTF8"])
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_stack_depth=6MB"
    _run([bin / "pg_ctl", "-D", data, "-o", options, "-w", "-l", folder / "log", "start"])
    try:
        yield Server(bin, folder)
    finally:
        _run([bin / "pg_ctl", "-D", data, "-m", "immediate", "stop"])


class Server:
    """A running server."""

    def __init__(self, bin: Path, folder: Path) -> None:
        self.bin = bin
        self.folder = folder

    def script(self, text: str) -> str:
        """What statements print."""
        call: list[str | Path] = [
            self.bin / "psql",
            "-h",
            self.folder,
            "-U",
            "tester",
            "-d",
            "postgres",
            "-qX",
            "--csv",
        ]
        return _run([*call, "-v", "ON_ERROR_STOP=1", "-f", "-"], text)

    def rows(
        self, columns: Sequence[str], rows: Sequence[Sequence[str | None]], query: str
    ) -> list[list[str]]:
        """What a query says of a table `workflows` with these rows, all texts."""
        held = io.StringIO()
        for row in rows:
            cells = ("" if each is None else f'"{each.replace(chr(34), chr(34) * 2)}"' for each in row)
            held.write(",".join(cells) + "\n")
        listed = ", ".join(f'"{name}" text' for name in columns)
        found = self.script(
            f"CREATE TEMP TABLE workflows ({listed});\n"
            f"\\copy workflows FROM pstdin WITH (FORMAT csv)\n{held.getvalue()}\\.\n{query};\n"
        )
        return list(csv.reader(io.StringIO(found)))[1:]
