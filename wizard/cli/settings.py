"""A reader's own settings: `config.toml` in the user's config folder. The commands that walk read it.

Nothing is written there but by `config --init` and by the app when a theme is chosen; nothing of it is
read in a browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.records.folders import config_file
from wizard.source.nearest import unknown
from wizard.source.problems import Refused

if TYPE_CHECKING:
    from wizard.pack.knowledge import Knowledge

THEMES = ("dark", "light", "sixteen")

ABOUT = {
    "theme": 'The colours of the app: "dark", "light" or "sixteen". Default: dark.',
    "tree": "The tree that is walked when none is named. Default: the pack's own.",
    "export-folder": "The folder that transcripts are saved in. Default: the one you stand in.",
}
KEYS_ABOUT = "Keys of your own: what each stands for, where it has no meaning yet."

STARTER = f"""\
# Your settings. Take the # away before a line to use it.

# {ABOUT["theme"]}
# theme = "light"

# {ABOUT["tree"]}
# tree = "NAME"

# {ABOUT["export-folder"]}
# export-folder = "~/Documents"

# {KEYS_ABOUT}
# [keys]
# f1 = "?"
# f10 = "q"
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a reader has set; empty where nothing is."""

    theme: str = ""
    tree: str = ""
    export_folder: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


def settings_of(knowledge: Knowledge) -> Settings:
    """The reader's settings. Raises `Refused` where the file cannot be used.

    A tree that this pack has not is left out: the setting may be meant for another pack.
    """
    path = config_file(knowledge.pack.program)
    if not path.exists():
        return Settings()
    found = read_settings(path)
    if found.tree and found.tree not in knowledge.tree_ids:
        if not knowledge.foreign:
            wrong = unknown(f"{path}: there is no tree {found.tree}", found.tree, knowledge.tree_ids)
            raise Refused(f"{wrong}")
        return Settings(found.theme, "", found.export_folder, found.keys)
    return found


def read_settings(path: Path) -> Settings:
    """The settings in a file. Raises `Broken` or `Refused`, naming the place and what is allowed."""
    from wizard.records.preferences import read_toml

    values = read_toml(path)
    for name, value in values.items():
        if name not in (*ABOUT, "keys"):
            raise unknown(f"{path}: there is no setting {name}", name, (*ABOUT, "keys"))
        if name in ABOUT and not isinstance(value, str):
            raise Refused(f'{path}: {name} must be a text in quotation marks, such as {name} = "…"')
    theme, keys = values.get("theme", ""), values.get("keys", {})
    if theme and theme not in THEMES:
        raise unknown(f"{path}: there is no theme {theme}", theme, THEMES)
    if not isinstance(keys, dict) or not all(isinstance(each, str) and each for each in keys.values()):
        raise Refused(f'{path}: keys must be a table of keys, such as f1 = "?"')
    return Settings(theme, values.get("tree", ""), values.get("export-folder", ""), keys)
