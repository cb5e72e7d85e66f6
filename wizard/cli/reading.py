"""Reading what is known: `show` and `search` in the library, `find` for a tree, `map` for its picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wizard.cli import completing
from wizard.cli.rooted import DEFAULT, with_root
from wizard.source.counting import counted
from wizard.source.printable import gated
from wizard.source.problems import Refused
from wizard.source.streams import say, tell

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge


@click.command()
@click.argument("id", shell_complete=completing.entries)
@with_root
def show(knowledge: Knowledge, id: str) -> None:
    """Print one entry of the library."""
    from datetime import date

    from wizard.words.page_text import plain_page

    say(plain_page(knowledge.library.entry(id), date.today()), end="")


@click.command()
@click.argument("words", nargs=-1, required=True)
@with_root
def search(knowledge: Knowledge, words: tuple[str, ...]) -> None:
    """Find entries of the library, the best match first."""
    from wizard.library.search import build_index

    shelf = knowledge.library
    left_out = len(shelf.paths) - len(readable := list(shelf.readable()))
    found = build_index(readable, knowledge.cues.synonyms).search(" ".join(words))
    for entry in found:
        say(f"{entry.id}: {entry.title}\n    {entry.summary}")
    if not found:
        tell("Nothing found. Try fewer words, or another one.")
    if left_out:
        pages = f"{counted(left_out, 'page')} that cannot be read"
        tell(f"Not searched: {pages}; {knowledge.pack.command} check says why.")


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
            say(part)


@click.command("map")
@click.argument("tree", default=DEFAULT, shell_complete=completing.trees)
@click.option("--format", "form", type=click.Choice(["text", "mermaid", "dot", "svg"]), default="text")
@click.option(
    "-a",
    "--answer",
    "given",
    multiple=True,
    metavar="Q=A",
    help="Mark this walk (svg only).",
    shell_complete=completing.facts,
)
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
        if not write_new(path, gated(handout(knowledge, opened), "html")):
            raise Refused(f"{path} is there already; remove it or name another folder with -o")
        tell(f"Written to {path}")
    elif form == "svg":
        from wizard.picture.svg import as_svg
        from wizard.records.given import read_facts

        say(as_svg(opened, read_facts(opened, given, None)), form)
    else:
        from wizard.picture.diagrams import DRAWINGS

        say(DRAWINGS[form](opened), form)


COMMANDS = (show, search, find, draw)
