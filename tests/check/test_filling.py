"""`scenarios fill` brings scenarios along with their tree, and `new scenario` walks the shortest way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.calling import call
from tests.helpers.small import SCENARIO_FIELDS, TREE, make_root, page
from wizard.check import check_knowledge
from wizard.pack.knowledge import Knowledge

ADDED = TREE.replace(
    "    next: end\n\nfindings:",
    "    next: long\n  long:\n    ask: For how long?\n    why: Time adds up.\n    answers:\n"
    "      weeks: {label: Weeks}\n      days: {label: Days, idle: Short.}\n    next: end\n\nfindings:",
).replace("when: {often: yes}", "when: {often: yes, long: weeks}")
CARD = "content/scenarios/card.md"
COMMENTED = page("card", fields=SCENARIO_FIELDS).replace(
    "  often: no\n", "  # how often\n  often: 'no'  # rarely\n# what must come out\n"
)


def root_with(folder: Path, card: str = COMMENTED) -> Path:
    return make_root(folder, {"trees/small.yaml": ADDED, CARD: card})


def codes(root: Path) -> list[str]:
    return [each.code for each in check_knowledge(Knowledge(root)).problems]


def test_the_command_that_check_offers_mends_every_scenario(tmp_path: Path) -> None:
    root = root_with(tmp_path)
    (problem,) = check_knowledge(Knowledge(root)).problems
    assert "scenarios fill long=ANSWER --tree small" in problem.hint
    called = call("scenarios", "fill", "long=days", "--tree", "small", "--root", str(root))
    assert (called.code, called.complaints) == (0, "1 scenario filled\n")
    assert codes(root) == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_filling_changes_nothing_else_in_the_file(tmp_path: Path, end: str) -> None:
    root = root_with(tmp_path)
    (root / CARD).write_bytes(COMMENTED.replace("\n", end).encode())
    call("scenarios", "fill", "long=days", "--root", str(root))
    written = (root / CARD).read_bytes().decode()
    assert written == COMMENTED.replace("# rarely\n", "# rarely\n  long: days\n").replace("\n", end)
    call("scenarios", "fill", "long=weeks", "--root", str(root))
    assert (root / CARD).read_bytes().decode() == written


def test_only_scenarios_with_a_fact_may_be_filled(tmp_path: Path) -> None:
    root = root_with(tmp_path)
    assert (
        "0 scenarios"
        in call("scenarios", "fill", "long=days", "--where", "often=yes", "--root", str(root)).err
    )
    assert (
        "1 scenario "
        in call("scenarios", "fill", "long=days", "--where", "often=no", "--root", str(root)).err
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("lang=days", "did you mean long?"),
        ("long=day", "did you mean days?"),
        ("long", "write it as question=answer"),
    ],
)
def test_a_fact_that_the_tree_does_not_know_is_refused_and_nothing_written(
    tmp_path: Path, words: str, told: str
) -> None:
    root = root_with(tmp_path)
    called = call("scenarios", "fill", words, "--root", str(root))
    assert called.code == 2 and told in called.err
    assert (root / CARD).read_text("utf-8") == COMMENTED


def test_facts_in_braces_are_refused(tmp_path: Path) -> None:
    braces = page("card", fields=SCENARIO_FIELDS).replace(
        "facts:\n  colour: red\n  amount: much\n  often: no\n",
        "facts: {colour: red, amount: much, often: no}\n",
    )
    called = call("scenarios", "fill", "long=days", "--root", str(root_with(tmp_path, braces)))
    assert called.code == 2 and "write its facts on a line each" in called.err


def test_the_shortest_walk_that_does_what_is_wanted_is_written(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    wanted = (
        (("--raises", "too-much"), {"colour": "red", "amount": "much", "often": "yes"}),
        (("--outcome", "free"), {"colour": "plain"}),
        (("--verdict", "fine"), {"colour": "plain"}),
        (("--raises", "daily", "--verdict", "fine"), {"colour": "blue", "often": "yes"}),
    )
    for number, (options, facts) in enumerate(wanted):
        called = call("new", "scenario", f"new-{number}", "--tree", "small", *options, "--root", str(root))
        assert called.code == 0, called.err
        entry = Knowledge(root).library.entry(f"new-{number}")
        assert entry.facts == facts
        assert entry.lists["raises"] == ((options[1],) if options[0] == "--raises" else ())
    assert codes(root) == []


@pytest.mark.parametrize(
    ("kind", "options", "told"),
    [
        ("scenario", ("--raises", "too-mach"), "did you mean too-much?"),
        (
            "scenario",
            ("--raises", "too-much", "--verdict", "fine"),
            "no walk of the tree small raises too-much",
        ),
        ("rule", ("--verdict", "fine"), "a rule holds no walk"),
    ],
)
def test_a_walk_that_cannot_be_is_refused_and_nothing_written(
    tmp_path: Path, kind: str, options: tuple[str, ...], told: str
) -> None:
    root = make_root(tmp_path)
    called = call("new", kind, "new-one", *options, "--root", str(root))
    assert called.code == 2 and told in called.err
    assert not list(root.rglob("new-one.md"))
