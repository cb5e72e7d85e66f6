"""The one setting that the app itself writes: the theme, in the reader's `config.toml`, once it is chosen.

Everything else in that file stays as it is.
"""

from __future__ import annotations

import re
from pathlib import Path

from wizard.source.files import read_text, write_files, write_over
from wizard.source.problems import Refused

LINE = re.compile(r"^theme[ \t]*=.*$", re.MULTILINE)
TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def remembered_theme(path: Path) -> str:
    """The theme in a file of settings; empty where there is none. Raises `Broken` or `Refused`."""
    if not path.exists():
        return ""
    import tomllib

    try:
        theme = tomllib.loads(read_text(path, str(path))).get("theme", "")
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{path} is no TOML: {error}") from None
    return theme if isinstance(theme, str) else ""


def remember_theme(path: Path, theme: str) -> None:
    """Writes the theme into a file of settings, and nothing else. Raises `Broken` or `Refused`."""
    line = f'theme = "{theme}"'
    if not path.exists():
        write_files({path: f"{line}\n"}, folders=True)
        return
    remembered_theme(path)
    text = read_text(path, str(path))
    table = TABLE.search(text)
    top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    top = LINE.sub(line, top, count=1) if LINE.search(top) else f"{line}\n{top}"
    write_over(path, top + rest, shared=True)
