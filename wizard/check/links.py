"""Links that lead nowhere, each told with the address that would work from where it stands."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from wizard.check.files import misnamed_pages
from wizard.library.links import Link, Target, anchors, links, resolve, slug, tokens
from wizard.library.model import Entry
from wizard.library.shelves import Library
from wizard.source.nearest import nearest
from wizard.source.problems import Problem


def check_links(
    library: Library, pages: Mapping[str, Entry], needs: dict[str, list[str]]
) -> Iterator[Problem]:
    """The links of all pages that lead nowhere; those to a page that cannot be read go into `needs`."""
    lost: dict[str, list[tuple[Entry, str]]] = {}
    misnamed = misnamed_pages(library)
    for entry in pages.values():
        for link in links(entry):
            target = resolve(entry.path, link.href)
            if target is None:
                yield _bad(library, entry, link)
            elif target.path in pages_by_path(library) and target.id not in pages:
                needs.setdefault(f"{library.shown}/{target.path}", []).append(
                    f"{library.shown}/{entry.path}:{link.line}"
                )
            elif target.path in misnamed:
                needs.setdefault(misnamed[target.path], []).append(
                    f"{library.shown}/{entry.path}:{link.line}"
                )
            elif target.path:
                yield from _link(library, entry, link, target, pages, lost)
    yield from (_heading(library, about, *each[0]) for about, each in lost.items() if len(each) > 1)


def pages_by_path(library: Library) -> frozenset[str]:
    """The paths of all pages there are, whether they can be read or not."""
    return frozenset(path for _, path in library.paths.values())


def _bad(library: Library, entry: Entry, link: Link) -> Problem:
    message = f"a link must lead to a page of the library or an https: address, not to {link.href}"
    hint = ""
    if link.href.startswith("http://"):
        hint = f"did you mean https://{link.href.removeprefix('http://')}?"
    return Problem(f"{library.shown}/{entry.path}", link.line, 1, "bad-link", message, hint)


def _link(
    library: Library,
    entry: Entry,
    link: Link,
    target: Target,
    pages: Mapping[str, Entry],
    lost: dict[str, list[tuple[Entry, str]]],
) -> Iterator[Problem]:
    shown = f"{library.shown}/{entry.path}"
    linked = pages.get(target.id)
    if linked is None or linked.path != target.path:
        message = f"there is no page {link.href}"
        about = f"{library.shown}/{target.path}"
        yield Problem(shown, link.line, 1, "broken-link", message, _page_hint(entry, target, pages), about)
    elif target.anchor and target.anchor not in anchors(linked.body):
        about = f"{library.shown}/{linked.path}#{target.anchor}"
        near = nearest(target.anchor, anchors(linked.body))
        hint = f"did you mean {link.href.partition('#')[0]}#{near}?" if near else ""
        message = f"{linked.path} has no heading #{target.anchor}"
        if entry.path != linked.path:
            lost.setdefault(about, []).append((linked, target.anchor))
        yield Problem(shown, link.line, 1, "broken-anchor", message, hint, about)


def _page_hint(entry: Entry, target: Target, pages: Mapping[str, Entry]) -> str:
    """The address, as it is written on this page, of the page that was meant."""
    known = {each.path for each in pages.values()}
    moved = pages.get(target.id)
    near = moved.path if moved is not None else nearest(target.path, known)
    if near is None and f"{target.path}.md" in known:
        near = f"{target.path}.md"
    if near is None:
        return ""
    address = posixpath.relpath(near, PurePosixPath(entry.path).parent)
    return f"did you mean {address}{'#' if target.anchor else ''}{target.anchor}?"


def _heading(library: Library, about: str, page: Entry, anchor: str) -> Problem:
    """A heading that pages link and that is not there, told where it most likely stood."""
    near = nearest(anchor, anchors(page.body))
    line = next((line for line, name in _headings(page) if name == near), page.body_line)
    hint = f"name a heading so again, or link #{near}" if near else "name a heading so again"
    message = f"no heading here makes #{anchor}"
    return Problem(f"{library.shown}/{page.path}", line, 1, "broken-anchor", message, hint, about)


def _headings(page: Entry) -> Iterator[tuple[int, str]]:
    parsed = tokens(page.body)
    for place, token in enumerate(parsed):
        if token.type == "heading_open" and token.map:
            words = "".join(child.content for child in parsed[place + 1].children or [])
            yield page.body_line + token.map[0], slug(words)
