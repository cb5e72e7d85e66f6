"""Calls the command as a person would, in this process or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import wizard
from wizard.cli.program import main


@dataclass(frozen=True)
class Called:
    """What a call left behind."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> str:
        """What was said on stderr beside which trees are used."""
        return "".join(line for line in self.err.splitlines(True) if not line.startswith("using trees/"))


def call(*arguments: str, given: bytes = b"") -> Called:
    """Runs the command in this process; `given` is its standard input. Lets tracebacks through."""
    out, err = io.StringIO(), io.StringIO()
    typed = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    with (
        patch.object(sys, "argv", ["hipaa-wizard", *arguments]),
        patch.object(sys, "stdin", typed),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int)
    return Called(code, out.getvalue(), err.getvalue())


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that must find this package and speak UTF-8."""
    package = str(Path(wizard.__file__).parent.parent)
    path = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8:strict", **more}


def spawn(*arguments: str, cwd: Path, given: bytes = b"", **more: str) -> Called:
    """Runs `python -m wizard` in a folder; `more` goes into its environment."""
    done = subprocess.run(
        [sys.executable, "-m", "wizard", *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        env=environment(**more),
        timeout=60,
        check=False,
    )
    return Called(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
