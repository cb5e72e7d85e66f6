"""What is told when the program itself is wrong: one sentence, the details in a file of the user's own."""

from __future__ import annotations

import secrets
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from wizard import __version__
from wizard.source.files import write_new
from wizard.source.problems import Refused


def crashed(error: BaseException) -> str:
    """Writes where an error came from to a new private file, and says in a sentence where that is.

    No values of variables are written: they may hold a reader's answers.
    """
    try:
        return f"An error inside the program has ended it. The details are in {_written(error)}"
    except (Refused, OSError):
        return f"An error inside the program has ended it ({type(error).__name__}). No details could be kept."


def _written(error: BaseException) -> Path:
    moment = f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}"
    path = Path(tempfile.gettempdir()) / f"wizard-error-{moment}-{secrets.token_hex(4)}.txt"
    head = f"wizard {__version__}, Python {sys.version}, {sys.platform}"
    write_new(path, "\n".join([head, "", *traceback.format_exception(error)]))
    return path
