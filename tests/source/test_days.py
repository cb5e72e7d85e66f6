"""Days and moments as records hold them, and days as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.source.days import MONTHS, exact_day, is_day, is_moment, meant_days
from wizard.source.problems import Refused

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))


@pytest.mark.parametrize("text", ["1900-01-01", "2999-12-31", "2000-02-29"])
def test_the_first_and_last_day_of_all_are_days(text: str) -> None:
    assert is_day(text)


@given(DAYS)
def test_every_day_is_one_as_it_is_written(day: date) -> None:
    text = day.isoformat()
    assert is_day(text) and exact_day(f" {text}\n", TODAY) == day
    assert is_moment(f"{text}T23:59:59Z")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "soon",
            "2026-02-30",
            "2026-11-31",
            "2026-13-01",
            "2026-1-1",
            "20261122",
            "2026-W47-1",
            "2026-326",
        ),
        *(
            " 2026-11-22",
            "2026-11-22 ",
            "1899-12-31",
            "3000-01-01",
            "0001-01-01",
            "9999-12-31",
            "2026-11-22T00:00",
        ),
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert not is_day(text) and not is_moment(f"{text}T13:05:01Z")


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-11-22", "2026-11-22T13:05:01", "2026-11-22 13:05:01Z", "2026-11-22T24:00:00Z"),
        *(
            "2026-11-22T13:60:00Z",
            "2026-11-22T3:05:01Z",
            "2026-11-22T13:05:01.000Z",
            "2026-11-22T13:05:01+00:00",
        ),
    ],
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert not is_moment(text)


@pytest.mark.parametrize("text", ["22.11.2026", "1899-12-31", "3000-01-01", "x"])
def test_a_day_that_is_none_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(Refused, match=f"'{text}' is no day; write it as 2026-11-22"):
        exact_day(text, TODAY)


@given(DAYS.filter(lambda day: day.year <= 2199))
def test_a_day_in_words_is_meant_whatever_its_order(day: date) -> None:
    month = MONTHS[day.month - 1]
    for text in (
        f"{day.day} {month} {day.year}",
        f"{month.title()}. {day.day}, {day.year}",
        f"{day:%Y %B %d}",
    ):
        assert meant_days(text) == (day.isoformat(),), text


@given(DAYS.filter(lambda day: day.year <= 2199))
def test_a_day_in_figures_is_one_or_two(day: date) -> None:
    assert meant_days(f"{day:%Y/%m/%d}") == (day.isoformat(),)
    swapped = [date(day.year, day.day, day.month).isoformat()] if day.day <= 12 else []
    assert meant_days(f"{day:%m/%d/%Y}") == tuple(dict.fromkeys([day.isoformat(), *swapped]))
    assert meant_days(f"{day:%d.%m.%Y}") == tuple(dict.fromkeys([*swapped, day.isoformat()]))


@pytest.mark.parametrize("year", [2023, 2024, 2100])
@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_after_the_end_of_its_month_is_the_last_of_it(year: int, month: int) -> None:
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).isoformat()
    assert meant_days(f"{MONTHS[month - 1]} 31 {year}") == (last,)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", ()),
        ("2026", ()),
        ("11/22/26", ()),
        ("2026-11", ()),
        ("11 2026 2027", ()),
        ("2026-13-13", ()),
        ("13/13/2026", ()),
        ("0/5/2026", ()),
        ("32/1/2026", ()),
        ("nov 0 2026", ()),
        ("nov 1 2 2026", ()),
        ("nov dec 1 2026", ()),
        ("1899-01-02", ()),
        ("2200-01-02", ()),
        ("1900-01-02", ("1900-01-02",)),
        ("2199-01-02", ("2199-01-02",)),
        ("1/2/3/2026", ()),
        ("2026-01-12", ("2026-01-12",)),
        ("1/12/2026", ("2026-01-12", "2026-12-01")),
        ("5/5/2026", ("2026-05-05",)),
        ("dec 12 2026", ("2026-12-12",)),
        ("decades 12 2026", ("2026-12-12",)),
    ],
)
def test_what_a_text_may_mean(text: str, meant: tuple[str, ...]) -> None:
    assert meant_days(text) == meant
