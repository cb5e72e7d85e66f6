"""What is wrong with the library: front matter, links, and Markdown the terminal cannot show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from markdown_it.token import Token

from wizard.library.links import Link, anchors, links, resolve, tokens
from wizard.library.load import load_entry
from wizard.library.model import Entry
from wizard.library.shelves import Library
from wizard.source.nearest import did_you_mean
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

LONGEST_SUMMARY = 160
MOST_BLOCKS = 60
BLOCKS = ("paragraph_open", "heading_open", "tr_open", "fence", "code_block")


def read_entries(library: Library) -> tuple[dict[str, Entry], list[Problem]]:
    """Every entry that can be read, and the problems of those that cannot, or share an id."""
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for kind in library.kinds:
        for path in sorted((library.folder / kind.folder).glob("*.md")):
            relative = f"{kind.folder}/{path.name}".lstrip("/")
            shown = f"{library.shown}/{relative}"
            try:
                entry = load_entry(path, kind, relative, shown)
            except Broken as broken:
                problems += broken.problems
                continue
            if entry.id in entries:
                message = f"the id {entry.id} is also that of {entries[entry.id].path}"
                problems.append(Problem(shown, 1, 1, "duplicate-id", message, "rename one of them"))
            else:
                entries[entry.id] = entry
    return entries, problems


def check_entry(library: Library, entry: Entry, entries: dict[str, Entry]) -> Iterator[Problem]:
    """The problems of one page: unshowable Markdown and links that lead nowhere."""
    shown = f"{library.shown}/{entry.path}"
    for token in tokens(entry.body):
        yield from _token(shown, entry, token)
    for number, line in enumerate(entry.body.split("\n"), entry.body_line):
        for pattern, what in UNSHOWABLE:
            if pattern.search(line):
                message = f"{what} cannot be shown in a terminal"
                yield Problem(shown, number, 1, "unshowable", message, "write it as plain Markdown")
    for link in links(entry):
        yield from _link(library, entry, link, entries)


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


def _link(library: Library, entry: Entry, link: Link, entries: dict[str, Entry]) -> Iterator[Problem]:
    shown = f"{library.shown}/{entry.path}"
    target = resolve(entry.path, link.href)
    if target is None:
        message = f"the link {link.href} is neither a page of the library nor an https: address"
        yield Problem(shown, link.line, 1, "bad-link", message)
        return
    if target.url:
        return
    linked = entries.get(target.id)
    if linked is None or linked.path != target.path:
        hint = did_you_mean(target.path, [each.path for each in entries.values()])
        yield Problem(shown, link.line, 1, "broken-link", f"there is no page {link.href}", hint)
    elif target.anchor and target.anchor not in anchors(linked.body):
        hint = did_you_mean(target.anchor, anchors(linked.body))
        message = f"{linked.path} has no heading #{target.anchor}"
        yield Problem(shown, link.line, 1, "broken-anchor", message, hint)


def linked_ids(entry: Entry) -> set[str]:
    """The ids of the entries that an entry links or lists."""
    targets = (resolve(entry.path, link.href) for link in links(entry))
    return {target.id for target in targets if target is not None and target.path} | set(entry.listed)


def check_style(
    library: Library, entries: dict[str, Entry], cited: set[str], today: date
) -> Iterator[Problem]:
    """What only `--strict` reports: stale, uncited, badly sized."""
    reached = cited.union(*(linked_ids(entry) - {entry.id} for entry in entries.values()))
    for entry in entries.values():
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
