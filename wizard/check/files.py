"""The files of a root as files: those that nothing reads, and text that a template left in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from wizard.library.shelves import Library
from wizard.pack import cues
from wizard.pack.manifest import FILE, Pack
from wizard.source.files import read_text
from wizard.source.nearest import did_you_mean
from wizard.source.places import Text, problem_at
from wizard.source.problems import Broken, Problem

SHARED = "shared"
"""The folder of `trees/` with the questions that several trees ask."""

MEANT = (".yml", ".YAML", ".YML", ".markdown", ".mdown", ".MD", ".txt")
"""Endings of files that were probably meant to be read."""

PLACEHOLDER = re.compile(r"\bFILL[ -]IN\b")
NOTE = re.compile(r"\s*# ")
"""A note to the author, which readers never see."""


def ignored_files(root: Path, library: Library) -> Iterator[Problem]:
    """Files under `trees/` and `content/` that nothing reads; of an unknown folder only its name."""
    for path in _visible(root / "trees"):
        shown = path.relative_to(root).as_posix()
        if path.is_dir() and path.name == SHARED:
            yield from _others(root, path, ".yaml")
        elif path.is_dir():
            yield _ignored(shown, "no folder here is read", f"trees stand in trees/ itself, or in {SHARED}/")
        elif path.suffix != ".yaml":
            yield _ignored(shown, "this is no tree", _renamed(shown, path, ".yaml"))
    folders = {kind.folder: kind for kind in library.kinds if kind.folder}
    for path in _visible(root / "content"):
        shown = path.relative_to(root).as_posix()
        if path.is_dir() and path.name in folders:
            yield from _others(root, path, ".md")
        elif path.is_dir():
            hint = did_you_mean(path.name, folders)
            yield _ignored(shown, f"the pack has no kind of entries in {path.name}", hint)
        elif path.suffix != ".md" and shown not in (FILE, cues.FILE):
            yield _ignored(shown, "this is no page", _renamed(shown, path, ".md"))


def _others(root: Path, folder: Path, suffix: str) -> Iterator[Problem]:
    for path in _visible(folder):
        shown = path.relative_to(root).as_posix()
        if path.is_dir():
            yield _ignored(shown, "no folder here is read", f"its files belong in {folder.name}/ itself")
        elif path.suffix != suffix:
            yield _ignored(shown, "nothing reads this kind of file here", _renamed(shown, path, suffix))


def _renamed(shown: str, path: Path, suffix: str) -> str:
    if path.suffix in MEANT:
        return f"rename it to {Path(shown).with_suffix(suffix).as_posix()}"
    return f"the name must end in {suffix}"


def misnamed(root: Path) -> tuple[str, ...]:
    """The ids of trees that nothing reads because of their file's name."""
    return tuple(path.stem for path in _visible(root / "trees") if path.suffix in MEANT)


def misnamed_pages(library: Library) -> dict[str, str]:
    """Pages that nothing reads because of their file's name: the path that was meant to where they stand."""
    found: dict[str, str] = {}
    for folder in {kind.folder for kind in library.kinds}:
        for path in _visible(library.folder / folder):
            if path.suffix in MEANT:
                shown = path.relative_to(library.folder).as_posix()
                found[Path(shown).with_suffix(".md").as_posix()] = f"{library.shown}/{shown}"
    return found


def _visible(folder: Path) -> list[Path]:
    """What stands in a folder, without the hidden files that systems leave."""
    return sorted(path for path in folder.glob("*") if not path.name.startswith("."))


def _ignored(shown: str, message: str, hint: str) -> Problem:
    return Problem(shown, 1, 1, "ignored-file", message, hint)


def placeholders(root: Path, pack: Pack) -> Iterator[Problem]:
    """Text that a template left for its author to write; a kind's `body` holds it on purpose."""
    words = [pack.name, pack.tagline, pack.notice, pack.privacy, *pack.lines.values()]
    words += [word for kind in pack.kinds for word in (kind.name, kind.plural, kind.about)]
    yield from (_placeholder(FILE, word) for word in words if PLACEHOLDER.search(word))
    trees = root / "trees"
    paths = [*trees.glob("*.yaml"), *(trees / SHARED).glob("*.yaml")]
    paths += [path for kind in pack.kinds for path in (root / "content" / kind.folder).glob("*.md")]
    for path in paths:
        shown = path.relative_to(root).as_posix()
        yield from _left(shown, path)


def _left(shown: str, path: Path) -> Iterator[Problem]:
    try:
        lines = read_text(path, shown).split("\n")
    except Broken:
        return
    for number, line in enumerate(lines, 1):
        found = PLACEHOLDER.search(line)
        if found is not None and not NOTE.match(line):
            yield _placeholder(shown, Text(found[0], number, found.start() + 1))


def _placeholder(shown: str, where: str) -> Problem:
    return problem_at(shown, where, "placeholder", "text that a template left", "write your own here")
