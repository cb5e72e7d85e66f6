"""Disputed matters are called so: both positions, who holds them, the careful course, and a way there."""

from __future__ import annotations

import re

import pytest

from wizard.library.model import Entry
from wizard.pack.knowledge import Knowledge

BOTH = {
    "disputed-backup": ("Position A", "Position B", "careful course"),
    "disputed-conduit": ("Position A", "Position B", "careful course"),
    "disputed-vendor-reach": ("Position A", "Position B", "careful course"),
    "disputed-pointer": ("Position A", "Position B", "careful course"),
    "patient-chosen-channel": ("## Position A", "## Position B", "## The careful way"),
    "text-messages": ("may not be sent", "It may,", "careful course"),
}
"""Pages with both positions, and the words that open each position and the careful course."""

HELD = r"(?i)held by|reading of|argued|argument|says so|follows from|made by|guides|OCR|compliance|lawyers"
"""Words that say whose a position is."""

UNSETTLED = {
    "whatsapp": "unsettled",
    "phi": "unsettled",
    "incident": "assess",
}


def text(knowledge: Knowledge, entry: Entry) -> str:
    return (knowledge.library.folder / entry.path).read_text("utf-8")


@pytest.mark.parametrize("id", BOTH)
def test_both_positions_and_the_careful_course_are_given(knowledge: Knowledge, id: str) -> None:
    entry = knowledge.library.entry(id)
    page = text(knowledge, entry)
    places = [page.find(words) for words in BOTH[id]]
    assert -1 not in places and places == sorted(places)
    first, second = page[places[0] : places[1]], page[places[1] : places[2]]
    assert re.search(HELD, first) and re.search(HELD, second)
    assert entry.status == "contested"


@pytest.mark.parametrize("id", BOTH)
def test_each_is_a_step_from_an_outcome_that_leaves_it_open(knowledge: Knowledge, id: str) -> None:
    near = [
        f"{tree_id}/{outcome.id}"
        for tree_id, verdict in UNSETTLED.items()
        for outcome in knowledge.tree(tree_id).outcomes.values()
        if outcome.verdict == verdict
        and f"/{id}.md" in (knowledge.library.folder / outcome.page).read_text("utf-8")
    ]
    assert near


DISPUTED = re.compile(r"(?i)disputed|unsettled|not settled|nobody has decided|no ruling|is open\b")


@pytest.mark.parametrize("tree_id", UNSETTLED)
def test_a_finding_that_calls_a_matter_disputed_links_what_is_said_of_it(
    knowledge: Knowledge, tree_id: str
) -> None:
    tree = knowledge.tree(tree_id)
    calling = [each for each in tree.findings.values() if DISPUTED.search(each.says)]
    assert len(calling) >= 3
    for finding in calling:
        page = (knowledge.library.folder / str(finding.learn)).read_text("utf-8") if finding.learn else ""
        assert page, f"{finding.id} has no page to learn from"
        assert DISPUTED.search(page) or "debat" in page or "both positions" in page, finding.id
