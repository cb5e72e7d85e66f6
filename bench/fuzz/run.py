"""Feeds mutated trees, pages and packs to the readers, `check` and the commands; looks for tracebacks,
hangs, memory.

`python bench/fuzz/run.py [HOW_MANY] [SEED]`; each input has a seed of its own, SEED plus its number, so
that `run.py 1 SEED` repeats one. Seeds that once failed stand in `seeds.txt` and are tried first.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.helpers.calling import call
from tests.helpers.mutating import mutated
from tests.helpers.small import TREE, make_root
from tests.tree.test_shared import root_of
from wizard.check import check_knowledge
from wizard.check.report import shown
from wizard.library.search import build_index
from wizard.pack.knowledge import Knowledge
from wizard.source.printable import gated
from wizard.source.problems import Broken, Refused
from wizard.walk.walk import Walk, begin

PACKS = Path(__file__).parents[2] / "tests" / "packs"
SETTLED = "    effort: 2\n    settle: {tree: small, gives: {stop: much, fine: little}}\n"
SEEDS = Path(__file__).with_name("seeds.txt")
LONGEST = 2.0
"""Seconds of processor time that one input may take."""
MOST_MEMORY = 500_000
"""Kilobytes at the peak."""


def tried(root: Path) -> None:
    """Everything that reads a root: the check, the search, a walk of each tree."""
    knowledge = Knowledge(root)
    report = check_knowledge(knowledge, strict=True)
    for form in ("text", "json", "github"):
        gated(shown(report, form), form)
    build_index(knowledge.library.readable()).search("words")
    for id in knowledge.tree_ids:
        walk = begin(knowledge.tree(id))
        while walk.question is not None:
            walk = walk.answer(next(iter(walk.question.answers)))


def asked(knowledge: Knowledge, walk: Walk, dice: random.Random) -> list[str]:
    """A command at random, for a tree of these files and a walk of it."""
    tree, facts = walk.tree, [word for id, each in walk.facts.items() for word in ("-a", f"{id}={each}")]
    question = dice.choice([*tree.questions])
    known = dice.choice([*knowledge.library.paths] or ["x"])
    form = dice.choice(("text", "markdown", "html", "json", "calendar"))
    ends = {"--outcome": tree.outcomes, "--raises": tree.findings, "--verdict": tree.verdicts}
    end, ids = dice.choice([*ends.items()])
    return dice.choice(
        [
            ["map", tree.id, "--format", dice.choice(("text", "mermaid", "dot", "svg"))],
            ["map", tree.id, "--all", "-o", "out"],
            ["sql", tree.id, "--dialect", dice.choice(("duckdb", "spark", "postgres"))],
            ["diff", "BEFORE", "ROOT"],
            ["diff", "ROOT", "BEFORE", "--format", "markdown"],
            ["scenarios", "cover", tree.id],
            ["scenarios", "coverage", tree.id],
            ["scenarios", "list"],
            ["assess", tree.id, *facts, "--format", form],
            ["assess", tree.id, *facts, "--full"],
            ["export", "web", "out"],
            ["find", *dice.choice([*tree.questions.values()]).ask.split()],
            ["search", *tree.title.split()],
            ["show", known],
            ["present", "--list"],
            ["ask", tree.id, "--plain", "--at", question],
            ["ask", tree.id, "--plain"],
            ["new", "scenario", "one", "--tree", tree.id, end, dice.choice([*ids] or ["x"])],
            ["inventory", "table.csv", "--tree", tree.id, "-o", f"out.{dice.choice(('md', 'html', 'csv'))}"],
            ["schema", dice.choice(("tree", "entry", "scenario", "pack", "deck"))],
        ]
    )


def called(root: Path, before: Path, dice: random.Random) -> str:
    """What was wrong with a command on these files; empty when nothing was."""
    try:
        knowledge = Knowledge(root)
        walk = begin(knowledge.tree(dice.choice(knowledge.tree_ids)))
        while walk.question is not None:
            walk = walk.answer(dice.choice([*walk.question.answers]))
        words = asked(knowledge, walk, dice)
    except (Broken, Refused):
        return ""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        facts = walk.facts
        rows = [["workflow", *facts], ["Ward", *facts.values()]]
        Path("table.csv").write_text("".join(f"{','.join(row)}\n" for row in rows), "utf-8")
        os.environ |= {"WIZARD_ROOT": str(root), "WIZARD_STATE": folder, "WIZARD_CONFIG": f"{folder}/none"}
        words = [{"ROOT": str(root), "BEFORE": str(before)}.get(word, word) for word in words]
        done = call(*words, given=b"1\n2\n?\nb\n1\n1\nr\nq\n")
        os.chdir(root)
    for made in (root / "content").rglob("one.md"):
        made.unlink()
    if done.code in (0, 1, 2) and "inside the program" not in done.err:
        return ""
    details = done.err.rpartition(" in ")[2].strip()
    told = Path(details).read_text("utf-8") if Path(details).is_file() else done.err
    return f"{' '.join(words)}\n{told}"


def attempt(root: Path, before: Path, files: dict[Path, str], seed: int) -> str:
    """What was wrong with one input; empty when nothing was."""
    dice = random.Random(seed)
    path = dice.choice([*files])
    path.write_bytes(mutated(files[path], dice))
    begun = time.process_time()
    try:
        tried(root)
        wrong = called(root, before, dice)
        if wrong:
            return f"{path.relative_to(root)}\n{wrong}"
    except (Broken, Refused):
        pass
    except Exception:
        return f"{path.relative_to(root)}\n{traceback.format_exc()}"
    finally:
        path.write_text(files[path], "utf-8")
    took = time.process_time() - begun
    return f"{path.relative_to(root)} took {took:.1f} s" if took > LONGEST else ""


def roots(folder: Path) -> list[Path]:
    """Small packs that between them use all of the language."""
    pack = {"content/pack.yaml": "name: Small\ntrees:\n  small: Start\n"}
    settling = TREE.replace("tree: small", "tree: other").replace("    effort: 2\n", SETTLED)
    made = [make_root(folder / "small", pack), root_of(folder / "shared")]
    (made[-1] / "trees" / "other.yaml").write_text(settling, "utf-8")
    for each in (PACKS / "lending", *sorted((PACKS / "flows").iterdir())):
        made.append(folder / each.name)
        shutil.copytree(each, made[-1])
    return made


def run(many: int, first: int, tell: Callable[[str], None] = print) -> int:
    """Tries the kept seeds and so many new ones; how many failed."""
    kept = [int(line.split()[0]) for line in SEEDS.read_text("utf-8").splitlines() if line[:1].isdigit()]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        made, before = roots(Path(folder) / "now"), Path(folder) / "before"
        shutil.copytree(Path(folder) / "now", before)
        files = {
            root: {path: path.read_text("utf-8") for path in sorted(root.rglob("*")) if path.is_file()}
            for root in made
        }
        begun = time.monotonic()
        for seed in [*kept, *range(first, first + many)]:
            root = made[seed % len(made)]
            wrong = attempt(root, before / root.name, files[root], seed)
            if wrong:
                failed += 1
                tell(f"seed {seed}: {wrong}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    within = "within" if peak < MOST_MEMORY and not failed else "over"
    tell(
        f"{len(kept) + many:,} inputs, {failed} failed, {time.monotonic() - begun:.0f} s, "
        f"peak {peak // 1000} MB: {within}"
    )
    return failed


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, int(sys.argv[2]) if len(sys.argv) > 2 else 2026)
