"""Text from files and people for Markdown, HTML, XML and tables: shown as it is, acting on nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from html import escape

from wizard.source.printable import printable

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
URL = re.compile(r"https?://[^\s<>]+")
STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a program for tables take a text for a formula."""


def markdown_safe(text: str) -> str:
    """Text that Markdown shows as it is; web addresses become links."""
    result, end = [], 0
    for match in URL.finditer(text):
        result.append(SPECIAL.sub(r"\\\1", text[end : match.start()]))
        result.append(f"<{match.group()}>")
        end = match.end()
    result.append(SPECIAL.sub(r"\\\1", text[end:]))
    line = " ".join("".join(result).split())
    line = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", line)
    return re.sub(r"^([-+])", r"\\\1", line)


def safe(text: str) -> str:
    """Text from a file as it may stand in XML and HTML, in an attribute too."""
    return escape(printable(text))


def row(fields: Iterable[str]) -> str:
    """A line of CSV (RFC 4180) without its end; what would act as a formula gets an apostrophe before it."""
    written = io.StringIO()
    safe = (f"'{each}" if each.startswith(STARTS) else each for each in fields)
    csv.writer(written, lineterminator="").writerow(safe)
    return written.getvalue()
