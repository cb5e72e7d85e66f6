"""Starting files for authors, which pass `check` as they stand; `new` writes them.

What is the author's to write is marked FILL IN, which `check --strict` names until it is gone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from wizard.library.model import FINDINGS, Kind
from wizard.pack.knowledge import PACKAGE, Knowledge
from wizard.pack.page import Example, example, starting_page
from wizard.pack.wanted import Wanted, wanted_example
from wizard.source.files import write_files
from wizard.source.ids import ENTRY_ID, ID
from wizard.source.nearest import unknown
from wizard.source.problems import Refused

TEMPLATES = Path(__file__).with_name("templates")
TREE, SHARED, PACK = "tree", "shared", "pack"
FILES = {
    TREE: {
        "trees/NAME.yaml": "tree.yaml",
        "content/help/NAME-agreement.md": "help-agreement.md",
        "content/help/NAME-logins.md": "help-logins.md",
        "content/outcomes/NAME-fine.md": "outcome-fine.md",
        "content/outcomes/NAME-not-yet.md": "outcome-not-yet.md",
    },
    SHARED: {"trees/shared/NAME.yaml": "shared.yaml"},
}
"""What a tree or a file of shared questions brings, and the template of each; a tree also its rule."""

FIRST = "first"
"""The tree of a new pack."""


def write_new(root: Path, kind: str, name: str, wanted: Wanted | None = None) -> list[Path]:
    """Writes the starting files of a kind and returns their paths.

    `kind` is `tree`, `shared`, `pack`, or the name of a kind of entries, with hyphens for spaces. A pack is
    written into the folder `name`, all else under `root`. `wanted` is what the walk of a new scenario
    must do, else it takes each first answer. Raises `Refused` for an
    unknown kind, a name that is no id, an id that is taken, a file that is there already, or one that
    cannot be written; nothing is written then. Raises `Broken` when a scenario's tree cannot be used.
    """
    if kind == PACK:
        return write_pack(Path(name))
    knowledge = Knowledge(root)
    kinds = new_kinds(knowledge)
    if kind not in FILES and kind not in kinds:
        raise unknown(f"there is no kind {kind}", kind, (*FILES, PACK, *kinds))
    if not (ID if kind in FILES else ENTRY_ID).fullmatch(name):
        dots = "hyphens" if kind in FILES else "hyphens and dots"
        raise Refused(f"{name!r} is no id: use small letters, digits, {dots}")
    _check_own(root)
    if wanted is not None and (kind in FILES or not kinds[kind].facts):
        raise Refused(f"a {kind} holds no walk; leave --tree, --raises, --outcome and --verdict out")
    texts = _drafted(knowledge, kind, name) if kind in FILES else _entry(knowledge, kinds[kind], name, wanted)
    _check_free(knowledge, texts)
    write_files(texts, folders=True)
    return list(texts)


def write_entry(
    knowledge: Knowledge, kind: Kind, name: str, walked: Example, lists: Mapping[str, Sequence[str]]
) -> Path:
    """Writes an entry of a kind with facts that are known, and its own lists. Raises as `write_new`."""
    if not ENTRY_ID.fullmatch(name):
        raise Refused(f"{name!r} is no id: use small letters, digits, hyphens and dots")
    _check_own(knowledge.root)
    page = starting_page(kind, knowledge.library, date.today(), walked, lists)
    text = filled((TEMPLATES / "entry.md").read_text("utf-8"), {**_days(date.today()), **page})
    target = knowledge.root / "content" / kind.folder / f"{name}.md"
    _check_free(knowledge, {target: text})
    write_files({target: text}, folders=True)
    return target


def write_pack(folder: Path) -> list[Path]:
    """Writes a whole pack into a new folder: what it says of itself, a tree, a scenario, a deck.

    It is drafted elsewhere first, since a scenario needs a tree to walk; all of it is written or nothing.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is there already and holds something; name a new folder")
    with TemporaryDirectory() as place:
        draft = Path(place)
        manifest = draft / "content" / "pack.yaml"
        tree = write_new(draft, TREE, FIRST)
        write_files({manifest: (TEMPLATES / "pack.yaml").read_text("utf-8")})
        drafted = [manifest, *tree, *write_new(draft, "scenario", f"{FIRST}-card")]
        drafted += write_new(draft, "deck", f"{FIRST}-workshop")
        texts = {folder / path.relative_to(draft): path.read_text("utf-8") for path in drafted}
    write_files(texts, folders=True)
    return list(texts)


def new_kinds(knowledge: Knowledge) -> dict[str, Kind]:
    """The kinds of entries of a pack by the word that `new` takes for each."""
    return {kind.name.replace(" ", "-"): kind for kind in knowledge.library.kinds}


def filled(text: str, words: Mapping[str, str]) -> str:
    """A template with its words in capitals (NAME, TODAY) replaced."""
    pattern = r"\b(" + "|".join(map(re.escape, words)) + r")\b"
    return re.sub(pattern, lambda match: words[match[1]], text)


def _drafted(knowledge: Knowledge, kind: str, name: str) -> dict[Path, str]:
    """A tree or shared questions with their pages; with a tree, the rule that its findings rest on."""
    pack, rules = knowledge.pack, knowledge.library.citing("rules")
    notice = " ".join(filter(None, [pack.notice, pack.privacy])) or "General information, not legal advice."
    words = {
        **_days(date.today()),
        "NAME": name,
        "RULES": rules.key,
        "COMMAND": pack.command,
        "NOTICE": json.dumps(notice, ensure_ascii=False),
    }
    texts = {
        knowledge.root / path.replace("NAME", name): filled((TEMPLATES / template).read_text("utf-8"), words)
        for path, template in FILES[kind].items()
    }
    return texts if kind == SHARED else {**texts, **_entry(knowledge, rules, f"{name}-rule")}


def _entry(knowledge: Knowledge, kind: Kind, name: str, wanted: Wanted | None = None) -> dict[Path, str]:
    walked = None
    if kind.facts:
        walked = wanted_example(knowledge, wanted) if wanted is not None else example(knowledge)
    raises = [wanted.raises] if wanted is not None and wanted.raises else []
    lists = {each: raises for each, target in kind.lists.items() if target == FINDINGS}
    page = starting_page(kind, knowledge.library, date.today(), walked, lists)
    text = filled((TEMPLATES / "entry.md").read_text("utf-8"), {**_days(date.today()), **page})
    return {knowledge.root / "content" / kind.folder / f"{name}.md": text}


def _days(today: date) -> dict[str, str]:
    later = today + timedelta(days=365)
    return {"TODAY": today.isoformat(), "NEXT-YEAR": later.isoformat(), "MONTH": f"{today:%Y.%m}"}


def _check_own(root: Path) -> None:
    if root.resolve() == PACKAGE / "data":
        raise Refused("these trees are part of the installed program; name your own folder with --root")


def _check_free(knowledge: Knowledge, targets: Mapping[Path, str]) -> None:
    ids = knowledge.library.paths
    for target in targets:
        if target.exists() or target.is_symlink():
            raise Refused(f"{target} is there already; choose another name")
        if target.suffix == ".md" and target.stem in ids:
            raise Refused(
                f"the id {target.stem} is that of content/{ids[target.stem][1]}; choose another name"
            )
