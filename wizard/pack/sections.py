"""The parts of a scenario and of a deck, by their headings: what a room hears, and what its trainer reads."""

from __future__ import annotations

from wizard.library.model import Entry
from wizard.library.parts import Line, parts

STORY = ""
POINT, NOTES, DISCUSS = "The teaching point", "Presenter notes", "Discuss"
AIMS, WRONG, PRINT = "Aims", "Common wrong ideas", "What to print"
OF_SCENARIO = (STORY, POINT, NOTES, DISCUSS)
OF_DECK = (AIMS, WRONG, PRINT)
"""The headings, as `new` writes them; the story stands before the first."""


def section(entry: Entry, title: str) -> tuple[Line, ...]:
    """What stands under a heading of a page; nothing where it has no such heading."""
    return next((each.lines for each in parts(entry.path, entry.body) if each.title == title), ())


def told(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Lines as text, with the mark of an item that is numbered."""
    return tuple(f"{each.mark} {each.text}" if each.mark[:1].isdigit() else each.text for each in lines)


def asked(item: str) -> tuple[str, str]:
    """The scenario and the question that an item of a deck's `asks` names."""
    scenario, _, question = item.partition(" ")
    return scenario, question.strip()
