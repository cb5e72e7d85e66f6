"""The function over a Spark DataFrame, and the query as one text, say what the walk says; in local mode."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

from tests.helpers.chain import chain
from tests.helpers.rows import TODAY, Row, expected, random_rows, witnesses
from wizard.pack.knowledge import open_knowledge
from wizard.source.problems import Refused
from wizard.tree.model import Tree

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytest.importorskip("sqlglot", reason="the extra inventory is not installed")
pytest.importorskip("pyspark", reason="the extra spark is not installed")

from wizard.registers.cells import input_columns
from wizard.registers.layers import RESULTS
from wizard.registers.query import printed, query, table
from wizard.registers.spark import judge_frame

NO_JAVA = "no Java on this machine (Debian: apt install default-jre-headless)"
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason=NO_JAVA)
KNOWLEDGE = open_knowledge()


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    """One session for all tests here."""
    from pyspark.sql import SparkSession

    plain = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    started = plain.config("spark.sql.shuffle.partitions", 2).getOrCreate()
    started.sparkContext.setLogLevel("ERROR")
    yield started
    started.stop()


def framed(session: SparkSession, tree: Tree, rows: Sequence[Row]) -> DataFrame:
    """The rows as a DataFrame, numbered."""
    columns = input_columns(tree)
    cells = [[str(number), *(row[name] for name in columns)] for number, row in enumerate(rows)]
    return session.createDataFrame(cells, ", ".join(f"`{name}` string" for name in ["number", *columns]))


def assert_as_judged(tree: Tree, rows: Sequence[Row], found: DataFrame) -> None:
    """Spark says of each row what the walk says."""
    collected = found.collect()
    assert len(collected) == len(rows)
    for line in collected:
        row = rows[int(line["number"])]
        assert {name: line[name] for name in RESULTS} == expected(tree, row), row


@pytest.mark.parametrize("id", ["whatsapp", "incident"])
def test_the_query_as_one_text_is_judged_the_same(session: SparkSession, id: str) -> None:
    tree = KNOWLEDGE.tree(id)
    rows = [*list(witnesses(tree))[:500], *random_rows(tree, 300, seed=5)]
    framed(session, tree, rows).createOrReplaceTempView("workflows")
    text = printed(query(tree, table("workflows", "spark"), TODAY), "spark")
    assert_as_judged(tree, rows, session.sql(text))


@pytest.mark.parametrize("id", KNOWLEDGE.tree_ids)
def test_a_frame_is_judged_the_same(session: SparkSession, id: str) -> None:
    tree = KNOWLEDGE.tree(id)
    rows = [*witnesses(tree), *random_rows(tree, 300, seed=4)]
    found = judge_frame(framed(session, tree, rows), tree, TODAY)
    assert found.columns == ["number", *input_columns(tree), *RESULTS]
    assert_as_judged(tree, rows, found)


def test_a_chain_of_150_questions_needs_no_setting(session: SparkSession) -> None:
    tree = chain(150)
    rows = list(random_rows(tree, 20, seed=3))
    assert_as_judged(tree, rows, judge_frame(framed(session, tree, rows), tree, TODAY))


def test_a_frame_without_a_question_is_refused(session: SparkSession) -> None:
    tree = KNOWLEDGE.tree("phi")
    with pytest.raises(Refused, match="no column for coverage"):
        judge_frame(session.createDataFrame([["a"]], "number string"), tree)
