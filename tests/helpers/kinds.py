"""The kinds of entries of the pack built into the program."""

from __future__ import annotations

from wizard.pack.knowledge import open_knowledge

KINDS = open_knowledge().pack.kinds
"""In the order in which the library shows them."""
