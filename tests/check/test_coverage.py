"""Which questions, answers, findings and outcomes of a tree its scenarios touch."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.small import CARD_PARTS, SCENARIO_FIELDS, TREE, make_root, page
from wizard.check.coverage import Coverage, coverage
from wizard.pack.knowledge import Knowledge

MUCH = "  colour: red\n  amount: much\n  often: no\n"


def card(facts: str) -> str:
    return page("more", fields=SCENARIO_FIELDS.replace(MUCH, facts)) + CARD_PARTS


def covered(folder: Path, files: dict[str, str] | None = None) -> dict[str, Coverage]:
    knowledge = Knowledge(make_root(folder, files))
    return {each.what: each for each in coverage(knowledge.tree("small"), knowledge.library.entries())}


def test_what_no_scenario_touches_is_named(tmp_path: Path) -> None:
    found = covered(tmp_path)
    assert list(found) == ["questions", "answers", "findings", "outcomes"]
    assert found["questions"] == Coverage("questions", 3, 3, ())
    assert (found["answers"].touched, found["answers"].total) == (3, 7)
    assert found["answers"].untouched == ("colour=blue", "colour=plain", "amount=little", "often=yes")
    assert found["findings"] == Coverage("findings", 1, 2, ("daily",))
    assert found["outcomes"] == Coverage("outcomes", 1, 2, ("free",))


def test_a_second_scenario_adds_what_it_touches(tmp_path: Path) -> None:
    found = covered(tmp_path, {"content/scenarios/more.md": card("  colour: blue\n  often: yes\n")})
    assert found["answers"].untouched == ("colour=plain", "amount=little")
    assert found["findings"].untouched == found["outcomes"].untouched == ()


def test_scenarios_that_are_no_walk_or_of_another_tree_touch_nothing(tmp_path: Path) -> None:
    files = {
        "trees/other.yaml": TREE.replace("tree: small", "tree: other"),
        "content/scenarios/blue.md": card("  colour: blue\n"),
        "content/scenarios/other.md": card("  colour: blue\n  often: yes\n").replace(
            "tree: small", "tree: other"
        ),
    }
    assert covered(tmp_path / "a", files) == covered(tmp_path / "b")


def test_what_no_walk_can_touch_is_not_counted(tmp_path: Path) -> None:
    lost = "  lost: {ask: Lost?, why: x, answers: {a: {label: A}, b: {label: B}}, next: end}\n\nfindings:"
    never = "  never: {verdict: stop, when: {colour: plain}, page: outcomes/free.md}\n\ninvariants:"
    text = TREE.replace("\nfindings:", lost).replace("\ninvariants:", never)
    assert covered(tmp_path / "a", {"trees/small.yaml": text}) == covered(tmp_path / "b")
