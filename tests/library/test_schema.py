"""The schema of entries in `docs/` is the one that the pack's kinds make."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.fitting import ENTRY
from wizard.library.schema import as_json


def test_the_schema_of_entries_in_docs_is_made_from_the_pack(root: Path) -> None:
    made = (root / "docs" / "entry.schema.json").read_text("utf-8")
    assert made == as_json(ENTRY), "run: python docs/make_entry_schema.py"
