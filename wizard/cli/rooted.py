"""The option that every command over a knowledge folder has, and the tree it means when none is named."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

DEFAULT = "whatsapp"


def with_root(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `--root` and passes the command a `Knowledge` instead."""

    @click.option("--root", metavar="DIR", help="Another folder with trees/ and content/ in it.")
    @click.pass_context
    @functools.wraps(command)
    def run(context: click.Context, /, root: str | None, **arguments: Any) -> Any:
        from wizard.pack.knowledge import open_knowledge

        knowledge = open_knowledge(root or (context.obj or {}).get("root"))
        return command(knowledge, **arguments)

    return run
