"""Whether every scenario still reaches what it says, and every list names what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wizard.library.model import FINDINGS, Entry, Kind
from wizard.pack.manifest import COMMAND
from wizard.source.nearest import did_you_mean
from wizard.source.places import problem_at
from wizard.source.problems import Problem
from wizard.tree.model import Tree
from wizard.walk.facts import wrong_facts
from wizard.walk.gaps import gaps_of
from wizard.walk.judge import judge
from wizard.walk.whole import walk_of


def check_scenario(
    shown: str, entry: Entry, trees: Mapping[str, Tree], known: Sequence[str], command: str = COMMAND
) -> Iterator[Problem]:
    """The problems of one scenario: facts incomplete, moot or unknown; another result.

    `known` are the ids of all trees; a scenario of one that is broken itself is passed over. `command`
    is what calls the program, for hints.
    """
    named = entry.fields["tree"]
    tree = trees.get(named)
    if tree is None:
        if named not in known:
            hint = did_you_mean(named, known)
            message, about = f"there is no tree {named}", f"trees/{named}.yaml"
            yield problem_at(shown, named, "unknown-tree", message, hint, about)
        return
    wrong = list(wrong_facts(tree, entry.facts))
    keys = {str(key): key for key in entry.facts}
    for question, refused in wrong:
        answer = entry.facts[question]
        if question in tree.questions or question in tree.screens:
            about = f"{tree.id}: {question}={answer}"
            yield problem_at(shown, answer, "unknown-answer", refused.message, refused.hint, about)
        else:
            where, about = keys[question], f"{tree.id}: {question}"
            yield problem_at(shown, where, "unknown-question", refused.message, refused.hint, about)
    if wrong:
        return
    gaps = gaps_of(tree, entry.facts)
    if gaps.missing:
        message = f"no answer to {', '.join(gaps.missing)}"
        fills = " ".join(f"{question}=ANSWER" for question in gaps.missing)
        hint = f"write it under facts, or run: {command} scenarios fill {fills} --tree {tree.id}"
        about = f"{tree.id}: facts {' '.join(gaps.missing)}"
        yield problem_at(shown, next(iter(entry.facts)), "scenario-facts", message, hint, about)
    for question in gaps.moot:
        message = f"this walk does not ask {question}"
        yield problem_at(shown, keys[question], "scenario-facts", message, "remove this line")
    if not gaps.missing and not gaps.moot:
        yield from _result(shown, entry, tree)


def _result(shown: str, entry: Entry, tree: Tree) -> Iterator[Problem]:
    """What a scenario says of its end and its walk does not. The outcome follows from the verdict, so
    that it is told only where the verdict is right."""
    found = judge(tree, walk_of(tree, dict(entry.facts)).facts)
    outcome = found.outcome.id if found.outcome else ""
    for name, reached in (("verdict", found.verdict.id), ("outcome", outcome)):
        if entry.fields[name] != reached:
            message = f"the {name} is {reached}, not {entry.fields[name]}"
            about = f"{tree.id}: {message}"
            yield problem_at(
                shown, entry.fields[name], f"scenario-{name}", message, f"write {reached}", about
            )
            break
    raised = {str(each.finding.id) for each in found.findings}
    names = [name for name, target in entry.kind.lists.items() if target == FINDINGS]
    for id in [id for name in names for id in entry.lists[name]]:
        if id not in raised:
            message, about = f"finding {id} is not raised", f"{tree.id}: raises {id}"
            hint = did_you_mean(id, sorted(raised))
            yield problem_at(shown, id, "scenario-raises", message, hint, about)


def check_lists(
    shown: str, entry: Entry, paths: Mapping[str, tuple[Kind, str]], kinds: Mapping[str, Kind]
) -> Iterator[Problem]:
    """Entries that an entry lists and the library has not, such as the scenarios of a deck.

    `paths` are the pages there are, whether they can be read or not, and `kinds` those of the library
    by their keys.
    """
    for name, target in entry.kind.lists.items():
        kind = kinds.get(target)
        if kind is None:
            continue
        known = [id for id, (each, _) in paths.items() if each == kind]
        for id in entry.lists[name]:
            if id not in known:
                message, hint = f"there is no {kind.name} {id}", did_you_mean(id, known)
                yield problem_at(
                    shown, id, "unknown-scenario" if kind.facts else "unknown-page", message, hint
                )
