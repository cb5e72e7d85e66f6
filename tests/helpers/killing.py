"""The real program killed at a random moment of a walk, and what its session then holds."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.helpers.calling import environment
from wizard.pack.knowledge import Knowledge
from wizard.records.sessions import Sessions
from wizard.walk.walk import Walk, begin

PROMPT = b"\n> "
State = tuple[tuple[str, str], ...]


def script(root: Path, chance: random.Random, length: int) -> tuple[list[str], list[State]]:
    """Lines to type in line mode, and the answers that stand before the first and after each of them."""
    walk: Walk = begin(Knowledge(root).tree("small"))
    lines, states = [], [tuple(walk.facts.items())]
    for _ in range(length):
        question = walk.question
        if question is None or (walk.steps and chance.random() < 0.3):
            lines.append("b")
            walk = walk.back()
        else:
            lines.append(chance.choice(list(question.answers)))
            walk = walk.answer(lines[-1])
        states.append(tuple(walk.facts.items()))
    return lines, states


def killed(root: Path, state: Path, seed: int) -> str:
    """Walks, kills, and reads what is kept; what is wrong with that, or nothing."""
    chance = random.Random(seed)
    lines, states = script(root, chance, 12)
    last = chance.randrange(1, len(lines))
    process = subprocess.Popen(
        [sys.executable, "-m", "wizard", "ask", "small", "--root", ".", "--plain"],
        cwd=root,
        env=environment(WIZARD_STATE=str(state)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None and process.stdout is not None
    shown, end = b"", process.stdout.fileno()
    for line in lines[:last]:
        shown = _prompted(process, shown)
        process.stdin.write(f"{line}\n".encode())
        process.stdin.flush()
    time.sleep(chance.random() * 0.01)  # the moment is what is random
    process.kill()
    shown += b"".join(iter(lambda: os.read(end, 65536), b""))
    process.wait()
    process.stdin.close()
    accepted = shown.count(PROMPT) - 1
    found = Sessions(state).all()
    if not found:
        return "" if not any(states[accepted : last + 1][:1]) else "no session is kept"
    kept = tuple((step.question, step.answer) for step in found[0].steps)
    return (
        "" if kept in states[accepted : last + 1] else f"kept {kept}, expected {states[accepted : last + 1]}"
    )


def _prompted(process: subprocess.Popen[bytes], shown: bytes) -> bytes:
    """Reads until one more prompt has been shown."""
    assert process.stdout is not None
    count = shown.count(PROMPT)
    while shown.count(PROMPT) == count or not shown.endswith(PROMPT):
        part = os.read(process.stdout.fileno(), 65536)
        assert part, "the program ended by itself"
        shown += part
    return shown
