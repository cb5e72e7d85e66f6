"""The small commands, each against the imports it cannot do without."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from measure import ENVIRONMENT, EXAMPLE, alternate, show, wizard_command

VERSION_LIMIT = 2.0
ASSESS_LIMIT = 2.0
PAIRS = 31


def run(command: Sequence[str]) -> float:
    """Milliseconds from exec to the end of a command that must succeed."""
    started = time.perf_counter()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=ENVIRONMENT, check=True)
    return (time.perf_counter() - started) * 1000


def compare(arguments: Sequence[str], imports: str, limit: float) -> None:
    """Prints the figures of one command and its baseline."""
    ours, base = [*wizard_command(), *arguments], [sys.executable, "-c", f"import {imports}"]
    pairs = alternate(lambda: run(ours), lambda: run(base), PAIRS)
    name = " ".join(["hipaa-wizard", *(Path(each).name for each in arguments)])
    show(name, (name, f"python -c 'import {imports}'"), pairs, "ms", limit)


def main() -> None:
    """Prints the figures."""
    compare(["--version"], "click", VERSION_LIMIT)
    with TemporaryDirectory() as folder:
        facts = Path(folder, "facts.json")
        facts.write_text(json.dumps(EXAMPLE), "utf-8")
        compare(["assess", "whatsapp", "--answers", str(facts)], "networkx, yaml", ASSESS_LIMIT)


if __name__ == "__main__":
    main()
