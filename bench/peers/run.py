"""Side by side with peers: the same trees and the same faults through each, `docs/peers.md` as the result.

Installs the peers on the first run. Each measurement is a fresh process, one at a time.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MAIN = HERE.parents[1]
sys.path[:0] = [str(MAIN), str(HERE.parent), str(HERE)]

import machines  # noqa: E402
import small  # noqa: E402
from faults import FAULTS  # noqa: E402
from install import NODE_MODULES, PYTHON, WORK, install  # noqa: E402
from report import written  # noqa: E402
from scale import HEAD, TREES  # noqa: E402

from wizard.check import check_knowledge  # noqa: E402
from wizard.pack.knowledge import open_knowledge  # noqa: E402
from wizard.tree.load import load_tree  # noqa: E402

RUNS = 3
SLOW_SECONDS = 10
MOST_SECONDS = 60
MOST_WALL_SECONDS = 90
"""A task slower than `SLOW_SECONDS` runs once; one over `MOST_SECONDS` on a processor is given up."""

SIZES = {
    "15 questions": "binary-15-outcomes",
    "1,023 questions": "binary-1023-outcomes",
    "8,191 questions": "binary-8191-outcomes",
    "ladder of 10": "ladder-10",
}
TASKS = {
    "load": [
        ("ours", "load"),
        ("xstate", "load"),
        ("xstate", "reach"),
        ("inkjs", "load"),
        ("python-statemachine", "load"),
        ("transitions", "load"),
    ],
    "cover": [
        ("ours", "cover"),
        ("xstate", "cover"),
        ("xstate", "cover-greedy"),
        ("xstate", "cover-simple"),
        ("inkjs", "cover"),
        ("python-statemachine", "cover"),
        ("transitions", "cover"),
    ],
    "walks": [
        ("ours", "walks"),
        ("ours", "list"),
        ("xstate", "walks"),
        ("inkjs", "walks"),
        ("python-statemachine", "walks"),
        ("transitions", "walks"),
    ],
}
FORBIDDEN = ["out__mend_device", "out__mend", "out__fine", "out__outside"]
INVARIANTS = [
    [[["channel__whatsapp", "agreement__none"], ["channel__sms", "agreement__none"]], FORBIDDEN],
]
"""The small tree's invariant for the peers: flags, and the outcomes not to reach with them up."""


def command(tool: str, task: str, files: str, extra: str) -> list[str]:
    """The process that runs a task of a tool."""
    if tool == "ours":
        return [sys.executable, str(HERE / "ours.py"), task, files]
    if tool in ("xstate", "inkjs"):
        flags = ["--max-old-space-size=8000", *(["--conditions=development"] if task == "faults" else [])]
        return ["node", *flags, str(HERE / "peer.mjs"), str(NODE_MODULES), tool, task, files, extra]
    return [str(PYTHON), str(HERE / "peer.py"), tool, task, files, extra]


def run(tool: str, task: str, files: str, extra: str, limit: float | None = None) -> dict[str, Any] | None:
    """What the process prints, or None when its main thread is on a processor for longer than the limit."""
    environment = {**os.environ, "PYTHONPATH": str(MAIN)} if tool == "ours" else dict(os.environ)
    started = time.monotonic()
    wanted = command(tool, task, files, extra)
    with subprocess.Popen(wanted, env=environment, stdout=subprocess.PIPE) as process:
        while limit is not None and process.poll() is None:
            if on_processor(process.pid) > limit or time.monotonic() - started > MOST_WALL_SECONDS:
                process.kill()
                return None
            time.sleep(0.05)
        output = process.communicate()[0]
    if process.returncode:
        raise SystemExit(f"{tool} {task} {files} stops with {process.returncode}")
    result: dict[str, Any] = json.loads(output)
    return result


def on_processor(process: int) -> float:
    """The seconds that a process's main thread has been on a processor."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text("ascii").split()[0]) / 1e9
    except (OSError, IndexError):
        return 0.0


def write_trees(folder: Path) -> dict[str, str]:
    """Writes each generated tree in every tool's form; the number of answers of each."""
    answers = {}
    for tree in SIZES.values():
        path = folder / f"{tree}.ours"
        path.write_text(HEAD.format(name=tree) + "".join(TREES[tree]()), "utf-8")
        loaded = load_tree(path)
        answers[tree] = str(sum(len(question.answers) for question in loaded.questions.values()))
        machine = machines.of_tree(loaded)
        for tool, writer in machines.WRITERS.items():
            (folder / f"{tree}.{tool}").write_text(writer(machine), "utf-8")
    return answers


