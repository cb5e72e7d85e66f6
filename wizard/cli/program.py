"""The commands. Each imports what it needs when it runs, so that the small ones stay quick."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from wizard import __version__
from wizard.source.printable import printable
from wizard.source.problems import Broken, Refused

if TYPE_CHECKING:
    from wizard.library.model import Entry
    from wizard.pack.knowledge import Knowledge

DEFAULT = ""
"""Stands for the tree that the pack names as its own default."""

CHECK_FAILED, BAD_CALL = 1, 2


def main() -> NoReturn:
    """The entry point of the command, whatever it is installed as."""
    try:
        program(prog_name=_called(), standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = BAD_CALL
    except (Broken, Refused) as error:
        click.echo(printable(f"Error: {error}" if isinstance(error, Refused) else str(error)), err=True)
        code = BAD_CALL
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        click.echo(printable(f"Error: {error}"), err=True)
        code = BAD_CALL
    else:
        code = 0
    sys.exit(code)


def _called() -> str:
    """What the program was called as."""
    name = Path(sys.argv[0]).name.removesuffix(".exe")
    return "python -m wizard" if name in ("__main__.py", "") else name


def with_root(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--root` and passes the command a `Knowledge` instead; names it on stderr where it is not
    the program's own. A tree that is not named is the pack's default."""

    @click.option("--root", metavar="DIR", help="Another folder with trees/ and content/ in it.")
    @click.pass_context
    @functools.wraps(command)
    def run(context: click.Context, /, root: str | None, **arguments: Any) -> Any:
        from wizard.pack.knowledge import open_knowledge

        knowledge = open_knowledge(root or (context.obj or {}).get("root"))
        if knowledge.foreign:
            click.echo(printable(knowledge.told), err=True)
        if arguments.get("tree") == DEFAULT:
            arguments["tree"] = knowledge.default_tree
        return command(knowledge, **arguments)

    return run


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="%(prog)s %(version)s")
@click.option("--root", metavar="DIR", help="Another folder with trees/ and content/ in it.")
@click.pass_context
def program(context: click.Context, root: str | None) -> None:
    """Answer a few questions, get a verdict with the rules behind it.

    Without a command, the app starts. General information, not legal advice.
    """
    context.obj = {"root": root}
    if context.invoked_subcommand is None:
        from wizard.pack.knowledge import open_knowledge

        knowledge = open_knowledge(root)
        if not _terminal():
            from wizard.plain.run import run_plain

            raise SystemExit(run_plain(knowledge, knowledge.default_tree))
        _run_app(knowledge)


@program.command()
@click.argument("tree", default=DEFAULT)
@click.option("--plain", is_flag=True, help="Line mode: numbered prompts, no full screen.")
@click.option("--theme", type=click.Choice(["dark", "light"]), help="Colours; light has high contrast.")
@click.option("--at", metavar="QUESTION", help="Open at this question, by the shortest way to it.")
@with_root
def ask(knowledge: Knowledge, tree: str, plain: bool, theme: str | None, at: str | None) -> None:
    """Walk one TREE, the main one when none is named."""
    opened = knowledge.tree(tree)
    if at is not None:
        from wizard.walk.ahead import walk_to

        walk_to(opened, at)
    if plain or not _terminal():
        from wizard.plain.run import run_plain

        raise SystemExit(run_plain(knowledge, tree, at))
    _run_app(knowledge, tree, theme, at)


def _terminal() -> bool:
    """Whether a full-screen app can run here."""
    return (
        sys.stdin.isatty()
        and sys.stdout.isatty()
        and sys.stderr.isatty()
        and os.environ.get("TERM", "dumb") != "dumb"
    )


def _run_app(
    knowledge: Knowledge, tree: str | None = None, theme: str | None = None, at: str | None = None
) -> None:
    import gc

    gc.disable()  # until the first screen is painted: starting builds much and drops little
    from wizard.ui.app import run_app

    for line in run_app(knowledge, tree, theme, at):
        click.echo(printable(line))


@program.command()
@click.argument("tree", default=DEFAULT)
@click.option("-a", "--answer", "given", multiple=True, metavar="Q=A", help="A question and its answer.")
@click.option("--answers", "file", metavar="FILE", help="Facts as YAML or JSON, or a transcript. - is stdin.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "json", "calendar"]),
    default="text",
    help="The form of the transcript.",
)
@click.option("--day", metavar="YYYY-MM-DD", help="The day that deadlines count from, where there are any.")
@click.option("-o", "--output", metavar="FILE", help="Write to a new file instead of stdout.")
@with_root
def assess(
    knowledge: Knowledge,
    tree: str,
    given: tuple[str, ...],
    file: str | None,
    form: str,
    day: str | None,
    output: str | None,
) -> None:
    """Answer every question of TREE at once and print the transcript."""
    from datetime import UTC, datetime

    from wizard.records.given import read_facts
    from wizard.source.files import write_new
    from wizard.transcript.record import record
    from wizard.transcript.store import FORMATS
    from wizard.walk.whole import walk_of

    started = datetime.now(UTC)
    opened = knowledge.tree(tree)
    walk = walk_of(opened, read_facts(opened, given, file), day)
    transcript = record(walk, knowledge.library, started, datetime.now(UTC), knowledge.pack.program)
    text = FORMATS[form][1](transcript)
    if output is None:
        click.echo(text if form in ("json", "calendar") else printable(text), nl=False)
    elif write_new(Path(output), text):
        click.echo(f"Written to {printable(output)}", err=True)
    else:
        raise Refused(f"{output} is there already; name a file that is not")


