"""What a pack says of itself: `content/pack.yaml` to a `Pack`, every problem named.

`knowledge` reads it once for each root; `kinds` reads the part on the kinds of entries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wizard.library.model import Kind
from wizard.pack.kinds import neutral_kinds, read_kinds
from wizard.pack.schema import PACK
from wizard.source.fields import Fields, Notes
from wizard.source.files import read_text
from wizard.source.nearest import did_you_mean
from wizard.source.places import Text
from wizard.source.problems import Broken, Problem
from wizard.source.yamltext import read_yaml

FILE = "content/pack.yaml"
PROGRAM = "wizard"
COMMAND = f"python -m {PROGRAM}"
"""How the program is called where a pack names no command of its own."""

TAGLINE = "Answer a few questions and get a verdict with the rules behind it."


@dataclass(frozen=True, slots=True)
class Pack:
    """What a field says of itself, beside its trees and its library.

    `lines` holds the trees in the order of the home screen, with what each is called there;
    `default` is the tree that is walked when none is named, or empty where there is no tree.
    `privacy` says what must never be typed. `own_command` is empty where the pack names none.
    `retain` is how many years a record is kept after it was last in use, 0 where the pack does not say.
    """

    name: str
    tagline: str
    own_command: str
    default: str
    lines: Mapping[str, str]
    notice: str
    privacy: str
    kinds: tuple[Kind, ...]
    retain: int = 0

    @property
    def command(self) -> str:
        """What a reader types to call the program."""
        return self.own_command or COMMAND

    @property
    def program(self) -> str:
        """What a transcript calls the program that wrote it."""
        return self.own_command or PROGRAM


def read_pack(root: Path, trees: Sequence[str]) -> tuple[Pack, list[Problem]]:
    """The pack at a root as far as it can be read, and every problem of its file.

    `trees` are the ids of the trees there. A root without the file is a pack with neutral words.
    """
    path = root / FILE
    name = root.resolve().name or PROGRAM
    if not path.exists():
        return _neutral(name, trees), []
    try:
        value, problems = read_yaml(read_text(path, FILE), FILE)
    except Broken as broken:
        return _neutral(name, trees), list(broken.problems)
    notes = Notes(FILE)
    notes.problems += problems
    pack = _pack(Fields(notes, value, "the pack", PACK.names), trees)
    return pack, sorted(notes.problems)


def _neutral(name: str, trees: Sequence[str]) -> Pack:
    return Pack(name, TAGLINE, "", next(iter(trees), ""), _ordered({}, trees), "", "", neutral_kinds())


def _pack(fields: Fields, trees: Sequence[str]) -> Pack:
    lines = _lines(fields, trees)
    default = fields.text("default")
    if default is not None and default not in trees:
        hint = did_you_mean(default, trees)
        fields.notes.add(default, "unknown-tree", f"there is no tree {default}", hint)
    return Pack(
        name=fields.need("name"),
        tagline=fields.text("tagline") or TAGLINE,
        own_command=fields.text("command") or "",
        default=default if default is not None and default in trees else next(iter(lines), ""),
        lines=lines,
        notice=fields.text("notice") or "",
        privacy=fields.text("privacy") or "",
        kinds=read_kinds(fields) if fields.has("kinds") else neutral_kinds(),
        retain=fields.number("retain", 1, 99, 0),
    )


def _lines(fields: Fields, trees: Sequence[str]) -> Mapping[str, str]:
    """The trees in the pack's order, each with its line; those that it does not name come after."""
    lines: dict[str, str] = {}
    for id, line in fields.entries("trees"):
        if id not in trees:
            fields.notes.add(id, "unknown-tree", f"there is no tree {id}", did_you_mean(id, trees))
        elif isinstance(line, Text):
            lines[str(id)] = line
        else:
            fields.notes.add(line, "wrong-type", f"the line of the tree {id} must be a text")
    return _ordered(lines, trees)


def _ordered(lines: Mapping[str, str], trees: Sequence[str]) -> Mapping[str, str]:
    return {**lines, **{id: "" for id in trees if id not in lines}}
