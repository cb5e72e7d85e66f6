"""A register as a file: CSV, TSV and Parquet by DuckDB, workbooks and pages by the modules beside."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from wizard.registers.pages import as_html, as_markdown
from wizard.registers.register import Register
from wizard.registers.tables import column_name, quoted
from wizard.registers.workbook import write_workbook
from wizard.source.files import Taken, made_whole, write_files
from wizard.source.problems import Refused

ACTS = "^[\\s]*[=+@\\t\\r-]"
"""How a cell begins that a spreadsheet would take for a formula."""
FIGURE = "^[-+]?[0-9][0-9.,]*$"


def write_register(register: Register, path: Path) -> None:
    """Writes the register in the form that the file's name asks for, whole or not at all, never over a file.

    Raises `Refused` for another form, for a file that is there, and where there is no room.
    """
    WRITERS[checked(path).suffix.lower()](register, path)


def checked(path: Path) -> Path:
    """A path that a register can be written to, asked before the work is done. Raises `Refused` otherwise."""
    if path.suffix.lower() not in WRITERS:
        raise Refused(f"{path} has no form that a register has; let it end in {', '.join(WRITERS)}")
    if path.exists():
        raise Taken(f"{path} is there already; remove it or name another with -o")
    return path


def as_csv(register: Register) -> Iterator[str]:
    """The register as CSV, some thousand rows at a time, the header first."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(register.columns)
    found = register.base.execute(f"SELECT {inert(register)} FROM register ORDER BY row__number")
    yield held.getvalue()
    while lot := found.fetchmany(2000):
        held.seek(0)
        held.truncate()
        writer.writerows(lot)
        yield held.getvalue()


def inert(register: Register) -> str:
    """The columns as texts that no spreadsheet acts on: what begins like a formula gets a quotation mark."""
    cells = []
    for name in register.columns:
        cell = column_name(name)
        acts = f"regexp_matches({cell}, {quoted(ACTS)}) AND NOT regexp_matches({cell}, {quoted(FIGURE)})"
        own = name in register.headers.kept.values()
        cells.append(f"CASE WHEN {acts} THEN '''' || {cell} ELSE {cell} END AS {cell}" if own else cell)
    return ", ".join(cells)


def _copied(register: Register, columns: str, path: Path, form: str) -> None:
    import duckdb

    with made_whole(path) as part:
        try:
            register.base.execute(
                f"COPY (SELECT {columns} FROM register ORDER BY row__number) TO {quoted(str(part))} ({form})"
            )
        except duckdb.IOException as error:
            raise Refused(f"cannot write {path}: {str(error).splitlines()[0]}") from None


def _texts(delimiter: str) -> Callable[[Register, Path], None]:
    def write(register: Register, path: Path) -> None:
        _copied(register, inert(register), path, f"FORMAT csv, HEADER, DELIMITER {quoted(delimiter)}")

    return write


def _parquet(register: Register, path: Path) -> None:
    _copied(register, "* EXCLUDE (row__number)", path, "FORMAT parquet, COMPRESSION zstd")


def _page(made: Callable[[Register], str]) -> Callable[[Register, Path], None]:
    def write(register: Register, path: Path) -> None:
        write_files({path: made(register)})

    return write


WRITERS: dict[str, Callable[[Register, Path], None]] = {
    ".csv": _texts(","),
    ".tsv": _texts("\t"),
    ".parquet": _parquet,
    ".xlsx": write_workbook,
    ".md": _page(as_markdown),
    ".html": _page(as_html),
}
"""What writes a register, by how the file's name ends."""
