"""What an auditor takes: each transcript as a tagged PDF, and one register of them all in Excel."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from wizard.records.gathered import Gathered
from wizard.source.extras import extra
from wizard.source.files import new_folder, write_files
from wizard.source.problems import Refused
from wizard.transcript.html import as_html
from wizard.transcript.model import Transcript

REGISTER = "register.xlsx"
WIDEST = 60
"""A column of the register is at most so many letters wide."""


@dataclass(frozen=True, slots=True)
class Row:
    """A transcript in the register. Days are ISO, "" where there is none.

    `superseded_by` is the next transcript of the same workflow by the same tree. `retain_until` counts from
    the day of that one; while the record is in use it counts from its own day, and is the earliest.
    """

    file: str
    workflow: str
    tree: str
    version: str
    verdict: str
    created: str
    reviewer: str
    role: str
    reviewed: str
    next_review: str
    superseded_by: str
    retain_until: str


def export_pack(found: Iterable[Gathered], folder: Path, years: int, on: str = "") -> Iterator[str]:
    """Writes a new folder, whole or not at all, once all is read; yields each PDF's name when it is made.

    `years`: so long a record is kept after it was last in use; 0 where the pack does not say. `on` is an ISO
    day: only the records that were in use then, as they stood. Raises `Refused` when it cannot be done.
    """
    printer, book = _library("weasyprint"), _library("xlsxwriter")
    filed = _named(each for each in found if not on or _created(each) <= on)
    register = rows(filed, years)
    if on:
        register = [row for row in register if not row.superseded_by]
    if not register:
        raise Refused(f"no transcript was in use on {on}" if on else "there is no transcript to file")
    with new_folder(folder) as part:
        for row in register:
            page = printer.HTML(string=as_html(filed[row.file]), url_fetcher=_nothing)
            write_files({part / row.file: page.write_pdf(pdf_variant="pdf/ua-1")})
            yield row.file
        write_files({part / REGISTER: _sheets(book, register)})


def rows(filed: dict[str, Transcript], years: int) -> list[Row]:
    """The register of transcripts by the name of their file, in the order in which they were made."""
    next_of: dict[tuple[str, str], str] = {}
    found = []
    for name, made in sorted(filed.items(), key=lambda each: each[1].finished, reverse=True):
        own = (made.label, made.tree.id)
        after = next_of.get(own, "") if made.label else ""
        next_of[own] = name
        signed = made.signed
        last = filed[after].finished if after else made.finished
        found.append(
            Row(
                file=name,
                workflow=made.label,
                tree=made.tree.title,
                version=made.tree.version,
                verdict=made.verdict_label,
                created=made.finished[:10],
                reviewer=signed.reviewer if signed else "",
                role=signed.role if signed else "",
                reviewed=signed.date if signed else "",
                next_review=signed.next_review if signed else "",
                superseded_by=after,
                retain_until=_later(last[:10], years) if years else "",
            )
        )
    return found[::-1]


def _named(found: Iterable[Gathered]) -> dict[str, Transcript]:
    """The transcripts by the name that each PDF will have; no two differ in their capitals alone."""
    named: dict[str, Transcript] = {}
    taken: set[str] = set()
    for each in found:
        if each.transcript is not None:
            stem = Path(each.path).stem
            names = (f"{stem}-{number}.pdf" if number > 1 else f"{stem}.pdf" for number in count(1))
            name = next(name for name in names if name.casefold() not in taken)
            taken.add(name.casefold())
            named[name] = each.transcript
    return named


def _created(found: Gathered) -> str:
    return found.transcript.finished[:10] if found.transcript is not None else ""


def _later(day: str, years: int) -> str:
    """The same day so many years later; the last of February for a leap day."""
    then = date.fromisoformat(day)
    try:
        return then.replace(year=then.year + years).isoformat()
    except ValueError:
        return then.replace(year=then.year + years, day=28).isoformat()


def _library(name: str) -> Any:
    try:
        with extra("pdf"):
            return import_module(name)
    except OSError as error:
        raise Refused(
            f"{name} misses a library of this system: {error}", "see its installation page"
        ) from None


def _nothing(url: str) -> Any:
    """A page needs nothing from elsewhere, and fetches nothing."""
    raise ValueError(f"not fetched: {url}")


def _sheets(book: Any, register: Sequence[Row]) -> bytes:
    """The register as a workbook: the rows, then how many there are of each verdict. Nothing in it acts."""
    held = io.BytesIO()
    with book.Workbook(held, {"in_memory": True}) as made:
        bold, wrapped = made.add_format({"bold": True}), made.add_format({"text_wrap": True, "valign": "top"})
        _sheet(
            made, "Register", [field.name.replace("_", " ") for field in fields(Row)], bold, wrapped, register
        )
        verdicts = Counter(row.verdict for row in register)
        _sheet(made, "Verdicts", ["verdict", "transcripts"], bold, wrapped, verdicts.most_common())
    return held.getvalue()


def _sheet(
    made: Any, name: str, columns: Sequence[str], bold: Any, wrapped: Any, lines: Sequence[Any]
) -> None:
    sheet = made.add_worksheet(name)
    cells = [columns, *(line if isinstance(line, tuple) else astuple(line) for line in lines)]
    for at, line in enumerate(cells):
        for column, value in enumerate(line):
            if isinstance(value, int):
                sheet.write_number(at, column, value, wrapped)
            elif value:
                sheet.write_string(at, column, value, wrapped if at else bold)
    for column in range(len(columns)):
        sheet.set_column(column, column, min(max(len(str(line[column])) for line in cells) + 2, WIDEST))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(lines), len(columns) - 1)
