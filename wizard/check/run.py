"""Runs every check over one root and gathers what they find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wizard.check.allowed import without_allowed
from wizard.check.causes import told
from wizard.check.citations import check_citations, check_gives, weakly_founded
from wizard.check.content import Pages, check_entry, check_style, read_entries
from wizard.check.cues import check_cues
from wizard.check.decks import check_asks, check_cards
from wizard.check.files import ignored_files, misnamed, placeholders
from wizard.check.links import check_links
from wizard.check.scenarios import check_lists, check_scenario
from wizard.check.shared import check_shared, unused_shared
from wizard.check.trees import Proof, check_tree, shared_groups
from wizard.check.wording import check_entries, check_wording
from wizard.library.model import Entry
from wizard.pack.knowledge import Knowledge
from wizard.source.places import problem_at
from wizard.source.problems import Broken, Problem, Refused
from wizard.tree.cites import cited_ids
from wizard.tree.load import open_tree
from wizard.tree.model import Tree


@dataclass(frozen=True, slots=True)
class Report:
    """The problems found, sorted by place, what was proved, and how much was read.

    `scenarios` counts those that were walked and come out as they say, `allowed` the problems that
    a comment on their line switches off.
    """

    problems: tuple[Problem, ...]
    proofs: tuple[Proof, ...]
    entries: int
    scenarios: int
    allowed: int


def check_knowledge(knowledge: Knowledge, paths: Sequence[str] = (), strict: bool = False) -> Report:
    """Checks the trees and the library of a root.

    `paths` limits the report to those files and folders; a tree file outside the root is
    checked against the root's library. `strict` adds staleness and style. Raises `Refused` for
    a path that is not there.
    """
    wanted = [_wanted(knowledge, path) for path in paths]
    outside = [path for path, inside in zip(paths, wanted, strict=True) if inside is None]
    pages = read_entries(knowledge.library)
    needs: dict[str, list[str]] = {}
    entries, problems = pages.sound, pages.problems
    problems += [*_of_pack(knowledge), *knowledge.cue_problems]
    problems += ignored_files(knowledge.root, knowledge.library)
    problems += check_shared(knowledge.root)
    files = [(path, f"trees/{path.name}") for path in sorted((knowledge.root / "trees").glob("*.yaml"))]
    files += [(Path(path), path) for path in outside]
    trees: dict[str, Tree] = {}
    proofs = []
    for path, shown in files:
        found, tree, proof = _check_file(knowledge, path, shown, entries, strict)
        problems += found
        if tree is not None:
            trees[tree.id] = tree
        if proof is not None:
            proofs.append(proof)
    problems += [each for tree in trees.values() for each in check_gives(tree, trees)]
    problems += shared_groups(trees.values())
    problems += check_cues(knowledge.cues, trees)
    problems += _check_library(knowledge, pages, trees, needs, strict)
    tried = _try_scenarios(knowledge, entries, trees)
    problems += [each for found in tried.values() for each in found]
    named = sorted({each for each in problems if _in(each, wanted, outside)})
    kept, allowed = without_allowed(knowledge.root, named) if named else ([], 0)
    scenarios = sum(entries[id].fields["tree"] in trees and not found for id, found in tried.items())
    return Report(told(kept, needs), tuple(proofs), len(entries), scenarios, allowed)


def _of_pack(knowledge: Knowledge) -> list[Problem]:
    """What is wrong with the pack's file, without trees that are there under another ending."""
    there = {f"there is no tree {id}" for id in misnamed(knowledge.root)}
    return [each for each in knowledge.pack_problems if each.message not in there]


def _wanted(knowledge: Knowledge, path: str) -> str | None:
    """A path as problems show it, or None for a tree file outside the root."""
    if not Path(path).exists():
        raise Refused(f"there is no {path}")
    try:
        return Path(path).resolve().relative_to(knowledge.root.resolve()).as_posix()
    except ValueError:
        if not path.endswith(".yaml"):
            raise Refused(f"{path} is not under {knowledge.root}; name its root with --root") from None
        return None


def _in(problem: Problem, wanted: Sequence[str | None], outside: Sequence[str]) -> bool:
    if not wanted or problem.path in outside:
        return True
    return any(
        each is not None and (each in (".", problem.path) or problem.path.startswith(f"{each}/"))
        for each in wanted
    )


def _check_file(
    knowledge: Knowledge, path: Path, shown: str, entries: dict[str, Entry], strict: bool
) -> tuple[list[Problem], Tree | None, Proof | None]:
    """The problems of a tree file; the tree where it can be walked; its proof where that holds."""
    try:
        tree, problems = open_tree(path, shown)
    except Broken as broken:
        return list(broken.problems), None, None
    if tree.id != path.stem and not problems:
        message = f"the file is {path.name} and the tree {tree.id}"
        problems.append(problem_at(shown, tree.id, "wrong-value", message, f"write {path.stem}"))
    walkable = not problems
    problems += check_citations(tree, knowledge)
    if strict:
        problems += [*weakly_founded(tree, entries), *check_wording(tree)]
    if not walkable:
        return problems, None, None
    found, proof = _proved(tree, knowledge.pack.command)
    return problems + found, tree, proof


_PROVED: dict[tuple[str, str, str], tuple[list[Problem], Proof | None]] = {}


def _proved(tree: Tree, command: str) -> tuple[list[Problem], Proof | None]:
    """The proof of a tree, done once for each text of its file and each command that hints show."""
    key = (tree.path, tree.digest, command)
    if key not in _PROVED:
        _PROVED[key] = check_tree(tree, command)
    return _PROVED[key]


def _try_scenarios(
    knowledge: Knowledge, entries: Mapping[str, Entry], trees: Mapping[str, Tree]
) -> dict[str, list[Problem]]:
    """Each scenario with what keeps it from coming out as it says."""
    known = (*knowledge.tree_ids, *misnamed(knowledge.root))
    shown, command = knowledge.library.shown, knowledge.pack.command
    return {
        id: list(check_scenario(f"{shown}/{each.path}", each, trees, known, command))
        for id, each in entries.items()
        if each.kind.facts
    }


def _check_library(
    knowledge: Knowledge, pages: Pages, trees: dict[str, Tree], needs: dict[str, list[str]], strict: bool
) -> Iterator[Problem]:
    library = knowledge.library
    kinds = {kind.key: kind for kind in library.kinds}
    known = (*knowledge.tree_ids, *misnamed(knowledge.root))
    yield from check_links(library, pages.known, needs)
    for entry in pages.known.values():
        yield from check_entry(library, entry)
    for entry in pages.sound.values():
        shown = f"{library.shown}/{entry.path}"
        yield from check_lists(shown, entry, library.paths, kinds)
        yield from check_asks(shown, entry, pages.sound, trees)
        if strict:
            yield from check_cards(shown, entry, pages.sound, trees)
    if strict:
        yield from check_entries(library, pages.sound)
        yield from placeholders(knowledge.root, knowledge.pack)
    if strict and len(trees) == len(known):
        yield from unused_shared(knowledge.root, trees)
        ids = {id for tree in trees.values() for id in cited_ids(tree)}
        yield from check_style(library, pages, ids, date.today())
