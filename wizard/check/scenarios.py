"""Whether every scenario still reaches what it says, and every deck its scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wizard.library.model import Entry
from wizard.source.nearest import did_you_mean
from wizard.source.places import problem_at
from wizard.source.problems import Problem, Refused
from wizard.tree.model import Tree
from wizard.walk.judge import judge
from wizard.walk.walk import read_answer, spread
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
    unknown = list(_unknown(shown, entry, tree))
    if unknown:
        yield from unknown
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
    raised = {each.finding.id for each in found.findings}
    for id in entry.lists["raises"]:
        if id not in raised:
            message = f"finding {id} is not raised"
            yield problem_at(shown, id, "scenario-raises", message, did_you_mean(id, sorted(raised)))


def _unknown(shown: str, entry: Entry, tree: Tree) -> Iterator[Problem]:
    for question, answer in entry.facts.items():
        if question in tree.screens:
            try:
                spread(tree, {question: answer})
            except Refused as error:
                yield problem_at(shown, answer, "unknown-answer", str(error))
            continue
        if question not in tree.questions:
            hint = did_you_mean(question, tree.questions)
            yield problem_at(shown, question, "unknown-question", f"there is no question {question}", hint)
            continue
        try:
            read_answer(tree.questions[question], answer)
        except Refused as error:
            yield problem_at(shown, answer, "unknown-answer", str(error))


def check_deck(shown: str, entry: Entry, entries: Mapping[str, Entry]) -> Iterator[Problem]:
    """Scenarios that a deck names and the library has not."""
    known = [id for id, each in entries.items() if each.kind.folder == "scenarios"]
    for id in entry.lists["scenarios"]:
        if id not in known:
            message = f"there is no scenario {id}"
            yield problem_at(shown, id, "unknown-scenario", message, did_you_mean(id, known))
