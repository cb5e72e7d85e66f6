"""The example of every code gives that code, and nothing else, when it is put where it belongs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.small import page
from wizard.check import check_knowledge
from wizard.check.codes import CODES, PLACES, as_page
from wizard.pack.knowledge import Knowledge
from wizard.pack.starters import write_new
from wizard.records.given import read_facts
from wizard.source.files import read_text
from wizard.source.problems import Broken
from wizard.source.yamltext import read_yaml
from wizard.transcript.reading import read_transcript

TREE = "trees/first.yaml"
SHARED = "trees/shared/practice.yaml"
RULE = "content/rules/first-rule.md"
BODY = "content/outcomes/first-fine.md"
CARD = "content/scenarios/first-card.md"
DECK = "content/decks/first-deck.md"
DECK_TEXT = "\n## Aims\n\n- Mine.\n\n## Common wrong ideas\n\n- Mine.\n\n## What to print\n\n- Mine.\n"
TIMES = 61
"""How often the example of a page that is too long stands there."""
WHOLE_FILE = (
    "too-large",
    "not-utf-8",
    "bom",
    "yaml",
    "ignored-file",
    "duplicate-id",
    "no-front-matter",
    "same-body",
)
"""Codes of whole files, which a comment would change, and of files in which none can stand."""
ALONE = ("too-large", "duplicate-key", "key", "anchor", "alias", "tag", "yaml", "not-utf-8", "bom")
"""Codes whose example is the whole tree, since no YAML could be read and changed."""
BROUGHT_ALONG = {
    "when-never": {"unreachable-question", "finding-never", "scenario-facts"},
    "same-body": {"uncited"},
}
"""What an example cannot help causing besides: a question that is never asked has no consequences."""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `new` writes for a tree and a scenario, and a deck, with everything marked in it filled in."""
    root = tmp_path_factory.mktemp("first")
    write_new(root, "tree", "first")
    write_new(root, "scenario", "first-card")
    for path in filter(Path.is_file, root.rglob("*")):
        path.write_text(
            path.read_text("utf-8").replace("FILL IN", "Mine").replace("FILL-IN", "mine"), "utf-8"
        )
    (root / DECK).parent.mkdir()
    (root / DECK).write_text(page("first-deck", fields="scenarios: [first-card]\n") + DECK_TEXT, "utf-8")
    return root


def merged(base: Any, change: Any) -> Any:
    """A value with a change laid over it; a condition is replaced whole."""
    if not (isinstance(base, dict) and isinstance(change, dict)):
        return change
    result = {str(key): value for key, value in base.items()}
    for key, value in change.items():
        result[str(key)] = value if key == "when" else merged(result.get(str(key)), value)
    return result


def change_tree(root: Path, example: str) -> None:
    """Lays the example over the tree, or lets it be the tree when it is no plain YAML."""
    try:
        change, refused = read_yaml(example, TREE)
    except Broken:
        change, refused = None, []
    base, _ = read_yaml((root / TREE).read_text("utf-8"), TREE)
    whole = example if change is None or refused else json.dumps(merged(base, change))
    (root / TREE).write_text(whole, "utf-8")


def change_front(path: str) -> Callable[[Path, str], None]:
    """Lays an example over the front matter of a page."""

    def change(root: Path, example: str) -> None:
        _, front, body = (root / path).read_text("utf-8").split("---\n", 2)
        whole = merged(read_yaml(front, path)[0], read_yaml(example, path)[0])
        (root / path).write_text(f"---\n{json.dumps(whole)}\n---\n{body}", "utf-8")

    return change


def change_text(root: Path, example: str) -> None:
    """Lets the example be all that stands under the front matter of the deck."""
    _, front, _ = (root / DECK).read_text("utf-8").split("---\n", 2)
    (root / DECK).write_text(f"---\n{front}---\n{example}\n", "utf-8")


def append(root: Path, example: str) -> None:
    """Lets the example be the last lines of a page."""
    with (root / BODY).open("a", encoding="utf-8") as file:
        file.write(f"\n{example}\n")


def add_file(root: Path, example: str) -> None:
    """Writes a file of each name, whatever it holds."""
    for path in example.split("\n"):
        (root / path).write_text("mine", "utf-8")


def add_shared(root: Path, example: str) -> None:
    """Writes the example as a file of shared questions."""
    (root / SHARED).parent.mkdir()
    (root / SHARED).write_text(example, "utf-8")


def add_pages(root: Path, example: str) -> None:
    """Writes each page named, like one of its kind, with a line of its own."""
    add_copies(root, example)
    for path in map(Path, example.split("\n")):
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(f"\nA line about {path}.\n")


def add_copies(root: Path, example: str) -> None:
    """Writes each page named, a copy of one of its kind."""
    for path in map(Path, example.split("\n")):
        model = next((root / path.parent).glob("*.md"))
        (root / path).write_text(model.read_text("utf-8"), "utf-8")


