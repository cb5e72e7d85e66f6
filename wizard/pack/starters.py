"""Starting files for authors, which pass `check` as they stand; `hipaa-wizard new` writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from wizard.library.shelves import Library
from wizard.pack.knowledge import PACKAGE, Knowledge
from wizard.source.nearest import unknown
from wizard.source.problems import Refused
from wizard.tree.model import Question
from wizard.walk.judge import judge
from wizard.walk.walk import begin

TEMPLATES = Path(__file__).with_name("templates")
NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")
PLAIN = re.compile(r"\w[\w.-]*", re.ASCII)

FILES: dict[str, dict[str, str]] = {
    "tree": {
        "trees/NAME.yaml": "tree.yaml",
        "content/help/NAME-agreement.md": "help-agreement.md",
        "content/help/NAME-logins.md": "help-logins.md",
        "content/outcomes/NAME-fine.md": "outcome-fine.md",
        "content/outcomes/NAME-not-yet.md": "outcome-not-yet.md",
        "content/rules/NAME-rule.md": "rule.md",
    },
    "rule": {"content/rules/NAME.md": "rule.md"},
    "case": {"content/cases/NAME.md": "case.md"},
    "scenario": {"content/scenarios/NAME.md": "scenario.md"},
}
"""Kind to the files it brings, and the template of each."""


def write_new(root: Path, kind: str, name: str) -> list[Path]:
    """Writes the starting files of a kind under a knowledge root and returns their paths.

    A scenario is written for the root's default tree. Raises `Refused` for an unknown kind, a name
    that is no id, an id that is taken, a file that is there already, or one that cannot be
    written; nothing is written then. Raises `Broken` when a scenario's tree cannot be used.
    """
    if kind not in FILES:
        raise unknown(f"there is no kind {kind}", kind, FILES)
    if not NAME.fullmatch(name):
        raise Refused(f"{name!r} is no id: use small letters, digits, hyphens and dots")
    if root.resolve() == PACKAGE / "data":
        raise Refused("these trees are part of the installed program; name your own folder with --root")
    texts: dict[Path, str] = {}
    words = {**_days(date.today()), **(_example(root) if kind == "scenario" else {})}
    for path, template in FILES[kind].items():
        target = root / path.replace("NAME", name)
        text = (TEMPLATES / template).read_text("utf-8")
        texts[target] = filled(text, {"NAME": target.stem if template == "rule.md" else name, **words})
    _check_free(root, texts)
    for target, text in texts.items():
        _write(target, text)
    return list(texts)


def filled(text: str, words: Mapping[str, str]) -> str:
    """A template with its words in capitals (NAME, TODAY) replaced."""
    pattern = r"\b(" + "|".join(map(re.escape, words)) + r")\b"
    return re.sub(pattern, lambda match: words[match[1]], text)


def _days(today: date) -> dict[str, str]:
    later = today + timedelta(days=365)
    return {"TODAY": today.isoformat(), "NEXT-YEAR": later.isoformat(), "MONTH": f"{today:%Y.%m}"}


def _example(root: Path) -> dict[str, str]:
    """The words of a scenario: a walk of the default tree that takes each first answer."""
    knowledge = Knowledge(root)
    if not knowledge.tree_ids:
        raise Refused("a scenario needs a tree; write one first: hipaa-wizard new tree NAME")
    tree = knowledge.tree(knowledge.tree_ids[0])
    walk = begin(tree)
    lines: list[str] = []
    while walk.question is not None:
        lines += _fact(walk.question)
        walk = walk.answer(next(iter(walk.question.answers)))
    found = judge(tree, walk.facts)
    if found.outcome is None:
        raise Refused(f"a walk of the tree {tree.id} ends without an outcome; run hipaa-wizard check first")
    return {
        "TREE": _scalar(tree.id),
        "FACTS": "\n".join(lines),
        "OUTCOME": _scalar(found.outcome.id),
        "VERDICT": _scalar(found.verdict.id),
    }


def _fact(question: Question) -> list[str]:
    """The lines of one fact: the question, its other answers, and the first answer."""
    first, *others = map(str, question.answers)
    note = f"  # {' '.join(question.ask.split())}"
    other = [f"  #   or: {', '.join(' '.join(each.split()) for each in others)}"] if others else []
    return [note, *other, f"  {_scalar(question.id)}: {_scalar(first)}"]


def _scalar(text: str) -> str:
    """A text as YAML reads it back."""
    return str(text) if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _check_free(root: Path, targets: Mapping[Path, str]) -> None:
    ids = Library(root / "content").paths
    for target in targets:
        if target.exists() or target.is_symlink():
            raise Refused(f"{target} is there already; choose another name")
        if target.suffix == ".md" and target.stem in ids:
            raise Refused(
                f"the id {target.stem} is that of content/{ids[target.stem][1]}; choose another name"
            )


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise Refused(f"cannot write {target}: {error.strerror or error}") from None
