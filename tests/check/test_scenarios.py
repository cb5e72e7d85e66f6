"""What is told of a scenario that comes out otherwise, and of a list that names what is not there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.small import PAGES, TREE, edited, make_root
from tests.tree.test_ticks import text_of
from wizard.check.run import check_knowledge
from wizard.check.scenarios import check_scenario
from wizard.pack.knowledge import Knowledge
from wizard.source.places import Text

CARD = "content/scenarios/card.md"


def told(folder: Path, *edits: tuple[str, str], tree: str = TREE) -> list[tuple[str, str, str]]:
    """Code, message and hint of each problem of the scenario with these edits."""
    text, _ = edited(PAGES["scenarios/card.md"], *edits)
    root = make_root(folder, {CARD: text, "trees/small.yaml": tree})
    problems = check_knowledge(Knowledge(root)).problems
    return [(each.code, each.message, each.hint) for each in problems if each.path == CARD]


@pytest.mark.parametrize(
    ("edit", "code", "message", "hint"),
    [
        (("tree: small", "tree: smal"), "unknown-tree", "there is no tree smal", "did you mean small?"),
        (
            ("verdict: stop", "verdict: fine"),
            "scenario-verdict",
            "the verdict is stop, not fine",
            "write stop",
        ),
        (
            ("outcome: stopped", "outcome: free"),
            "scenario-outcome",
            "the outcome is stopped, not free",
            "write stopped",
        ),
        (
            ("[too-much]", "[too-mush]"),
            "scenario-raises",
            "finding too-mush is not raised",
            "did you mean too-much?",
        ),
        (
            ("  often: no\n", ""),
            "scenario-facts",
            "no answer to often",
            "write it under facts, or run: python -m wizard scenarios fill often=ANSWER --tree small",
        ),
        (
            ("colour: red", "color: red"),
            "unknown-question",
            "there is no question color",
            "did you mean colour?",
        ),
    ],
)
def test_each_fault_of_a_scenario_is_told_once_with_what_to_write(
    tmp_path: Path, edit: tuple[str, str], code: str, message: str, hint: str
) -> None:
    assert told(tmp_path, edit) == [(code, message, hint)]


def test_an_outcome_is_not_told_where_the_verdict_is_wrong_already(tmp_path: Path) -> None:
    edits = (("verdict: stop", "verdict: fine"), ("outcome: stopped", "outcome: free"))
    assert [code for code, *_ in told(tmp_path, *edits)] == ["scenario-verdict"]


def test_with_an_answer_missing_or_to_spare_nothing_is_told_of_the_end(tmp_path: Path) -> None:
    wrong = ("verdict: stop", "verdict: fine")
    assert [code for code, *_ in told(tmp_path / "a", ("  often: no\n", ""), wrong)] == ["scenario-facts"]
    spare = told(tmp_path / "b", ("colour: red", "colour: blue"), wrong)
    assert spare == [("scenario-facts", "this walk does not ask amount", "remove this line")]


def test_answers_missing_and_to_spare_are_told_together(tmp_path: Path) -> None:
    edits = (("colour: red", "colour: blue"), ("  often: no\n", ""))
    assert [message for _, message, _ in told(tmp_path, *edits)] == [
        "no answer to often",
        "this walk does not ask amount",
    ]


def test_ticks_that_are_not_there_are_told_as_an_answer(tmp_path: Path) -> None:
    ticks = text_of("{often: noon}")
    assert told(tmp_path / "a", ("often: no\n", "often: night\n"), tree=ticks) == []
    ((code, message, _),) = told(tmp_path / "b", ("often: no\n", "often: moon\n"), tree=ticks)
    assert code == "unknown-answer" and "moon" in message


def test_a_scenario_of_a_tree_that_is_broken_itself_is_passed_over(tmp_path: Path) -> None:
    assert (
        told(tmp_path, ("verdict: stop", "verdict: fine"), tree=TREE.replace("tone: good", "tone: x")) == []
    )


def test_only_the_findings_that_a_scenario_lists_must_be_raised(tmp_path: Path) -> None:
    knowledge = Knowledge(make_root(tmp_path))
    (card,) = (each for each in knowledge.library.entries() if each.kind.facts)
    kind = replace(card.kind, lists={**card.kind.lists, "pages": "rules"})
    listing = replace(card, kind=kind, lists={**card.lists, "pages": (Text("rule-1"),)})
    trees = {"small": knowledge.tree("small")}
    assert list(check_scenario(CARD, listing, trees, ("small",))) == []
    wrong = replace(card, lists={name: (Text("rule-1"),) for name in card.lists})
    assert [each.code for each in check_scenario(CARD, wrong, trees, ("small",))] == ["scenario-raises"]


def test_only_scenarios_that_come_out_as_they_say_are_counted(tmp_path: Path) -> None:
    wrong = PAGES["scenarios/card.md"].replace("verdict: stop", "verdict: fine")
    elsewhere = PAGES["scenarios/card.md"].replace("tree: small", "tree: other")
    files = {
        **{f"content/scenarios/wrong-{at}.md": wrong for at in range(2)},
        **{f"content/scenarios/elsewhere-{at}.md": elsewhere for at in range(3)},
        "trees/other.yaml": TREE.replace("tree: small", "tree: other").replace("tone: good", "tone: x"),
    }
    assert check_knowledge(Knowledge(make_root(tmp_path, files))).scenarios == 1


@pytest.mark.parametrize(
    ("listed", "told_of_it"),
    [
        ("[card]", []),
        ("[crad]", [("unknown-scenario", "there is no scenario crad", "did you mean card?")]),
        ("[card, rule-1]", [("unknown-scenario", "there is no scenario rule-1", "known: card")]),
    ],
)
def test_a_deck_lists_scenarios_that_are_there(
    tmp_path: Path, listed: str, told_of_it: list[tuple[str, str, str]]
) -> None:
    deck = PAGES["decks/deck.md"].replace("scenarios: [card]", f"scenarios: {listed}")
    root = make_root(tmp_path, {"content/decks/deck.md": deck})
    problems = check_knowledge(Knowledge(root)).problems
    assert [(each.code, each.message, each.hint) for each in problems] == told_of_it
