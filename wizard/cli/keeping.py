"""Keeping records: `replay` checks transcripts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from wizard.cli.rooted import with_root
from wizard.source.exits import ExitCode
from wizard.source.printable import printable

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge
    from wizard.records.replay import Replayed


class Tally:
    """Counts what passes, and shows on a terminal how many have."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()
        self.verdicts = self.failed = 0

    def counted(self, found: Iterable[Replayed]) -> Iterator[Replayed]:
        """The same, one by one."""
        from wizard.records.replay import UNREADABLE

        shown = sys.stderr.isatty()
        for each in found:
            self.states[each.state] += 1
            self.verdicts += any(part == "verdict" for part, _ in each.parts)
            self.failed += each.fails or each.state == UNREADABLE
            if shown and self.states.total() % 100 == 0:
                click.echo(f"\r{self.states.total():,} transcripts", err=True, nl=False)
            yield each
        if shown and self.states.total() >= 100:
            click.echo("", err=True)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|DIR...")
@click.option("--whole", is_flag=True, help="Also work the plans out again, which takes a search for each.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
@with_root
def replay(knowledge: Knowledge, files: tuple[str, ...], whole: bool, form: str) -> None:
    """Work out each transcript again: the same, changed, altered, or one that cannot be read.

    Exit code 1 if a verdict changed, or a file was altered or cannot be read.
    """
    from wizard.records.archive import replay_all, transcripts
    from wizard.records.replay import SAME
    from wizard.records.telling import as_csv, as_json, line, summary

    tally, paths = Tally(), list(transcripts(files))
    found = tally.counted(replay_all(knowledge, paths, whole))
    if form == "text":
        for each in found:
            if each.state != SAME or len(paths) == 1:
                click.echo(printable(line(each)))
        if len(paths) != 1:
            click.echo(summary(tally.states, tally.verdicts))
    else:
        lines = as_csv(found) if form == "csv" else as_json(found)
        for text in lines:
            click.echo(printable(text))
    raise SystemExit(ExitCode.DOES_NOT_HOLD if tally.failed else ExitCode.DONE)


COMMANDS = (replay,)
