"""Keeping records: `sessions` on this machine; `replay` checks transcripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wizard.cli import completing
from wizard.cli.rooted import with_root
from wizard.source import progress
from wizard.source.counting import counted
from wizard.source.exits import ExitCode
from wizard.source.printable import gated
from wizard.source.problems import Refused
from wizard.source.streams import say, tell

if TYPE_CHECKING:
    from datetime import timedelta

    from wizard.pack.knowledge import Knowledge
    from wizard.records.gathered import Gathered
    from wizard.records.replay import Replayed
    from wizard.records.sessions import Sessions


class Tally:
    """Counts what passes, and shows on a terminal how many of so many have."""

    def __init__(self, of: int) -> None:
        self.of = of
        self.states: Counter[str] = Counter()
        self.verdicts = self.failed = 0

    def counted(self, found: Iterable[Replayed]) -> Iterator[Replayed]:
        """The same, one by one."""
        from wizard.records.replay import UNREADABLE

        for each in found:
            self.states[each.state] += 1
            self.verdicts += any(part == "verdict" for part, _ in each.parts)
            self.failed += each.fails or each.state == UNREADABLE
            progress.show("Replaying", self.states.total(), self.of)
            yield each
        progress.take_away()


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|DIR...")
@click.option("--whole", is_flag=True, help="Also work the plans out again, which takes a search for each.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text")
@with_root
def replay(knowledge: Knowledge, files: tuple[str, ...], whole: bool, form: str) -> None:
    """Work out each transcript again: the same, changed, altered, or one that cannot be read.

    Exit code 1 if a verdict changed, or a file was altered or cannot be read.
    """
    from wizard.records.archive import replay_sealed, transcripts
    from wizard.records.replay import SAME
    from wizard.records.telling import as_csv, as_json, line, summary

    tally = Tally(sum(1 for _ in transcripts(files)))
    found = tally.counted(replay_sealed(knowledge, files, whole))
    single = len(files) == 1 and Path(files[0]).is_file()
    if form == "text":
        for each in found:
            if each.state != SAME or single:
                say(line(each))
        if not single:
            say(summary(tally.states, tally.verdicts))
    else:
        lines = as_csv(found) if form == "csv" else as_json(found)
        for text in lines:
            say(text, form)
    raise SystemExit(ExitCode.DOES_NOT_HOLD if tally.failed else ExitCode.DONE)


@click.group()
def sessions() -> None:
    """The walks kept on this machine: list, resume or delete them."""


@sessions.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@with_root
def list_sessions(knowledge: Knowledge, form: str) -> None:
    """List the sessions, the one changed last first."""
    import json

    kept = _kept(knowledge)
    found = kept.all()
    _tell_aside(kept)
    if form == "json":
        rows = [
            {
                "id": each.id,
                "tree": each.tree,
                "steps": len(each.steps),
                "started": each.started,
                "changed": each.changed,
                "done": each.done,
            }
            for each in found
        ]
        say(json.dumps(rows, indent=2), "json")
        return
    for each in found:
        state = "done" if each.done else "open"
        say(f"{each.id}  {each.tree}, {counted(len(each.steps), 'answer')}, {state}, {each.changed}")
    if not found:
        tell("No sessions are kept.")


@sessions.command()
@click.argument("id", shell_complete=completing.sessions)
@click.option("--plain", is_flag=True, help="Line mode: numbered prompts, no full screen.")
@with_root
def resume(knowledge: Knowledge, id: str, plain: bool) -> None:
    """Go on with the session ID; says first what has changed since."""
    from wizard.cli.walking import keeper_of, walk_on
    from wizard.records.resuming import take_up

    keeper = keeper_of(knowledge, private=False)
    again = take_up(knowledge, _kept(knowledge), keeper, id)
    for line in again.told:
        tell(line)
    walk_on(knowledge, again.walk, keeper, plain)


@sessions.command()
@click.argument("id", shell_complete=completing.sessions)
@with_root
def delete(knowledge: Knowledge, id: str) -> None:
    """Delete the session ID."""
    kept = _kept(knowledge)
    kept.delete(kept.one(id).id)
    tell(f"Deleted: {id}")


@sessions.command()
@click.option("--older", metavar="30d", default="0d", help="Only those not changed for so long: 30d or 12h.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@with_root
def purge(knowledge: Knowledge, older: str, yes: bool) -> None:
    """Delete all sessions, or the older ones; those open in another program stay."""
    span, kept = _span(older), _kept(knowledge)
    if not yes:
        click.confirm(f"Delete the sessions of {kept.folder} not changed for {older}?", abort=True, err=True)
    for id in kept.purge(span):
        tell(f"Deleted: {id}")
    _tell_aside(kept)


def _kept(knowledge: Knowledge) -> Sessions:
    from wizard.records.folders import state_folder
    from wizard.records.sessions import Sessions

    return Sessions(state_folder(knowledge.pack.program))


def _tell_aside(kept: Sessions) -> None:
    for line in kept.aside:
        tell(line)


def _span(text: str) -> timedelta:
    from datetime import timedelta

    number, unit = text[:-1], text[-1:]
    if unit not in ("d", "h") or not number.isdecimal() or len(number) > 5:
        raise Refused(f"{text!r} is no span of time; write it as 30d or 12h")
    return timedelta(days=int(number)) if unit == "d" else timedelta(hours=int(number))


@click.command()
@click.argument("file")
@click.option("--reviewer", required=True, metavar="NAME", help="Who has reviewed it.")
@click.option("--role", required=True, metavar="ROLE", help="In which role.")
@click.option("--next-review", required=True, metavar="YYYY-MM-DD", help="The day of the next review.")
@with_root
def sign(knowledge: Knowledge, file: str, reviewer: str, role: str, next_review: str) -> None:
    """Sign the transcript FILE: it is a draft no more."""
    from datetime import date

    from wizard.records.signing import sign as signed_by

    signed = signed_by(knowledge, Path(file), reviewer, role, next_review, date.today())
    told = f"Signed: {file}, by {signed.reviewer}; next review {signed.next_review}"
    tell(told)


@click.command()
@click.argument("file")
@click.argument("name", required=False)
@with_root
def bless(knowledge: Knowledge, file: str, name: str | None) -> None:
    """Make a scenario, called NAME, of the transcript FILE: its end is checked from then on."""
    from wizard.records.blessing import bless as blessed

    say(f"Written: {blessed(knowledge, Path(file), name)}")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|DIR...")
@with_root
def evidence(knowledge: Knowledge, files: tuple[str, ...]) -> None:
    """Print the evidence checklists of transcripts as one table (CSV).

    Exit code 1 if a transcript had to be left out.
    """
    from wizard.records.evidence import header, rows

    lost: list[str] = []
    say(header())
    for found in _gathered(knowledge, files, lost):
        for row in rows(found):
            say(row)
    raise SystemExit(ExitCode.DOES_NOT_HOLD if lost else ExitCode.DONE)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|DIR...")
@click.option("-o", "--output", metavar="FILE", help="Write to a new file instead of stdout.")
@with_root
def calendar(knowledge: Knowledge, files: tuple[str, ...], output: str | None) -> None:
    """Print the last days and next reviews of transcripts as one calendar file (iCalendar).

    Exit code 1 if a transcript had to be left out.
    """
    from wizard import __version__
    from wizard.source.files import write_new
    from wizard.transcript.calendar import calendar_of, days

    lost: list[str] = []
    found = _gathered(knowledge, files, lost)
    all_days = (day for each in found if each.transcript for day in days(each.transcript))
    text = calendar_of(all_days, f"{knowledge.pack.program} {__version__}")
    if output is None:
        say(text, "calendar", end="")
    elif write_new(Path(output), gated(text, "calendar")):
        tell(f"Written to {output}")
    else:
        raise Refused(f"{output} is there already; name a file that is not")
    raise SystemExit(ExitCode.DOES_NOT_HOLD if lost else ExitCode.DONE)


def _gathered(knowledge: Knowledge, files: tuple[str, ...], lost: list[str]) -> Iterator[Gathered]:
    """The transcripts named; those that have nothing to give are told and counted."""
    from wizard.records.archive import transcripts
    from wizard.records.gathered import gathered

    for found in gathered(knowledge, transcripts(files)):
        if found.transcript is None:
            lost.append(found.path)
            tell(f"Left out: {found.why}")
        yield found


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--key", metavar="FILE", help="Also sign the sums with this SSH key, by ssh-keygen.")
@click.option("--anyway", is_flag=True, help="Also where sealed files have changed since.")
def seal(folder: str, key: str | None, anyway: bool) -> None:
    """Seal an archive: write SHA256SUMS, which sha256sum -c checks, and print its head."""
    from wizard.records.seal import seal as sealed

    count, head = sealed(Path(folder), key, anyway)
    tell(f"Sealed: {counted(count, 'file')}. Keep this head somewhere else:")
    say(head)


@click.group()
def export() -> None:
    """Write what others take: an archive for an auditor, pages for any browser."""


@export.command("pack")
@click.argument("files", nargs=-1, required=True, metavar="FILE|DIR...")
@click.option("-o", "--output", required=True, metavar="DIR", help="A new folder.")
@click.option("--on", metavar="YYYY-MM-DD", help="Only the records that were in use on this day.")
@with_root
def export_pack(knowledge: Knowledge, files: tuple[str, ...], output: str, on: str | None) -> None:
    """Write transcripts as an auditor takes them: a tagged PDF of each, and an Excel register of all.

    Exit code 1 if a transcript had to be left out.
    """
    from wizard.records.archive import transcripts
    from wizard.records.filing import REGISTER, export_pack
    from wizard.source.days import exact_day

    day = exact_day(on, date.today()).isoformat() if on else ""
    lost: list[str] = []
    count, of = 0, sum(1 for _ in transcripts(files))
    for count, _ in enumerate(
        export_pack(_gathered(knowledge, files, lost), Path(output), knowledge.pack.retain, day), 1
    ):
        progress.show("Writing PDF files", count, of)
    tell(f"Written to {output}: {counted(count, 'PDF file')} and {REGISTER}")
    raise SystemExit(ExitCode.DOES_NOT_HOLD if lost else ExitCode.DONE)


COMMANDS = (sessions, replay, sign, bless, evidence, calendar, seal)
