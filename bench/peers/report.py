"""The results as the page `docs/peers.md`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from faults import Fault
from install import NPM, PYPI

Results = Mapping[str, Any]

TOOLS = ["ours", "xstate", "inkjs", "python-statemachine", "transitions"]
NAMES = {"ours": "hipaa-wizard"}
ROWS = {
    "load ours load": "hipaa-wizard: load and prove",
    "load xstate load": "xstate: `createMachine`",
    "load xstate reach": "xstate: the same, then `getShortestPaths` to list states not reached",
    "load inkjs load": "inkjs: compile",
    "load python-statemachine load": "python-statemachine: class and instance, validated",
    "load transitions load": "transitions: `Machine`, no validation",
    "cover ours cover": "hipaa-wizard: `cover`",
    "cover xstate cover": "xstate: `createTestModel().getShortestPaths()`",
    "cover xstate cover-greedy": "xstate: the same and greedy choice (glue)",
    "cover xstate cover-simple": "xstate: `getSimplePaths` and greedy choice (glue)",
    "cover inkjs cover": "inkjs: least used choice (glue)",
    "cover python-statemachine cover": "python-statemachine: least used choice (glue)",
    "cover transitions cover": "transitions: least used choice (glue)",
    "walks ours walks": "hipaa-wizard: counted, exact",
    "walks ours list": "hipaa-wizard: listed (glue)",
    "walks xstate walks": "xstate: `getSimplePaths`, listed",
    "walks inkjs walks": "inkjs: walked, save and restore (glue)",
    "walks python-statemachine walks": "python-statemachine: walked (glue)",
    "walks transitions walks": "transitions: walked (glue)",
}
LABELS = {"load": "Loading", "cover": "Covering every answer", "walks": "Listing all walks"}
REMARKS = {
    "load xstate load": " It checks that targets exist, nothing else.",
    "load xstate reach": " It checks that targets exist and states are reached.",
    "load transitions load": " It checks nothing.",
    "load python-statemachine load": " It checks targets, reach, dead ends and traps.",
    "cover transitions cover": " Nothing in it tells whether there is a cover with fewer walks.",
    "load inkjs load": " It checks names, targets and loose ends.",
}
REACH = """- All four run things that ours refuses: loops, free text, numbers, code in guards; xstate and
  python-statemachine also parallel and nested states. Ours can prove more because it allows less."""
MARKS = {"yes": "yes", "glue": "glue", "missed": "no", "n/a": "n/a"}

INTRODUCTION = """# Side by side with peers

The same generated trees and the same thirty faults, given to hipaa-wizard and to four libraries that people
build guided interviews with. `bench/peers/run.py` runs it all and writes this page.

Versions: {versions}.
Run on {date}, {cpu}, {cores} cores shared with other work (load average {load}).
Python {python}, Node {node}.
"""

METHOD = """## How it was done

- **Trees**: from `bench/scale.py`. Complete binary trees of 15, 1,023 and 8,191 questions with an outcome at
  every end, and a ladder of 10 layers with 3 questions of 3 answers a layer behind one first question.
  Each peer gets the routing in the form it loads, written from our loaded tree. Only ours also carries and
  proves findings, verdicts, outcomes and an invariant.
- **Seconds** are those that the main thread was on a processor, which is about the wall time on an idle
  machine; this one was busy, and its wall times would say more of the other work. Median of 3 fresh
  processes, one at a time; what takes over 10 s ran once. Imports and the start of the process are not
  counted; reading and parsing the file count under load only. A process that is on a processor for over
  60 s, start and load included, or runs for over 90 s by the wall clock, is stopped and shown as gave up.
- **Load and validate** is what each tool checks when it loads. These are not equal amounts of work.
- **Glue** is what we had to write around a tool, in `peer.mjs` and `peer.py`. *Least used choice*: walk after
  walk, take the answer used least so far, until each one is used. *Greedy choice*: of the paths the tool
  returned, take the one with most unused answers, until none is left. *Walked*: depth first, going back by
  restoring or setting the state. *Listed* (ours): the same over our state graph.
- **python-statemachine** cannot leave a final state, so each new walk needs a new instance; on the large tree
  that is most of its time.
- **Faults**: each is put alone into one tree of 6 questions, 6 findings, 5 outcomes and 11 library pages, as
  data, and written for every tool by the same code. For the peers a question, a finding, an outcome and a
  page are states (knots in ink), a citation or link is an event that leads to the page's state, a condition
  is a guard over named flags. That is the form in which they notice most. Dates and sources are `meta`
  (xstate), tags (inkjs, transitions) or cannot be written (python-statemachine).
- **yes**: the tool reports it, with an error or warning, when it loads the file or is walked over everything.
  For ours: `check --strict` gives the code of that fault. **glue**: the tool says nothing, but about 30 lines
  of ours that explore everything through it find a state never entered, a flag never set, a place with no
  way to an end, or the hand-written invariant broken. **no**: neither. **n/a**: the file is the same, letter
  by letter, with and without the fault, so the tool's model cannot hold it. No tool reports anything for
  the tree without faults.
- **Limits**: the list of faults is ours, chosen from the codes that our own `check` has, so a full score of
  ours says that the codes work, not that no other fault exists. The peers are general libraries: a loop, two
  answers with one label or a missing remedy is often no fault there. xstate was run without TypeScript,
  whose types can catch misspelt names in code. Ink's own editor was not run.
