"""One cell of a table as SQL: what a reader gave to a question, as the number of an answer.

A cell holds an answer's id, `unsure` where the question allows it, the ids of ticks separated by commas,
or a number or a day that lies in a band. What is none of these counts as no answer.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlglot import exp

from wizard.registers.naming import column, number, text, work
from wizard.source.problems import Refused
from wizard.tree.bands import Band, Bands
from wizard.tree.model import Question, Tree
from wizard.tree.ticks import NO, NONE, YES, Screen
from wizard.walk.walk import UNSURE

PASSED, NO_ANSWER = 1, 2
"""The facts of a question passed over, and of one that is asked and has no answer; 0 is one not come to."""

MOST_ANSWERS = 60
"""Each answer is one bit of a whole number, after the two above."""

LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
DAY = (
    "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|{LEAP}-02-29)$"
)
"""A day of the calendar that there is, by its letters alone: no dialect need be trusted to refuse others."""

INTEGER_DIGITS = 16
"""Figures have fewer digits than this before the point, in steps of their last decimal."""


def input_columns(tree: Tree) -> list[str]:
    """The columns that a table needs: one for each question, one for all ticks of a screen."""
    return list(dict.fromkeys(str(tree.questions[id].screen or id) for id in tree.order))


def answer_bits(question: Question) -> dict[str, int]:
    """Each answer's bit in the question's fact. Raises `Refused` for more answers than there are bits."""
    if len(question.answers) > MOST_ANSWERS:
        raise Refused(f"{question.id} has more than {MOST_ANSWERS} answers: too many for a query")
    return {id: 4 << place for place, id in enumerate(question.answers)}


def reads(tree: Tree) -> dict[str, exp.Expr]:
    """What is worked out of cells before any question: ticks as one list, figures as numbers."""
    prepared: dict[str, exp.Expr] = {}
    for screen in tree.screens.values():
        prepared[work(screen.id, "ticks")] = _ticks(screen)
    for id in tree.order:
        bands = tree.questions[id].bands
        if bands is not None:
            prepared[work(id, "figure")] = _day(id, bands) if bands.days else _figure(id, bands)
    return prepared


def given(tree: Tree, question: Question, today: date) -> exp.Case:
    """The answer that a cell gives to a question, as its bit; `NO_ANSWER` where it gives none."""
    bits = answer_bits(question)
    case = exp.Case(default=number(NO_ANSWER))
    if question.screen is not None:
        return _tick(tree.screens[question.screen], question, case)
    cell = _cell(question)
    for id, bit in bits.items():
        case = case.when(exp.EQ(this=cell.copy(), expression=text(id)), number(bit))
    if question.unsure is not None:
        case = case.when(unsure(question), number(bits[question.unsure]))
    if question.bands is not None:
        figure = column(work(question.id, "figure"))
        for id, band in question.bands.bands.items():
            case = case.when(_within(figure, band, question.bands, today), number(bits[id]))
    return case


def filled(question: Question) -> exp.Expr:
    """Whether a cell has anything in it, be it a space."""
    cell = column(str(question.screen or question.id))
    return exp.NEQ(this=exp.cast(cell, "varchar") if question.bands else cell, expression=text(""))


def unsure(question: Question) -> exp.Expr:
    """Whether a cell says that the reader does not know."""
    return exp.EQ(this=_cell(question), expression=text(UNSURE))


def _cell(question: Question) -> exp.Expr:
    """What stands in a question's cell; spaces around a list of ticks count for nothing."""
    if question.screen is not None:
        return _text(column(question.screen))
    return column(question.id) if question.bands is None else exp.cast(column(question.id), "varchar")


def _text(cell: exp.Expr) -> exp.Expr:
    """A cell as text without the spaces around it, whatever type its column has."""
    return exp.Trim(this=exp.cast(cell, "varchar"))


def _replaced(value: exp.Expr, old: str, new: str) -> exp.Expr:
    return exp.func("REPLACE", value, text(old), text(new))


