"""What each code of a problem means and what to do about it; `docs/make_checks.py` makes a page of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import yaml

from wizard.source.yamltext import LOADER

PLACES = {
    "command": ("In a terminal", "sh"),
    "latin-1": ("In a file saved as Latin-1", "yaml"),
    "with-bom": ("In a file saved as UTF-8 with BOM", "yaml"),
    "large": ("In a tree of more than 4,000,000 bytes", "yaml"),
    "tree": ("In a tree", "yaml"),
    "shared": ("In a file of trees/shared", "yaml"),
    "answers": ("In the file for `assess --answers`", "yaml"),
    "files": ("Among the files", "text"),
    "others": ("Among the files", "text"),
    "copies": ("Among the files, a copy of first-rule.md", "text"),
    "page": ("As a whole page", "markdown"),
    "rule": ("In the front matter of a rule", "yaml"),
    "scenario": ("In the front matter of a scenario", "yaml"),
    "deck": ("In the front matter of a deck", "yaml"),
    "deck text": ("As the whole text of a deck", "markdown"),
    "body": ("In the text of a page", "markdown"),
    "many": ("In the text of a page, 61 times", "markdown"),
}
"""Where the lines of an example stand: in words, and the language they are shown in."""


EFFECTS = {
    "": "",
    "unproved": " A tree with it is not proved.",
    "allowed": " It may be allowed.",
}
"""What else a code does, in words for the page."""


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem.

    `group` is its chapter on the page; `meaning` and `remedy` are one sentence each; `example` is
    the smallest lines that cause it, and `place` (a key of `PLACES`) where they stand. `effect` is a
    key of `EFFECTS`.
    """

    group: str
    meaning: str
    remedy: str
    place: str
    example: str
    effect: str = ""


def _read() -> dict[str, Code]:
    text = Path(__file__).with_name("codes.yaml").read_text("utf-8")
    groups = yaml.load(text, Loader=LOADER)
    return {
        code: Code(group, example=each.pop("example").rstrip("\n"), **each)
        for group, codes in groups.items()
        for code, each in codes.items()
    }


CODES: dict[str, Code] = _read()
"""Every code that a `Problem` can have, in the order in which the page tells them."""

HEAD = """\
# What `COMMAND check` reports

`COMMAND check` names each problem on a line of its own:

```text
trees/first.yaml:78:5: unknown-key finding no-agreement has no key remedies (did you mean remedy?)
```

First the file, the line and the column; then the code, what is wrong, and what to do, or the nearest
word that would be right. The codes are explained here, each with the smallest example. The examples
change the tree that `COMMAND new tree first` writes.

Mend first what says that a tree with it is not proved: a proof is over all walks, so the tree must be
one that can be walked.

Where a code may be allowed and the problem is meant as it is, switch the code off on its line, in a tree
or in front matter, with a comment that names it. `COMMAND check` counts what is allowed:

```yaml
review-by: 2026-01-31  # allow: overdue
```

| group | codes |
| --- | --- |
"""


def as_page(command: str) -> str:
    """The page that explains every code, as Markdown; `command` is what calls the program."""
    return (HEAD + "\n".join([*_rows(), "", *_chapters()])).replace("COMMAND", command)


def _grouped() -> Iterator[tuple[str, list[tuple[str, Code]]]]:
    for group, codes in groupby(CODES.items(), key=lambda item: item[1].group):
        yield group, list(codes)


def _rows() -> Iterator[str]:
    for group, codes in _grouped():
        links = ", ".join(f"[{code}](#{code})" for code, _ in codes)
        yield f"| {group} | {links} |"


def _chapters() -> Iterator[str]:
    for group, codes in _grouped():
        yield from (f"## Codes: {group}", "")
        for code, each in codes:
            place, language = PLACES[each.place]
            yield from (
                f"### {code}",
                "",
                f"{each.meaning} {each.remedy}{EFFECTS[each.effect]}",
                "",
                f"{place}:",
                "",
            )
            yield from (f"```{language}", each.example, "```", "")
