"""What a shell completes: trees, questions with their answers, entries, sessions. Never fails: a word that
nothing is known of has no completions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from wizard.source.counting import counted
from wizard.source.problems import Broken, Refused

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

    from wizard.pack.knowledge import Knowledge
    from wizard.tree.model import Tree

Found = Iterable[tuple[str, str]]
"""Words with what each is, in a few words."""

Completer = Callable[["click.Context", "click.Parameter", str], "list[CompletionItem]"]


def completer(find: Callable[[click.Context, Knowledge, str], Found]) -> Completer:
    """Completes with what is found in the knowledge that the call names."""

    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from wizard.pack.knowledge import open_knowledge

        try:
            roots = (each.params.get("root") for each in (context, context.find_root()))
            knowledge = open_knowledge(next((root for root in roots if root), None))
            found = list(find(context, knowledge, begun))
        except (Broken, Refused, OSError):
            return []
        return [
            CompletionItem(word, help=" ".join(about.split()))
            for word, about in found
            if word.startswith(begun)
        ]

    return complete


def _tree(context: click.Context, knowledge: Knowledge) -> Tree:
    """The tree that the call names; before an option is whole, click has put its name by."""
    taken = any(each.name == "tree" and each.param_type_name == "argument" for each in context.command.params)
    aside = [each for each in context.args if taken and not each.startswith("-") and "=" not in each]
    return knowledge.tree(context.params.get("tree") or next(iter(aside), knowledge.default_tree))


@completer
def trees(_: click.Context, knowledge: Knowledge, __: str) -> Found:
    """The trees of the pack."""
    return [(id, line) for id, line in knowledge.pack.lines.items()]


@completer
def questions(context: click.Context, knowledge: Knowledge, _: str) -> Found:
    """The questions of the tree that the call names."""
    return [(each.id, each.ask) for each in _tree(context, knowledge).questions.values()]


@completer
def facts(context: click.Context, knowledge: Knowledge, begun: str) -> Found:
    """Questions with `=`; the answers of one, once only it can be meant."""
    tree = _tree(context, knowledge)
    name, equals, _ = begun.partition("=")
    meant = [each for each in tree.questions if each == name or (not equals and each.startswith(name))]
    if len(meant) != 1:
        return [(f"{each.id}=", each.ask) for each in tree.questions.values()]
    name = meant[0]
    question = tree.questions[name]
    unsure = [(f"{name}=unsure", "I don't know")] if question.unsure else []
    return [*((f"{name}={each.id}", each.label) for each in question.answers.values()), *unsure]


@completer
def entries(_: click.Context, knowledge: Knowledge, __: str) -> Found:
    """The entries of the library."""
    return [(id, kind.name) for id, (kind, _) in knowledge.library.paths.items()]


@completer
def sessions(_: click.Context, knowledge: Knowledge, __: str) -> Found:
    """The walks kept on this machine."""
    from wizard.records.folders import state_folder
    from wizard.records.sessions import Sessions

    kept = Sessions(state_folder(knowledge.pack.program)).all()
    return [(each.id, f"{each.tree}, {counted(len(each.steps), 'answer')}") for each in kept]


@completer
def kinds(_: click.Context, knowledge: Knowledge, __: str) -> Found:
    """What can be begun with `new`."""
    from wizard.pack.starters import new_kinds

    own = [(name, each.about) for name, each in new_kinds(knowledge).items()]
    return [("tree", "A graph of questions"), ("pack", "A whole pack"), *own]


@completer
def outcomes(context: click.Context, knowledge: Knowledge, _: str) -> Found:
    """The outcomes of the tree that the call names."""
    return [(each.id, each.verdict) for each in _tree(context, knowledge).outcomes.values()]


@completer
def findings(context: click.Context, knowledge: Knowledge, _: str) -> Found:
    """The findings of the tree that the call names."""
    return [(each.id, each.says) for each in _tree(context, knowledge).findings.values()]


@completer
def verdicts(context: click.Context, knowledge: Knowledge, _: str) -> Found:
    """The verdicts of the tree that the call names."""
    return [(each.id, each.label) for each in _tree(context, knowledge).verdicts.values()]
