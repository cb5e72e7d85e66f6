"""The option that every command over a knowledge folder has, and the tree it means when none is named."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from wizard.source.streams import tell

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge

DEFAULT = ""
"""Stands for the tree that the pack names as its own default."""


def tell_root(knowledge: Knowledge) -> None:
    """Says on stderr which root is used, where it is not the program's own."""
    if knowledge.foreign:
        tell(knowledge.told)


def with_root(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--root` and passes the command a `Knowledge` instead; names it on stderr where it is not
    the program's own. A tree that is not named is the reader's own default, else the pack's."""

    @click.option("--root", metavar="DIR", help="Another folder with trees/ and content/ in it.")
    @click.pass_context
    @functools.wraps(command)
    def run(context: click.Context, /, root: str | None, **arguments: Any) -> Any:
        from wizard.pack.knowledge import open_knowledge

        knowledge = open_knowledge(root or (context.obj or {}).get("root"))
        tell_root(knowledge)
        if arguments.get("tree") == DEFAULT:
            from wizard.cli.settings import settings_of

            arguments["tree"] = settings_of(knowledge).tree or knowledge.default_tree
        return command(knowledge, **arguments)

    return run
