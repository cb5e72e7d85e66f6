"""Long work on a table, told while it runs. Whoever is told ends the work by raising."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, TypeVar

from wizard.source.progress import OFTEN, Progress

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

READING = "Reading"
T = TypeVar("T")


def watched(base: DuckDBPyConnection, told: Progress, what: str, statement: str) -> None:
    """Runs a statement; meanwhile tells how many hundredths of it are done."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(base.execute, statement)
        try:
            while not wait([running], timeout=OFTEN).done:
                told(what, max(0, int(base.query_progress())), 100)
        except BaseException:
            base.interrupt()
            raise
        running.result()


def followed(rows: Iterable[T], told: Progress) -> Iterator[T]:
    """The rows of a table that is read one by one; tells how many were read."""
    for number, row in enumerate(rows):
        told(READING, number, 0)
        yield row