"""


def written(
    results: Results,
    faults: Sequence[Fault],
    sizes: Mapping[str, str],
    tasks: Mapping[str, Sequence[tuple[str, str]]],
) -> str:
    """The whole page."""
    figures = results["figures"]
    versions = ", ".join(f"{name} {version}" for name, version in {**NPM, **PYPI}.items())
    parts = [
        INTRODUCTION.format(versions=versions, **results["machine"]),
        "## Load and validate\n\nSeconds.\n\n" + table(figures, "load", tasks, sizes, counted=False),
        "## Cover every answer\n\nWalks that use each answer at least once, then seconds.\n\n"
        + table(figures, "cover", tasks, sizes, counted=True)
        + "\n"
        + least(figures, sizes),
        "## All walks\n\nSeconds to count or list every walk.\n\n"
        + table(figures, "walks", tasks, sizes, counted=False)
        + "\n"
        + agreed(figures, sizes),
        "## Thirty faults\n\n" + fault_table(results["faults"], faults),
        "## Where a peer wins\n\n" + "\n".join(wins(results, faults, sizes, tasks)) + "\n",
        METHOD,
    ]
    return "\n".join(parts)


def table(
    figures: Results,
    part: str,
    tasks: Mapping[str, Sequence[tuple[str, str]]],
    sizes: Mapping[str, str],
    counted: bool,
) -> str:
    """One row a task of a tool, one column a tree."""
    lines = ["| | " + " | ".join(sizes) + " |", "|---|" + "--:|" * len(sizes)]
    for tool, task in tasks[part]:
        cells = [cell(figures[f"{part} {tool} {task} {size}"], counted) for size in sizes]
        lines.append(f"| {ROWS[f'{part} {tool} {task}']} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def cell(found: Results | None, counted: bool) -> str:
    """Seconds with their walks, or over the limit."""
    if found is None:
        return "gave up"
    return f"{found['walks']:,} · {seconds(found)}" if counted else seconds(found)


def seconds(found: Results) -> str:
    """Seconds to two figures that say something."""
    taken = found["seconds"]
    return f"{taken:.4f}" if taken < 0.01 else f"{taken:.3f}" if taken < 1 else f"{taken:.1f}"


def least(figures: Results, sizes: Mapping[str, str]) -> str:
    """The bounds that ours proves."""
    bounds = [f"{figures[f'cover ours cover {size}']['least']:,}" for size in sizes]
    return f"hipaa-wizard also proves that no cover has fewer than {', '.join(bounds)} walks.\n"


def agreed(figures: Results, sizes: Mapping[str, str]) -> str:
    """How many walks there are, and whether the tools agree."""
    sentences, same = [], True
    for size in sizes:
        counts = {
            found["walks"]
            for key, found in figures.items()
            if found and key.startswith("walks ") and key.endswith(f" {size}")
        }
        same = same and len(counts) == 1
        sentences.append(" or ".join(f"{count:,}" for count in sorted(counts)))
    agreeing = "the same from every tool that finished" if same else "and the tools DISAGREE"
    return f"Walks there are, {agreeing}: {', '.join(sentences)}.\n"


def fault_table(verdicts: Results, faults: Sequence[Fault]) -> str:
    """The faults by part, then how many each tool found."""
    names = [NAMES.get(tool, tool) for tool in TOOLS]
    lines = ["| | Fault | Code | " + " | ".join(names) + " |", "|--:|---|---|" + ":-:|" * len(TOOLS)]
    part = ""
    for number, fault in enumerate(faults):
        if fault.part != part:
            part = fault.part
            lines.append(f"| | **{part}** | | " + " | ".join("" for _ in TOOLS) + " |")
        marks = [MARKS[verdicts[tool][number]["mark"]] for tool in TOOLS]
        words = f"{fault.words} (allowed by design in the peers)" if fault.policy else fault.words
        lines.append(f"| {number + 1} | {words} | `{fault.code}` | {' | '.join(marks)} |")
    for mark, words in (("yes", "reported by the tool itself"), ("glue", "found with our glue")):
        sums = [str(sum(each["mark"] == mark for each in verdicts[tool])) for tool in TOOLS]
        lines.append(f"| | **{words}** | | {' | '.join(f'**{each}**' for each in sums)} |")
    return "\n".join(lines) + "\n"


def wins(
    results: Results,
    faults: Sequence[Fault],
    sizes: Mapping[str, str],
    tasks: Mapping[str, Sequence[tuple[str, str]]],
) -> Iterator[str]:
    """What a peer does better than ours, in words, from the figures."""
    yield REACH
    figures = results["figures"]
    for part, own in (("load", "load"), ("cover", "cover"), ("walks", "list")):
        for tool, task in tasks[part]:
            row = f"{part} {tool} {task}"
            better = [
                f"{size} ({seconds(theirs)} against {seconds(mine)} s{more_walks(theirs, mine, part)})"
                for size in sizes
                if (theirs := figures[f"{row} {size}"]) and tool != "ours"
                if theirs["seconds"] < (mine := figures[f"{part} ours {own} {size}"])["seconds"]
            ]
            if better:
                yield f"- {LABELS[part]}, {ROWS[row]} is faster on {'; '.join(better)}.{REMARKS.get(row, '')}"
            fewer = [
                size
                for size in sizes
                if (theirs := figures[f"{row} {size}"]) and part == "cover"
                if theirs["walks"] < figures[f"cover ours cover {size}"]["walks"]
            ]
            if fewer:
                yield f"- {ROWS[row]} needs fewer walks than ours on {', '.join(fewer)}."
    for number, fault in enumerate(faults):
        if results["faults"]["ours"][number]["mark"] != "yes":
            yield f"- Ours does not report: {fault.words}."


def more_walks(theirs: Results, mine: Results, part: str) -> str:
    """What a faster cover costs in walks."""
    more = theirs["walks"] - mine["walks"] if part == "cover" else 0
    return f", with {theirs['walks']:,} walks for {mine['walks']:,}" if more > 0 else ""
