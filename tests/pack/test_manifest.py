"""`content/pack.yaml`: what it may say, what stands in for it, and every fault named with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.helpers.calling import call
from tests.helpers.small import edited, make_root, page
from wizard.check import check_knowledge
from wizard.pack.knowledge import Knowledge
from wizard.pack.manifest import COMMAND
from wizard.source.problems import Broken

FILE = "content/pack.yaml"
WHOLE = """\
name: Things to take
tagline: May I take it?
command: take
default: small
trees:
  small: I want to take something
notice: Ask somebody who knows.
privacy: Never type a name.
kinds:
  rules:
    cite: "{cite}"
  cases: {}
  potions:
    name: potion
    plural: Potions
    about: Something to take
    fields:
      strength: {caption: How strong, about: How strong it is.}
      brewed: {type: day, about: The day it was brewed.}
      recipe: {type: address, about: Where the recipe stands.}
    lists: {mixes: potions}
"""


def pack_of(tmp_path: Path, text: str = WHOLE, **files: str) -> Knowledge:
    return Knowledge(make_root(tmp_path / "root", {FILE: text, **files}))


def told(knowledge: Knowledge) -> list[str]:
    return [f"{each.line}:{each.column} {each.code}" for each in knowledge.pack_problems]


def test_a_pack_says_everything_about_its_field(tmp_path: Path) -> None:
    knowledge = pack_of(tmp_path)
    pack = knowledge.pack
    assert told(knowledge) == []
    assert (pack.name, pack.tagline, pack.command) == ("Things to take", "May I take it?", "take")
    assert (pack.notice, pack.privacy) == ("Ask somebody who knows.", "Never type a name.")
    assert pack.lines == {"small": "I want to take something"}
    keys = [kind.key for kind in pack.kinds]
    assert keys == ["rules", "cases", "potions", "outcomes", "help", "scenarios", "decks", "reference"]
    assert [kind.place for kind in pack.kinds] == list(range(8))
    assert [each.type for each in pack.kinds[2].fields.values()] == ["text", "day", "address"]


def test_a_root_without_a_pack_is_one_with_neutral_words(tmp_path: Path) -> None:
    knowledge = Knowledge(make_root(tmp_path / "shelf"))
    assert told(knowledge) == []
    assert (knowledge.pack.name, knowledge.pack.command) == ("shelf", COMMAND)
    assert (knowledge.default_tree, knowledge.tree_ids) == ("small", ("small",))
    assert "platforms" not in {kind.key for kind in knowledge.pack.kinds}
    assert check_knowledge(knowledge, strict=True).problems == ()


def test_trees_come_in_the_order_of_the_pack_and_those_it_does_not_name_after(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    for id in ("a", "b", "c"):
        (root / "trees" / f"{id}.yaml").write_text("", "utf-8")
    assert Knowledge(root).tree_ids == ("a", "b", "c", "small")
    assert Knowledge(root).default_tree == "a"
    (root / FILE).write_text("name: x\ntrees: {c: Third, small: Small}\n", "utf-8")
    assert Knowledge(root).tree_ids == ("c", "small", "a", "b")
    assert Knowledge(root).default_tree == "c"
    (root / FILE).write_text("name: x\ndefault: b\n", "utf-8")
    assert Knowledge(root).default_tree == "b"


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("name: Things", "^nmae: Things", "unknown-key", "did you mean name?"),
        ("name: Things to take\n", "", "missing-field", "needs name"),
        ("default: small", "default: ^smal", "unknown-tree", "did you mean small?"),
        ("  small: I", "  ^smal: I", "unknown-tree", "did you mean small?"),
        ("small: I want to take something", "small: ^[I]", "wrong-type", "must be a text"),
        ("  potions:\n    name", "  ^Potions:\n    name", "wrong-value", "Potions is no folder"),
        ("name: potion", "name: ^rule", "same-label", "kinds rules and potions"),
        ("name: potion", "name: ^tree", "reserved", "tree cannot be the name"),
        ("    name: potion\n", "", "missing-field", "kind potions needs name"),
        ("type: day", "type: ^dya", "wrong-value", "did you mean day?"),
        ("strength: {caption", "^title: {caption", "reserved", "title is a field of every entry"),
        (", about: How strong it is.", "", "missing-field", "needs about"),
        ('cite: "{cite}"', 'cite: ^"{ciet}"', "wrong-value", "did you mean cite?"),
        ("mixes: potions", "mixes: ^potion", "wrong-value", "did you mean potions?"),
        ("mixes: potions", "mixes: ^[potions]", "wrong-type", "names one kind"),
        ('  rules:\n    cite: "{cite}"\n', "", "missing-field", "no kind is cited as rules"),
        ("about: Something to take", "cited: ^laws", "wrong-value", "known: rules, cases"),
        ("about: Something to take", "facts: true", "missing-field", "has facts and needs tree"),
        ("  cases: {}", "  reference: ^{cited: rules}", "wrong-value", "cannot be cited"),
        ("  cases: {}", "  cases: ^x", "wrong-type", "kind cases must be a mapping"),
        ("kinds:", "kinds: []\nmore:", "unknown-key", "no key more"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    text, places = edited(WHOLE, (old, new))
    knowledge = pack_of(tmp_path, text)
    found = [each for each in knowledge.pack_problems if each.code == code and words in str(each)]
    assert found, [str(each) for each in knowledge.pack_problems]
    if places:
        assert f"{found[0].line}:{found[0].column}" == places[0]
    assert {each.path for each in knowledge.pack_problems} == {FILE}
    assert set(knowledge.pack_problems) <= set(check_knowledge(knowledge).problems)


@pytest.mark.parametrize("text", ["name: [", "- x\n", "", "name: x\nname: y\n"])
def test_a_pack_that_cannot_be_read_is_told_by_check_and_refused_by_walks(tmp_path: Path, text: str) -> None:
    knowledge = pack_of(tmp_path, text)
    assert knowledge.pack_problems
    with pytest.raises(Broken):
        knowledge.tree("small")
    assert call("check", "--root", str(knowledge.root)).code == 1
    called = call("assess", "--root", str(knowledge.root), "-a", "colour=plain")
    assert called.code == 2 and "content/pack.yaml:" in called.err


def test_the_fields_of_a_kind_are_read_as_their_types_say(tmp_path: Path) -> None:
    own = "strength: mild\nbrewed: 2026-11-01\nrecipe: https://example.org/r\nmixes: [calm, clam]\n"
    calm = {"content/potions/calm.md": page("calm", fields=own)}
    knowledge = pack_of(tmp_path, **calm)
    entry = knowledge.library.entry("calm")
    assert (entry.url, entry.listed) == ("https://example.org/r", ("calm", "clam"))
    problems = check_knowledge(knowledge).problems
    assert [(each.code, each.message) for each in problems] == [("unknown-page", "there is no potion clam")]
    assert "How strong: mild\nBrewed: 2026-11-01\n" in call("show", "calm", "--root", str(knowledge.root)).out


@pytest.mark.parametrize(("old", "new"), [("2026-11-01", "soon"), ("https://", "ftp://")])
def test_a_field_of_another_type_is_refused(tmp_path: Path, old: str, new: str) -> None:
    own = "strength: mild\nbrewed: 2026-11-01\nrecipe: https://potions.example/r\n".replace(old, new)
    knowledge = pack_of(tmp_path, **{"content/potions/calm.md": page("calm", fields=own)})
    assert {each.code for each in check_knowledge(knowledge).problems} == {"wrong-value"}


def test_hints_and_transcripts_name_the_pack_s_own_command(tmp_path: Path) -> None:
    root = pack_of(tmp_path).root
    assert call("scenarios", "cover", "--root", str(root)).out.startswith("take assess small -a ")
    assert "; take 0." in call("assess", "--root", str(root), "-a", "colour=plain").out


def test_several_kinds_may_be_cited_as_rules_each_under_its_own_heading(tmp_path: Path) -> None:
    text, _ = edited(WHOLE, ("about: Something to take\n", "cited: rules\n    about: Something to take\n"))
    own = "strength: mild\nbrewed: 2026-11-01\nrecipe: https://example.org/r\n"
    tree = make_root(tmp_path / "plain") / "trees" / "small.yaml"
    both = tree.read_text("utf-8").replace("rules: [rule-1]\n    cases", "rules: [calm, rule-1]\n    cases")
    files = {"content/potions/calm.md": page("calm", fields=own), "trees/small.yaml": both}
    knowledge = pack_of(tmp_path, text, **files)
    assert check_knowledge(knowledge).problems == ()
    answers = ("-a", "colour=red", "-a", "amount=much", "-a", "often=no")
    called = call("assess", "--root", str(knowledge.root), *answers, "--format", "json")
    rules = {each["id"]: each for each in json.loads(called.out)["rules"]}
    assert (rules["calm"]["section"], rules["calm"]["line"]) == ("Potions", "calm")
    assert rules["rule-1"].get("section", "Rules") == "Rules"
