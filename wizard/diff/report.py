"""The differences between two knowledge roots, line by line: trees by cause, then the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wizard.diff.compare import Group, compare
from wizard.pack.knowledge import Knowledge
from wizard.space.space import judged_space
from wizard.tree.model import Tree
from wizard.words.phrases import as_command


def report(old: Knowledge, new: Knowledge) -> Iterator[str]:
    """The differences between two roots, line by line."""
    for id in dict.fromkeys([*old.tree_ids, *new.tree_ids]):
        if id not in old.tree_ids:
            yield f"tree {id}: new, {judged_space(new.tree(id)).walks:,} walks"
        elif id not in new.tree_ids:
            yield f"tree {id}: gone"
        else:
            yield from _tree_report(old.tree(id), new.tree(id), new.pack.command)
    yield from _library_report(old, new)


def _tree_report(old: Tree, new: Tree, command: str) -> Iterator[str]:
    changed, lost = compare(old, new)
    walks = f"{judged_space(old).walks:,} walks before, {judged_space(new).walks:,} after"
    verdicts = sum(each.walks for each in changed if not each.before.stuck and _verdict_moves(each))
    outcomes = sum(each.walks for each in changed if not each.before.stuck and not _verdict_moves(each))
    added = sum(each.walks for each in changed if each.before.stuck)
    yield f"tree {new.id}: {walks}"
    if not changed and not lost:
        yield "  no walk changes its verdict or outcome"
        return
    yield f"  {verdicts:,} change their verdict, {outcomes:,} only their outcome"
    yield f"  {added:,} could not be walked before, {sum(each.walks for each in lost):,} no longer can"
    yield from _by_cause(new, changed, "{0.before} -> {0.after}", command)
    yield from _by_cause(old, lost, "{0.before} before; the new tree {0.after}", command)


def _by_cause(tree: Tree, groups: Sequence[Group], words: str, command: str) -> Iterator[str]:
    """The groups of each cause together, the cause of most walks first."""
    causes: dict[tuple[str, ...], list[Group]] = {}
    for group in groups:
        causes.setdefault(group.cause, []).append(group)
    for cause, mine in sorted(causes.items(), key=lambda each: -sum(group.walks for group in each[1])):
        yield f"  {'; '.join(cause)}: {_walks(sum(group.walks for group in mine))}"
        for group in mine:
            yield f"    {_walks(group.walks)}: {words.format(group)}"
            yield f"      shortest: {as_command(tree, group.example, command)}"


def _walks(number: int) -> str:
    return f"{number:,} walk{'' if number == 1 else 's'}"


def _verdict_moves(group: Group) -> bool:
    return group.before.verdict != group.after.verdict


def _library_report(old: Knowledge, new: Knowledge) -> Iterator[str]:
    before = {entry.id: entry for entry in old.library.entries()}
    after = {entry.id: entry for entry in new.library.entries()}
    for id in sorted(before.keys() | after.keys()):
        if id not in before:
            yield f"entry {after[id].path}: new"
        elif id not in after:
            yield f"entry {before[id].path}: gone"
        else:
            fields = [
                name
                for name in ("title", "summary", "status", "sources", "reviewed", "fields", "facts", "body")
                if getattr(before[id], name) != getattr(after[id], name)
            ]
            if fields:
                yield f"entry {after[id].path}: {', '.join(fields)} changed"
