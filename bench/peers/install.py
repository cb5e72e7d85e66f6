"""Installs the peers, pinned, into `.work/` beside this file: two npm packages and two Python ones."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

WORK = Path(__file__).parent / ".work"
NPM = {"xstate": "5.33.3", "inkjs": "2.4.0"}
PYPI = {"python-statemachine": "3.2.2", "transitions": "0.9.3"}
PYTHON = WORK / "python" / "bin" / "python"
NODE_MODULES = WORK / "node" / "node_modules"


def install() -> None:
    """Installs what is missing; a second call does nothing."""
    if not all((NODE_MODULES / name).is_dir() for name in NPM):
        folder = WORK / "node"
        folder.mkdir(parents=True, exist_ok=True)
        wanted = [f"{name}@{version}" for name, version in NPM.items()]
        command = ["npm", "install", "--prefix", str(folder), "--no-package-lock", "--no-save", *wanted]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    if not PYTHON.exists():
        venv.create(WORK / "python", with_pip=True)
        wanted = [f"{name}=={version}" for name, version in PYPI.items()]
        subprocess.run([str(PYTHON), "-m", "pip", "install", "--quiet", *wanted], check=True)


if __name__ == "__main__":
    install()
    sys.stdout.write(f"installed in {WORK}\n")