def _ticks(screen: Screen) -> exp.Expr:
    """The ticks of a cell as `,a,b,`; `unsure` as it stands; NULL where any is unknown.

    Ids have no spaces in them. With the longest taken out first, nothing but commas and spaces is left
    of a list of known ids, which then are whole if they are so between the commas too.
    """
    cell = _text(column(screen.id))
    listed = exp.DPipe(
        this=exp.DPipe(this=text(","), expression=_replaced(_replaced(cell, " ", ""), ",", ",,")),
        expression=text(","),
    )
    left: exp.Expr = listed
    spaced = cell
    for tick in sorted(screen.labels, key=len, reverse=True):
        left = _replaced(left, f",{tick},", "")
        spaced = _replaced(spaced, tick, "")
    nothing = exp.EQ(this=_replaced(_replaced(spaced, ",", ""), " ", ""), expression=text(""))
    known = exp.And(
        this=exp.NEQ(this=cell.copy(), expression=text("")),
        expression=exp.And(this=exp.EQ(this=left, expression=text("")), expression=nothing),
    )
    return (
        exp.Case()
        .when(exp.In(this=cell.copy(), expressions=[text(NONE), text(UNSURE)]), cell.copy())
        .when(known, listed.copy())
    )


def _tick(screen: Screen, question: Question, case: exp.Case) -> exp.Case:
    """Whether one tick is set, once the whole list is known."""
    ticks = column(work(screen.id, "ticks"))
    tick, bits = question.id.removeprefix(f"{screen.id}."), answer_bits(question)
    unknown = NO_ANSWER if question.unsure is None else bits[question.unsure]
    case = case.when(exp.EQ(this=ticks.copy(), expression=text(UNSURE)), number(unknown))
    case = case.when(exp.Like(this=ticks.copy(), expression=text(f"%,{tick},%")), number(bits[YES]))
    return case.when(exp.Not(this=exp.Is(this=ticks.copy(), expression=exp.null())), number(bits[NO]))


def _figure(id: str, bands: Bands) -> exp.Expr:
    """A number as the reader typed it, thousands with commas or without; NULL where it is none."""
    cell = _replaced(_text(column(id)), ",", "")
    whole, places = INTEGER_DIGITS - bands.decimals, bands.decimals
    pattern = f"^[-+]?0*[0-9]{{1,{whole}}}([.][0-9]{{0,{places}}}0*)?$"
    figure = exp.TryCast(this=cell.copy(), to=exp.DataType.build(f"DECIMAL(20, {places})"))
    return exp.Case().when(exp.RegexpLike(this=cell, expression=text(pattern)), figure)


def _day(id: str, bands: Bands) -> exp.Expr:
    """A day as it is written, which sorts as days do; NULL where there is no such day."""
    cell = _text(column(id))
    there = exp.And(
        this=exp.RegexpLike(this=cell.copy(), expression=text(DAY)),
        expression=exp.GTE(this=cell.copy(), expression=text("0001-01-01")),
    )
    return exp.Case().when(there, cell.copy())


def _within(figure: exp.Expr, band: Band, bands: Bands, today: date) -> exp.Expr:
    """Whether a figure lies in a band, and is one that there may be."""
    low = band.low if bands.least is None else max(band.low or bands.least, bands.least)
    first: exp.Expr | None
    last: exp.Expr | None
    if bands.days:  # so many days ago: the more, the earlier
        first = None if band.high is None else text(_day_before(today, band.high))
        last = None if low is None else text(_day_before(today, low))
    else:
        first = None if low is None else exp.Literal.number(bands.shown(low))
        last = None if band.high is None else exp.Literal.number(bands.shown(band.high))
    parts: list[exp.Expr] = [exp.Not(this=exp.Is(this=figure.copy(), expression=exp.null()))]
    if first is not None:
        parts.append(exp.GTE(this=figure.copy(), expression=first))
    if last is not None:
        parts.append(exp.LTE(this=figure.copy(), expression=last))
    return exp.and_(*parts)


def _day_before(today: date, days: int) -> str:
    """The day so many days before, as near as the calendar goes."""
    try:
        return (today - timedelta(days=days)).isoformat()
    except OverflowError:
        return (date.min if days > 0 else date.max).isoformat()
