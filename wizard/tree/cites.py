"""What a tree cites: the entries and pages of the library that it cannot do without, and other trees."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.tree.model import Tree


def named_pages(tree: Tree) -> Iterator[tuple[str, str]]:
    """What names a page, in words, and the page's path as the tree writes it."""
    for question in tree.questions.values():
        if question.learn is not None:
            yield f"question {question.id}", question.learn
    for finding in tree.findings.values():
        if finding.learn is not None:
            yield f"finding {finding.id}", finding.learn
    for outcome in tree.outcomes.values():
        yield f"outcome {outcome.id}", outcome.page


def named_entries(tree: Tree) -> Iterator[tuple[str, str, str]]:
    """What names an entry, in words, the key under which it does (`rules` or `cases`), and the entry's id."""
    for finding in tree.findings.values():
        yield from ((f"finding {finding.id}", "rules", id) for id in finding.rules)
        yield from ((f"finding {finding.id}", "cases", id) for id in finding.cases)
    for invariant in tree.invariants.values():
        yield from ((f"invariant {invariant.id}", "rules", id) for id in invariant.rules)
    for deadline in tree.deadlines.values():
        yield from ((f"deadline {deadline.id}", "rules", id) for id in deadline.rules)


def named_trees(tree: Tree) -> Iterator[tuple[str, str]]:
    """What names another tree, in words, and that tree's id."""
    for outcome in tree.outcomes.values():
        if outcome.then is not None:
            yield f"outcome {outcome.id}", outcome.then
    for question in tree.questions.values():
        if question.settle is not None:
            yield f"question {question.id}", question.settle


def cited_ids(tree: Tree) -> set[str]:
    """The ids of all entries that a tree cites, whether the library has them or not."""
    pages = {page.rpartition("/")[2].removesuffix(".md") for _, page in named_pages(tree)}
    return pages | {str(id) for _, _, id in named_entries(tree)}
