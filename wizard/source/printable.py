"""Text from files and people, made safe to show: what a terminal would act on is spelt out."""

from __future__ import annotations

import unicodedata


def printable(text: str) -> str:
    """Text with control and direction-changing characters spelt out; newlines and tabs stay."""
    if text.replace("\n", " ").isprintable():
        return text
    return "".join(letter if letter in "\n\t" or not acts(letter) else _spelt(letter) for letter in text)


def acts(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs")


def _spelt(letter: str) -> str:
    return f"\\x{ord(letter):02x}" if ord(letter) < 256 else f"\\u{ord(letter):04x}"
