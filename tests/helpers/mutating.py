"""Texts with a few random edits, as a file that somebody broke by hand or that a disk has."""

from __future__ import annotations

import random

BITS = [
    *("\x00", "\x1b[2J", "\u202e", "\ufeff", "\ud7ff", "\U0001f600", "\x85", "\u2028", "\r", "\t", " ", "\n"),
    *(
        "- ",
        ": ",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "!!x ",
        "|",
        ">",
        "?",
        "#",
        "'",
        '"',
        "---\n",
        "```",
        "<b>",
    ),
    *(
        "found",
        "unsure",
        "end",
        "../../x",
        "none-of-these",
        "at-least",
        "choose: many",
        "9" * 30,
        "-1",
        "x" * 3000,
    ),
    *("[x](y.md)", "[x](../../x)", "![](x)", "| a |\n|---|\n", "> " * 50, "[" * 50, "{a: " * 50, "* " * 50),
]


def mutated(text: str, dice: random.Random) -> bytes:
    """A text with a few random edits: bits put in, lines moved, repeated or dropped, bytes broken."""
    for _ in range(dice.randint(1, 6)):
        at, length = dice.randrange(len(text) + 1), dice.randint(0, 40)
        lines = text.split("\n")
        row, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        edit = dice.randrange(6)
        if edit == 0:
            text = text[:at] + dice.choice(BITS) + text[at:]
        elif edit == 1:
            text = text[:at] + text[at + length :]
        elif edit == 2:
            text = text[:at] + text[at : at + length] * dice.randint(2, 30) + text[at:]
        elif edit == 3:
            lines[row], lines[other] = lines[other], lines[row]
            text = "\n".join(lines)
        elif edit == 4:
            text = "\n".join([*lines[:row], *lines[row : row + 6] * dice.randint(2, 4), *lines[row:]])
        else:
            words = text.split(" ")
            words[dice.randrange(len(words))] = words[dice.randrange(len(words))]
            text = " ".join(words)
    held = bytearray(text.encode("utf-8", "surrogatepass"))
    if dice.random() < 0.1 and held:
        held[dice.randrange(len(held))] = dice.randrange(256)
    return bytes(held)
