"""networkx without what this program does not need: its graph classes alone cost a fifth of the whole.

Walks, maps and proofs need the classes only, and the app must start quickly in little memory.
"""

from __future__ import annotations

import importlib
import sys
from threading import Lock
from types import ModuleType
from typing import Any

SELDOM = tuple(f"networkx.{part}" for part in ("algorithms", "generators", "readwrite", "linalg", "drawing"))
"""The parts that `import networkx` would bring along."""

_LOCK = Lock()


def graph_classes() -> Any:
    """The networkx module; when it is not imported yet, with its graph classes only."""
    with _LOCK:
        if "networkx" in sys.modules:
            return sys.modules["networkx"]
        for name in SELDOM:
            empty = ModuleType(name)
            empty.__dict__["__all__"] = []
            sys.modules[name] = empty
        try:
            networkx = importlib.import_module("networkx")
        finally:
            for name in SELDOM:
                sys.modules.pop(name, None)
        for name in SELDOM:
            networkx.__dict__.pop(name.partition(".")[2], None)
        return networkx
