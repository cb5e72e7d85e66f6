"""Gathers the documentation and the library into one site and builds it: `python docs/make_site.py DIR`.

DIR must be new. Needs zensical, which the `dev` extra brings. The build is strict: a link that leads
nowhere fails it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from wizard.library.model import Entry
from wizard.pack.knowledge import Knowledge, find_root

DOCS = Path(__file__).parent
TOP = DOCS.parent
GUIDE = DOCS / "guide"
ALSO = {
    "contributing.md": TOP / "CONTRIBUTING.md",
    "security.md": TOP / "SECURITY.md",
    "changelog.md": TOP / "CHANGELOG.md",
    **{
        f"{name}.md": DOCS / f"{name}.md"
        for name in ("format", "checks", "records", "workshops", "scale", "architecture", "peers")
    },
}
"""Pages that stand elsewhere, by their name in the site."""

PICTURES = ("question.svg", "outcome.svg", "change.svg", "workshop.svg")
LINK = re.compile(r"(\]\()(?:\.\./)?(?:docs/|guide/)?([\w.-]+\.md)(#[\w-]+)?\)")


def pages() -> Iterator[tuple[str, str]]:
    """Every page of the site by its path, its links turned to where things stand there."""
    for path in sorted(GUIDE.glob("*.md")):
        yield path.name, path.read_text("utf-8")
    for name, path in ALSO.items():
        if path.exists():
            yield name, LINK.sub(_moved, path.read_text("utf-8"))
    knowledge = Knowledge(find_root(str(TOP)))
    yield "library/index.md", _shelves(knowledge)
    for entry in knowledge.library.entries():
        yield f"library/{entry.path}", _entry(entry)


def _moved(link: re.Match[str]) -> str:
    return f"{link[1]}{link[2].lower()}{link[3] or ''})"


def _shelves(knowledge: Knowledge) -> str:
    """The library's own front page."""
    lines = ["# Library", "", "What every verdict rests on. Each page says when it was last reviewed.", ""]
    for kind in knowledge.library.kinds:
        entries = list(knowledge.library.entries(kind))
        lines += [f"## {kind.plural}", ""] if entries else []
        lines += [f"- [{each.title}]({each.path}): {each.summary}" for each in entries] + [""]
    return "\n".join(lines)


def _entry(entry: Entry) -> str:
    """A page of the library with its summary, standing and sources."""
    sources = "\n".join(f"- <{each}>" for each in entry.sources)
    standing = f"Status: {entry.status}, reviewed {entry.reviewed}, next review by {entry.review_by}."
    return f"# {entry.title}\n\n*{entry.summary}*\n\n{entry.body}\n\n---\n\n{standing}\n\n{sources}\n"


def build(folder: Path) -> None:
    """Writes the pages into a new folder and builds the site in its folder `site`."""
    folder.mkdir(parents=True)
    shutil.copy(DOCS / "zensical.toml", folder)
    for path, text in pages():
        target = folder / "pages" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    for name in PICTURES:
        shutil.copy(DOCS / name, folder / "pages" / name)
    builder = Path(sys.executable).with_name("zensical")
    subprocess.run([str(builder), "build", "--clean", "--strict"], cwd=folder, check=True)
    print(f"Open {folder / 'site' / 'index.html'}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build(Path(sys.argv[1]))
