"""Writes the page of all codes from the program: `python docs/make_checks.py`."""

from __future__ import annotations

from pathlib import Path

from wizard.check.codes import as_page
from wizard.pack.knowledge import open_knowledge

if __name__ == "__main__":
    Path(__file__).with_name("checks.md").write_text(as_page(open_knowledge().pack.command), "utf-8")
