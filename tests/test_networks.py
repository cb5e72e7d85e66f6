"""networkx with its graph classes only, each time in a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

PART = "from wizard.tree.networks import graph_classes as part; "


@pytest.mark.parametrize(
    "code",
    [
        "import sys; nx = part(); assert 'networkx.algorithms' not in sys.modules; "
        "g = nx.MultiDiGraph(); g.add_edge(1, 2, key='a'); assert g.has_edge(1, 2, 'a')",
        "import networkx; assert part() is networkx and networkx.has_path(networkx.path_graph(3), 0, 2)",
        "part(); import networkx.algorithms.dag",
    ],
    ids=["classes alone", "imported before", "a part by its own name"],
)
def test_networkx_is_had_with_its_graph_classes_only(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", PART + code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
