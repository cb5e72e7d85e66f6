"""Writes the manual page of every command into docs/man, from what `--help` says, after a change there.

The pages carry the version and no day, so that they change only when a command does.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
from click_man.core import write_man_pages

from wizard import __version__
from wizard.cli.program import program

FOLDER = Path(__file__).parent / "man"
NAME = "hipaa-wizard"


def summarize(command: click.Command) -> None:
    """Gives a command and those below it their whole first sentence as the line under NAME."""
    command.short_help = " ".join((command.help or "").split("\n\n")[0].split()).rstrip(".")
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        summarize(each)


def write(folder: Path) -> None:
    """Writes the pages into a folder, in place of those there."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.1"):
        old.unlink()
    program.everything()
    summarize(program)
    write_man_pages(NAME, program, version=__version__, target_dir=str(folder), date=__version__)
    for page in folder.glob("*.1"):
        lines = page.read_text("utf-8").splitlines()
        page.write_text("\n".join(line.rstrip() for line in lines) + "\n", "utf-8")


def stale() -> list[str]:
    """The pages that are missing, left over or not as they would be written now."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        new = {each.name: each.read_text("utf-8") for each in Path(folder).glob("*.1")}
    old = {each.name: each.read_text("utf-8") for each in FOLDER.glob("*.1")}
    return sorted(name for name in {*new, *old} if new.get(name) != old.get(name))


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit("\n".join(f"{name}: run docs/make_man.py" for name in stale()) or 0)
    write(FOLDER)
