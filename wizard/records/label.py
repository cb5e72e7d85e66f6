"""The words that a record takes from a person: what the workflow is called, and who signs.

They are the only free text there is, so what looks like it tells of a person is refused, with the reason.
"""

from __future__ import annotations

import re
import unicodedata

from wizard.source.printable import printable
from wizard.source.problems import Refused

LONGEST = 60
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
LOOKS = {
    "an e-mail address": r"\S@\S",
    "a date, such as a date of birth": (
        rf"\b\d{{1,4}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*\d{{1,4}}\b|\b{MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{MONTH}(?!\w)"
        r"|\b(?:born|dob|d\.o\.b)\b"
    ),
    "a phone number": r"(?:\d[\s().+/-]*){7,}",
    "a record number": (
        r"\d{5,}|\b(?:mrn|record|chart|case|account|acct|file|no|nr|number)\b\W*\d{2,}|#\s*\d{2,}"
        r"|\b(?=[a-z-]*\d)(?:[a-z-]*\d){4,}[a-z\d-]*\b"
    ),
    "a name after a greeting": r"\b(?:hi|hello|hey|dear|mr|mrs|ms|miss|good morning)\b[.,:!]?\s+\w",
}
"""What a label must not look like, as the reader is told, and what looks so."""


def checked_label(text: str) -> str:
    """The name of a workflow. Raises `Refused`, saying why, for one that may tell of a person."""
    label = one_line(text, "the label")
    for what, pattern in LOOKS.items():
        if re.search(pattern, label, re.IGNORECASE):
            raise Refused(f"the label looks as if it holds {what}", "name the workflow only, nobody in it")
    return label


def one_line(text: str, what: str) -> str:
    """A short line of plain words. Raises `Refused` for an empty, long or unprintable one."""
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    if not line:
        raise Refused(f"{what} is empty")
    if len(line) > LONGEST:
        raise Refused(f"{what} is longer than {LONGEST} letters")
    if printable(line) != line:
        raise Refused(f"{what} holds a character that cannot be printed")
    return line
