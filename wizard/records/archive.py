"""A folder of transcripts: the files in it, and all of them replayed on every core, in order."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from wizard.pack.knowledge import Knowledge
from wizard.records.replay import Replayed, Replayer
from wizard.source.problems import Refused

ENDINGS = (".json", ".md")
AT_ONCE, AHEAD = 64, 4
"""A worker gets so many files at a time, and so many such lots wait for each of them."""


def transcripts(named: Sequence[str]) -> Iterator[Path]:
    """The files named, and those in the folders named, each folder in order.

    Links and hidden files in a folder are passed over. Raises `Refused` for what is not there.
    """
    for name in named:
        path = Path(name)
        if path.is_dir():
            yield from _inside(path)
        elif path.exists():
            yield path
        else:
            raise Refused(f"there is no file or folder {name}")


def _inside(folder: Path) -> Iterator[Path]:
    for each in sorted(os.scandir(folder), key=lambda each: each.name):
        if each.name.startswith(".") or each.is_symlink():
            continue
        if each.is_dir():
            yield from _inside(Path(each.path))
        elif each.name.endswith(ENDINGS):
            yield Path(each.path)


def replay_all(knowledge: Knowledge, paths: Iterable[Path], whole: bool) -> Iterator[Replayed]:
    """What became of each transcript, in order; a few files are done here, many by several processes."""
    here, files = Replayer(knowledge, whole), iter(paths)
    for path in islice(files, AT_ONCE):
        yield here.replay(path, str(path))
    first = next(files, None)
    if first is None:
        return
    workers = os.cpu_count() or 1
    how = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, how, _open, (str(knowledge.root), whole)) as pool:
        waiting: deque[Future[list[Replayed]]] = deque()
        lot = [str(first), *map(str, islice(files, AT_ONCE - 1))]
        while lot or waiting:
            if lot:
                waiting.append(pool.submit(_replay, lot))
                lot = [str(path) for path in islice(files, AT_ONCE)]
            if not lot or len(waiting) >= workers * AHEAD:
                yield from waiting.popleft().result()


_replayers: list[Replayer] = []
"""The one of this worker."""


def _open(root: str, whole: bool) -> None:
    _replayers.append(Replayer(Knowledge(Path(root)), whole))


def _replay(paths: list[str]) -> list[Replayed]:
    return [_replayers[0].replay(Path(path), path) for path in paths]
