"""What trees cite, and whether the library has it."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.library.library import Library
from wizard.library.model import Entry
from wizard.problems import Problem, did_you_mean, problem_at
from wizard.tree.model import Finding, Tree


def check_citations(
    tree: Tree, library: Library, entries: dict[str, Entry], trees: tuple[str, ...]
) -> Iterator[Problem]:
    """Unknown rules, cases, pages and trees; findings that force a verdict and cite no rule."""
    for finding in tree.findings.values():
        yield from _folder(tree, library, finding.rules, "rules", f"finding {finding.id}")
        yield from _folder(tree, library, finding.cases, "cases", f"finding {finding.id}")
        if not finding.rules and tree.verdict_of_weight(finding.weight) is not None:
            message = f"finding {finding.id} forces a verdict and cites no rule"
            yield problem_at(tree.path, finding.id, "no-rule", message, "name the rule behind it")
    for invariant in tree.invariants.values():
        yield from _folder(tree, library, invariant.rules, "rules", f"invariant {invariant.id}")
    for deadline in tree.deadlines.values():
        yield from _folder(tree, library, deadline.rules, "rules", f"deadline {deadline.id}")
    for what, page in _pages(tree):
        if page.rpartition("/")[0] not in {kind.folder for kind, _ in library.paths.values()} or (
            library.paths.get(page.rpartition("/")[2].removesuffix(".md"), ("", ""))[1] != page
        ):
            hint = did_you_mean(page, [path for _, path in library.paths.values()])
            yield problem_at(tree.path, page, "unknown-page", f"{what}: there is no page {page}", hint)
    for outcome in tree.outcomes.values():
        if outcome.then is not None and outcome.then not in trees:
            message = f"outcome {outcome.id} goes on with no tree: {outcome.then}"
            yield problem_at(
                tree.path, outcome.then, "unknown-tree", message, did_you_mean(outcome.then, trees)
            )


def _folder(tree: Tree, library: Library, ids: tuple[str, ...], folder: str, what: str) -> Iterator[Problem]:
    known = [id for id, (kind, _) in library.paths.items() if kind.folder == folder]
    for id in ids:
        if id not in known:
            singular = folder.removesuffix("s")
            message = f"{what}: there is no {singular} {id}"
            yield problem_at(tree.path, id, f"unknown-{singular}", message, did_you_mean(id, known))


def _pages(tree: Tree) -> Iterator[tuple[str, str]]:
    for question in tree.questions.values():
        if question.learn is not None:
            yield f"question {question.id}", question.learn
    for finding in tree.findings.values():
        if finding.learn is not None:
            yield f"finding {finding.id}", finding.learn
    for outcome in tree.outcomes.values():
        yield f"outcome {outcome.id}", outcome.page


def cited(tree: Tree) -> set[str]:
    """The ids of the entries that a tree cites."""
    ids = {str(id) for finding in tree.findings.values() for id in finding.rules}
    ids |= {str(id) for invariant in tree.invariants.values() for id in invariant.rules}
    ids |= {str(id) for deadline in tree.deadlines.values() for id in deadline.rules}
    ids |= {str(id) for finding in tree.findings.values() for id in finding.cases}
    return ids | {page.rpartition("/")[2].removesuffix(".md") for _, page in _pages(tree)}


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
