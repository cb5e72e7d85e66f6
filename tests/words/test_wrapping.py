"""Text is measured in cells and wrapped by one function; narrow text comes out as Python has it."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import wizard
from wizard.words.wrapping import MORE, cells, wrap

NARROW = st.text(st.sampled_from("abc- "), max_size=60)
WIDE = st.text(st.sampled_from("ab 漢字e\u0301"), max_size=60)


def test_a_wide_letter_takes_two_cells_and_an_accent_none() -> None:
    assert [cells(each) for each in ("abc", "漢字", "e\u0301", "")] == [3, 4, 1, 0]


@given(NARROW, st.integers(6, 20))
def test_narrow_text_is_wrapped_as_python_wraps_it(text: str, width: int) -> None:
    words = " ".join(each[:5] for each in text.split())
    expected = textwrap.wrap(
        words,
        width,
        initial_indent="-",
        subsequent_indent="  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    assert wrap(words, "  ", "-", width) == (expected or [""])


@given(WIDE, st.integers(4, 20))
def test_no_line_takes_more_cells_than_it_may_when_words_are_split(text: str, width: int) -> None:
    text = text.strip()
    lines = wrap(text, " ", "", width, split=True)
    assert max(map(cells, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(WIDE, st.integers(4, 20), st.integers(1, 3))
def test_what_does_not_fit_into_the_lines_allowed_is_marked(text: str, width: int, most: int) -> None:
    text = text.strip()
    whole, cut = wrap(text, width=width, split=True), wrap(text, width=width, split=True, most=most)
    assert max(map(cells, cut)) <= width
    assert cut == whole if len(whole) <= most else (len(cut) == most and cut[-1].endswith(MORE.strip()))


def test_a_long_word_stands_alone_unless_it_is_to_be_split() -> None:
    assert wrap("a " + "b" * 9 + " c", width=4) == ["a", "b" * 9, "c"]
    assert wrap("a " + "b" * 9 + " c", width=4, split=True) == ["a", "bbbb", "bbbb", "b c"]


def test_nothing_else_in_the_program_wraps_or_measures_text() -> None:
    package = Path(wizard.__file__).parent
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"\b(textwrap|east_asian_width|cell_len)\b", path.read_text("utf-8"))
    }
    assert found == {"words/wrapping.py"}
