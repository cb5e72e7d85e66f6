"""`check --watch`: what is told first, after a fault is saved, after it is mended, and how it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from tests.helpers.calling import environment
from tests.helpers.small import TREE, make_root

LONGEST_WAIT = 60.0
SAVED_AGAIN_AFTER = 1.0
FAULT = TREE.replace("tone: good", "tone: god")


class Watching:
    """A running `check --watch`, its output read as it comes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def tells(self, words: str, seconds: float) -> bool:
        """Whether a line with these words comes in time."""
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            try:
                if words in self.lines.get(timeout=left):
                    return True
            except Empty:
                break
        return False

    def tells_once_saved(self, path: Path, text: str, words: str) -> bool:
        """Whether it tells so after a save; saved again while it may not have begun to watch."""
        for _ in range(round(LONGEST_WAIT / SAVED_AGAIN_AFTER)):
            path.write_text(text, "utf-8")
            if self.tells(words, SAVED_AGAIN_AFTER):
                return True
        return False


def heed_ctrl_c() -> None:
    """Undoes what tests run in the background of a shell inherit: there Ctrl+C is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def watching(root: Path) -> Iterator[Watching]:
    """`check --watch` on a root, in a process of its own."""
    command = [sys.executable, "-u", "-m", "wizard", "check", "--watch", "--root", str(root)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        preexec_fn=heed_ctrl_c,
    ) as process:
        try:
            yield Watching(process)
        finally:
            process.kill()


def test_a_fault_is_told_when_it_is_saved_and_gone_when_it_is_mended(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    tree = root / "trees" / "small.yaml"
    with watching(root) as watch:
        assert watch.tells("every walk ends at an outcome", LONGEST_WAIT)
        assert watch.tells_once_saved(tree, FAULT, "trees/small.yaml:")
        assert watch.tells_once_saved(tree, TREE, "every walk ends at an outcome")


def test_a_page_is_watched_as_well_as_a_tree(tmp_path: Path) -> None:
    root = make_root(tmp_path)
    page = root / "content" / "rules" / "rule-1.md"
    text = page.read_text("utf-8")
    with watching(root) as watch:
        assert watch.tells("every walk ends at an outcome", LONGEST_WAIT)
        assert watch.tells_once_saved(page, text + "\n[lost](lost.md)\n", "broken-link")


def test_ctrl_c_ends_it_without_a_traceback(tmp_path: Path) -> None:
    with watching(make_root(tmp_path)) as watch:
        assert watch.tells("every walk ends at an outcome", LONGEST_WAIT)
        watch.process.send_signal(signal.SIGINT)
        assert watch.process.wait(LONGEST_WAIT) in (0, 1, 130)
        assert watch.process.stderr is not None
        assert "Traceback" not in watch.process.stderr.read()
