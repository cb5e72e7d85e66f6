"""Whether every scenario still reaches what it says, and every list names what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wizard.library.model import FINDINGS, Entry, Kind
from wizard.source.nearest import did_you_mean
from wizard.source.places import problem_at
from wizard.source.problems import Problem, Refused
from wizard.tree.model import Tree
from wizard.walk.facts import wrong_facts
from wizard.walk.judge import judge
from wizard.walk.whole import walk_of


def check_scenario(
    shown: str, entry: Entry, trees: Mapping[str, Tree], known: Sequence[str]
) -> Iterator[Problem]:
    """The problems of one scenario: facts incomplete, moot or unknown; another result.

    `known` are the ids of all trees; a scenario of one that is broken itself is passed over.
    """
    named = entry.fields["tree"]
    tree = trees.get(named)
    if tree is None:
        if named not in known:
            hint = did_you_mean(named, known)
            yield problem_at(shown, named, "unknown-tree", f"there is no tree {named}", hint)
        return
    wrong = list(wrong_facts(tree, entry.facts))
    for question, refused in wrong:
        if question in tree.questions:
            answer = entry.facts[question]
            yield problem_at(shown, answer, "unknown-answer", refused.message, refused.hint)
        else:
            yield problem_at(shown, question, "unknown-question", refused.message, refused.hint)
    if wrong:
        return
    try:
        walk = walk_of(tree, dict(entry.facts))
    except Refused as error:
        where = next(iter(entry.facts))
        yield problem_at(shown, where, "scenario-facts", str(error).split("\n")[0])
        return
    found = judge(tree, walk.facts)
    outcome = found.outcome.id if found.outcome else ""
    for name, reached in (("verdict", found.verdict.id), ("outcome", outcome)):
        if entry.fields[name] != reached:
            message = f"the {name} is {reached}, not {entry.fields[name]}"
            yield problem_at(shown, entry.fields[name], f"scenario-{name}", message)
    raised = {str(each.finding.id) for each in found.findings}
    names = [name for name, target in entry.kind.lists.items() if target == FINDINGS]
    for id in [id for name in names for id in entry.lists[name]]:
        if id not in raised:
            message = f"finding {id} is not raised"
            yield problem_at(shown, id, "scenario-raises", message, did_you_mean(id, sorted(raised)))


def check_lists(
    shown: str, entry: Entry, entries: Mapping[str, Entry], kinds: Mapping[str, Kind]
) -> Iterator[Problem]:
    """Entries that an entry lists and the library has not, such as the scenarios of a deck.

    `kinds` are those of the library by their keys.
    """
    for name, target in entry.kind.lists.items():
        kind = kinds.get(target)
        if kind is None:
            continue
        known = [id for id, each in entries.items() if each.kind == kind]
        for id in entry.lists[name]:
            if id not in known:
                message, hint = f"there is no {kind.name} {id}", did_you_mean(id, known)
                yield problem_at(
                    shown, id, "unknown-scenario" if kind.facts else "unknown-page", message, hint
                )
