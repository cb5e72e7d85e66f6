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


def gathered(knowledge: Knowledge, paths: Iterable[Path]) -> Iterator[Gathered]:
    """Each file in turn; a transcript that is there in two forms counts once.

    A page holds the words only for people, so it is used while it still replays as the same.
    """
    seen: set[str] = set()
    replayer = Replayer(knowledge)
    for path in paths:
        try:
            read = read_transcript(path, str(path))
            if read.altered:
                yield Gathered(str(path), None, f"{path}: altered: {read.altered}")
                continue
            if read.claims.digest in seen:
                continue
            if not read.whole and replayer.replay(path, str(path)).state != SAME:
                yield Gathered(str(path), None, f"{path}: something changed since; this takes its JSON")
                continue
            made = read.transcript if read.whole else replayer.made_from(read.claims)
        except (Broken, Refused) as error:
            yield Gathered(str(path), None, str(error))
            continue
        seen.add(read.claims.digest)
        yield Gathered(str(path), made)
