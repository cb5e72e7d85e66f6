"""networkx in part and as a whole, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

PART = "from wizard.tree.networks import graph_classes as part, whole_networkx as whole; "


@pytest.mark.parametrize(
    "code",
    [
        "import sys; nx = part(); assert 'networkx.algorithms' not in sys.modules; "
        "g = nx.MultiDiGraph(); g.add_edge(1, 2, key='a'); assert g.has_edge(1, 2, 'a')",
        "part(); nx = whole(); assert nx.has_path(nx.path_graph(3), 0, 2)",
        "nx = whole(); assert part() is nx and nx.has_path(nx.path_graph(3), 0, 2)",
        "import networkx; assert part() is networkx and whole() is networkx",
        "part(); import networkx.algorithms.dag",
    ],
    ids=["part", "part then whole", "whole then part", "imported before", "a part by its own name"],
)
def test_networkx_is_had_in_part_or_as_a_whole(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", PART + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
