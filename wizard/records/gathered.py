"""The transcripts of an archive as values, each walk once; `evidence` and `calendar` read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from wizard.pack.knowledge import Knowledge
from wizard.records.replay import SAME, Replayer
from wizard.source.problems import Broken, Refused
from wizard.transcript.model import Transcript
from wizard.transcript.reading import read_transcript


@dataclass(frozen=True, slots=True)
class Gathered:
    """A file of the archive: its transcript, or why it has none to give."""

    path: str
    transcript: Transcript | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    """A file before its words are needed: its digest, the draft that it signed, why it is of no use."""

    path: Path
    digest: str = ""
    draft: str = ""
    whole: bool = False
    why: str = ""


def gathered(knowledge: Knowledge, paths: Iterable[Path]) -> Iterator[Gathered]:
    """Each file in turn; a transcript that is there in two forms counts once, and a draft not beside what
    was signed of it.

    A page holds the words only for people, so it is used where there is no JSON, and while it still
    replays as the same.
    """
    replayer = Replayer(knowledge)
    files = [_file(path) for path in paths]
    best: dict[str, _File] = {}
    for each in sorted(files, key=lambda each: not each.whole):
        if not each.why:
            best.setdefault(each.digest, each)
    over = [each for each in best.values() if each.draft in best]
    signed = {each.draft for each in over if _words(replayer, each).transcript is not None}
    for each in files:
        if each.why:
            yield Gathered(str(each.path), None, each.why)
        elif best[each.digest] is each and each.digest not in signed:
            yield _words(replayer, each)


def _file(path: Path) -> _File:
    try:
        read = read_transcript(path, str(path))
    except (Broken, Refused) as error:
        return _File(path, why=str(error))
    if read.altered:
        return _File(path, why=f"{path}: altered: {read.altered}")
    claims = read.claims
    return _File(path, claims.digest, claims.signed.draft if claims.signed else "", read.whole)


def _words(replayer: Replayer, file: _File) -> Gathered:
    shown = str(file.path)
    if not file.whole and replayer.replay(file.path, shown).state != SAME:
        return Gathered(shown, None, f"{shown}: something changed since; this takes its JSON")
    try:
        read = read_transcript(file.path, shown)
        return Gathered(shown, read.transcript if read.whole else replayer.made_from(read.claims))
    except (Broken, Refused) as error:
        return Gathered(shown, None, str(error))
