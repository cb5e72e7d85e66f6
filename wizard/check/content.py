"""What is wrong with the library: front matter, what nothing leads to, and Markdown that cannot be shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from markdown_it.token import Token

from wizard.library.links import links, resolve, tokens
from wizard.library.load import MOST_BYTES, read_entry
from wizard.library.model import Entry, Kind
from wizard.library.shelves import Library
from wizard.source.files import read_bytes, read_text
from wizard.source.places import Text, problem_at
from wizard.source.problems import Broken, Problem

UNSHOWABLE = (
    (re.compile(r"^\s*\[\^[^\]]+\]:|\[\^[^\]]+\]"), "a footnote"),
    (re.compile(r"^\s*:::"), "a container"),
    (re.compile(r"^\s*[-*+] \[[ xX]\] "), "a task list"),
    (re.compile(r"^\s*> \[![A-Z]+\]"), "an alert box"),
    (re.compile(r"^: +\S"), "a definition list"),
)
DROPPED = re.compile(r"\]\(\s*<?((?:javascript|vbscript|file|data):)", re.IGNORECASE)
"""Links that the parser leaves as text."""

WORD = re.compile(r"[a-z0-9][a-z0-9.-]*[a-z0-9]")
"""What may be an id in a file that cannot be read."""

LONGEST_SUMMARY = 160
MOST_BLOCKS = 60
BLOCKS = ("paragraph_open", "heading_open", "tr_open", "fence", "code_block")


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a library: those that can be read, by id, and what is wrong with the others.

    `partly` are those whose words can be read and whose front matter cannot all be; `mentioned` are
    ids that stand in pages of which nothing could be read.
    """

    sound: dict[str, Entry]
    partly: dict[str, Entry]
    mentioned: frozenset[str]
    problems: list[Problem]

    @property
    def known(self) -> dict[str, Entry]:
        """Every page whose words can be read."""
        return {**self.partly, **self.sound}


def read_entries(library: Library) -> Pages:
    """Every entry as far as it can be read, with the problems of those that cannot, or share an id."""
    sound: dict[str, Entry] = {}
    partly: dict[str, Entry] = {}
    lost: list[Path] = []
    problems: list[Problem] = []
    for kind in library.kinds:
        for path in sorted((library.folder / kind.folder).glob("*.md")):
            relative = f"{kind.folder}/{path.name}".lstrip("/")
            shown = f"{library.shown}/{relative}"
            entry, found = _read(path, kind, relative, shown)
            problems += found
            taken = (sound.get(path.stem) or partly.get(path.stem)) if entry is not None else None
            if taken is not None:
                message = f"the id {path.stem} is also that of {taken.path}"
                problems.append(Problem(shown, 1, 1, "duplicate-id", message, "rename one of them"))
            elif entry is None:
                lost.append(path)
            else:
                (partly if found else sound)[entry.id] = entry
    return Pages(sound, partly, _mentioned(lost, library), problems)


def _read(path: Path, kind: Kind, relative: str, shown: str) -> tuple[Entry | None, list[Problem]]:
    try:
        return read_entry(read_text(path, shown, MOST_BYTES), kind, relative, shown)
    except Broken as broken:
        return None, list(broken.problems)


def _mentioned(lost: list[Path], library: Library) -> frozenset[str]:
    """The ids that stand as words in files that cannot be read as pages."""
    words: set[str] = set()
    for path in lost:
        with suppress(Broken):  # no file that can be opened: it mentions nothing
            words.update(WORD.findall(read_bytes(path, path.name).decode("utf-8", "ignore")))
    return frozenset(word.removesuffix(".md") for word in words) & frozenset(library.paths)


def check_entry(library: Library, entry: Entry) -> Iterator[Problem]:
    """Markdown of one page that a terminal cannot show."""
    shown = f"{library.shown}/{entry.path}"
    for token in tokens(entry.body):
        yield from _token(shown, entry, token)
    for number, line in enumerate(entry.body.split("\n"), entry.body_line):
        for pattern, what in UNSHOWABLE:
            if pattern.search(line):
                message = f"{what} cannot be shown in a terminal"
                yield Problem(shown, number, 1, "unshowable", message, "write it as plain Markdown")


def _token(shown: str, entry: Entry, token: Token) -> Iterator[Problem]:
    line = entry.body_line + (token.map[0] if token.map else 0)
    if token.type == "html_block":
        yield Problem(shown, line, 1, "html", "HTML is not allowed", "write it as Markdown")
    if token.type == "heading_open" and token.tag == "h1":
        message = "a heading of the first level; the title stands there already"
        yield Problem(shown, line, 1, "first-level-heading", message, "start it with ##")
    for child in token.children or []:
        if child.type == "text" and (lost := DROPPED.search(child.content)):
            message = f"a link may not start with {lost.group(1)}"
            yield Problem(
                shown, line, 1, "bad-link", message, "link a page of the library or an https: address"
            )
        if child.type == "html_inline":
            yield Problem(
                shown, line, 1, "html", f"HTML is not allowed: {child.content}", "write it as Markdown"
            )
        if child.type == "image" and not child.content.strip():
            yield Problem(
                shown, line, 1, "no-alt", "an image without words", "put its meaning in the brackets"
            )


def linked_ids(entry: Entry) -> set[str]:
    """The ids of the entries that an entry links or lists."""
    targets = (resolve(entry.path, link.href) for link in links(entry))
    return {target.id for target in targets if target is not None and target.path} | set(entry.listed)


def check_style(library: Library, pages: Pages, cited: set[str], today: date) -> Iterator[Problem]:
    """What only `--strict` reports: stale, uncited, badly sized."""
    reached = cited.union(*(linked_ids(entry) - {entry.id} for entry in pages.known.values()))
    reached |= pages.mentioned
    for entry in pages.sound.values():
        shown = f"{library.shown}/{entry.path}"
        if entry.overdue(today):
            message = f"was to be reviewed by {entry.review_by}"
            yield problem_at(
                shown, _text(entry.review_by), "overdue", message, "review it, then move the dates"
            )
        if not entry.kind.leads and entry.id not in reached:
            message = f"nothing cites or links {entry.id}"
            hint = "link it from a page that needs it"
            yield problem_at(shown, _text(entry.title), "uncited", message, hint)
        if len(entry.summary) > LONGEST_SUMMARY:
            message = f"the summary has more than {LONGEST_SUMMARY} characters"
            yield problem_at(shown, _text(entry.summary), "long-summary", message, "one short sentence")
        blocks = sum(token.type in BLOCKS for token in tokens(entry.body))
        if entry.kind.folder and blocks > MOST_BLOCKS:
            message = f"{blocks} blocks are slow to show in a terminal"
            yield Problem(shown, entry.body_line, 1, "long-page", message, "one idea a page: split it")


def _text(value: str) -> Text:
    return value if isinstance(value, Text) else Text(value)
