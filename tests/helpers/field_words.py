"""The words of the built-in pack's field, which nothing of the engine and no other pack may say."""

from __future__ import annotations

import re

FIELD = re.compile(r"hipaa|whatsapp|patient|clinician|\bocr\b", re.IGNORECASE)
"""What a reader of another pack must never see."""


def field_words(text: str) -> list[str]:
    """The lines of a text that say a word of the field."""
    return [line.strip() for line in text.split("\n") if FIELD.search(line)]
