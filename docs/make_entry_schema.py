"""Writes the JSON Schema of entries from the pack: `python docs/make_entry_schema.py`."""

from __future__ import annotations

from pathlib import Path

from wizard.library.schema import as_json, entry_schema
from wizard.pack.knowledge import Knowledge

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    kinds = Knowledge(HERE.parent).pack.kinds
    (HERE / "entry.schema.json").write_text(as_json(entry_schema(kinds)), "utf-8")
