"""What trees cite, and whether the library has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from wizard.check.files import misnamed, misnamed_pages
from wizard.library.model import Entry
from wizard.pack.knowledge import Knowledge
from wizard.source.nearest import did_you_mean, nearest
from wizard.source.places import problem_at
from wizard.source.problems import Problem
from wizard.tree.cites import named_entries, named_pages, named_trees
from wizard.tree.model import Finding, Tree


def check_citations(tree: Tree, knowledge: Knowledge) -> Iterator[Problem]:
    """Unknown rules, cases, pages and trees; findings that force a verdict and cite no rule."""
    library = knowledge.library
    shelf = {path: id for id, (_, path) in library.paths.items()}
    there = misnamed_pages(library)
    ids = {PurePosixPath(path).stem for path in there}
    for what, key, id in named_entries(tree):
        if id not in library.paths or library.paths[id][0].cited != key:
            if id in ids:
                continue
            singular = key.removesuffix("s")
            message = f"{what}: there is no {library.citing(key).name} {id}"
            hint = _entry_hint(knowledge, key, id)
            yield problem_at(tree.path, id, f"unknown-{singular}", message, hint, f"{key}: {id}")
    for what, page in named_pages(tree):
        if page not in shelf and page not in there:
            moved = library.paths.get(PurePosixPath(page).stem)
            hint = f"did you mean {moved[1]}?" if moved else did_you_mean(page, shelf)
            message = f"{what}: there is no page {page}"
            yield problem_at(tree.path, page, "unknown-page", message, hint, f"{library.shown}/{page}")
    trees = (*knowledge.tree_ids, *misnamed(knowledge.root))
    for what, other in named_trees(tree):
        if other not in trees:
            hint = did_you_mean(other, trees)
            yield problem_at(tree.path, other, "unknown-tree", f"{what}: there is no tree {other}", hint)
    for finding in tree.findings.values():
        if not finding.rules and tree.verdict_of_weight(finding.weight) is not None:
            message = f"finding {finding.id} forces a verdict and cites no rule"
            yield problem_at(tree.path, finding.id, "no-rule", message, "name the rule behind it")


def _entry_hint(knowledge: Knowledge, key: str, id: str) -> str:
    """What was meant by an entry that is not there: one of the same name elsewhere, one that is nearly
    written so, or a page that is yet to be made. A neighbouring number is another rule, never meant."""
    library, kind = knowledge.library, knowledge.library.citing(key)
    other = library.paths.get(id)
    if other is not None and other[0].cited:
        return f"it is a {other[0].name}: name it under {other[0].cited}"
    near = nearest(id, [each for each, (kind, _) in library.paths.items() if kind.cited == key])
    if near is not None:
        return f"did you mean {near}?"
    return f"make the page: {knowledge.pack.command} new {kind.name.replace(' ', '-')} {id}"


def check_gives(tree: Tree, trees: Mapping[str, Tree]) -> Iterator[Problem]:
    """Endings that a question says another tree has, and that tree has not."""
    for question in tree.questions.values():
        other = trees.get(question.settle or "")
        for ending in question.gives if other is not None else ():
            if other is not None and ending not in other.verdicts and ending not in other.outcomes:
                message = f"question {question.id}: the tree {other.id} has no verdict or outcome {ending}"
                hint = did_you_mean(ending, [*other.verdicts, *other.outcomes])
                yield problem_at(tree.path, ending, "unknown-ending", message, hint)


def weakly_founded(tree: Tree, entries: dict[str, Entry]) -> Iterator[Problem]:
    """Findings behind a definite verdict whose every rule is only general knowledge."""
    for finding in tree.findings.values():
        forced = tree.verdict_of_weight(finding.weight)
        if forced is not None and forced.tone == "stop" and _only_known(finding, entries):
            message = f"finding {finding.id} rests on general knowledge alone"
            yield problem_at(tree.path, finding.id, "general-knowledge", message, "cite a rule with a source")


def _only_known(finding: Finding, entries: dict[str, Entry]) -> bool:
    rules = [entries[id] for id in finding.rules if id in entries]
    return bool(rules) and all(rule.status == "general-knowledge" for rule in rules)
