"""Each difference between two versions of a tree is laid to the edit that makes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.brute_force import Document, Reading
from tests.helpers.calling import call
from tests.helpers.random_trees import Author, load
from tests.helpers.small import TREE, make_root
from wizard.diff.compare import Group, compare


def finding_when(tree: Document, random: Random) -> str:
    id, other = random.choices(list(tree["findings"]), k=2)
    tree["findings"][id]["when"] = deepcopy(tree["findings"][other]["when"])
    return f"finding {id}: when"


def finding_weight(tree: Document, random: Random) -> str:
    id, weight = random.choice(list(tree["findings"])), random.choice(list(tree["weights"]))
    before, tree["findings"][id]["weight"] = tree["findings"][id]["weight"], weight
    return f"finding {id}: weight {before} is now {weight}"


def finding_gone(tree: Document, random: Random) -> str:
    named = str([*tree["outcomes"].values(), *tree["invariants"].values()])
    id = random.choice(list(tree["findings"]))
    if f"'{id}'" not in named:
        del tree["findings"][id]
    return f"finding {id}: is gone"


def outcome_when(tree: Document, random: Random) -> str:
    ids = [id for id, outcome in tree["outcomes"].items() if "when" in outcome]
    id, other = random.choices(ids, k=2)
    tree["outcomes"][id]["when"] = deepcopy(tree["outcomes"][other]["when"])
    return f"outcome {id}: when"


def outcome_order(tree: Document, random: Random) -> str:
    ids = list(tree["outcomes"])
    at = random.randrange(len(ids) - 1)
    ids[at], ids[at + 1] = ids[at + 1], ids[at]
    tree["outcomes"] = {id: tree["outcomes"][id] for id in ids}
    return f"outcomes {min(ids[at : at + 2])} and {max(ids[at : at + 2])}: order"


def question_when(tree: Document, random: Random) -> str:
    questions = tree["questions"]
    id = random.choice([id for id, each in questions.items() if "when" in each])
    earlier = [each["when"] for other, each in questions.items() if other < id and "when" in each]
    del questions[id]["when"]
    if earlier and random.random() < 0.5:
        questions[id]["when"] = deepcopy(random.choice(earlier))
    return f"question {id}: when"


def question_next(tree: Document, random: Random) -> str:
    id = random.choice(list(tree["questions"]))
    tree["questions"][id]["next"] = random.choice([*(each for each in tree["questions"] if each > id), "end"])
    return f"question {id}: next"


def group(tree: Document, random: Random) -> str:
    id = random.choice([id for id, each in tree["questions"].items() if "groups" in each])
    members = random.sample(list(tree["questions"][id]["answers"]), k=1)
    tree["questions"][id]["groups"] = {"some": members}
    return f"question {id}: group some"


def forces(tree: Document, random: Random) -> str:
    forcing = {id: each["forced-by"] for id, each in tree["verdicts"].items() if each.get("forced-by")}
    weight = random.choice([weight for weights in forcing.values() for weight in weights])
    for id in forcing:
        tree["verdicts"][id]["forced-by"] = [each for each in forcing[id] if each != weight]
    tree["verdicts"][random.choice(list(forcing))]["forced-by"].append(weight)
    for id in forcing:
        if not tree["verdicts"][id]["forced-by"]:
            del tree["verdicts"][id]["forced-by"]
    return f"verdicts: what weight {weight} forces"


def answer_new(tree: Document, random: Random) -> str:
    id = random.choice(list(tree["questions"]))
    others = [each["next"] for each in tree["questions"][id]["answers"].values() if "next" in each]
    way = {} if "next" in tree["questions"][id] else {"next": random.choice(others)}
    tree["questions"][id]["answers"]["w"] = {"label": "w", **way}
    return f"question {id}: answer w is new"


def answer_next(tree: Document, random: Random) -> str:
    questions = tree["questions"]
    id = random.choice([id for id, each in questions.items() if "next" in str(each["answers"])])
    answer = random.choice([answer for answer, each in questions[id]["answers"].items() if "next" in each])
    later = [*(each for each in questions if each > id), "end"]
    questions[id]["answers"][answer]["next"] = random.choice(later)
    return f"question {id}: next of {answer}"


def outcome_verdict(tree: Document, random: Random) -> str:
    id = random.choice([id for id, outcome in tree["outcomes"].items() if "when" in outcome])
    before, after = tree["outcomes"][id]["verdict"], random.choice(list(tree["verdicts"]))
    tree["outcomes"][id]["verdict"] = after
    return f"outcome {id}: verdict {before} is now {after}"


EDITS = (
    finding_when,
    finding_weight,
    finding_gone,
    outcome_when,
    outcome_order,
    question_when,
    question_next,
    group,
)
ALL_EDITS = (*EDITS, forces, answer_new, answer_next, outcome_verdict)
Kinds = Sequence[Callable[[Document, Random], str]]
KINDS = st.sampled_from([EDITS, ALL_EDITS])


def edited(document: Document, random: Random, kinds: Kinds = EDITS) -> tuple[Document, str]:
    """The document with one edit, which may change nothing, and what the edit is called."""
    new = deepcopy(document)
    try:
        return new, random.choice(kinds)(new, random)
    except IndexError:
        return document, "there is nothing of this kind to edit"


def causes(groups: list[Group]) -> set[str]:
    """The edits named, without their places."""
    return {cause.partition(" (")[0] for group in groups for cause in group.cause}


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), kinds=KINDS)
def test_what_one_edit_changes_is_laid_to_that_edit(seed: int, kinds: Kinds) -> None:
    random = Random(seed)
    document = Author(random.randrange).tree()
    new, edit = edited(document, random, kinds)
    changed, lost = compare(load(document), load(new))
    assert causes([*changed, *lost]) <= {edit}
    assert all(group.cause for group in [*changed, *lost])


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32), kinds=KINDS)
def test_several_edits_are_counted_as_a_plain_replay_counts(seed: int, kinds: Kinds) -> None:
    random = Random(seed)
    document = Author(random.randrange).tree()
    new = document
    for _ in range(3):
        new, _ = edited(new, random, kinds)
    changed, lost = compare(load(document), load(new))
    assert all(group.cause for group in [*changed, *lost])
    expected = replayed(Reading(new), Reading(document))
    found: Counter[Results] = Counter()
    for group in changed:
        found[results_of(group)] += group.walks
    assert found == {results: len(walks) for results, walks in expected.items()}
    for results, walks in expected.items():
        examples = [group.example for group in changed if results_of(group) == results]
        assert min(map(len, examples)) == min(map(len, walks))


Ending = tuple[str, str | None] | tuple[str, ...]
Results = tuple[Ending, Ending | None]
"""How a walk ends in the new version and in the old one, None where that cannot be walked."""


def results_of(group: Group) -> Results:
    return group.after[:2], None if group.before.stuck else group.before[:2]


def replayed(leading: Reading, following: Reading) -> dict[Results, list[dict[str, str]]]:
    """The walks of one reading that have two different results, by brute force."""
    known = {tuple(sorted(facts.items())): result(following, facts) for facts in following.walks()}
    found: dict[Results, list[dict[str, str]]] = {}
    for facts in leading.walks():
        here, there = result(leading, facts), None
        for other in following.walks():
            if other.items() <= facts.items():
                there = known[tuple(sorted(other.items()))]
        if here != there:
            found.setdefault((here, there), []).append(facts)
    return found


def result(reading: Reading, facts: dict[str, str]) -> tuple[str, str | None]:
    """Verdict and outcome of a whole walk."""
    raised = reading.raised(facts)
    verdict = reading.verdict(raised)
    return verdict, reading.outcome(facts, raised, verdict)


def test_the_report_lays_each_change_to_its_edit_and_its_place(tmp_path: Path) -> None:
    text = TREE.replace("{colour: bright, amount: much}", "{colour: bright}")
    old, new = make_root(tmp_path / "old"), make_root(tmp_path / "new", {"trees/small.yaml": text})
    called = call("diff", str(old), str(new))
    line = text[: text.index("  too-much:")].count("\n") + 1
    assert called.code == 0
    assert f"finding too-much: when (trees/small.yaml:{line}): 4 walks" in called.out
    assert "shortest: python -m wizard assess small -a colour=blue" in called.out


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_what_is_gone_is_placed_in_the_old_file_and_what_is_new_in_the_new_one(tmp_path: Path) -> None:
    free = "  free:\n    verdict: fine\n"
    more = TREE.replace(
        free, f"  often-free:\n    verdict: fine\n    when: {{found: daily}}\n    page: x\n{free}"
    )
    few, many = make_root(tmp_path / "few"), make_root(tmp_path / "many", {"trees/small.yaml": more})
    place = f"(trees/small.yaml:{line_of(more, '  often-free:')})"
    assert f"outcome often-free: is gone {place}: 2 walks" in call("diff", str(many), str(few)).out
    assert f"outcome often-free: is new {place}: 2 walks" in call("diff", str(few), str(many)).out


def test_folders_that_are_no_knowledge_are_refused(tmp_path: Path) -> None:
    called = call("diff", str(tmp_path), str(make_root(tmp_path / "new")))
    assert called.code == 2 and "Traceback" not in called.err and str(tmp_path) in called.err
