"""Reading what is known: `show` and `search` in the library, `find` for a tree, `map` for its picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wizard.cli.rooted import DEFAULT, with_root
from wizard.source.printable import printable
from wizard.source.problems import Refused

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge


@click.command()
@click.argument("id")
@with_root
def show(knowledge: Knowledge, id: str) -> None:
    """Print one entry of the library."""
    from datetime import date

    from wizard.words.page_text import plain_page

    click.echo(printable(plain_page(knowledge.library.entry(id), date.today())), nl=False)


@click.command()
@click.argument("words", nargs=-1, required=True)
@with_root
def search(knowledge: Knowledge, words: tuple[str, ...]) -> None:
    """Find entries of the library, the best match first."""
    from wizard.library.search import build_index

    found = build_index(knowledge.library.entries(), knowledge.cues.synonyms).search(" ".join(words))
    for entry in found:
        click.echo(printable(f"{entry.id}: {entry.title}\n    {entry.summary}"))
    if not found:
        click.echo("Nothing found. Try fewer words, or another one.", err=True)


@click.command()
@click.argument("words", nargs=-1, required=True)
@with_root
def find(knowledge: Knowledge, words: tuple[str, ...]) -> None:
    """Find the tree for a question in your own WORDS, and what they answer already."""
    from wizard.find.ranking import find as found_by
    from wizard.find.telling import told
    from wizard.source.problems import Broken
    from wizard.words.wrapping import wrap

    if problems := [*knowledge.pack_problems, *knowledge.cue_problems]:
        raise Broken(problems)
    for line in told(knowledge, found_by(knowledge, " ".join(words))):
        parts = [line] if line.startswith("    ") else wrap(line, "    ")  # a command stays on one line
        for part in parts:
            click.echo(printable(part))


@click.command("map")
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


COMMANDS = (show, search, find, draw)
