"""Making new knowledge: `new` writes the files that an author starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wizard.cli.rooted import with_root
from wizard.source.streams import say

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge


@click.command()
@click.argument("kind")
@click.argument("name")
@with_root
def new(knowledge: Knowledge, kind: str, name: str) -> None:
    """Write commented files to start from: a tree NAME, an entry NAME of a kind such as rule, or a whole
    pack in the folder NAME."""
    from wizard.pack.starters import write_new as write

    for path in write(knowledge.root, kind, name):
        say(f"Written: {path}")


COMMANDS = (new,)
