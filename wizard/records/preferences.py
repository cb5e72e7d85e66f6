"""The one setting that the app itself writes: the theme, in the reader's `config.toml`, once it is chosen.

Everything else in that file stays as it is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from wizard.source.files import read_text, write_files, write_over
from wizard.source.problems import Refused

LINE = re.compile(r"^theme[ \t]*=.*$", re.MULTILINE)
TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def read_toml(path: Path) -> dict[str, Any]:
    """What a file of settings says; nothing where there is none. Raises `Broken` or `Refused`."""
    return _read(read_text(path, str(path)), path) if path.exists() else {}


def remember_theme(path: Path, theme: str) -> None:
    """Writes the theme into a file of settings, and nothing else.

    Raises `Broken` or `Refused`, also where the theme stands there as no single line; the file is then as
    it was.
    """
    line = f'theme = "{theme}"'
    if not path.exists():
        write_files({path: f"{line}\n"}, folders=True)
        return
    text = read_text(path, str(path))
    table = TABLE.search(text)
    top, rest = (text[: table.start()], text[table.start() :]) if table else (text, "")
    changed = (LINE.sub(line, top, count=1) if LINE.search(top) else f"{line}\n{top}") + rest
    wanted = {**_read(text, path), "theme": theme}
    try:
        as_wanted = _read(changed, path) == wanted
    except Refused:
        as_wanted = False
    if not as_wanted:
        raise Refused(f"{path} has its theme in another form; write it there: {line}")
    write_over(path, changed, shared=True)


def _read(text: str, path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise Refused(f"{path} is nested too deep") from None
    except ValueError as error:
        raise Refused(f"{path} is no TOML: {error}") from None
