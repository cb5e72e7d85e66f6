"""The query against `judge`: on every class of walks of our trees, on random rows, on random trees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.chain import chain
from tests.helpers.random_trees import Case, cases, second_cases
from tests.helpers.rows import TODAY, Row, expected, random_rows, witnesses
from wizard.pack.knowledge import open_knowledge
from wizard.tree.model import Tree

pytest.importorskip("duckdb", reason="the extra inventory is not installed")
pytest.importorskip("sqlglot", reason="the extra inventory is not installed")

import duckdb

from wizard.registers.cells import input_columns
from wizard.registers.layers import RESULTS
from wizard.registers.query import printed, query, table

KNOWLEDGE = open_knowledge()


def asked_in_duckdb(tree: Tree, rows: Sequence[Row]) -> list[dict[str, str | None]]:
    """What DuckDB answers to the query over these rows, in order."""
    columns = input_columns(tree)
    text = printed(query(tree, table("workflows", "duckdb"), TODAY), "duckdb")
    with duckdb.connect() as base:
        listed = ", ".join(f'"{name}" VARCHAR' for name in columns)
        base.execute(f"CREATE TABLE workflows (row_number INTEGER, {listed})")
        marks = ", ".join("?" * (len(columns) + 1))
        filled = [[number, *(row[name] for name in columns)] for number, row in enumerate(rows)]
        for at in range(0, len(filled), 50):
            lot = filled[at : at + 50]
            values = ", ".join([f"({marks})"] * len(lot))
            base.execute(f"INSERT INTO workflows VALUES {values}", [each for row in lot for each in row])
        found = base.execute(f"SELECT {', '.join(RESULTS)} FROM ({text}) ORDER BY row_number").fetchall()
    return [dict(zip(RESULTS, each, strict=True)) for each in found]


def assert_as_judged(tree: Tree, rows: Iterable[Row]) -> None:
    """The query says of each row what the walk says."""
    listed = list(rows)
    for row, found in zip(listed, asked_in_duckdb(tree, listed), strict=True):
        assert found == expected(tree, row), row


@pytest.mark.parametrize("id", KNOWLEDGE.tree_ids)
def test_every_class_of_walks_is_judged_the_same(id: str) -> None:
    tree = KNOWLEDGE.tree(id)
    rows = list(witnesses(tree))
    assert len(rows) > len(tree.questions)
    assert_as_judged(tree, rows)


@pytest.mark.parametrize("id", KNOWLEDGE.tree_ids)
def test_random_rows_are_judged_the_same(id: str) -> None:
    tree = KNOWLEDGE.tree(id)
    assert_as_judged(tree, random_rows(tree, 2000, seed=16))


@settings(max_examples=60, deadline=None)
@given(st.one_of(cases(), second_cases()), st.integers(0, 2**32))
def test_random_trees_are_judged_the_same(case: Case, seed: int) -> None:
    rows = [*witnesses(case.tree), *random_rows(case.tree, 40, seed)]
    assert_as_judged(case.tree, rows)


def test_a_chain_of_150_questions_is_judged_the_same() -> None:
    tree = chain(150)
    assert_as_judged(tree, random_rows(tree, 50, seed=3))