def measure(folder: Path) -> dict[str, Any]:
    """Every task of every tool on every tree: median seconds, walks, or None for "over the limit"."""
    answers = write_trees(folder)
    results: dict[str, Any] = {}
    for part, tasks in TASKS.items():
        for tool, task in tasks:
            for size, tree in SIZES.items():
                figures = repeated(tool, task, str(folder / f"{tree}.{tool}"), answers[tree])
                results[f"{part} {tool} {task} {size}"] = figures
                print(part, tool, task, size, figures or f"over {MOST_SECONDS} s", flush=True)
    return results


def repeated(tool: str, task: str, file: str, answers: str) -> dict[str, Any] | None:
    """The median figures of a task, or None when it is given up."""
    runs: list[dict[str, Any]] = []
    while len(runs) < RUNS:
        found = run(tool, task, file, answers, MOST_SECONDS)
        if found is None:
            return None
        runs.append(found)
        if found["seconds"] > SLOW_SECONDS:
            break
    return {**runs[0], **{key: statistics.median(each[key] for each in runs) for key in ("seconds", "wall")}}


def judge_faults(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """For each tool and each fault: by itself, with glue, missed or n/a, and the words it said."""
    verdicts = {"ours": [judge_ours(folder, number) for number in range(len(FAULTS))]}
    for tool, writer in machines.WRITERS.items():
        files = []
        for number, each in enumerate([None, *FAULTS]):
            spec = small.base()
            if each is not None:
                each.put(spec)
            files.append(folder / f"fault-{number}.{tool}")
            files[-1].write_text(writer(machines.of_spec(spec)), "utf-8")
        said = run(tool, "faults", ",".join(map(str, files)), json.dumps(INVARIANTS))
        assert said is not None
        clean, *faulty = [{**said[str(file)], "text": file.read_text("utf-8")} for file in files]
        if clean["said"] or clean["glue"]:
            raise SystemExit(f"{tool} finds fault with the tree without faults: {clean}")
        verdicts[tool] = [verdict(each, clean) for each in faulty]
    return verdicts


def verdict(faulty: dict[str, Any], clean: dict[str, Any]) -> dict[str, Any]:
    """A fault whose file is the clean one's, letter by letter, cannot be written for this tool."""
    if faulty["said"]:
        return {"mark": "yes", "words": faulty["said"]}
    if faulty["text"] == clean["text"]:
        return {"mark": "n/a", "words": []}
    return {"mark": "glue" if faulty["glue"] else "missed", "words": faulty["glue"]}


def judge_ours(folder: Path, number: int) -> dict[str, Any]:
    """Whether `check --strict` reports the fault under the code that belongs to it."""
    reports = []
    for each in (None, FAULTS[number]):
        spec = small.base()
        if each is not None:
            each.put(spec)
        root = folder / f"fault-{number}-{'clean' if each is None else 'ours'}"
        small.write(spec, root)
        reports.append(check_knowledge(open_knowledge(str(root)), strict=True).problems)
    clean, problems = reports
    if clean:
        raise SystemExit("\n".join(map(str, clean)))
    found = [str(problem) for problem in problems if problem.code == FAULTS[number].code]
    return {"mark": "yes" if found else "missed", "words": found}


def machine_note() -> dict[str, str]:
    """The machine and the interpreters."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    models: Iterable[str] = (line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    node = subprocess.run(["node", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    return {
        "cpu": next(iter(models), "unknown"),
        "cores": str(os.cpu_count()),
        "python": sys.version.split()[0],
        "node": node.removeprefix("v"),
        "load": f"{os.getloadavg()[1]:.1f}",
        "date": time.strftime("%Y-%m-%d"),
    }


def main(arguments: Sequence[str]) -> None:
    """Measures, prints and writes `docs/peers.md`; with `--write`, only writes the last results again."""
    install()
    kept = WORK / "results.json"
    if "--write" not in arguments:
        import tempfile

        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            results = {"faults": judge_faults(folder), "figures": measure(folder), "machine": machine_note()}
        kept.write_text(json.dumps(results, indent=1), "utf-8")
    text = written(json.loads(kept.read_text("utf-8")), FAULTS, SIZES, TASKS)
    (MAIN / "docs" / "peers.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
