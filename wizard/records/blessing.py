"""A transcript made a scenario: its answers, and the end that they must always reach from then on."""

from __future__ import annotations

import re
from pathlib import Path

from wizard.library.model import FINDINGS
from wizard.pack.knowledge import Knowledge
from wizard.pack.page import Example, scalar
from wizard.pack.starters import write_entry
from wizard.records.replay import ALTERED, UNREADABLE, Replayer
from wizard.source.problems import Refused
from wizard.transcript.claims import Claims
from wizard.transcript.reading import read_transcript
from wizard.tree.model import Tree

ENDS = ("verdict", "outcome", "findings")
"""The parts of a replay that a scenario pins down."""


def bless(knowledge: Knowledge, path: Path, name: str | None = None) -> Path:
    """Writes the scenario of a transcript among the pack's own, and returns its path.

    Raises `Refused` when the transcript no longer holds, or the scenario cannot be written.
    """
    found = Replayer(knowledge).replay(path, str(path))
    if found.state in (ALTERED, UNREADABLE):
        raise Refused(f"{path}: {found.state}: {found.why}")
    ends = [f"{part} {what}" for part, what in found.parts if part in ENDS]
    if ends:
        raise Refused(f"{path} ends otherwise now: {'; '.join(ends)}", "assess again, and bless that")
    claims = read_transcript(path, str(path)).claims
    if not claims.complete:
        raise Refused(f"the walk of {path} was finished early", "a scenario needs every answer")
    kind = next((each for each in knowledge.library.kinds if each.facts), None)
    if kind is None:
        raise Refused("this pack has no kind of entry that holds facts")
    lists = {each: _ids(claims) for each, target in kind.lists.items() if target == FINDINGS}
    id = name or re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")
    return write_entry(knowledge, kind, id, _example(knowledge.tree(claims.tree.id), claims), lists)


def _ids(claims: Claims) -> list[str]:
    return [each.id for each in claims.findings]


def _example(tree: Tree, claims: Claims) -> Example:
    fields = {"tree": tree.id, "outcome": claims.outcome.id, "verdict": claims.verdict}
    lines = ["facts:"]
    for step in claims.steps:
        lines += [f"  # {' '.join(tree.questions[step.question].ask.split())}"]
        lines += [f"  {scalar(step.question)}: {scalar(step.fact)}"]
    return Example({name: scalar(id) for name, id in fields.items()}, lines)
