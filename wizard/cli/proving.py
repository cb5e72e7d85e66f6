"""Proving the knowledge: `check` every file, `diff` two versions, `scenarios` and what they touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wizard.cli import completing
from wizard.cli.rooted import DEFAULT, tell_root, with_root
from wizard.source.counting import counted
from wizard.source.exits import ExitCode
from wizard.source.streams import say, tell

if TYPE_CHECKING:
    from wizard.library.model import Entry
    from wizard.pack.knowledge import Knowledge


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--strict", is_flag=True, help="Also report what is stale or badly styled.")
@click.option("--watch", "watching", is_flag=True, help="Check again whenever a file is saved.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text")
@with_root
def check(knowledge: Knowledge, paths: tuple[str, ...], strict: bool, watching: bool, form: str) -> None:
    """Report every problem of trees and content, then prove the trees. Exit code 1 if any."""
    from datetime import datetime

    from wizard.check import check_knowledge
    from wizard.check.report import shown

    if watching:
        from wizard.check.watch import watch

        for report in watch(knowledge.root, paths, strict):
            say(shown(report, form), form)
            tell(f"-- checked at {datetime.now():%H:%M:%S}; Ctrl+C ends")
        return
    report = check_knowledge(knowledge, paths, strict)
    say(shown(report, form), form)
    raise SystemExit(ExitCode.DOES_NOT_HOLD if report.problems else ExitCode.DONE)


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(["text", "markdown"]), default="text")
def diff(old: str, new: str, form: str) -> None:
    """Compare two knowledge folders: which walks change, with the shortest example of each kind."""
    from wizard.diff.report import as_markdown, report
    from wizard.pack.knowledge import open_knowledge

    pair = open_knowledge(old), open_knowledge(new)
    for each in pair:
        tell_root(each)
    lines = report(*pair)
    for line in as_markdown(lines) if form == "markdown" else lines:
        say(line)


@click.group()
def scenarios() -> None:
    """The scenarios of a tree, and walks for reviewers."""


@scenarios.command("list")
@click.argument("tree", default=DEFAULT, shell_complete=completing.trees)
@with_root
def list_scenarios(knowledge: Knowledge, tree: str) -> None:
    """List the scenarios of TREE with the outcome each reaches."""
    for entry in _scenarios(knowledge, tree):
        say(f"{entry.id}: {entry.title} -> {entry.fields['outcome']}")


@scenarios.command()
@click.argument("tree", default=DEFAULT, shell_complete=completing.trees)
@with_root
def cover(knowledge: Knowledge, tree: str) -> None:
    """Print the fewest walks of TREE that use every answer, as assess commands."""
    from wizard.space.cover import cover as cover_of
    from wizard.words.phrases import as_command

    opened = knowledge.tree(tree)
    found = cover_of(opened)
    for facts in found.walks:
        say(as_command(opened, facts, knowledge.pack.command))
    apart = ", ".join(f"{question}={answer}" for question, answer in found.apart)
    least = "No fewer can" if found.fewest else f"At least {len(found.apart)} are needed"
    walks = f"{counted(len(found.walks), 'walk')} with every answer in one of them"
    tell(f"{walks}. {least}: no walk has two of {apart}.")


@scenarios.command()
@click.argument("tree", default=DEFAULT, shell_complete=completing.trees)
@with_root
def coverage(knowledge: Knowledge, tree: str) -> None:
    """Print what the scenarios of TREE touch, and what none of them does."""
    from wizard.check.coverage import coverage as coverage_of

    for each in coverage_of(knowledge.tree(tree), _scenarios(knowledge, tree)):
        say(f"{each.what}: {each.touched} of {each.total}")
        for untouched in each.untouched:
            say(f"  none: {untouched}")


@scenarios.command()
@click.argument(
    "facts", nargs=-1, required=True, metavar="QUESTION=ANSWER...", shell_complete=completing.facts
)
@click.option(
    "--tree",
    default=DEFAULT,
    shell_complete=completing.trees,
    help="The tree of the scenarios, the pack's default otherwise.",
)
@click.option(
    "--where",
    multiple=True,
    metavar="Q=A",
    help="Only scenarios that hold this fact.",
    shell_complete=completing.facts,
)
@with_root
def fill(knowledge: Knowledge, facts: tuple[str, ...], tree: str, where: tuple[str, ...]) -> None:
    """Add answers to every scenario of a tree whose walk asks for them, and change nothing else."""
    from wizard.check.filling import as_facts
    from wizard.check.filling import fill as fill_all

    count = 0
    for each in fill_all(knowledge, knowledge.tree(tree), as_facts(facts), as_facts(where)):
        count += 1
        added = ", ".join(f"{question}={answer}" for question, answer in each.facts.items())
        say(f"{each.path}: {added}")
    tell(f"{counted(count, 'scenario')} filled")


def _scenarios(knowledge: Knowledge, tree: str) -> list[Entry]:
    knowledge.tree(tree)
    entries = knowledge.library.entries()
    return [each for each in entries if each.kind.facts and each.fields["tree"] == tree]


COMMANDS = (check, diff, scenarios)
