"""Walking a tree: `ask` question by question, `assess` with all answers at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wizard.cli import completing
from wizard.cli.rooted import DEFAULT, with_root
from wizard.source.printable import gated
from wizard.source.problems import Refused
from wizard.source.streams import say, tell

if TYPE_CHECKING:
    from textual.screen import Screen

    from wizard.pack.knowledge import Knowledge
    from wizard.records.keeper import Keeper
    from wizard.walk.walk import Walk


@click.command()
@click.argument("tree", default=DEFAULT, shell_complete=completing.trees)
@click.option("--plain", is_flag=True, help="Line mode: numbered prompts, no full screen.")
@click.option("--theme", type=click.Choice(["dark", "light"]), help="Colours; light has high contrast.")
@click.option(
    "--at",
    metavar="QUESTION",
    help="Open at this question, by the shortest way to it.",
    shell_complete=completing.questions,
)
@click.option(
    "--suggest",
    "suggested",
    multiple=True,
    metavar="Q=A",
    shell_complete=completing.facts,
    help="Point at this answer when its question comes.",
)
@click.option("--private", is_flag=True, help="Keep nothing of this walk on this machine.")
@with_root
def ask(
    knowledge: Knowledge,
    tree: str,
    plain: bool,
    theme: str | None,
    at: str | None,
    suggested: tuple[str, ...],
    private: bool,
) -> None:
    """Walk one TREE, the main one when none is named."""
    from wizard.walk.walk import begin, suggest

    opened = knowledge.tree(tree)
    walk = begin(opened)
    if at is not None:
        from wizard.walk.ahead import walk_to

        walk = walk_to(opened, at)
    if suggested:
        from wizard.records.given import read_facts

        walk = suggest(walk, read_facts(opened, suggested, None))
    walk_on(knowledge, walk, keeper_of(knowledge, private), plain, theme)


def keeper_of(knowledge: Knowledge, private: bool) -> Keeper:
    """What keeps the answers of this call; `--private` stands before the command or after it."""
    from wizard.records.folders import state_folder
    from wizard.records.keeper import Keeper

    private = private or bool(click.get_current_context().find_root().params.get("private"))
    return Keeper(None if private else state_folder(knowledge.pack.program))


def walk_on(
    knowledge: Knowledge, walk: Walk | None, keeper: Keeper, plain: bool = False, theme: str | None = None
) -> None:
    """Goes on with a walk in the front end that fits; without one, at home or with the main tree."""
    from wizard.cli.settings import settings_of

    own = settings_of(knowledge)
    if plain or not full_screen():
        from wizard.plain.run import run_plain
        from wizard.walk.walk import begin

        main = walk or begin(knowledge.tree(own.tree or knowledge.default_tree))
        raise SystemExit(run_plain(knowledge, main, keeper, own.export_folder))
    open_app(knowledge, walk, keeper, theme)


def full_screen() -> bool:
    """Whether a full-screen app can run here."""
    return (
        sys.stdin.isatty()
        and sys.stdout.isatty()
        and sys.stderr.isatty()
        and os.environ.get("TERM", "dumb") != "dumb"
    )


def open_app(
    knowledge: Knowledge,
    walk: Walk | None,
    keeper: Keeper,
    theme: str | None = None,
    opening: Callable[[], Screen[Any]] | None = None,
) -> None:
    """Runs the app as the reader has set it, then prints what stays in the terminal.

    It starts with what `opening` makes, else with the walk, at home where there is none.
    """
    import gc

    gc.disable()  # until the first screen is painted: starting builds much and drops little
    from wizard.cli.settings import settings_of
    from wizard.ui.app import run_app

    own = settings_of(knowledge)
    lines, failure = run_app(
        knowledge, walk, keeper, theme or own.theme or None, opening, own.export_folder, own.keys
    )
    with suppress(OSError):  # the terminal may be what went away
        for line in lines:
            say(line)
    if failure is not None:
        raise failure


@click.command()
@click.argument("tree", default=DEFAULT, shell_complete=completing.trees)
@click.option(
    "-a",
    "--answer",
    "given",
    multiple=True,
    metavar="Q=A",
    help="A question and its answer.",
    shell_complete=completing.facts,
)
@click.option("--answers", "file", metavar="FILE", help="Facts as YAML or JSON, or a transcript. - is stdin.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json", "calendar"]),
    default="text",
    help="The form of the transcript.",
)
@click.option("--day", metavar="YYYY-MM-DD", help="The day that deadlines count from, where there are any.")
@click.option("--label", metavar="TEXT", help="What the workflow is called; never a person in it.")
@click.option("--full", is_flag=True, help="Print every reason, plan, rule and case; a file has them all.")
@click.option("-o", "--output", metavar="FILE", help="Write to a new file instead of stdout.")
@with_root
def assess(
    knowledge: Knowledge,
    tree: str,
    given: tuple[str, ...],
    file: str | None,
    form: str,
    day: str | None,
    label: str | None,
    full: bool,
    output: str | None,
) -> None:
    """Answer every question of TREE at once and print the transcript."""
    from datetime import UTC, datetime

    from wizard.records.given import read_facts
    from wizard.records.label import checked_label
    from wizard.source.files import write_new
    from wizard.transcript.record import record
    from wizard.transcript.store import FORMATS, SHORT
    from wizard.walk.result import result_of
    from wizard.walk.whole import walk_of

    started = datetime.now(UTC)
    called = checked_label(label) if label is not None else ""
    opened = knowledge.tree(tree)
    walk = walk_of(opened, read_facts(opened, given, file), day)
    now = datetime.now(UTC)
    transcript = record(result_of(walk), knowledge.library, started, now, knowledge.pack.program, called)
    short = SHORT.get(form) if output is None and not full else None
    text = (short or FORMATS[form][1])(transcript)
    if output is None:
        say(text, form, end="")
    elif write_new(Path(output), gated(text, form)):
        tell(f"Written to {output}")
    else:
        raise Refused(f"{output} is there already; name a file that is not")


COMMANDS = (ask, assess)
