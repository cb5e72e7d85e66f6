"""The house holds: rooms import downwards only, and no modules import each other in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

import wizard

PACKAGE = Path(wizard.__file__).parent
MODULES = {
    ".".join(("wizard", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
}


def imported(path: Path) -> Iterator[str]:
    """The modules of this package that a file imports, those inside functions and for types included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            module = node.module or ""
            for each in node.names:
                name = f"{module}.{each.name}"
                yield from (found for found in (name, module) if found in MODULES)


def graph() -> nx.DiGraph[str]:
    """An edge from each module to each one that it imports; a package's file says what lives there only."""
    found: nx.DiGraph[str] = nx.DiGraph()
    for name, path in MODULES.items():
        found.add_node(name)
        found.add_edges_from((name, target) for target in imported(path) if target not in ("wizard", name))
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    circles = [sorted(each) for each in nx.strongly_connected_components(graph()) if len(each) > 1]
    assert circles == []


def test_a_circle_would_be_seen() -> None:
    circle: nx.DiGraph[str] = nx.DiGraph([("a", "b"), ("b", "a")])
    assert any(len(each) > 1 for each in nx.strongly_connected_components(circle))


def test_every_room_says_what_lives_there() -> None:
    rooms = [path for path in PACKAGE.rglob("__init__.py") if path.parent != PACKAGE]
    assert rooms
    for room in rooms:
        said = ast.get_docstring(ast.parse(room.read_text("utf-8"))) or ""
        assert len(said.split()) >= 12, f"{room.parent.name} does not say what it is for"


def test_nothing_stands_loose_at_the_top() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}
