"""The colours of our themes: text 4.5 to 1 against its ground, marks that carry meaning 3 to 1."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

import wizard.ui.app
from tests.conftest import example
from tests.ui.driving import WIDE, Driver, running, walked
from wizard.pack.knowledge import Knowledge
from wizard.tree.tones import SYMBOLS
from wizard.ui.ink import INK, read_token
from wizard.ui.theme import DARK, LIGHT, SIXTEEN

GROUNDS = ("background", "surface", "panel", "pick")
WORDS = {
    "foreground": (*GROUNDS, "key", *(f"{tone}-tint" for tone in SYMBOLS)),
    "muted": (*GROUNDS, "key", *(f"{tone}-tint" for tone in SYMBOLS)),
    "accent": (*GROUNDS, "key"),
    "background": ("accent",),
    **{tone: ("background", "surface", "pick", f"{tone}-tint") for tone in SYMBOLS},
}
"""The tokens of text, and the grounds on which each may stand."""
MARKS = {"faint": (*GROUNDS,), "accent": ("pick", "background")}
"""The tokens of marks that tell something: rails, the bar of the pointed row, progress still to come."""
ORNAMENT = frozenset({"line"})
"""Hairlines and borders; nothing is told by them alone."""


def colours(theme: Theme) -> dict[str, str]:
    """The tokens of a theme with their colours."""
    own = {
        "background": theme.background,
        "surface": theme.surface,
        "panel": theme.panel,
        "foreground": theme.foreground,
        "accent": theme.accent,
    }
    return {**{name: colour for name, colour in own.items() if colour}, **theme.variables}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 counts it."""
    lights = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour: Color) -> float:
    """Relative luminance, from WCAG 2."""
    parts = [each / 255 for each in colour.rgb]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_counted_as_it_should_be() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_text_and_every_mark_stands_out_from_its_ground(theme: Theme) -> None:
    hex = colours(theme)
    solids = {("on-solid", f"{tone}-solid"): 4.5 for tone in SYMBOLS}
    words = {(token, ground): 4.5 for token, grounds in WORDS.items() for ground in grounds}
    marks = {(token, ground): 3.0 for token, grounds in MARKS.items() for ground in grounds}
    for (token, ground), least in {**marks, **words, **solids}.items():
        assert contrast(hex[token], hex[ground]) >= least, (token, ground)


@pytest.mark.parametrize("theme", [DARK, LIGHT, SIXTEEN], ids=lambda theme: theme.name)
def test_the_themes_have_the_same_tokens(theme: Theme) -> None:
    assert colours(theme).keys() == colours(DARK).keys()


async def visit(driver: Driver) -> None:
    """Opens every screen that draws, so that every style there is gets made."""
    await driver.press("v", "m", "escape", "question_mark", "escape", "slash", "escape")
    for outcome in ("texted-phi-no-baa", "outside-us", "compliant-platform"):
        await driver.show(walked(driver.app.knowledge, example(outcome)))
        await driver.press("down", "s", "escape", "c", "escape", "p", "enter", "escape")


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_style_that_is_drawn_is_one_of_those_tested(knowledge: Knowledge, theme: str) -> None:
    allowed = {token: {*grounds} for token, grounds in WORDS.items()}
    for token, grounds in MARKS.items():
        allowed.setdefault(token, set()).update(grounds)
    INK.made.clear()  # other tests draw the code of a voting page, which is black on white in any theme
    async with running(knowledge, WIDE) as wizard:
        if theme == "light":
            await wizard.press("ctrl+t")
        await visit(wizard)
        assert wizard.app.theme == theme and len(INK.made) > 30
        for token, bg in INK.made:
            _, colour, own = read_token(token)
            ground = own or bg or "background"
            drawn_by_ground = colour.endswith("-tint") or colour in ("pick", *(f"{t}-solid" for t in SYMBOLS))
            if colour == "on-solid":
                assert ground.endswith("-solid")
            elif colour not in ORNAMENT and not drawn_by_ground and not ground.endswith("-solid"):
                assert ground in allowed[colour], (token, bg)


def test_the_style_sheet_names_no_colour() -> None:
    sheet = Path(wizard.ui.app.__file__).with_name("wizard.tcss").read_text("utf-8")
    assert not [line for line in sheet.split("\n") if ": #" in line]
