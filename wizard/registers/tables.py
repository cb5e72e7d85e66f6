"""Tables as people have them (CSV, TSV, JSON Lines, Parquet, Excel), each opened in DuckDB as one relation.

`given` then has a row for each row of the file: `row__number` from 1, `ill` with what is wrong with the
row as such, and the cells as texts in `c0`, `c1` and so on, whatever their columns are called.
"""

from __future__ import annotations

import codecs
import csv
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard.registers.headers import letters
from wizard.registers.watching import READING, followed, watched
from wizard.source.counting import counted
from wizard.source.files import scratch
from wizard.source.problems import Refused
from wizard.source.progress import Progress

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KINDS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx")
DELIMITERS = ",;\t"
MOST_COLUMNS = 2_000
MOST_HEADER = 1_000_000
"""A header longer than this many letters is none."""

Row = tuple[Sequence[str | None], str]
"""The cells of a row, and what is wrong with it."""


def tables(folder: Path, start: str, most: int) -> list[tuple[Path, float]]:
    """The tables in a folder whose names start so, and when each was changed, the newest first."""
    found = []
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        for each in entries:
            kind, hidden = os.path.splitext(each.name)[1].lower(), each.name.startswith((".", "~$"))
            if kind in KINDS and not hidden and each.name.startswith(start) and each.is_file():
                found.append((Path(each.path), each.stat().st_mtime))
    return sorted(found, key=lambda each: (-each[1], each[0].name))[:most]


def opened(base: DuckDBPyConnection, path: Path, work: Path, told: Progress) -> list[str]:
    """Makes `given` of a file; returns the names of its columns as they stand there.

    `work` is a folder for what must be written out meanwhile. Raises `Refused` for a file that is no table.
    """
    if not os.path.isfile(path):  # which is no error for a name that no file can have
        there = "this is no file to read:" if os.path.exists(path) else "there is no file"
        raise Refused(f"{there} {path}")
    if path.stat().st_size == 0:
        raise Refused(f"{path} is empty: a register needs a header and a row for each workflow")
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise Refused(f"{path} is no table that can be read; it must end in {', '.join(KINDS)}")
    read = {".parquet": _parquet, ".xlsx": _workbook, ".jsonl": _lines, ".ndjson": _lines}.get(kind, _texts)
    names = read(base, path, work, told)
    if not base.execute("SELECT count(*) FROM (FROM given LIMIT 1)").fetchall()[0][0]:
        raise Refused(f"{path} has a header and no row under it")
    return names


def _counted(names: Sequence[str], path: Path) -> list[str]:
    if len(names) > MOST_COLUMNS:
        raise Refused(f"{path} has {len(names):,} columns, and a register has {MOST_COLUMNS:,} at most")
    return list(names)


def quoted(text: str) -> str:
    """A text as it stands in SQL."""
    return "'" + text.replace("'", "''") + "'"


def column_name(name: str) -> str:
    """A column's name as it stands in SQL."""
    return '"' + name.replace('"', '""') + '"'


def _parquet(base: DuckDBPyConnection, path: Path, work: Path, told: Progress) -> list[str]:
    """Parquet stays where it is; its cells are read when they are needed."""
    import duckdb

    source = f"read_parquet({quoted(str(path))}, file_row_number = true)"
    try:
        names = [each[0] for each in base.execute(f"SELECT * FROM {source} LIMIT 0").description][:-1]
    except duckdb.Error:
        raise Refused(f"{path} is no Parquet file that can be read") from None
    cells = _cells(_counted(names, path))
    base.execute(
        f"CREATE VIEW given AS SELECT file_row_number + 1 AS row__number, '' AS ill{cells} FROM {source}"
    )
    return names


def _cells(names: Sequence[str]) -> str:
    return "".join(f", CAST({column_name(name)} AS VARCHAR) AS c{at}" for at, name in enumerate(names))


def _numbered(base: DuckDBPyConnection, source: str, told: Progress) -> None:
    watched(base, told, READING, f"CREATE TABLE held AS SELECT * FROM {source}")
    base.execute(
        "CREATE VIEW given AS SELECT rowid + 1 AS row__number, * REPLACE (coalesce(ill, '') AS ill) FROM held"
    )


def _texts(base: DuckDBPyConnection, path: Path, work: Path, told: Progress) -> list[str]:
    """CSV and TSV; where a row does not have as many cells as the header, all are read one by one."""
    import duckdb

    names, delimiter = _header(path)
    listed = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(names)))
    source = _csv(path, delimiter, listed)
    try:
        _numbered(base, f"(SELECT '' AS ill, * FROM {source})", told)
    except duckdb.Error:
        mended(base, work, names, _read_one_by_one(path, delimiter, len(names)), told)
    return names


def _csv(path: Path, delimiter: str, columns: str) -> str:
    return (
        f"read_csv({quoted(str(path))}, auto_detect = false, header = true, delim = {quoted(delimiter)}, "
        f"quote = '\"', escape = '\"', columns = {{{columns}}})"
    )


