"""The query in PostgreSQL says what the walk says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.postgres import NO_SERVER, Server, programs, served
from tests.helpers.random_trees import Case, second_cases
from tests.helpers.rows import TODAY, Row, expected, random_rows, witnesses
from wizard.pack.knowledge import open_knowledge
from wizard.tree.model import Tree

pytest.importorskip("sqlglot", reason="the extra inventory is not installed")
from wizard.registers.cells import input_columns
from wizard.registers.layers import RESULTS
from wizard.registers.query import printed, query, table

pytestmark = pytest.mark.skipif(programs() is None, reason=NO_SERVER)
KNOWLEDGE = open_knowledge()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One server for all tests here; the path of its socket must be short."""
    with TemporaryDirectory(prefix="pg") as folder, served(Path(folder)) as started:
        yield started


def assert_as_judged(server: Server, tree: Tree, rows: list[Row]) -> None:
    """PostgreSQL says of each row what the walk says; what is NULL comes as nothing."""
    columns = input_columns(tree)
    text = printed(query(tree, table("workflows", "postgres"), TODAY, own=["number"]), "postgres")
    cells = [[str(number), *(row[name] for name in columns)] for number, row in enumerate(rows)]
    ordered = f"SELECT {', '.join(RESULTS)} FROM ({text}) AS found ORDER BY CAST(number AS integer)"
    found = server.rows(["number", *columns], cells, ordered)
    for row, line in zip(rows, found, strict=True):
        told = {name: each or "" for name, each in expected(tree, row).items()}
        assert dict(zip(RESULTS, line, strict=True)) == told, row


@pytest.mark.parametrize("id", KNOWLEDGE.tree_ids)
def test_every_class_of_walks_and_random_rows_are_judged_the_same(server: Server, id: str) -> None:
    tree = KNOWLEDGE.tree(id)
    assert_as_judged(server, tree, [*witnesses(tree), *random_rows(tree, 300, seed=7)])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(second_cases(), st.integers(0, 2**32))
def test_random_trees_are_judged_the_same(server: Server, case: Case, seed: int) -> None:
    assert_as_judged(server, case.tree, [*witnesses(case.tree), *random_rows(case.tree, 40, seed)])
