"""The differences between two knowledge roots, line by line: trees by cause, then the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wizard.diff.compare import Group, compare
from wizard.pack.knowledge import Knowledge
from wizard.source.counting import counted
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


def as_markdown(lines: Iterable[str]) -> Iterator[str]:
    """The same lines as Markdown, for a pull request: a heading for each tree, and lists."""
    yield "# What this change does to readers"
    library = False
    for line in lines:
        words = line.strip()
        depth = (len(line) - len(line.lstrip())) // 2
        if line.startswith("tree "):
            yield from ("", f"## {words.partition(': ')[0].capitalize()}", "", words.partition(": ")[2])
            yield ""
            continue
        if line.startswith("entry ") and not library:
            library = True
            yield from ("", "## Library", "")
        before, shortest, command = words.partition("shortest: ")
        words = f"{before}{shortest}`{command}`" if shortest else words
        yield f"{'  ' * (depth - 1)}- {words.removeprefix('entry ')}"


def _tree_report(old: Tree, new: Tree, command: str) -> Iterator[str]:
    changed, lost = compare(old, new)
    both = [each for each in changed if not each.before.stuck]
    verdicts = sum(each.walks for each in both if _verdict_moves(each))
    outcomes = sum(each.walks for each in both if not _verdict_moves(each))
    walks = f"{judged_space(old).walks:,} walks before, {judged_space(new).walks:,} after"
    if not changed and not lost:
        yield f"tree {new.id}: no walk changes its verdict or outcome; {walks}"
        return
    yield (
        f"tree {new.id}: of the walks that both versions have, {verdicts:,} change their verdict and "
        f"{outcomes:,} only their outcome; {walks}"
    )
    yield from _by_cause(new, both, command)
    yield from _one_side([each for each in changed if each.before.stuck], lost)


def _by_cause(tree: Tree, groups: Sequence[Group], command: str) -> Iterator[str]:
    """The groups of each cause together, the cause of most walks first."""
    for cause, mine in _of_causes(groups).items():
        yield f"  {'; '.join(cause)}: {counted(_sum(mine), 'walk')}"
        for group in mine:
            yield f"    {counted(group.walks, 'walk')}: {group.before} -> {group.after}"
            yield f"      shortest: {as_command(tree, group.example, command)}"


def _one_side(added: Sequence[Group], lost: Sequence[Group]) -> Iterator[str]:
    """What only one version can walk, such as after a new question: each reason on one line."""
    reasons: dict[str, list[Group]] = {}
    for group in [*lost, *added]:
        version, stuck = ("new", group.after.stuck) if group.after.stuck else ("old", group.before.stuck)
        reasons.setdefault(f"the {version} version {stuck}", []).append(group)
    for reason, mine in sorted(reasons.items(), key=lambda each: -_sum(each[1])):
        cause = "; ".join(max(mine, key=lambda group: group.walks).cause)
        told = "can no longer be walked so" if mine[0].after.stuck else "could not before"
        yield f"  {reason}: {counted(_sum(mine), 'walk')} {told}; {cause}"


def _of_causes(groups: Iterable[Group]) -> dict[tuple[str, ...], list[Group]]:
    causes: dict[tuple[str, ...], list[Group]] = {}
    for group in groups:
        causes.setdefault(group.cause, []).append(group)
    return dict(sorted(causes.items(), key=lambda each: -_sum(each[1])))


def _sum(groups: Iterable[Group]) -> int:
    return sum(group.walks for group in groups)


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
