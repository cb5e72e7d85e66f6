"""Fitting the program to its reader: `config` tells the settings, `completion` readies a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wizard.cli.rooted import with_root
from wizard.source.problems import Refused
from wizard.source.streams import say, tell

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge

SHELLS = ("bash", "zsh", "fish")
WHOLE_WORDS = "COMP_WORDBREAKS=${COMP_WORDBREAKS//=} # so that QUESTION=ANSWER stays one word\n"


@click.command()
@click.option("--init", is_flag=True, help="Write a commented file to start from.")
@with_root
def config(knowledge: Knowledge, init: bool) -> None:
    """Tell where your settings stand and what they are: theme, default tree, export folder, keys."""
    from wizard.cli.settings import STARTER, settings_of
    from wizard.records.folders import config_file
    from wizard.source.files import write_files

    path = config_file(knowledge.pack.program)
    if init:
        if path.exists():
            raise Refused(f"{path} is there already; edit it")
        write_files({path: STARTER}, folders=True)
        tell(f"Written: {path}")
        return
    found = settings_of(knowledge)
    say(f"{path}{'' if path.exists() else ' (not there; config --init writes it)'}")
    say(f"theme: {found.theme or 'dark'}")
    say(f"tree: {found.tree or knowledge.default_tree}")
    say(f"export-folder: {found.export_folder or 'the folder you stand in'}")
    say(f"keys: {', '.join(f'{key} = {stands}' for key, stands in found.keys.items()) or 'none of your own'}")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, trees, questions, answers and ids.

    For bash, put eval "$(COMMAND completion bash)" into ~/.bashrc, with the name of this command.
    """
    from click.shell_completion import get_completion_class

    root = context.find_root()
    name = root.info_name or "wizard"
    if " " in name:
        raise Refused(f"a shell completes a command, and {name} is several words; call the installed one")
    found = get_completion_class(shell)
    assert found is not None
    variable = f"_{name}_COMPLETE".replace("-", "_").upper()
    source = found(root.command, {}, name, variable).source()
    say((WHOLE_WORDS if shell == "bash" else "") + source, end="")


COMMANDS = (config, completion)
"""The commands of this module."""
