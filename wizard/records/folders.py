"""Where a reader's own files stand: sessions and settings. Light, as it is read before the first screen."""

from __future__ import annotations

import os
import re
from pathlib import Path

STATE_VARIABLE, CONFIG_VARIABLE = "WIZARD_STATE", "WIZARD_CONFIG"
"""Name another folder, and another file."""

ENDING = ".jsonl"
"""How the file of a session ends."""


def state_folder(program: str) -> Path:
    """Where a program keeps what it keeps: `WIZARD_STATE`, or its folder in the user's state folder."""
    named = os.environ.get(STATE_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path(_plain(program), appauthor=False)


def config_file(program: str) -> Path:
    """Where a program's settings stand."""
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path(_plain(program), appauthor=False) / "config.toml"


def _plain(program: str) -> str:
    """A program's name as a folder's."""
    return re.sub(r"[^A-Za-z0-9-]", "", program) or "wizard"