PUT: dict[str, Callable[[Path, str], object]] = {
    "latin-1": lambda root, example: (root / TREE).write_bytes(example.encode("latin-1")),
    "with-bom": lambda root, example: (root / TREE).write_bytes(example.encode("utf-8-sig")),
    "large": lambda root, example: (root / TREE).write_text(example + "." * 4_000_000, "utf-8"),
    "tree": change_tree,
    "shared": add_shared,
    "files": add_pages,
    "copies": add_copies,
    "others": add_file,
    "page": lambda root, example: (root / BODY).write_text(example, "utf-8"),
    "rule": change_front(RULE),
    "scenario": change_front(CARD),
    "deck": change_front(DECK),
    "deck text": change_text,
    "body": append,
    "many": lambda root, example: append(root, "\n".join([example] * TIMES)),
}
"""How the example of each place is put into the root."""


def codes_of(root: Path, strict: bool) -> set[str]:
    return {each.code for each in check_knowledge(Knowledge(root), strict=strict).problems}


def test_nothing_is_wrong_before_an_example_is_put_in(first: Path) -> None:
    assert codes_of(first, strict=True) == set()


@pytest.mark.parametrize("code", [code for code, each in CODES.items() if each.place in PUT])
def test_an_example_gives_its_code_and_no_other(code: str, first: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(first, root)
    PUT[CODES[code].place](root, CODES[code].example)
    strict = CODES[code].group == "strict only"
    found = codes_of(root, strict)
    assert code in found
    if code not in ALONE:
        assert found == {code} | BROUGHT_ALONG.get(code, set())
    if strict:
        assert code not in codes_of(root, strict=False)


def comment(root: Path, code: str) -> None:
    """Allows a code on each line on which it is told."""
    for each in check_knowledge(Knowledge(root), strict=True).problems:
        if each.code == code:
            lines = (root / each.path).read_text("utf-8").split("\n")
            lines[each.line - 1] += f"  # allow: {code}"
            (root / each.path).write_text("\n".join(lines), "utf-8")


@pytest.mark.parametrize("code", [code for code, each in CODES.items() if each.place in PUT])
def test_what_a_code_does_is_what_the_page_says(code: str, first: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(first, root)
    PUT[CODES[code].place](root, CODES[code].example)
    report = check_knowledge(Knowledge(root), strict=True)
    in_tree = TREE in {each.path for each in report.problems if each.code == code}
    proved = "first" in [each.tree for each in report.proofs]
    assert proved == (CODES[code].effect != "unproved" or not in_tree)
    if code not in WHOLE_FILE:
        comment(root, code)
        again = check_knowledge(Knowledge(root), strict=True)
        left = code in {each.code for each in again.problems}
        assert (not left) == (CODES[code].effect == "allowed") == bool(again.allowed)


def test_a_tree_that_other_commands_refuse_is_never_proved(first: Path, tmp_path: Path) -> None:
    for code, each in CODES.items():
        if each.place == "tree":
            root = tmp_path / code
            shutil.copytree(first, root)
            change_tree(root, each.example)
            try:
                Knowledge(root).tree("first")
            except Broken:
                assert each.effect == "unproved", code
                assert check_knowledge(Knowledge(root)).proofs == ()


def test_the_examples_of_a_file_of_answers_give_their_codes(first: Path, tmp_path: Path) -> None:
    tree = Knowledge(first).tree("first")
    answers = tmp_path / "answers.yaml"
    answers.write_text(CODES["malformed"].example, "utf-8")
    with pytest.raises(Broken) as broken:
        read_facts(tree, (), str(answers))
    assert [each.code for each in broken.value.problems] == ["malformed"]
    with pytest.raises(Broken) as broken:
        read_text(tmp_path / CODES["file"].example.split()[-1], "not-there.yaml")
    assert [each.code for each in broken.value.problems] == ["file"]
    page = tmp_path / CODES["transcript"].example.split()[-1]
    page.write_text("# No transcript\n", "utf-8")
    with pytest.raises(Broken) as broken:
        read_transcript(page, page.name)
    assert [each.code for each in broken.value.problems] == ["transcript"]


def test_the_line_that_the_page_shows_and_the_comment_that_switches_it_off_are_as_it_says(
    first: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root"
    shutil.copytree(first, root)
    text = (root / TREE).read_text("utf-8")
    line = "    remedy: Get the agreement signed before you use the tool."
    assert line in text
    wrong = line.replace("remedy", "remedies")
    (root / TREE).write_text(text.replace(line, wrong), "utf-8")
    (problem,) = check_knowledge(Knowledge(root)).problems
    assert f"\n{problem}\n" in as_page("wizard")
    (root / TREE).write_text(text, "utf-8")
    shown = "review-by: 2026-01-31  # allow: overdue"
    assert f"\n{shown}\n" in as_page("wizard")
    rule = re.sub("reviewed: .*\nreview-by: .*", f"reviewed: 2026-01-01\n{shown}", (root / RULE).read_text())
    (root / RULE).write_text(rule, "utf-8")
    assert codes_of(root, strict=True) == set()
    (root / RULE).write_text(rule.replace("  # allow: overdue", ""), "utf-8")
    assert codes_of(root, strict=True) == {"overdue"}


def test_every_place_of_an_example_is_tried() -> None:
    assert set(PLACES) == set(PUT) | {"answers", "command"}
