"""A session taken up again: its walk through the tree as it is now, and what changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from wizard.pack.knowledge import Knowledge
from wizard.records.again import walk_again
from wizard.records.keeper import Keeper
from wizard.records.sessions import Kept, Sessions
from wizard.source.counting import counted
from wizard.source.days import MOMENT, is_moment
from wizard.source.problems import Broken, Refused
from wizard.transcript.claims import ClaimedStep
from wizard.tree.model import Tree
from wizard.walk.ahead import given_by
from wizard.walk.walk import UNSURE, Step, Walk, read_answer, resume

FEW = 3
"""So many changed pages are named."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A session's walk now, and what to tell the reader about it first, line by line."""

    walk: Walk
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A session to go on with, as a menu names it: its tree, and how far it has come."""

    id: str
    title: str
    detail: str


def offers(knowledge: Knowledge, sessions: Sessions) -> list[Offer]:
    """The sessions that are not done and not open in another program, the one changed last first."""
    found = []
    for each in sessions.all():
        tree = knowledge.readable(each.tree) if each.tree in knowledge.tree_ids else None
        if tree is None or each.done or not each.steps or not sessions.free(each.id):
            continue
        count = counted(len(each.steps), "answer")
        found.append(Offer(each.id, tree.title, f"{count}, the last one {told_moment(each.changed)}"))
    return found


def told_moment(moment: str) -> str:
    """A moment as people say it, in the time of this machine."""
    if not is_moment(moment):
        return moment
    then = datetime.strptime(moment, MOMENT).replace(tzinfo=UTC).astimezone()
    if then.date() == date.today():
        return f"today {then:%H:%M}"
    return "yesterday" if then.date() == date.today() - timedelta(days=1) else f"on {then.date().isoformat()}"


def take_up(knowledge: Knowledge, sessions: Sessions, keeper: Keeper, id: str) -> Resumed:
    """Takes the session with an id up again, and has the keeper go on writing it.

    Raises `Refused` when there is none, its tree is not here, or another program has it open.
    """
    kept = sessions.one(id)
    again = resumed(knowledge, kept)
    keeper.take_up(kept, again.walk)
    return again


def resumed(knowledge: Knowledge, kept: Kept) -> Resumed:
    """Takes a session up again. Raises `Refused` when its tree is not there."""
    if kept.tree not in knowledge.tree_ids:
        raise Refused(f"the session {kept.id} walks the tree {kept.tree}, which is not here; name its --root")
    tree = knowledge.tree(kept.tree)
    standing, told = [], []
    for step in kept.steps:
        now = _step(knowledge, tree, step)
        if now is None:
            told.append(f"No longer an answer here: {_words(tree, step)}.")
            continue
        standing.append(now)
        if now.answer != step.answer:
            label = tree.questions[now.question].answers[now.answer].label
            told.append(f"Counts otherwise now: {_asked(tree, now.question)} {now.given}: {label}.")
    walk = resume(tree, standing)
    if walk.done and kept.day:
        walk = replace(walk, day=date.fromisoformat(kept.day))
    if kept.done and not walk.done and len(walk.steps) == len(kept.steps):
        walk = walk.finish()
    told += [f"Waits until it is asked: {_asked(tree, id)}" for id in walk.kept]
    moot = [each.question for each in standing if each.question in walk.earlier]
    told += [f"No longer asked: {_asked(tree, id)}" for id in moot]
    return Resumed(walk, (*_changed(knowledge, tree, kept), *_count(walk, kept), *told))


def _step(knowledge: Knowledge, tree: Tree, step: ClaimedStep) -> Step | None:
    """A step as the tree takes it now, or None where it is no answer any more."""
    question = tree.questions.get(step.question)
    if question is None:
        return None
    try:
        if step.settled_by is not None:
            by = walk_again(knowledge.tree, step.settled_by.tree, step.settled_by.steps, complete=False)
            same = given_by(question, by) == step.answer
            return Step(step.question, step.answer, settled=by) if same else None
        if step.given:
            today = date.fromisoformat(step.on) if step.on else None
            return read_answer(question, step.given, today)
        now = read_answer(question, UNSURE if step.assumed else step.answer)
    except (Refused, Broken):
        return None
    return now if now.answer == step.answer else None


def _changed(knowledge: Knowledge, tree: Tree, kept: Kept) -> list[str]:
    """What of the tree and of the pages that it rests on is not as it was."""
    told = []
    if tree.digest != kept.digest:
        now = f"version {tree.version}" if tree.version != kept.version else "its text, not its version"
        told.append(f"The tree has changed since, from version {kept.version}: now {now}.")
    library = knowledge.library
    other = [
        id
        for id, digest in kept.content.items()
        if id not in library.paths or library.read(id).digest != digest
    ]
    if other:
        more = f" and {len(other) - FEW} more" if len(other) > FEW else ""
        told.append(f"Pages changed since: {', '.join(other[:FEW])}{more}.")
    return told


def _count(walk: Walk, kept: Kept) -> list[str]:
    had = {each.question: each.answer for each in kept.steps}
    stand = sum(had.get(each.question) == each.answer for each in walk.steps)
    return [f"Your answers that still stand: {stand} of {len(had)}."]


def _words(tree: Tree, step: ClaimedStep) -> str:
    question = tree.questions.get(step.question)
    answer = question.answers.get(step.answer) if question else None
    return f"{question.ask if question else step.question} {answer.label if answer else step.answer}"


def _asked(tree: Tree, id: str) -> str:
    return tree.questions[id].ask
