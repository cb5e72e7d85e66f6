"""The pack speaks in short sentences: none of a question, answer, finding or remedy has over 20 words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from wizard.pack.knowledge import Knowledge, open_knowledge
from wizard.tree.model import Tree

MOST = 20


def texts(tree: Tree) -> Iterator[str]:
    for question in tree.questions.values():
        yield from (question.ask, question.why)
        for answer in question.answers.values():
            yield from (answer.label, answer.how.text if answer.how else "")
    for finding in tree.findings.values():
        yield from (finding.says, finding.remedy or "")
    yield from (deadline.says for deadline in tree.deadlines.values())


@pytest.mark.parametrize("id", open_knowledge().tree_ids)
def test_no_sentence_is_long(knowledge: Knowledge, id: str) -> None:
    sentences = [each for text in texts(knowledge.tree(id)) for each in re.split(r"(?<=[.?!])\s+", text)]
    assert len(sentences) > 100
    assert [each for each in sentences if len(each.split()) > MOST] == []
