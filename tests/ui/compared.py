"""Screens compared with files in `snapshots`: `UPDATE_SNAPSHOTS=1` writes the files anew."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from tests.ui.driving import Driver

FOLDER = Path(__file__).with_name("snapshots")
PICTURES = FOLDER / "pictures"
UPDATE = "UPDATE_SNAPSHOTS"
SIZES = ((120, 36), (80, 24), (40, 12))

sized = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
"""Marks a test that is run at each of the three sizes."""


def compare(name: str, driver: Driver) -> None:
    """The screen against its file for this size."""
    width, height = driver.app.size
    text = "\n".join(line.rstrip() for line in driver.shown().split("\n")) + "\n"
    assert_same(FOLDER / f"{name}-{width}x{height}.txt", text)


def compare_picture(name: str, driver: Driver) -> None:
    """The picture of the screen, with its colours, against its file."""
    svg = re.sub(r"@font-face\s*{[^}]*}", "", driver.app.export_screenshot(title=name))
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    assert_same(PICTURES / f"{name}.svg", "\n".join(line.rstrip() for line in svg.split("\n")))


def assert_same(path: Path, text: str) -> None:
    """A text against its file, without what changes from day to day."""
    text = re.sub(r"20\d\d-\d\d-\d\d-\d{6}", "2026-01-01-000000", text)
    text = re.sub(r"today \d\d:\d\d", "today 12:00", text)
    text = re.sub(r"20\d\d-\d\d-\d\d \d\d:\d\d UTC", "2026-01-01 12:00 UTC", text)
    text = text.replace(date.today().isoformat(), "2026-01-01")
    if os.environ.get(UPDATE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.exists(), f"no snapshot yet; make it with {UPDATE}=1"
    assert text == path.read_text("utf-8"), f"{path.name} looks different; {UPDATE}=1 takes it as it is now"