@program.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--strict", is_flag=True, help="Also report what is stale or badly styled.")
@click.option("--watch", "watching", is_flag=True, help="Check again whenever a file is saved.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@with_root
def check(knowledge: Knowledge, paths: tuple[str, ...], strict: bool, watching: bool, form: str) -> None:
    """Report every problem of trees and content, then prove the trees. Exit code 1 if any."""
    from datetime import datetime

    from wizard.check import check_knowledge
    from wizard.check.report import shown

    if watching:
        from wizard.check.watch import watch

        for report in watch(knowledge.root, paths, strict):
            click.echo(printable(shown(report, form)))
            click.echo(f"-- checked at {datetime.now():%H:%M:%S}; Ctrl+C ends", err=True)
        return
    report = check_knowledge(knowledge, paths, strict)
    click.echo(printable(shown(report, form)))
    raise SystemExit(CHECK_FAILED if report.problems else 0)


@program.command()
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    """Compare two knowledge folders: which walks change, with the shortest example of each kind."""
    from wizard.diff.report import report
    from wizard.pack.knowledge import open_knowledge

    pair = open_knowledge(old), open_knowledge(new)
    for each in pair:
        if each.foreign:
            click.echo(printable(each.told), err=True)
    for line in report(*pair):
        click.echo(printable(line))


@program.group()
def scenarios() -> None:
    """The scenarios of a tree, and walks for reviewers."""


@scenarios.command("list")
@click.argument("tree", default=DEFAULT)
@with_root
def list_scenarios(knowledge: Knowledge, tree: str) -> None:
    """List the scenarios of TREE with the outcome each reaches."""
    for entry in _scenarios(knowledge, tree):
        click.echo(printable(f"{entry.id}: {entry.title} -> {entry.fields['outcome']}"))


@scenarios.command()
@click.argument("tree", default=DEFAULT)
@with_root
def cover(knowledge: Knowledge, tree: str) -> None:
    """Print the fewest walks of TREE that use every answer, as assess commands."""
    from wizard.space.cover import cover as cover_of
    from wizard.words.phrases import as_command

    opened = knowledge.tree(tree)
    found = cover_of(opened)
    for facts in found.walks:
        click.echo(printable(as_command(opened, facts, knowledge.pack.command)))
    apart = ", ".join(f"{question}={answer}" for question, answer in found.apart)
    least = "No fewer can" if found.fewest else f"At least {len(found.apart)} are needed"
    told = f"{len(found.walks)} walks use every answer. {least}: no walk has two of {apart}."
    click.echo(printable(told), err=True)


@scenarios.command()
@click.argument("tree", default=DEFAULT)
@with_root
def coverage(knowledge: Knowledge, tree: str) -> None:
    """Print what the scenarios of TREE touch, and what none of them does."""
    from wizard.check.coverage import coverage as coverage_of

    for each in coverage_of(knowledge.tree(tree), _scenarios(knowledge, tree)):
        click.echo(f"{each.what}: {each.touched} of {each.total}")
        for untouched in each.untouched:
            click.echo(printable(f"  none: {untouched}"))


def _scenarios(knowledge: Knowledge, tree: str) -> list[Entry]:
    knowledge.tree(tree)
    entries = knowledge.library.entries()
    return [each for each in entries if each.kind.facts and each.fields["tree"] == tree]


@program.command("map")
@click.argument("tree", default=DEFAULT)
@click.option("--format", "form", type=click.Choice(["text", "mermaid", "dot", "svg"]), default="text")
@click.option("-a", "--answer", "given", multiple=True, metavar="Q=A", help="Mark this walk (svg only).")
@click.option("--all", "whole", is_flag=True, help="Write the whole tree as one HTML page instead.")
@click.option("-o", "--output", metavar="DIR", default=".", help="The folder for --all.")
@with_root
def draw(
    knowledge: Knowledge, tree: str, form: str, given: tuple[str, ...], whole: bool, output: str
) -> None:
    """Print the picture of TREE, with answers on the edges."""
    opened = knowledge.tree(tree)
    if whole:
        from wizard.handout.page import handout, handout_name
        from wizard.source.files import write_new

        path = Path(output) / handout_name(opened)
        if not write_new(path, handout(knowledge, opened)):
            raise Refused(f"{path} is there already; remove it or name another folder with -o")
        click.echo(f"Written to {printable(str(path))}", err=True)
    elif form == "svg":
        from wizard.picture.svg import as_svg
        from wizard.records.given import read_facts

        click.echo(as_svg(opened, read_facts(opened, given, None)))
    else:
        from wizard.picture.diagrams import DRAWINGS

        click.echo(printable(DRAWINGS[form](opened)))


@program.command()
@click.argument("kind")
@click.argument("name")
@with_root
def new(knowledge: Knowledge, kind: str, name: str) -> None:
    """Write commented files to start from: a tree NAME, an entry NAME of a kind such as rule, or a whole
    pack in the folder NAME."""
    from wizard.pack.starters import write_new as write

    for path in write(knowledge.root, kind, name):
        click.echo(printable(f"Written: {path}"))


@program.command()
@click.argument("words", nargs=-1, required=True)
@with_root
def search(knowledge: Knowledge, words: tuple[str, ...]) -> None:
    """Find entries of the library, the best match first."""
    from wizard.library.search import build_index

    found = build_index(knowledge.library.entries()).search(" ".join(words))
    for entry in found:
        click.echo(printable(f"{entry.id}: {entry.title}\n    {entry.summary}"))
    if not found:
        click.echo("Nothing found. Try fewer words, or another one.", err=True)


@program.command()
@click.argument("id")
@with_root
def show(knowledge: Knowledge, id: str) -> None:
    """Print one entry of the library."""
    from datetime import date

    from wizard.library.page_text import plain_page

    click.echo(printable(plain_page(knowledge.library.entry(id), date.today())), nl=False)