def _header(path: Path) -> tuple[list[str], str]:
    """The names in the first line, and what parts them."""
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start:
        raise Refused(f"{path} is not UTF-8 text: save it as CSV UTF-8")
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            line = file.readline(MOST_HEADER)
            delimiter = max(DELIMITERS, key=line.count)
            if len(line) >= MOST_HEADER:
                raise Refused(
                    f"{path} has {line.count(delimiter) + 1:,} columns or more: that is no register"
                )
            file.seek(0)
            names = next(csv.reader(file, delimiter=delimiter, strict=True), [])
    except csv.Error:
        raise Refused(f"{path}, line 1: a quotation mark is opened and not closed") from None
    for place, name in enumerate(names):
        if not name.isascii() and name != name.encode("utf-8", "replace").decode():
            raise Refused(f"{path}, cell {letters(place)}1: not UTF-8 text; save it as CSV UTF-8")
    return _counted(names, path), delimiter


def _read_one_by_one(path: Path, delimiter: str, count: int) -> Iterator[Row]:
    """The rows of a text file that DuckDB refuses, those that are wrong with what is wrong."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            next(reader)
            for cells in reader:
                if cells:
                    yield _fitted(cells, count)
        except csv.Error as error:
            raise Refused(f"{path}, line {reader.line_num}: {error}") from None


def _fitted(cells: list[str], count: int) -> Row:
    ill = ""
    if len(cells) != count:
        ill = f"the row has {counted(len(cells), 'cell')}, the header {count}"
    elif any("\ufffd" in cell for cell in cells):
        ill = "a cell is not UTF-8 text"
    return [*cells[:count], *[None] * (count - len(cells))], ill


def mended(
    base: DuckDBPyConnection, work: Path, names: Sequence[str], rows: Iterable[Row], told: Progress
) -> None:
    """Makes `given` of rows that are read one by one, by way of a text file that has no faults."""
    whole = work / "rows.csv"
    with scratch(whole) as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(["ill", *(f"c{at}" for at in range(len(names)))])
        writer.writerows([ill, *cells] for cells, ill in followed(rows, told))
    listed = ", ".join(["'ill': 'VARCHAR'", *(f"'c{at}': 'VARCHAR'" for at in range(len(names)))])
    _numbered(base, _csv(whole, ",", listed), told)


def _lines(base: DuckDBPyConnection, path: Path, work: Path, told: Progress) -> list[str]:
    """JSON Lines: an object a line; its keys are the columns."""
    import duckdb

    source = f"read_json({quoted(str(path))}, format = 'newline_delimited', sample_size = -1)"
    try:
        names = [each[0] for each in base.execute(f"SELECT * FROM {source} LIMIT 0").description]
        if names != ["json"]:
            _numbered(base, f"(SELECT '' AS ill{_cells(_counted(names, path))} FROM {source})", told)
            return names
    except duckdb.Error:
        pass
    with path.open("rb") as file:
        keys: dict[str, None] = {}
        for line in followed(file, told):
            keys.update(dict.fromkeys(_object(line)[0]))
            _counted(list(keys), path)
    if not keys:
        raise Refused(f'{path}, line 1: no JSON object; each line must be one, as {{"workflow": "…"}}')
    mended(base, work, list(keys), _objects(path, list(keys)), told)
    return list(keys)


def _objects(path: Path, names: Sequence[str]) -> Iterator[Row]:
    with path.open("rb") as file:
        for line in file:
            if line.strip():
                found, ill = _object(line)
                yield [_shown(found.get(name)) for name in names], ill


def _object(line: bytes) -> tuple[dict[str, Any], str]:
    """The object of a line, or nothing and what is wrong with it."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}, "the line is no JSON" if line.strip() else ""
    return (found, "") if isinstance(found, dict) else ({}, "the line is no JSON object")


def _workbook(base: DuckDBPyConnection, path: Path, work: Path, told: Progress) -> list[str]:
    """The first sheet of an Excel file, what its formulas come to."""
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            rows = book.get_sheet_by_index(0).iter_rows()
            names = _counted([_shown(cell) or "" for cell in next(iter(rows), [])], path)
            if not names:
                raise Refused(f"{path} is empty: a register needs a header and a row for each workflow")
            filled = ([_shown(cell) for cell in row] for row in rows)
            mended(base, work, names, ((row, "") for row in filled if any(row)), told)
    except python_calamine.PasswordError:
        raise Refused(f"{path} is locked with a password: save it without one") from None
    except python_calamine.CalamineError:
        raise Refused(
            f"{path} is no Excel workbook that can be read: save it as .xlsx without a password"
        ) from None
    return names


def _shown(cell: object) -> str | None:
    """A cell's value as text: whole numbers without a point, days as 2026-11-22."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, list):
        return ", ".join(map(str, cell))
    return str(cell)
