"""The command: its group, its entry point, and how every call ends."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from wizard import __version__
from wizard.source.exits import ExitCode
from wizard.source.files import why
from wizard.source.nearest import nearest
from wizard.source.problems import Broken, Refused
from wizard.source.signals import TOLD, Ended, ending_on_signals
from wizard.source.streams import let_go, open_streams, tell


def main() -> NoReturn:
    """The entry point of the command, whatever it is installed as."""
    open_streams()
    sys.exit(_call())


def _call() -> int:
    """Carries out the call; its exit code. Says why where it cannot be met."""
    try:
        with ending_on_signals():
            program(prog_name=_called(), standalone_mode=False)
        return ExitCode.DONE
    except Ended as ended:
        tell(TOLD[ExitCode(ended.number)])
        let_go(sys.stdout)
        return ended.number
    except SystemExit as ended:
        left = "PacifyFlushWrapper" in type(sys.stdout).__name__  # click's sign that the reader did
        return ExitCode.DONE if left else int(ended.code or 0)
    except click.Abort:
        tell("Stopped.")
        return ExitCode.STOPPED
    except click.ClickException as error:
        told = io.StringIO()
        error.show(told)
        tell(told.getvalue().rstrip("\n"))
    except Broken as error:
        tell(str(error))
    except Refused as error:
        tell(f"Error: {error}")
    except OSError as error:
        let_go(sys.stdout)
        place = error.filename or ("the current folder" if isinstance(error, FileNotFoundError) else "")
        tell(f"Error: {f'{place}: ' if place else ''}{why(error)}")
    except (Exception, RecursionError) as error:
        from wizard.source.crash import crashed

        tell(crashed(error))
        return ExitCode.CRASHED
    return ExitCode.WRONG_CALL


def _called() -> str:
    """What the program was called as."""
    name = Path(sys.argv[0]).name.removesuffix(".exe")
    return "python -m wizard" if name in ("__main__.py", "") else name


GROUPS = {
    "To answer a question": {
        "ask": "walking",
        "assess": "walking",
        "find": "reading",
        "search": "reading",
        "show": "reading",
        "map": "reading",
        "sessions": "keeping",
    },
    "To keep records": {
        "replay": "keeping",
        "sign": "keeping",
        "evidence": "keeping",
        "calendar": "keeping",
        "seal": "keeping",
        "inventory": "registering",
        "sql": "registering",
    },
    "To teach": {"present": "presenting", "quiz": "presenting"},
    "To write trees": {
        "new": "making",
        "schema": "making",
        "check": "proving",
        "scenarios": "proving",
        "bless": "keeping",
        "diff": "proving",
    },
    "To pass on and set up": {
        "export": "publishing",
        "serve": "publishing",
        "config": "configuring",
        "completion": "configuring",
    },
}
"""The commands by what they are for, each with the module of this room that has it."""

WHERE = {name: module for group in GROUPS.values() for name, module in group.items()}


WHOLE = 1_000
"""No first sentence is longer."""


class Commands(click.Group):
    """The commands, each imported when it is called: a call needs one of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all."""
        return sorted(WHERE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name in WHERE and cmd_name not in self.commands:
            for each in import_module(f"wizard.cli.{WHERE[cmd_name]}").COMMANDS:
                self.add_command(each)
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command called; an unknown one is refused with the one that was probably meant."""
        if args[0] not in WHERE and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = nearest(args[0], WHERE)
            hint = f" Did you mean {near}?" if near else ""
            raise click.UsageError(f"There is no command {args[0]}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands of each group, with their whole first sentence."""
        for purpose, names in GROUPS.items():
            found = ((name, self.get_command(ctx, name)) for name in names)
            rows = [(name, each.get_short_help_str(WHOLE)) for name, each in found if each is not None]
            with formatter.section(purpose):
                formatter.write_dl(rows)

    def everything(self) -> dict[str, click.Command]:
        """All commands by name, imported, in one order whichever was called before."""
        context = click.Context(self)
        found = {name: self.get_command(context, name) for name in WHERE}
        self.commands = {name: each for name, each in found.items() if each is not None}
        return self.commands


@click.group(
    cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
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
        from wizard.cli.walking import keeper_of, walk_on
        from wizard.pack.knowledge import open_knowledge

        knowledge = open_knowledge(root)
        walk_on(knowledge, None, keeper_of(knowledge, private))
