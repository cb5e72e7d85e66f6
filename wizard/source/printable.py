"""Text from files and people, made safe to show: what a terminal would act on is spelt out.

`gated` is the one gate: whatever leaves the program goes through it, whatever its form.
"""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """Text with control and direction-changing characters spelt out; newlines and tabs stay."""
    if text.replace("\n", " ").isprintable():
        return text
    return "".join(letter if letter in "\n\t" or not acts(letter) else _spelt(letter) for letter in text)


def gated(text: str, form: str) -> str:
    """Output in a form such as `json`, with nothing in it that acts; it stays valid in that form."""
    if form == "json":
        return "".join(
            letter if letter in "\n\t" or not acts(letter) else _escaped(letter) for letter in text
        )
    if form == "calendar":  # whose lines end in both (RFC 5545, 3.1)
        return "\r\n".join(map(printable, text.split("\r\n")))
    return printable(text)


def acts(letter: str) -> bool:
    """Whether a terminal, or a reader's eye, could be led astray by a letter."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _spelt(letter: str) -> str:
    return f"\\x{ord(letter):02x}" if ord(letter) < 256 else f"\\u{ord(letter):04x}"


def _escaped(letter: str) -> str:
    """A letter inside a JSON text, as JSON escapes it."""
    halves = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{halves[at]:02x}{halves[at + 1]:02x}" for at in range(0, len(halves), 2))
