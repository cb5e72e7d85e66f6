"""The command `sql`: one query in each dialect, and what it says to a call it cannot meet."""

from __future__ import annotations

import pytest

from tests.helpers.calling import call

pytest.importorskip("sqlglot", reason="the extra inventory is not installed")

import sqlglot

from wizard.registers.query import DIALECTS


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_reads_what_is_printed_for_it(dialect: str) -> None:
    done = call("sql", "phi", "--dialect", dialect, "--table", "work.flows")
    assert done.code == 0
    found = sqlglot.parse(done.out, read=dialect)
    assert len(found) == 1 and found[0] is not None
    assert "flows" in {table.name for table in found[0].find_all(sqlglot.exp.Table)}


def test_the_query_names_the_tree_its_questions_and_its_findings() -> None:
    out = call("sql", "phi").out
    assert out.startswith("/* Tree phi ")
    assert "/* information-kind: " in out and "/* care-relationship-revealed: " in out


def test_verdict_alone_is_a_shorter_query() -> None:
    done = call("sql", "phi", "--columns", "verdict")
    assert '"outcome"' in done.out and '"moot"' not in done.out


def test_columns_to_keep_are_named_where_a_dialect_cannot_leave_any_out() -> None:
    out = call("sql", "phi", "--dialect", "postgres", "--keep", "id").out
    kept = out[out.rindex("SELECT\n  ") :]
    assert kept.split()[1] == '"id",' and "EXCLUDE" not in out


def test_a_table_that_cannot_be_one_is_refused() -> None:
    done = call("sql", "phi", "--table", "")
    assert done.code == 2 and "is no name of a table" in done.err


def test_comments_in_a_tree_cannot_end_a_comment() -> None:
    from wizard.registers.naming import uncommented

    assert uncommented("a */ b /* c -- d\n e") == "a ·/ b /· c – d e"
