"""Making new knowledge: `new` writes the files that an author starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wizard.cli import completing
from wizard.cli.rooted import with_root
from wizard.source.streams import say

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge


@click.command()
@click.argument("kind", shell_complete=completing.kinds)
@click.argument("name")
@click.option(
    "--tree",
    default=None,
    shell_complete=completing.trees,
    help="For a scenario: the tree to walk, the pack's default otherwise.",
)
@click.option(
    "--raises",
    metavar="FINDING",
    default="",
    shell_complete=completing.findings,
    help="The shortest walk that raises this finding.",
)
@click.option(
    "--outcome", default="", shell_complete=completing.outcomes, help="The shortest walk to this outcome."
)
@click.option(
    "--verdict", default="", shell_complete=completing.verdicts, help="The shortest walk to this verdict."
)
@with_root
def new(
    knowledge: Knowledge, kind: str, name: str, tree: str | None, raises: str, outcome: str, verdict: str
) -> None:
    """Write commented files to start from: a tree NAME, a file NAME of shared questions, an entry NAME of a
    kind such as rule, or a whole pack in the folder NAME. A scenario may say what its walk must do."""
    from wizard.pack.starters import write_new as write
    from wizard.pack.wanted import Wanted

    asked = tree is not None or raises or outcome or verdict
    wanted = Wanted(tree or "", raises, outcome, verdict) if asked else None
    for path in write(knowledge.root, kind, name, wanted):
        say(f"Written: {path}")


@click.command()
@click.argument("kind", metavar="tree|shared|entry|scenario|deck|pack|KIND")
@with_root
def schema(knowledge: Knowledge, kind: str) -> None:
    """Print the JSON Schema of a file, for an editor that checks as one types."""
    from wizard.pack.reference import schema_of
    from wizard.tree.schema import as_json

    say(as_json(schema_of(knowledge.pack.kinds, kind)), "json", end="")


COMMANDS = (new, schema)
