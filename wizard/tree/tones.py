"""The tones that a verdict may have, each with its sign, so that none is told by colour alone."""

from __future__ import annotations

SYMBOLS = {"good": "✓", "caution": "!", "stop": "✗", "info": "i", "urgent": "!!"}

TONES = tuple(SYMBOLS)
