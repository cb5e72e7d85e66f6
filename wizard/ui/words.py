"""Text for the screen, literal whatever it holds: nothing from files is read as markup."""

from __future__ import annotations

from textual.content import Content

from wizard.source.printable import printable
from wizard.tree.model import Verdict
from wizard.tree.tones import SYMBOLS
from wizard.words.wrapping import cells, wrap

DIM = "$muted"


def literal(text: str, style: str = "") -> Content:
    """Text shown as it is, control characters spelt out."""
    clean = printable(text)
    return Content.styled(clean, style) if style else Content(clean)


def joined(*parts: tuple[str, str]) -> Content:
    """Pieces of literal text, each with its style ("" for none)."""
    return Content.assemble(*(literal(text, style) for text, style in parts))


def hanging(lead: str, text: str, width: int) -> str:
    """Text after a lead such as a number, its further lines indented as far as the lead is wide."""
    under = cells(lead)
    lines = wrap(printable(text), width=max(width - under, 12), split=True)
    return lead + ("\n" + " " * under).join(lines)


def banner(verdict: Verdict) -> Content:
    """A verdict as symbol and word; its colour comes from the class `tone-…`."""
    return literal(f"{SYMBOLS[verdict.tone]} {verdict.label.upper()}", "bold")
