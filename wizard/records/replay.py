"""Transcripts checked: each walk is taken again, and what it leads to now is compared with the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from wizard import __version__
from wizard.pack.knowledge import Knowledge
from wizard.records.again import walk_again
from wizard.source.problems import Broken, Refused
from wizard.transcript.claims import ClaimedStep, Claims, claims_of
from wizard.transcript.markdown import as_markdown
from wizard.transcript.model import Transcript, as_data
from wizard.transcript.reading import Read, read_transcript
from wizard.transcript.record import record, sealed
from wizard.walk.ahead import conclude
from wizard.walk.deadlines import due
from wizard.walk.result import Result, result_of
from wizard.walk.walk import Walk

SAME, CHANGED, ALTERED, UNREADABLE = "same", "changed", "altered", "cannot be read"
STATES = (SAME, CHANGED, ALTERED, UNREADABLE)

SEARCHED = ("plans", "out_of_reach", "assumptions")
"""The parts of a transcript that take a search to work out; only a whole check does."""

OWN = ("started", "finished", "label", "signed", "digest", "page")
"""What does not follow from the answers."""

NEWER = ("tone",)
"""What older records have not."""

KEPT = 500
"""So many results of different walks are remembered, so that a large archive needs no more memory."""

Part = tuple[str, str]
"""What changed (engine, tree, content, verdict, outcome, findings), and from what to what."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of one transcript.

    `state` is one of `STATES`; `verdict` is the record's, `now` the one that its answers lead to now.
    `why` says what was altered, or what cannot be read and where.
    """

    path: str
    state: str
    tree: str = ""
    verdict: str = ""
    now: str = ""
    parts: tuple[Part, ...] = ()
    why: str = ""

    @property
    def fails(self) -> bool:
        """Whether its verdict is another one now, or it is not as it was written."""
        return self.state == ALTERED or any(part == "verdict" for part, _ in self.parts)


class Replayer:
    """Checks transcripts against one knowledge; `whole` also works the plans out again."""

    def __init__(self, knowledge: Knowledge, whole: bool = False) -> None:
        self.knowledge = knowledge
        self.whole = whole
        self._known: dict[tuple[object, ...], Transcript] = {}

    def replay(self, path: Path, shown: str) -> Replayed:
        """What became of the transcript in a file."""
        try:
            read = read_transcript(path, shown)
            told = Replayed(shown, SAME, read.claims.tree.id, read.claims.verdict)
            if read.altered:
                return replace(told, state=ALTERED, why=read.altered)
            return self._compared(read, told)
        except Broken as broken:
            return Replayed(shown, UNREADABLE, why="; ".join(str(each) for each in broken.problems))

    def _compared(self, read: Read, told: Replayed) -> Replayed:
        claims = read.claims
        parts = [*self._engine(claims), *self._trees(claims), *self._content(claims)]
        try:
            made = self._derived(claims)
        except Refused as error:
            if not parts:
                return replace(told, state=ALTERED, why=f"cannot have been answered so: {error.message}")
            lost = ("verdict", f"{claims.verdict}, now none: {error.message}")
            return replace(told, state=CHANGED, now="none", parts=(*parts, lost))
        told = replace(told, now=made.verdict)
        if not parts:
            odd = ", ".join([*self._odd(read, made), *self._page(read)])
            why = f"does not follow from the answers: {odd}" if odd else ""
            return replace(told, state=ALTERED, why=why) if odd else told
        if read.whole:
            _ = read.transcript  # refuses what is no transcript, where nothing else would see it
        return replace(told, state=CHANGED, parts=(*parts, *_ends(claims, made)))

    def _engine(self, claims: Claims) -> Iterator[Part]:
        engine = f"{self.knowledge.pack.program} {__version__}"
        if claims.engine != engine:
            yield "engine", f"{claims.engine}, now {engine}"

    def _trees(self, claims: Claims) -> Iterator[Part]:
        id = claims.tree.id
        if id not in self.knowledge.tree_ids:
            yield "tree", f"{id} is gone"
        elif self.knowledge.tree(id).digest != claims.tree.digest:
            version = self.knowledge.tree(id).version
            yield "tree", f"{id} {claims.tree.version}, now {_now(version, claims.tree.version)}"
        for by, was in _settling(claims.steps):
            if by not in self.knowledge.tree_ids:
                yield "tree", f"{by} is gone"
            elif self.knowledge.tree(by).digest != was:
                yield "tree", f"{by} has another text"

    def _content(self, claims: Claims) -> Iterator[Part]:
        library = self.knowledge.library
        for each in claims.content:
            if each.id not in library.paths:
                yield "content", f"{each.id} is gone"
            elif library.entry(each.id).digest != each.digest:
                yield "content", f"{each.id} has another text"

    def made_from(self, claims: Claims) -> Transcript:
        """The transcript that would be written now of the same answers, at the same time, by the same people.

        Raises `Refused` when the answers no longer fit the tree.
        """
        own = {name: getattr(claims, name) for name in ("started", "finished", "label", "signed")}
        return sealed(replace(self._derived(claims), **own))

    def _derived(self, claims: Claims) -> Transcript:
        """The record that the answers lead to now; its moments mean nothing."""
        key = (claims.tree.id, claims.steps, claims.complete, claims.day)
        if key not in self._known:
            if len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
            self._known[key] = self._recorded(claims)
        return self._known[key]

    def _recorded(self, claims: Claims) -> Transcript:
        knowledge, never = self.knowledge, datetime.fromtimestamp(0, UTC)
        walk = walk_again(knowledge.tree, claims.tree.id, claims.steps, claims.complete, claims.day)
        result = result_of(walk) if self.whole else _quick(walk)
        return record(result, knowledge.library, never, never, knowledge.pack.program)

    def _odd(self, read: Read, made: Transcript) -> Iterator[str]:
        """The parts of a record that cannot be so, since nothing that they rest on has changed."""
        left = OWN if self.whole else (*OWN, *SEARCHED)
        if not read.whole:
            expected = claims_of(made)
            names = (each.name for each in fields(Claims) if each.name not in left)
            yield from (name for name in names if getattr(read.claims, name) != getattr(expected, name))
            return
        data = as_data(made)
        for name in {**read.data, **data}:
            if name in NEWER and name not in read.data:
                continue
            if name not in left and read.data.get(name) != data.get(name):
                yield name

    def _page(self, read: Read) -> Iterator[str]:
        """Whether a page reads otherwise than it would be written; only a whole check knows all of it."""
        if self.whole and not read.whole and as_markdown(self.made_from(read.claims)) != read.text:
            yield "the words of the page"


def _quick(walk: Walk) -> Result:
    """What follows from a walk without a search."""
    return Result(walk, conclude(walk), (), (), (), due(walk.tree, walk.facts, walk.day))


def _now(version: str, before: str) -> str:
    return version if version != before else "another text of the same version"


def _ends(claims: Claims, made: Transcript) -> Iterator[Part]:
    """What the answers lead to now that they did not then."""
    if claims.verdict != made.verdict:
        yield "verdict", f"{claims.verdict}, now {made.verdict}"
    if claims.outcome.id != made.outcome.id:
        yield "outcome", f"{claims.outcome.id or 'none'}, now {made.outcome.id or 'none'}"
    before, after = ([each.id for each in findings] for findings in (claims.findings, made.findings))
    yield from (("findings", f"no longer {id}") for id in before if id not in after)
    yield from (("findings", f"now also {id}") for id in after if id not in before)


def _settling(steps: Iterable[ClaimedStep]) -> Iterator[tuple[str, str]]:
    """The trees whose walks gave answers, each with its digest."""
    for step in steps:
        if step.settled_by is not None:
            yield step.settled_by.tree, step.settled_by.digest
            yield from _settling(step.settled_by.steps)
