"""A register as an Excel workbook, and the empty sheet that is filled in for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from wizard.registers.cells import input_columns
from wizard.registers.headers import asks, letters
from wizard.registers.register import Register
from wizard.source.files import made_whole
from wizard.source.problems import Refused
from wizard.tree.model import Tree

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""A sheet has no more, beside its header."""

MOST_LETTERS = 32_767
"""A cell has no more."""

FILLED_IN = 1000
"""So many rows of the empty sheet offer the labels to choose from."""

TINTS = {"good": "#DDF0E0", "caution": "#FFF3CC", "stop": "#F9D9D6", "info": "#E3EAF5", "urgent": "#F6C4C0"}
WIDTHS = {"do-first": 60, "change-plan": 60, "findings": 40, "rules": 30, "problems": 40, "verdict": 28}

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write_workbook(register: Register, path: Path) -> None:
    """Writes the register with filters, a summary with a chart, and a sheet of causes."""
    from xlsxwriter import Workbook

    if register.rows > MOST_ROWS:
        raise Refused(f"a sheet has {MOST_ROWS:,} rows at most; write .csv or .parquet for {register.rows:,}")
    with made_whole(path) as part, Workbook(str(part), OPTIONS) as book:
        _rows(register, book)
        _summary(register, book)
        _causes(register, book)


def _sheet(book: Workbook, name: str, widths: list[int], titles: list[str]) -> Worksheet:
    """A sheet with a frozen header."""
    sheet = book.add_worksheet(name)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for at, title in enumerate(titles):
        sheet.write_string(0, at, title, bold)
    return sheet


def _rows(register: Register, book: Workbook) -> None:
    columns, verdicts = register.columns, register.tree.verdicts
    sheet = _sheet(book, "Register", [WIDTHS.get(name, 18) for name in columns], list(columns))
    tints = {each.id: book.add_format({"bg_color": TINTS[each.tone]}) for each in verdicts.values()}
    at_verdict = columns.index("verdict")
    found = register.base.execute("SELECT * EXCLUDE (row__number) FROM register ORDER BY row__number")
    number = 0
    while lot := found.fetchmany(2000):
        for row in lot:
            number += 1
            for at, cell in enumerate(row):
                if at == at_verdict:
                    label, tint = (verdicts[cell].label, tints[cell]) if cell else ("Not finished", None)
                    sheet.write_string(number, at, label, tint)
                elif cell:
                    sheet.write_string(number, at, cell[:MOST_LETTERS])
    sheet.autofilter(0, 0, number, len(columns) - 1)


def _summary(register: Register, book: Workbook) -> None:
    sheet = _sheet(book, "Summary", [44, 12], ["Verdict", "Workflows"])
    counts = register.by_verdict()
    for at, (id, count) in enumerate(counts.items(), 1):
        sheet.write_string(at, 0, register.tree.verdicts[id].label if id else "Not finished")
        sheet.write_number(at, 1, count)
    total = len(counts) + 1
    sheet.write_string(total, 0, "All")
    sheet.write_number(total, 1, register.rows)
    told = f"Tree {register.tree.id} {register.tree.version}, reviewed {register.tree.reviewed}"
    sheet.write_string(total + 2, 0, told)
    chart: Any = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "Workflows",
            "categories": ["Summary", 1, 0, total - 1, 0],
            "values": ["Summary", 1, 1, total - 1, 1],
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": "Workflows by verdict"})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    sheet.insert_chart(0, 3, chart)


def _causes(register: Register, book: Workbook) -> None:
    """Each finding with how many rows have it, and what to do about it."""
    titles = ["Finding", "Kind", "Workflows", "What it says", "What to do", "Rules"]
    sheet = _sheet(book, "Causes", [28, 20, 12, 70, 50, 40], titles)
    tree, wrap = register.tree, book.add_format({"text_wrap": True, "valign": "top"})
    number = 0
    for number, (id, count) in enumerate(register.by_finding().items(), 1):
        finding = tree.findings[id]
        texts = [id, tree.weights.get(finding.weight, finding.weight), "", finding.says, finding.remedy or ""]
        for at, cell in enumerate([*texts, " ".join(finding.rules)]):
            sheet.write_string(number, at, cell, wrap)
        sheet.write_number(number, 2, count, wrap)
    sheet.autofilter(0, 0, number, len(titles) - 1)


def write_template(tree: Tree, path: Path) -> None:
    """Writes the empty sheet: a column for each question, with the labels to choose from.

    The second sheet lists the questions with all their answers; the lists of the first are taken from it.
    """
    from xlsxwriter import Workbook

    ids = input_columns(tree)
    with made_whole(path) as part, Workbook(str(part), {"strings_to_formulas": False}) as book:
        sheet = _sheet(book, "Workflows", [28, *[24] * len(ids)], ["workflow", *ids])
        answers = _sheet(book, "Answers", [20, 60, *[30] * 12], ["question", "asks", "answers"])
        for number, id in enumerate(ids, 1):
            labels = _labels(tree, id)
            for at, cell in enumerate([id, asks(tree, id), *labels]):
                answers.write_string(number, at, cell)
            sheet.write_comment(0, number, asks(tree, id))
            if labels:
                last = letters(1 + len(labels))
                rule = {
                    "validate": "list",
                    "source": f"=Answers!$C${number + 1}:${last}${number + 1}",
                    "error_type": "warning" if id in tree.screens else "stop",
                    "error_title": id[:32],
                    "error_message": "Choose one of the list." if id not in tree.screens else SEVERAL,
                }
                sheet.data_validation(1, number, FILLED_IN, number, rule)


SEVERAL = "Several may be given: write them with semicolons between them."


def _labels(tree: Tree, id: str) -> list[str]:
    """What may be chosen; nothing where a figure is typed."""
    if id in tree.screens:
        screen = tree.screens[id]
        return [*screen.labels.values(), screen.none]
    question = tree.questions[id]
    if question.bands is not None:
        return []
    return [
        *(each.label for each in question.answers.values()),
        *(["I don't know"] if question.unsure else []),
    ]
