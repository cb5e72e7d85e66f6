"""What the program's exit codes mean; README lists them."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a call of the command ended, for scripts."""

    DONE = 0
    """What was asked for is done; also when the reader of the output left before its end."""

    DOES_NOT_HOLD = 1
    """Something that was checked does not hold."""

    WRONG_CALL = 2
    """The call, a file it names, or a stream it needs cannot be used; a sentence says why."""

    CRASHED = 3
    """An error in the program itself; a sentence says where the details were written."""

    HUNG_UP = 129
    """The terminal went away (SIGHUP)."""

    STOPPED = 130
    """Stopped from the keyboard (SIGINT)."""

    TERMINATED = 143
    """Told to end by the system (SIGTERM)."""
