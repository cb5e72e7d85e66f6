"""Writes the JSON Schema of trees from the grammar: `python docs/make_schemas.py`."""

from __future__ import annotations

from pathlib import Path

import wizard
from wizard.tree.schema import as_json, tree_schema

if __name__ == "__main__":
    target = Path(wizard.__file__).parent / "schemas" / "tree.schema.json"
    target.write_text(as_json(tree_schema()), "utf-8")
