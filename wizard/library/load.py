"""Markdown files with front matter to entries."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from wizard.library.model import COMMON, STATUSES, Entry, Field, Kind
from wizard.source.fields import Fields, Notes
from wizard.source.files import read_text
from wizard.source.ids import ENTRY_ID
from wizard.source.places import Text
from wizard.source.problems import Broken, Problem
from wizard.source.yamltext import read_yaml

FENCE = "---"
MOST_BYTES = 256_000
"""A page larger than this is refused: about five times our largest."""
FACTS = ("facts",)
HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
ALMOST = re.compile(r"[-\u2010-\u2015 \t]*[-\u2010-\u2015][-\u2010-\u2015 \t]*|\ufeff?---\s*")
"""A line that was probably meant as three hyphens."""
FIELD = re.compile(r"[\w-]+:|\s+\S|#|-\s")
"""A line of front matter: a key, or what belongs to one."""


def load_entry(path: Path, kind: Kind, relative: str, shown: str) -> Entry:
    """Reads an entry. `relative` is its path under `content/`, `shown` the path in problems.

    Raises `Broken` with every problem of its front matter.
    """
    entry, problems = read_entry(read_text(path, shown, MOST_BYTES), kind, relative, shown)
    if problems or entry is None:
        raise Broken(problems)
    return entry


def read_entry(text: str, kind: Kind, relative: str, shown: str) -> tuple[Entry | None, list[Problem]]:
    """The entry that `text` holds, with every problem of its front matter."""
    lines = text.split("\n")
    if lines[0] != FENCE or FENCE not in lines[1:]:
        return None, [_no_front_matter(shown, lines)]
    end = lines.index(FENCE, 1)
    notes = Notes(shown)
    try:
        value, refused = read_yaml("\n".join(lines[1:end]), shown, first_line=2)
    except Broken as broken:
        return None, list(broken.problems)
    notes.problems += refused
    fields = Fields(
        notes, value, "the front matter", (*COMMON, *kind.fields, *kind.lists, *FACTS[: kind.facts])
    )
    own = {each.name: _own(fields, each) for each in kind.fields.values()}
    reviewed, review_by = fields.day("reviewed"), fields.day("review-by")
    entry = Entry(
        id=Path(relative).stem if relative.endswith(".md") else relative,
        kind=kind,
        path=relative,
        title=fields.need("title"),
        summary=fields.need("summary"),
        sources=fields.texts("sources", required=True),
        status=fields.choice("status", tuple(STATUSES), required=True) or "general-knowledge",
        reviewed=reviewed,
        review_by=review_by,
        fields=own,
        lists={name: fields.texts(name) for name in kind.lists},
        facts=_facts(fields) if kind.facts else {},
        body="\n".join(lines[end + 1 :]).strip("\n") + "\n",
        body_line=end + 2 + _blank_lines(lines[end + 1 :]),
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )
    _check_values(notes, entry)
    if not ENTRY_ID.fullmatch(entry.id):
        message = f"the id {entry.id} has more than small letters, digits, hyphens and dots"
        notes.add(None, "bad-id", message, "rename the file")
    return entry, sorted(notes.problems)


def _no_front_matter(shown: str, lines: list[str]) -> Problem:
    """What keeps front matter from being read, on the line where three hyphens should stand alone."""
    hint = "the first line is ---, then the fields, then --- again"
    meant = [at for at, line in enumerate(lines) if ALMOST.fullmatch(line)]
    wrong = next((at for at in meant if lines[at] != FENCE), None)
    if wrong is not None:
        message = f"{lines[wrong]!r} is no line of three hyphens, so there is no front matter"
        return Problem(shown, wrong + 1, 1, "no-front-matter", message, f"write: {FENCE}")
    message = "there is no front matter"
    if lines[0] == FENCE:
        message = "the front matter has no end"
        end = next((at for at, line in enumerate(lines) if at and not FIELD.match(line)), len(lines) - 1)
        return Problem(shown, end + 1, 1, "no-front-matter", message, "put a line of --- before this one")
    if not lines[0].strip() and FENCE in lines[1:]:
        hint = "remove this line"
    elif FIELD.match(lines[0]):
        hint = "put a line of --- before this one"
    return Problem(shown, 1, 1, "no-front-matter", message, hint)


def _own(fields: Fields, own: Field) -> Text:
    """The value of a field of the kind; a number must be one."""
    if own.type == "day":
        return fields.day(own.name)
    value = fields.need(own.name)
    if (
        own.type in ("order", "number")
        and value
        and not (value.isascii() and value.isdigit() and len(value) < 9)
    ):
        fields.notes.add(value, "wrong-value", f"{fields.what}: {own.name} must be a whole number")
    return value


def _facts(fields: Fields) -> dict[str, str]:
    result: dict[str, str] = {}
    for question, answer in fields.entries("facts", required=True):
        if isinstance(answer, Text) and not answer.strip():
            fields.notes.add(answer, "empty-text", f"facts: {question} has an empty answer")
        elif isinstance(answer, Text):
            result[question] = answer
        else:
            fields.notes.add(answer, "wrong-type", f"facts: {question} must be one answer")
    return result


def _check_values(notes: Notes, entry: Entry) -> None:
    for source in [*entry.sources, *entry.addresses]:
        if not source.startswith(("https://", "http://")):
            where = source if isinstance(source, Text) else None
            notes.add(where, "wrong-value", f"not a web address: {source}", _address_hint(source))
    if entry.reviewed > entry.review_by:
        where = entry.review_by if isinstance(entry.review_by, Text) else None
        notes.add(where, "wrong-value", "review-by is before reviewed")


def _address_hint(source: str) -> str:
    host = source.partition("/")[0]
    return f"write https://{source}" if HOST.fullmatch(host) else "start it with https://"


def _blank_lines(lines: list[str]) -> int:
    return next((place for place, line in enumerate(lines) if line), 0)
