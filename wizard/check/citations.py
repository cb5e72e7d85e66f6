"""What trees cite, and whether the library has it."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.library.model import Entry
from wizard.library.shelves import Library
from wizard.source.nearest import did_you_mean
from wizard.source.places import problem_at
from wizard.source.problems import Problem
from wizard.tree.cites import named_entries, named_pages, named_trees
from wizard.tree.model import Finding, Tree


def check_citations(tree: Tree, library: Library, trees: tuple[str, ...]) -> Iterator[Problem]:
    """Unknown rules, cases, pages and trees; findings that force a verdict and cite no rule."""
    paths = {path for _, path in library.paths.values()}
    for what, key, id in named_entries(tree):
        known = [each for each, (kind, _) in library.paths.items() if kind.cited == key]
        if id not in known:
            singular = key.removesuffix("s")
            message = f"{what}: there is no {library.citing(key).name} {id}"
            yield problem_at(tree.path, id, f"unknown-{singular}", message, did_you_mean(id, known))
    for what, page in named_pages(tree):
        if page not in paths:
            hint = did_you_mean(page, paths)
            yield problem_at(tree.path, page, "unknown-page", f"{what}: there is no page {page}", hint)
    for what, other in named_trees(tree):
        if other not in trees:
            hint = did_you_mean(other, trees)
            yield problem_at(tree.path, other, "unknown-tree", f"{what}: there is no tree {other}", hint)
    for finding in tree.findings.values():
        if not finding.rules and tree.verdict_of_weight(finding.weight) is not None:
            message = f"finding {finding.id} forces a verdict and cites no rule"
            yield problem_at(tree.path, finding.id, "no-rule", message, "name the rule behind it")


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
