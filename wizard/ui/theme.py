"""The themes that give the palette's tokens their colours. No screen and no widget names a colour."""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

from wizard.words import palette

OWN = ("background", "surface", "panel", "foreground", "accent", "secondary")
"""The tokens that a theme has fields for; the others are variables of ours."""


def _theme(name: str, dark: bool, colours: Mapping[str, str]) -> Theme:
    return Theme(
        name=name,
        dark=dark,
        primary=colours["accent"],
        success=colours["good"],
        warning=colours["caution"],
        error=colours["stop"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        foreground=colours["foreground"],
        accent=colours["accent"],
        secondary=colours["secondary"],
        variables={token: colour for token, colour in colours.items() if token not in OWN},
    )


DARK = _theme("dark", True, palette.DARK)
LIGHT = _theme("light", False, palette.LIGHT)
SIXTEEN = Theme(
    name="sixteen",
    dark=True,
    primary="#55ffff",
    accent="#55ffff",
    success="#55ff55",
    warning="#ffff55",
    error="#ff5555",
    background="#000000",
    surface="#000000",
    panel="#0000aa",
    foreground="#ffffff",
    variables={
        "muted": "#aaaaaa",
        "faint": "#aaaaaa",
        "line": "#555555",
        "pick": "#0000aa",
        "key": "#000000",
        "good": "#55ff55",
        "good-tint": "#000000",
        "good-solid": "#00aa00",
        "caution": "#ffff55",
        "caution-tint": "#000000",
        "caution-solid": "#aa5500",
        "stop": "#ff5555",
        "stop-tint": "#000000",
        "stop-solid": "#aa0000",
        "urgent": "#ff55ff",
        "urgent-tint": "#000000",
        "urgent-solid": "#aa00aa",
        "info": "#aaaaaa",
        "info-tint": "#000000",
        "info-solid": "#0000aa",
        "on-solid": "#ffffff",
    },
)
"""For terminals with sixteen colours, where the pastels of the others would all come out as white."""
