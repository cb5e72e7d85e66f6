"""The command: its group, its entry point, and how every call ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from wizard import __version__
from wizard.cli import keeping, making, proving, reading, walking
from wizard.source.exits import ExitCode
from wizard.source.printable import printable
from wizard.source.problems import Broken, Refused


def main() -> NoReturn:
    """The entry point of the command, whatever it is installed as."""
    code = ExitCode.DONE
    try:
        program(prog_name=_called(), standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = ExitCode.WRONG_CALL
    except (Broken, Refused) as error:
        click.echo(printable(f"Error: {error}" if isinstance(error, Refused) else str(error)), err=True)
        code = ExitCode.WRONG_CALL
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        code = ExitCode.STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        click.echo(printable(f"Error: {error}"), err=True)
        code = ExitCode.WRONG_CALL
    sys.exit(code)


def _called() -> str:
    """What the program was called as."""
    name = Path(sys.argv[0]).name.removesuffix(".exe")
    return "python -m wizard" if name in ("__main__.py", "") else name


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="%(prog)s %(version)s")
@click.option("--root", metavar="DIR", help="Another folder with trees/ and content/ in it.")
@click.option("--private", is_flag=True, help="Keep nothing of the walk on this machine.")
@click.pass_context
def program(context: click.Context, root: str | None, private: bool) -> None:
    """Answer a few questions, get a verdict with the rules behind it.

    Without a command, the app starts. General information, not legal advice.
    """
    context.obj = {"root": root}
    if context.invoked_subcommand is None:
        from wizard.pack.knowledge import open_knowledge

        knowledge = open_knowledge(root)
        walking.walk_on(knowledge, None, plain=False, private=private)


for command in (*walking.COMMANDS, *reading.COMMANDS, *proving.COMMANDS, *keeping.COMMANDS, *making.COMMANDS):
    program.add_command(command)
